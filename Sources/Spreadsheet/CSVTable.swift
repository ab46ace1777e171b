/// The records of a CSV file (RFC 4180), each field with its place, so that a mistake can be named.
///
///     let table = try CSVTable(bytes)
///     table.records[1].fields[0].text    // "2026-12-01"
///
/// Fields are separated by commas, semicolons or tabs, whichever the first line has most of, or by the character that
/// a first line `sep=;` names. The text is UTF-8, or UTF-16 with a byte order mark. A quotation mark has a meaning only
/// at the start of a field: `5" pipe` is those 7 characters. Line breaks in a quoted field are line feeds.
package struct CSVTable: Sendable {
    /// One line of the table.
    package struct Record: Sendable {
        /// The line of the file on which it begins, from 1.
        package let line: Int
        package let fields: [Field]
    }

    /// One value, and where it begins.
    package struct Field: Sendable {
        package let text: String
        /// The line of the file, from 1.
        package let line: Int
        /// The character of the line, from 1.
        package let column: Int
    }

    package let separator: Character
    /// In the order of the file, the header included; lines with nothing in them are no records.
    package let records: [Record]

    package init(_ bytes: [UInt8]) throws(CSVFault) {
        let text = try CSVText(bytes)
        separator = text.separator
        var reader = CSVTableReader(text)
        records = try reader.records()
    }
}

/// Why a CSV file was not read.
package struct CSVFault: Error, Sendable, Equatable {
    /// The line of the file, from 1, or nil if the fault is the whole file's.
    package let line: Int?
    /// The character of the line, from 1, if it is known.
    package let column: Int?
    package let message: String
    package let hint: String
}

/// Walks the characters of a CSV text once.
private struct CSVTableReader {
    private let characters: [Character]
    private let separator: Character
    private var place = 0
    private var line: Int
    private var column = 1

    init(_ text: CSVText) {
        characters = Array(text.text)
        separator = text.separator
        line = text.firstLine
    }

    private var next: Character? { place < characters.count ? characters[place] : nil }

    private mutating func advance() {
        if characters[place].isNewline {
            line += 1
            column = 1
        } else {
            column += 1
        }
        place += 1
    }

    /// A line break of CSV; other Unicode line separators belong to the text.
    private static func endsRecord(_ character: Character?) -> Bool {
        character == "\n" || character == "\r\n" || character == "\r"
    }

    mutating func records() throws(CSVFault) -> [CSVTable.Record] {
        var records: [CSVTable.Record] = []
        while next != nil {
            let start = line
            var fields = [try field()]
            while next == separator {
                advance()
                fields.append(try field())
            }
            if next != nil { advance() }
            let isEmpty = fields.count == 1 && fields[0].text.isEmpty
            if !isEmpty { records.append(CSVTable.Record(line: start, fields: fields)) }
        }
        return records
    }

    /// Reads to the separator, the line break or the end, and leaves that unread.
    private mutating func field() throws(CSVFault) -> CSVTable.Field {
        let (startLine, startColumn) = (line, column)
        var text = ""
        if next == "\"" {
            text = try quoted()
        } else {
            while let character = next, character != separator, !Self.endsRecord(character) {
                text.append(character)
                advance()
            }
        }
        return CSVTable.Field(text: text, line: startLine, column: startColumn)
    }

    private mutating func quoted() throws(CSVFault) -> String {
        let (startLine, startColumn) = (line, column)
        var text = ""
        advance()
        while let character = next {
            advance()
            guard character == "\"" else {
                text.append(Self.endsRecord(character) ? "\n" : character)
                continue
            }
            if next == "\"" {
                text.append("\"")
                advance()
                continue
            }
            guard next == nil || next == separator || Self.endsRecord(next) else {
                throw CSVFault(
                    line: line, column: column, message: "there is text after the closing quotation mark of a field",
                    hint: "write a quotation mark inside a quoted field twice")
            }
            return text
        }
        throw CSVFault(
            line: startLine, column: startColumn, message: "the quoted field that begins here is never closed",
            hint: "add the missing quotation mark")
    }
}

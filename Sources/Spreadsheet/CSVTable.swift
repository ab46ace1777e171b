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

        package init(line: Int, fields: [Field]) {
            self.line = line
            self.fields = fields
        }
    }

    /// One value, and where it begins.
    package struct Field: Sendable {
        package let text: String
        /// The line of the file, from 1.
        package let line: Int
        /// The Unicode scalar of the line, from 1.
        package let column: Int

        package init(text: String, line: Int, column: Int) {
            self.text = text
            self.line = line
            self.column = column
        }
    }

    package let separator: Unicode.Scalar
    /// In the order of the file, the header included; lines with nothing in them are no records.
    package let records: [Record]

    /// The table of a CSV file, or the one that a sheet of an XLSX file would be as CSV.
    ///
    /// The line of a record is then the number of its row, and the column of a field that of its cell.
    package init(file bytes: [UInt8]) throws(CSVError) {
        guard XLSXTable.isXLSX(bytes) else {
            try self.init(bytes)
            return
        }
        self.init(separator: ",", records: try XLSXTable.records(of: bytes))
    }

    private init(separator: Unicode.Scalar, records: [Record]) {
        self.separator = separator
        self.records = records
    }

    package init(_ bytes: [UInt8]) throws(CSVError) {
        let text = try CSVText(bytes)
        separator = text.separator
        var reader = CSVTableReader(text)
        records = try reader.records()
    }
}

/// Why a CSV file was not read.
package struct CSVError: Error, Sendable, Equatable {
    /// The line of the file, from 1, or nil if the error concerns the whole file.
    package let line: Int?
    /// The character of the line, from 1, if it is known.
    package let column: Int?
    package let message: String
    package let hint: String
}

/// Walks the Unicode scalars of a CSV text once.
///
/// A `Character` may be a separator or a quotation mark together with a mark that joins it, such as an accent without
/// a letter, so it would hide the end of a field.
private struct CSVTableReader {
    private let scalars: [Unicode.Scalar]
    private let separator: Unicode.Scalar
    private var place = 0
    private var line: Int
    private var column = 1

    init(_ text: CSVText) {
        scalars = Array(text.text.unicodeScalars)
        separator = text.separator
        line = text.firstLine
    }

    private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    /// Moves past one scalar, or past a carriage return with its line feed.
    private mutating func advance() {
        if Self.endsRecord(scalars[place]) {
            if scalars[place] == "\r", place + 1 < scalars.count, scalars[place + 1] == "\n" { place += 1 }
            line += 1
            column = 1
        } else {
            column += 1
        }
        place += 1
    }

    /// A line break of CSV; other Unicode line separators belong to the text.
    private static func endsRecord(_ scalar: Unicode.Scalar?) -> Bool { scalar == "\n" || scalar == "\r" }

    mutating func records() throws(CSVError) -> [CSVTable.Record] {
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
    private mutating func field() throws(CSVError) -> CSVTable.Field {
        let (startLine, startColumn) = (line, column)
        var text = String.UnicodeScalarView()
        if next == "\"" {
            text = try quoted()
        } else {
            while let scalar = next, scalar != separator, !Self.endsRecord(scalar) {
                text.append(scalar)
                advance()
            }
        }
        return CSVTable.Field(text: String(text), line: startLine, column: startColumn)
    }

    private mutating func quoted() throws(CSVError) -> String.UnicodeScalarView {
        let (startLine, startColumn) = (line, column)
        var text = String.UnicodeScalarView()
        advance()
        while let scalar = next {
            advance()
            guard scalar == "\"" else {
                text.append(Self.endsRecord(scalar) ? "\n" : scalar)
                continue
            }
            if next == "\"" {
                text.append("\"")
                advance()
                continue
            }
            guard next == nil || next == separator || Self.endsRecord(next) else {
                throw CSVError(
                    line: line, column: column, message: "there is text after the closing quotation mark of a field",
                    hint: "write a quotation mark inside a quoted field twice")
            }
            return text
        }
        throw CSVError(
            line: startLine, column: startColumn, message: "the quoted field that begins here is never closed",
            hint: "add the missing quotation mark")
    }
}

import Engagement

/// The records of a CSV text (RFC 4180), each with the line on which it begins, so that a fault can be named.
struct CSVReader {
    struct Record {
        let line: Int
        let fields: [String]
    }

    /// - Throws: `InputFault` where a quoted field is not closed.
    static func records(in text: String) throws(InputFault) -> [Record] {
        var records: [Record] = []
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        var line = 1
        var firstLine = 1
        var characters = text.makeIterator()
        var next = characters.next()
        func isEmptyLine() -> Bool { fields.isEmpty && field.isEmpty }
        while let character = next {
            next = characters.next()
            switch character {
            case "\"" where isQuoted && next == "\"":
                field.append("\"")
                next = characters.next()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                fields.append(field)
                field = ""
            case "\n", "\r\n", "\r":
                line += 1
                if isQuoted {
                    field.append("\n")
                } else {
                    if !isEmptyLine() { records.append(Record(line: firstLine, fields: fields + [field])) }
                    fields = []
                    field = ""
                    firstLine = line
                }
            case "\u{FEFF}" where line == 1 && isEmptyLine(): break
            default: field.append(character)
            }
        }
        guard !isQuoted else {
            throw InputFault(
                "the quoted field that begins on line \(firstLine) is never closed", hint: "add the missing \"")
        }
        if !isEmptyLine() { records.append(Record(line: firstLine, fields: fields + [field])) }
        return records
    }
}

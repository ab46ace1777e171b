/// The text of a CSV file's bytes, and what separates its fields.
struct CSVText {
    let text: String
    let separator: Unicode.Scalar
    /// The number of the first line that holds a record: 2 after a line `sep=;`.
    let firstLine: Int

    init(_ bytes: [UInt8]) throws(CSVError) {
        var text = try Self.decoded(bytes)
        var firstLine = 1
        let first = text.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }
        if first.count == 5, String(first.dropLast()).lowercased() == "sep=", let named = first.last {
            separator = named
            let rest = text.unicodeScalars[first.endIndex...]
            text = String(rest.dropFirst(rest.starts(with: ["\r", "\n"]) ? 2 : 1))
            firstLine = 2
        } else {
            separator = Self.separator(of: first)
        }
        self.text = text
        self.firstLine = firstLine
    }

    /// The separator that the header has most of, outside of quotes: a comma, semicolon or tab.
    private static func separator(of header: Substring.UnicodeScalarView) -> Unicode.Scalar {
        var counts: [Unicode.Scalar: Int] = [:]
        var isQuoted = false
        for scalar in header {
            if scalar == "\"" { isQuoted.toggle() }
            if !isQuoted { counts[scalar, default: 0] += 1 }
        }
        let candidates: [Unicode.Scalar] = [",", ";", "\t"]
        let most = candidates.map { counts[$0] ?? 0 }.max() ?? 0
        return candidates.first { counts[$0] ?? 0 == most } ?? ","
    }

    private static func decoded(_ bytes: [UInt8]) throws(CSVError) -> String {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw CSVError(
                line: nil, column: nil, message: "this is a spreadsheet, not a CSV file",
                hint: "save it as CSV UTF-8 in the spreadsheet program, and import that file")
        }
        if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes.dropFirst(2), low: 0) }
        if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes.dropFirst(2), low: 1) }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        if body.prefix(2).contains(0) {
            throw CSVError(
                line: 1, column: 1, message: "the file is UTF-16 without a byte order mark",
                hint: "save it as CSV UTF-8")
        }
        if let text = String(validating: body, as: UTF8.self) { return text }
        let lines = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let line = (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
        throw CSVError(
            line: line, column: nil, message: "the line is not UTF-8",
            hint: "save the file as CSV UTF-8; plain CSV of a spreadsheet program spoils letters such as ü")
    }

    /// - Parameter low: Where the low byte of each pair is: 0 for little endian, 1 for big endian.
    private static func utf16(_ bytes: ArraySlice<UInt8>, low: Int) throws(CSVError) -> String {
        let bytes = Array(bytes)
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { place in
            UInt16(bytes[place + low]) | UInt16(bytes[place + 1 - low]) << 8
        }
        guard bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) else {
            throw CSVError(
                line: nil, column: nil, message: "the file begins as UTF-16 and is not", hint: "save it as CSV UTF-8")
        }
        return text
    }
}

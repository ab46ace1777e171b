import Spreadsheet
import Testing

@Suite struct CSVReadingTests {
    private func fields(_ text: String) throws -> [[String]] {
        try CSVTable(Array(text.utf8)).records.map { $0.fields.map(\.text) }
    }

    private func fault(_ bytes: [UInt8]) -> CSVError? {
        do throws(CSVError) {
            _ = try CSVTable(bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a quotation mark has a meaning only at the start of a field`() throws {
        #expect(
            try fields("a,b\n5\" pipe,7\" pipe\n\"5\"\" pipe\",x\n") == [
                ["a", "b"], ["5\" pipe", "7\" pipe"], ["5\" pipe", "x"],
            ])
    }

    @Test func `a quoted field may hold separators and line breaks`() throws {
        #expect(
            try fields("a,b\r\n\"x, y\",\"one\r\ntwo\"\r\n\r\n1,2") == [
                ["a", "b"], ["x, y", "one\ntwo"], ["1", "2"],
            ])
    }

    @Test func `each field knows its line and column`() throws {
        let records = try CSVTable(Array("a,b\n\"x\ny\",zz,\u{E4}\n".utf8)).records
        #expect(records[1].line == 2)
        #expect(records[1].fields.map(\.line) == [2, 3, 3])
        #expect(records[1].fields.map(\.column) == [1, 4, 7])
    }

    @Test func `an unclosed quote and text after a quote are named with their place`() {
        let unclosed = fault(Array("a,b\nx,\"y\n1,2\n".utf8))
        #expect(unclosed?.line == 2 && unclosed?.column == 3)
        #expect(unclosed?.message == "the quoted field that begins here is never closed")
        let text = fault(Array("a,b\n\"x\"y,1\n".utf8))
        #expect(text?.line == 2 && text?.column == 4)
    }

    @Test(arguments: [
        ("a;b\n1,5;x", ";"), ("a\tb\n1\t2", "\t"), ("sep=;\na;b", ";"), ("a,b;c,d", ","), ("a\nb", ","),
        ("\"a,b,c\";d", ";"),
    ])
    func `the separator is what the first line has most of, or names`(text: String, separator: String) throws {
        #expect(try String(CSVTable(Array(text.utf8)).separator) == separator)
    }

    @Test func `a line that names the separator is a line of the file, and no record`() throws {
        for end in ["\n", "\r\n", "\r"] {
            #expect(try CSVTable(Array("sep=;\(end)a;b\(end)1;2".utf8)).records.map(\.line) == [2, 3])
        }
    }

    @Test func `UTF-16 with a byte order mark is read, in either order`() throws {
        let units = Array("a;b\r\n\u{FC};\u{1F600}".utf16)
        let little: [UInt8] =
            [0xFF, 0xFE]
            + units.flatMap { unit -> [UInt8] in
                [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            }
        let big: [UInt8] =
            [0xFE, 0xFF]
            + units.flatMap { unit -> [UInt8] in
                [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            }
        for bytes in [little, big] {
            #expect(
                try CSVTable(bytes).records.map { $0.fields.map(\.text) } == [["a", "b"], ["\u{FC}", "\u{1F600}"]])
        }
        #expect(fault(little.dropLast())?.message == "the file begins as UTF-16 and is not")
        // A byte too many is no half of a letter.
        #expect(fault([0xFF, 0xFE, 0x61, 0x00, 0x62])?.message == "the file begins as UTF-16 and is not")
        #expect(fault(Array(little.dropFirst(2)))?.message == "the file is UTF-16 without a byte order mark")
    }

    @Test func `other bytes are named, not replaced`() {
        let latin1 = fault(Array("person\nJ".utf8) + [0xFC] + Array("rgen\n".utf8))
        #expect(latin1?.line == 2 && latin1?.message == "the line is not UTF-8")
        #expect(fault([0x50, 0x4B, 0x03, 0x04, 0x14])?.message == "this is a spreadsheet, not a CSV file")
        #expect(fault([0xD0, 0xCF, 0x11, 0xE0])?.message == "this is a spreadsheet, not a CSV file")
    }

    @Test func `a mark that joins its neighbor hides no separator and no quotation mark`() throws {
        let texts = ["\u{301}a", "b\u{600}", "c\"\u{301}d", "\u{200D}", "\"\u{FE0F}"]
        let sheet = Sheet(
            name: "A", columns: texts.map { .init($0.debugDescription) }, rows: [texts.map { .text($0) }])
        let csv = sheet.csv()
        #expect(csv.unicodeScalars.count { $0 == "\"" }.isMultiple(of: 2))
        let row = try #require(CSVTable(Array(csv.utf8)).records.last)
        #expect(row.fields.map { Array($0.text.unicodeScalars) } == texts.map { Array($0.unicodeScalars) })
    }

    @Test func `what a table writes is read again, for any text`() throws {
        var random = SystemRandomNumberGenerator()
        let pieces = [
            "\"", "'", "=", "+", "-", "@", ",", ";", "\t", "\n", "\r\n", " ", "a", "\u{E4}", "e\u{301}",
            "\u{1F469}\u{200D}\u{1F467}", "\u{0}", "\u{7}", "\u{2028}", "\u{FF1D}", "''", "1",
            // Alone, these join the character before or after them, the separator of a field included.
            "\u{301}", "\u{338}", "\u{200D}", "\u{FE0F}", "\u{600}",
        ]
        for _ in 0..<2000 {
            let texts = (0..<3).map { _ in
                (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }
                    .joined()
            }
            let csv = Sheet(
                name: "A", columns: [.init("a"), .init("b"), .init("c")], rows: [texts.map { .text($0) }]
            ).csv()
            let records = try CSVTable(Array(csv.utf8)).records
            #expect(records.count == 2, "\(texts)")
            #expect(
                records.last?.fields.map { Array(FormulaGuard.removed(from: $0.text).unicodeScalars) }
                    == texts.map { Array(FormulaGuard.afterExport($0).unicodeScalars) }, "\(texts)")
        }
    }
}

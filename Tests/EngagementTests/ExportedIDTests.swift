import Engagement
import TestSupport
import Testing

/// Ids in tables that spreadsheet programs open.
@Suite struct ExportedIDTests {
    /// Whether a spreadsheet program would read the cell as a number or a date and store it as one.
    ///
    /// What LibreOffice Calc and Excel recognise in a CSV file: digits with one decimal mark and an exponent, a fraction,
    /// a percentage, and digits with the separators of dates and times.
    private static func isReadAsNumber(_ text: String) -> Bool {
        text.wholeMatch(of: /[+-]?[0-9]*[.,]?[0-9]+([eE][+-]?[0-9]+)?%?/) != nil
            || text.wholeMatch(of: /[0-9]{1,4}([-\/.:][0-9]{1,4}){1,2}/) != nil
    }

    @Test(arguments: ["12345e6789012345", "1234567890123456", "0000000000000000", "9e99999999999999", "1e5"])
    func `an id that a spreadsheet reads as a number is exported as text`(id: String) {
        #expect(Self.isReadAsNumber(id))
        #expect(!Self.isReadAsNumber(Entry.exported(id)))
        #expect(Entry.id(exported: Entry.exported(id)) == id)
        // An export of an older version has no mark.
        #expect(Entry.id(exported: id) == id)
    }

    @Test func `no exported id reads as a number or a date, and each is read back`() {
        var random = SeededGenerator(seed: 17)
        let digits = Array("0123456789abcdef")
        var numbers = 0
        for _ in 0..<100_000 {
            let id = String((0..<16).map { _ in digits[Int.random(in: 0..<16, using: &random)] })
            if Self.isReadAsNumber(id) { numbers += 1 }
            let exported = Entry.exported(id)
            if Self.isReadAsNumber(exported) || Entry.id(exported: exported) != id { Issue.record("\(exported)") }
        }
        // The reason for the mark: without it some would be.
        #expect(numbers > 0)
    }
}

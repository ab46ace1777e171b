import CivilTime
import Foundation
import Spreadsheet
import Testing

@Suite struct WorkbookFileTests {
    private func sheetXML(_ sheet: Sheet) throws -> String {
        try #require(try parts(sheet)["xl/worksheets/sheet1.xml"])
    }

    /// What stands in a cell, from the tag that opens it to the one that closes it.
    private func cell(_ name: String, in xml: String) throws -> String {
        let start = try #require(xml.range(of: "<c r=\"\(name)\"")).lowerBound
        let end = try #require(xml.range(of: "</c>", range: start..<xml.endIndex)).lowerBound
        return String(xml[start..<end].drop { $0 != ">" }.dropFirst())
    }

    @Test func `numbers are numbers, dates are dates and days are formulas of the minutes`() throws {
        let xml = try sheetXML(time)
        #expect(try cell("A2", in: xml) == "<v>46357</v>")
        #expect(try cell("C2", in: xml) == "<v>90</v>")
        #expect(try cell("D2", in: xml) == "<f>C2/480</f><v>0.1875</v>")
        #expect(try cell("E2", in: xml) == "<f>C2/2</f><v>45</v>")
        #expect(try cell("E4", in: xml) == "<v>-7</v>")
        #expect(!xml.contains("\"D4\""))
    }

    @Test func `the totals are formulas whose results agree with the rows`() throws {
        let xml = try sheetXML(time)
        #expect(try cell("C5", in: xml) == "<f>SUM(C2:C4)</f><v>110</v>")
        #expect(try cell("D5", in: xml).hasPrefix("<f>SUM(D2:D4)</f><v>0.22916666666666"))
        #expect(try cell("E5", in: xml) == "<f>SUM(E2:E4)</f><v>38</v>")
        var empty = time
        empty.rows = []
        #expect(try cell("C2", in: try sheetXML(empty)) == "<v>0</v>")
    }

    @Test func `days are shown with as many digits as their sum needs, in a column that has room for them`() throws {
        let sheet = Sheet(
            name: "A", columns: [.init("M", kind: .minutes), .init("D", kind: .days)],
            rows: [20, 20, 20].map { [.minutes($0), .days(ofColumn: 0)] }, totals: [0: .sum, 1: .sum])
        let parts = try parts(sheet)
        // Three lines of 0.042 would look like 0.126 days; the sum is 0.125.
        let styles = try #require(parts["xl/styles.xml"])
        #expect(styles.contains("formatCode=\"0.000######\""))
        let xml = try #require(parts["xl/worksheets/sheet1.xml"])
        let width = try #require(xml.firstMatch(of: /<col min="2" max="2" width="([0-9.]+)"/)?.1)
        #expect(try #require(Double(width)) > 13)
    }

    @Test func `the header is frozen, filtered and bold, and dates look like dates`() throws {
        let parts = try parts(time)
        let xml = try #require(parts["xl/worksheets/sheet1.xml"])
        #expect(xml.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"))
        #expect(xml.contains("<autoFilter ref=\"A1:E4\"/>"))
        #expect(xml.contains("<col min=\"2\" max=\"2\" width=\"30.7109375\" customWidth=\"1\"/>"))
        #expect(parts["xl/styles.xml"]?.contains("formatCode=\"yyyy-mm-dd\"") == true)
        #expect(parts["xl/styles.xml"]?.contains("<b/>") == true)
        #expect(parts["xl/sharedStrings.xml"]?.contains("<t>As of 2026-12-01</t>") == true)
        var loose = time
        loose.isHeaderFrozen = false
        #expect(try !sheetXML(loose).contains("<pane"))
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@x", "\tx", "{=1}", "https://a.example", "mailto:a@b", "12", "TRUE", "'x"])
    func `text is a string, whatever it looks like`(text: String) throws {
        let parts = try parts(Sheet(name: "A", columns: [.init("T")], rows: [[.text(text)]]))
        let xml = try #require(parts["xl/worksheets/sheet1.xml"])
        #expect(xml.contains(" t=\"s\"><v>1</v></c></row></sheetData>"))
        #expect(!xml.contains("<f>") && !xml.contains("hyperlink"))
        #expect(parts["xl/sharedStrings.xml"]?.contains(">\(text)</t>") == true)
    }

    @Test func `text that XML or Excel would change is kept or dropped`() throws {
        let hostile = "a\u{0}\u{1}\u{B}\u{1F}\u{FFFE}b\r\nc\rd _x0041_ <&\">"
        let parts = try parts(Sheet(name: "A", columns: [.init("T")], rows: [[.text(hostile)]]))
        #expect(parts["xl/sharedStrings.xml"]?.contains("ab\nc\nd _x005F_x0041_ &lt;&amp;\"&gt;</t>") == true)
    }

    @Test func `text longer than a cell is cut with an ellipsis`() throws {
        for unit in ["x", "👩‍👩‍👧", "ä"] {
            let text = String(repeating: unit, count: 40_000)
            let parts = try parts(Sheet(name: "A", columns: [.init("T")], rows: [[.text(text)]]))
            let strings = try #require(parts["xl/sharedStrings.xml"])
            let texts = strings.split(separator: "<t>").map { String($0.prefix { $0 != "<" }) }
            let cut = try #require(texts.max { $0.utf16.count < $1.utf16.count })
            #expect(cut.hasSuffix(unit + "…") && (32_750...32_767).contains(cut.utf16.count))
        }
    }

    @Test func `names of sheets are made valid and different`() throws {
        let names = [
            "Time", "time", "", "  ", "a/b:c[d]*?\\", "'quoted'", "History", "2026", "A1",
            String(repeating: "ä", count: 40),
            String(repeating: "Ä", count: 40), "x\u{0}y\n", "R",
        ]
        let sheets = names.map { Sheet(name: $0, columns: [.init("T")], rows: [[.text("x")]]) }
        let folder = try Folder()
        try document(sheets).write(to: folder.path + "/a.xlsx")
        let workbook = try #require(try parts(of: folder.path + "/a.xlsx")["xl/workbook.xml"])
        let found = workbook.split(separator: "<sheet name=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        #expect(
            found == [
                "Time", "time (2)", "Sheet", "Sheet (2)", "a-b-c-d----", "’quoted’", "History (2)", "2026", "A1",
                String(repeating: "ä", count: 30) + "…", String(repeating: "Ä", count: 27) + " (2)", "xy", "R",
            ])
        #expect(workbook.contains("'2026'!$A$1:$A$2") && workbook.contains("'A1'!$A$1:$A$2"))
        #expect(workbook.contains("'R'!$1:$1") && workbook.contains(">Time!$A$1:$A$2"))
    }

    @Test func `a date before 1900 is text`() throws {
        let sheet = Sheet(
            name: "A", columns: [.init("T", kind: .date)],
            rows: [[.date(CivilDate(1899, 12, 31))], [.date(CivilDate(1900, 3, 1))]])
        let parts = try parts(sheet)
        #expect(parts["xl/sharedStrings.xml"]?.contains("<t>1899-12-31</t>") == true)
        #expect(parts["xl/worksheets/sheet1.xml"]?.contains("<v>61</v>") == true)
    }
}

import CivilTime
import Foundation
import Spreadsheet
import Testing

/// XLSX files as tables: our own, those of other programs, and hostile ones.
@Suite struct SpreadsheetReadingTests {
    /// The cells of a table without empty ones at the end of a row.
    private func cells(_ table: CSVTable) -> [[String]] {
        table.records.map { record in
            var texts = record.fields.map(\.text)
            while texts.last?.isEmpty == true { texts.removeLast() }
            return texts
        }
    }

    private func written(_ sheet: Sheet) throws -> [UInt8] {
        let folder = try Folder()
        try document([sheet]).write(to: folder.path + "/a.xlsx")
        return Array(try folder.bytes("a.xlsx"))
    }

    /// Files as a ZIP archive, compressed by python3.
    private func archive(_ files: [String: String], _ script: String = "") throws -> [UInt8] {
        let folder = try Folder()
        let json = try JSONEncoder().encode(files)
        try json.write(to: URL(filePath: folder.path + "/files.json"))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import json, sys, zipfile
            files = json.load(open(sys.argv[1] + "/files.json"))
            \(script)
            archive = zipfile.ZipFile(sys.argv[1] + "/a.xlsx", "w", zipfile.ZIP_DEFLATED)
            for name, text in files.items(): archive.writestr(name, text)
            archive.close()
            """, folder.path,
        ]
        try process.run()
        process.waitUntilExit()
        return Array(try folder.bytes("a.xlsx"))
    }

    private func book(
        sheet: String, strings: String = "", styles: String = "", properties: String = "",
        sheets: String = "<sheet name='Hours' sheetId='1' r:id='rId1'/>"
    ) -> [String: String] {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        return [
            "xl/workbook.xml":
                "<workbook xmlns='\(main)' xmlns:r='\(office)'>\(properties)<sheets>\(sheets)</sheets></workbook>",
            "xl/_rels/workbook.xml.rels":
                """
            <Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
            <Relationship Id='rId1' Type='t' Target='worksheets/sheet1.xml'/>\
            <Relationship Id='rId2' Type='t' Target='/xl/worksheets/sheet2.xml'/></Relationships>
            """,
            "xl/sharedStrings.xml": "<sst xmlns='\(main)'>\(strings)</sst>",
            "xl/styles.xml": "<styleSheet xmlns='\(main)'>\(styles)</styleSheet>",
            "xl/worksheets/sheet1.xml": "<worksheet xmlns='\(main)'><sheetData>\(sheet)</sheetData></worksheet>",
            "xl/worksheets/sheet2.xml":
                "<worksheet xmlns='\(main)'><sheetData><row><c t='inlineStr'><is><t>two</t></is></c></row></sheetData></worksheet>",
        ]
    }

    @Test func `what is written is read as the same table as its CSV`() throws {
        var generator = Seeded(seed: 4_711)
        let words = [
            "", "a", "=1+1", "'=1", "-2 days", "_x0041_", "two\nlines", "Überblick, \"b\"", "😀", "@x", " spaces ",
            "1.5",
        ]
        for _ in 0..<40 {
            let rows = (0..<Int.random(in: 0...12, using: &generator)).map { _ -> [Sheet.Cell] in
                [
                    .text(words.randomElement(using: &generator) ?? ""),
                    .date(CivilDate(2026, 1, 1).adding(days: Int.random(in: 0...4_000, using: &generator))),
                    .minutes(Int.random(in: 1...100_000, using: &generator)),
                    .text(words.randomElement(using: &generator) ?? ""),
                ]
            }
            let sheet = Sheet(
                name: "Time",
                columns: [.init("note"), .init("date", kind: .date), .init("minutes", kind: .minutes), .init("more")],
                rows: rows, totals: [0: .label("Total"), 2: .sum], note: "As of today.")
            let read = try CSVTable(file: written(sheet))
            #expect(cells(read) == cells(try CSVTable(Array(sheet.csv().utf8))))
        }
    }

    @Test func `dates, durations, rich text and gaps of another program are read as they are shown`() throws {
        let styles = """
            <numFmts><numFmt numFmtId='165' formatCode='[h]:mm'/><numFmt numFmtId='166' formatCode='dd\\.mm\\.yyyy'/>\
            <numFmt numFmtId='167' formatCode='0.0 "days"'/></numFmts>\
            <cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='167'/></cellXfs>
            """
        let strings = "<si><r><t>Kick</t></r><r><t>off</t></r><rPh><t>x</t></rPh></si><si><t>A_x000A_B</t></si>"
        let sheet = """
            <row r='2'><c r='A2' t='s'><v>0</v></c><c r='C2' s='1'><v>46357</v></c><c r='D2' s='2'><v>1.0625</v></c></row>\
            <row r='4'><c r='A4' t='s'><v>1</v></c><c r='B4' s='3'><v>46357.5</v></c><c r='C4' s='4'><v>1.5</v></c>\
            <c r='D4' t='b'><v>1</v></c><c t='str'><f>A1</f><v>=x</v></c></row>
            """
        let read = try CSVTable(file: archive(book(sheet: sheet, strings: strings, styles: styles)))
        #expect(
            cells(read) == [
                ["Kickoff", "", "2026-12-01", "25:30:00"], ["A\nB", "2026-12-01 12:00:00", "1.5", "1", "'=x"],
            ])
        #expect(read.records.map(\.line) == [2, 4])
        let from1904 = book(
            sheet: "<row><c s='1'><v>44895</v></c></row>", styles: styles, properties: "<workbookPr date1904='1'/>")
        #expect(cells(try CSVTable(file: archive(from1904))) == [["2026-12-01"]])
        let hidden = "<sheet name='a' sheetId='1' state='hidden' r:id='rId1'/><sheet name='b' sheetId='2' r:id='rId2'/>"
        #expect(cells(try CSVTable(file: archive(book(sheet: "", sheets: hidden)))) == [["two"]])
    }

    @Test func `a row of sums is the total, and a number is a row`() throws {
        let sheet = """
            <row><c t='inlineStr'><is><t>hours</t></is></c></row><row><c><v>2</v></c></row><row><c><f>1+2</f><v>3</v></c></row>\
            <row><c><f>SUBTOTAL(109,A2:A3)</f><v>5</v></c></row><row/><row><c t='inlineStr'><is><t>note</t></is></c></row>
            """
        #expect(cells(try CSVTable(file: archive(book(sheet: sheet)))) == [["hours"], ["2"], ["3"]])
    }

    @Test func `bombs, entities, passwords and strange archives are refused`() throws {
        let plain = book(sheet: "<row><c><v>1</v></c></row>")
        func refusal(_ files: [String: String], _ script: String = "", change: (inout [UInt8]) -> Void = { _ in })
            throws
            -> String?
        {
            var bytes = try archive(files, script)
            change(&bytes)
            do throws(CSVError) {
                _ = try CSVTable(file: bytes)
                return nil
            } catch {
                return error.message
            }
        }
        #expect(try refusal(plain) == nil)
        #expect(
            try refusal(plain, "files['xl/worksheets/sheet1.xml'] = ' ' * (9 << 20)") == "the spreadsheet is too large")
        #expect(
            try refusal(plain, "files.update({f'x{i}': '' for i in range(1001)})") == "the spreadsheet is too large")
        var entities = plain
        entities["xl/workbook.xml"] = "<!DOCTYPE a [<!ENTITY b 'c'>]><workbook>&b;</workbook>"
        #expect(try refusal(entities) == "the spreadsheet is damaged")
        var deep = plain
        deep["xl/workbook.xml"] = String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200)
        #expect(try refusal(deep) == "the spreadsheet is damaged")
        #expect(try refusal(["a": "b"]) == "the file is not an XLSX spreadsheet")
        let encrypted = try refusal(plain) { bytes in
            for index in bytes.indices.dropLast(9) where bytes[index...].starts(with: [0x50, 0x4B, 1, 2]) {
                bytes[index + 8] |= 1
            }
        }
        #expect(encrypted == "the spreadsheet is encrypted")
        // Every byte of the sheet is covered by its checksum.
        let wrong = try refusal(plain) { bytes in
            let name = Array("xl/worksheets/sheet1.xml".utf8)
            if let start = bytes.indices.first(where: { bytes[$0...].starts(with: name) }) {
                bytes[start + name.count + 20] ^= 0x55
            }
        }
        #expect(wrong == "the spreadsheet is damaged")
    }

    @Test func `no damage to a file stops the program`() throws {
        let good = try archive(book(sheet: "<row><c r='B1'><v>1</v></c></row>", strings: "<si><t>x</t></si>"))
        var generator = Seeded(seed: 7)
        var refused = 0
        for _ in 0..<1_500 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 4..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) {
                bytes.removeLast(Int.random(in: 0..<(bytes.count - 4), using: &generator))
            }
            if (try? CSVTable(file: bytes)) == nil { refused += 1 }
        }
        #expect(refused > 500)
    }
}

/// Numbers that are the same in each run.
private struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}

import Foundation
import Spreadsheet
import Testing

@Suite struct WritingTests {
    @Test func `the same document gives the same bytes, at any time`() async throws {
        let folder = try Folder()
        try document([time]).write(to: folder.path + "/a.xlsx")
        try await Task.sleep(for: .milliseconds(2_100))
        try document([time]).write(to: folder.path + "/b.xlsx")
        #expect(try folder.bytes("a.xlsx") == folder.bytes("b.xlsx"))
        let parts = try parts(of: folder.path + "/a.xlsx")
        #expect(parts["docProps/core.xml"]?.contains(">2026-12-01T00:00:00Z<") == true)
        #expect(parts["docProps/core.xml"]?.contains("Acme &amp; &lt;Sons&gt;") == true)
    }

    @Test func `documents are written at the same time`() async throws {
        let folder = try Folder()
        try document([time]).write(to: folder.path + "/a.xlsx")
        let expected = try folder.bytes("a.xlsx")
        try await withThrowingTaskGroup(of: Data.self) { group in
            for number in 0..<32 {
                group.addTask {
                    try document([time]).write(to: folder.path + "/\(number).xlsx")
                    return try folder.bytes("\(number).xlsx")
                }
            }
            for try await bytes in group { #expect(bytes == expected) }
        }
    }

    @Test func `a file is replaced whole, and nothing is left beside it`() throws {
        let folder = try Folder()
        try Data("old".utf8).write(to: URL(filePath: folder.path + "/a.xlsx"))
        var broken = time
        broken.rows = [[.integer(.max)]]
        #expect(throws: SpreadsheetError.self) { try document([broken]).write(to: folder.path + "/a.xlsx") }
        #expect(try folder.bytes("a.xlsx") == Data("old".utf8))
        try document([time]).write(to: folder.path + "/a.xlsx")
        #expect(try folder.bytes("a.xlsx").count > 1_000)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.xlsx"])
    }

    @Test func `a place that cannot be written is a fault with a reason`() throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(atPath: folder.path + "/d", withIntermediateDirectories: true)
        for (path, words) in [
            ("/none/a.xlsx", "No such file"), ("/d", "Is a directory"), ("/d/", "not a path"), ("", "Is a directory"),
        ] {
            let fault = #expect(throws: SpreadsheetError.self) { try document([time]).write(to: folder.path + path) }
            #expect(fault?.reason == .file)
            #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "")")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["d"])
    }

    @Test(
        arguments: [
            ([], [:], "the sheet 'A' has no columns"),
            ([.init("T")], [1: .sum], "the sheet 'A' has a total for column 1, which it does not have"),
        ] as [([Sheet.Column], [Int: Sheet.Total], String)])
    func `a sheet that fits no spreadsheet is refused`(
        columns: [Sheet.Column], totals: [Int: Sheet.Total], message: String
    ) throws {
        let sheet = Sheet(name: "A", columns: columns, rows: [], totals: totals)
        let fault = #expect(throws: SpreadsheetError.self) { try document([sheet]).write(to: "/dev/null/x") }
        #expect(fault?.message == message)
    }

    @Test(
        arguments: [
            [.text("a"), .text("b")], [.integer(1_000_000_000_000_000)],
            [.days(ofColumn: 3)], [.days(ofColumn: 0)], [.formula("1/0", result: .infinity)],
        ] as [[Sheet.Cell]])
    func `a cell that cannot be written is refused`(row: [Sheet.Cell]) {
        let sheet = Sheet(name: "A", columns: [.init("T")], rows: [row])
        let fault = #expect(throws: SpreadsheetError.self) { try document([sheet]).write(to: "/dev/null/x") }
        #expect(fault?.reason == .content)
    }

    @Test func `a document without sheets is refused`() {
        #expect(throws: SpreadsheetError.self) { try document([]).write(to: "/dev/null/x") }
    }

    @Test func `what killed runs left is removed, and what another run writes is not`() throws {
        let folder = try Folder()
        let names = [".workbook-1-1.tmp", ".workbook-1-2.tmp", ".workbook-a-1.tmp", ".workbook-1-1.tmp.txt"]
        for name in names { try Data("old".utf8).write(to: URL(filePath: folder.path + "/" + name)) }
        let other = open(folder.path + "/.workbook-1-2.tmp", O_WRONLY)
        defer { close(other) }
        #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
        try document([time]).write(to: folder.path + "/a.xlsx")
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left.sorted() == [".workbook-1-1.tmp.txt", ".workbook-1-2.tmp", ".workbook-a-1.tmp", "a.xlsx"])
    }
}

import CivilTime
import Foundation
import Spreadsheet

/// A folder of its own for one test, removed when the value goes.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "spreadsheet-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(filePath: path).appending(path: name))
    }
}

/// The parts of an XLSX file, by their names, unpacked with python3.
func parts(of path: String) throws -> [String: String] {
    let script = """
        import json, sys, zipfile
        from xml.dom import minidom
        archive = zipfile.ZipFile(sys.argv[1])
        assert archive.testzip() is None
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
        for text in parts.values(): minidom.parseString(text)
        print(json.dumps(parts))
        """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode([String: String].self, from: output)
}

/// The parts of the file that a document of `sheets` makes.
func parts(_ sheets: Sheet...) throws -> [String: String] {
    let folder = try Folder()
    try document(sheets).write(to: folder.path + "/a.xlsx")
    return try parts(of: folder.path + "/a.xlsx")
}

func document(_ sheets: [Sheet]) -> SpreadsheetDocument {
    SpreadsheetDocument(title: "Acme & <Sons>", created: CivilDate(2026, 12, 1), sheets: sheets)
}

/// Time by person, with everything that a sheet can have.
let time = Sheet(
    name: "Time",
    columns: [
        .init("Day", kind: .date), .init("Task", width: 30), .init("Minutes", kind: .minutes),
        .init("Days", kind: .days), .init("Half", kind: .number),
    ],
    rows: [
        [
            .date(CivilDate(2026, 12, 1)), .text("Pipeline, \"draft\""), .minutes(90), .days(ofColumn: 2),
            .formula("C{row}/2", result: 45),
        ],
        [.date(CivilDate(2026, 12, 2)), .text("=1+1"), .minutes(20), .days(ofColumn: 2)],
        [.empty, .text("-"), .empty, .days(ofColumn: 2), .integer(-7)],
    ],
    totals: [0: .label("Total"), 2: .sum, 3: .sum, 4: .sum], note: "As of 2026-12-01")

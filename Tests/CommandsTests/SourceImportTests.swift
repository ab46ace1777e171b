import CivilTime
import Commands
import Foundation
import TestSupport
import Testing

/// Files that other programs export, in their form: `import time --from`.
@Suite struct SourceImportTests {
    private static let maps = [
        "--map", "person:Dana Ruiz=dana", "--map", "activity:Configure=configure-mlops-stacks", "--map",
        "activity:Kickoff=kickoff", "--map", "activity:Contoso=-", "--map", "activity:NW-12=kickoff", "--map",
        "activity:Bundles=configure-mlops-stacks",
    ]

    private func export(_ name: String) throws -> String {
        try String(contentsOfFile: Repository.root + "/Tests/CommandsTests/Exports/" + name, encoding: .utf8)
    }

    private func imported(
        _ terminal: Terminal, _ text: String, from source: String, _ options: [String] = []
    ) async throws -> Terminal.Result {
        try terminal.folder.write(text, to: "in.txt")
        return await terminal.run(["import", "time", "in.txt", "--from", source] + options)
    }

    /// Each entry as `date person role activity minutes note`.
    private func entries(_ terminal: Terminal) async throws -> [String] {
        let lines = try JSONSerialization.jsonObject(
            with: Data(await terminal.run("export", "time", "--format", "json").output.utf8))
        return try #require(lines as? [[String: Any]]).map { line in
            ["date", "person", "role", "activity", "minutes", "note"].map { "\(line[$0] ?? "")" }.joined(separator: " ")
        }
    }

    private static let kickoff = "2026-12-01 dana data-scientist kickoff 90 "
    private static let configure = "dana data-scientist configure-mlops-stacks"

    private static let expected: [(file: String, source: String, entries: [String])] = [
        (
            "toggl.csv", "toggl",
            [kickoff + "Agenda, then notes", "2026-12-01 \(configure) 60 Bundles in dev"]
        ),
        ("clockify.csv", "clockify", [kickoff + "Agenda", "2026-12-16 \(configure) 20 Bundles in dev"]),
        ("harvest.csv", "harvest", [kickoff + "Agenda", "2026-12-02 \(configure) 20 Bundles in dev"]),
        ("kimai.csv", "kimai", [kickoff + "Agenda\nand notes", "2026-12-02 \(configure) 20 Bundles in dev"]),
        ("tempo.csv", "tempo", [kickoff + "Agenda", "2026-12-02 \(configure) 20 In dev"]),
        // In New York, the contract's time zone, the second interval began the day before.
        ("timewarrior.json", "timewarrior", [kickoff + "Agenda \"draft\"", "2026-12-02 \(configure) 20 "]),
        (
            "hledger.timeclock", "hledger",
            [kickoff + "Agenda", "2026-12-02 \(configure) 20 ", "2026-12-03 \(configure) 20 "]
        ),
        (
            "hledger.timedot", "hledger",
            [kickoff + "Agenda", "2026-12-01 \(configure) 20 Bundles in dev", "2026-12-02 \(configure) 75 "]
        ),
        ("hledger.csv", "hledger", [kickoff + "Agenda", "2026-12-02 \(configure) 20 "]),
    ]

    @Test(arguments: expected.indices)
    func `what a program exports is read, once`(index: Int) async throws {
        let (file, source, expected) = Self.expected[index]
        let terminal = try Terminal()
        let text = try export(file)
        let who = ["timewarrior", "hledger"].contains(source) ? ["--person", "dana"] : []
        let options = who + ["--role", "data-scientist"]
        let preview = try await imported(terminal, text, from: source, options + Self.maps + ["--dry-run"])
        #expect(preview.status == .done, "\(preview.talk)")
        #expect(try await entries(terminal).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/time-import.csv"))
        let first = try await imported(terminal, text, from: source, options + Self.maps)
        #expect(first.status == .done, "\(first.talk)")
        #expect(try await entries(terminal) == expected)
        // The names are remembered.
        let again = try await imported(terminal, text, from: source, who)
        #expect(again.status == .done, "\(again.talk)")
        #expect(again.output.contains("recorded 0 rows") && again.output.contains("\(expected.count) there already"))
        #expect(try await entries(terminal) == expected)
    }

    @Test func `an own export as XLSX is read again, and doubles nothing`() async throws {
        let terminal = try Terminal()
        for note in ["=1+1", "'=1", "two words"] {
            _ = await terminal.run(
                "log", "1h", "--role", "data-scientist", "--activity", "kickoff", "--person", "dana", "--note", note)
        }
        let before = try await entries(terminal)
        #expect(before.count == 3)
        _ = await terminal.run("export", "time", "--format", "xlsx", "--output", "time.xlsx")
        let result = await terminal.run("import", "time", "time.xlsx")
        #expect(result.status == .done && result.output.contains("3 there already"), "\(result.output)\(result.talk)")
        let report = await terminal.run("export", "report", "--format", "xlsx", "--output", "report.xlsx")
        #expect(report.status == .done)
        #expect(await terminal.run("import", "time", "report.xlsx").output.contains("3 there already"))
        let other = try Terminal()
        try FileManager.default.copyItem(
            atPath: terminal.folder.path + "/time.xlsx", toPath: other.folder.path + "/time.xlsx")
        #expect(await other.run("import", "time", "time.xlsx").status == .done)
        #expect(try await entries(other) == before)
        try Data("PK\u{3}\u{4}".utf8).write(to: URL(filePath: other.folder.path + "/bad.xlsx"))
        let bad = await other.run("import", "time", "bad.xlsx")
        #expect(bad.status == .usage && bad.talk.contains("is not an XLSX spreadsheet"), "\(bad.talk)")
    }

    @Test func `a program's spreadsheet has the rows of its cells, without the total`() async throws {
        let terminal = try Terminal()
        try FileManager.default.copyItem(
            atPath: Repository.root + "/Tests/CommandsTests/Exports/toggl.xlsx",
            toPath: terminal.folder.path + "/t.xlsx")
        let options = ["import", "time", "t.xlsx", "--from", "toggl", "--role", "data-scientist"] + Self.maps
        let result = await terminal.run(options + ["--dry-run"])
        #expect(result.talk.contains("is more than dana can work") && !result.talk.contains("line 4"), "\(result.talk)")
        let first = await terminal.run(options)
        #expect(first.output.contains("recorded 1 row (1h 30m)"), "\(first.output)\(first.talk)")
        #expect(try await entries(terminal) == [Self.kickoff + "Agenda"])
    }

    @Test func `rates, marks and forms that change between two exports double nothing`() async throws {
        let terminal = try Terminal()
        let text = try export("harvest.csv")
        _ = try await imported(terminal, text, from: "harvest", Self.maps)
        let later = text.replacing("Yes,No,No,Dana", with: "Yes,Yes,Yes,Dana").replacing(
            ",1.5,1.5,", with: ",1:30,1.5,"
        )
        .replacing("2026-12-02", with: "02/12/2026")
        let result = try await imported(terminal, later, from: "harvest", ["--dates", "dmy"])
        #expect(result.output.contains("recorded 0 rows (0h), 2 there already"), "\(result.output)\(result.talk)")
    }

    @Test func `a row with the program's own id changes its entry`() async throws {
        let terminal = try Terminal()
        let text = try export("kimai.csv")
        let options = ["--role", "data-scientist"] + Self.maps
        _ = try await imported(terminal, text, from: "kimai", options)
        let edited = try await imported(terminal, text.replacing("0.33", with: "0.50"), from: "kimai", options)
        #expect(edited.output.contains("20m -> 30m") && edited.output.contains("1 changed, 1 there already"))
        #expect(try await entries(terminal).last == "2026-12-02 \(Self.configure) 30 Bundles in dev")
        let longer = try export("timewarrior.json")
        let who = ["--person", "ann"] + options
        _ = try await imported(terminal, longer, from: "timewarrior", who)
        let ended = longer.replacing(
            "\"start\":\"20261203T140000Z\"", with: "\"start\":\"20261203T140000Z\",\"end\":\"20261203T150000Z\"")
        let result = try await imported(terminal, ended, from: "timewarrior", who)
        #expect(result.output.contains("recorded 1 row (1h), 2 there already"), "\(result.output)\(result.talk)")
    }

    @Test func `names that match nothing are listed once, with their rows and what to say`() async throws {
        let terminal = try Terminal()
        let result = try await imported(terminal, try export("toggl.csv"), from: "toggl")
        #expect(result.status == .findings)
        #expect(
            result.talk.contains("no person is called 'Dana Ruiz' (3 rows, 3h 30m)")
                && result.talk.contains("--map 'person:Dana Ruiz=ID'"), "\(result.talk)")
        #expect(result.talk.contains("no activity is called 'Churn / Configure' (1 row, 1h)"))
        #expect(result.talk.contains("no activity is called 'Website' (1 row, 1h)"))
        #expect(!result.talk.contains("role"))
        #expect(try await entries(terminal).isEmpty)
        let withPeople = try await imported(
            terminal, try export("toggl.csv"), from: "toggl", Array(Self.maps.prefix(2)) + ["--dry-run"])
        #expect(withPeople.talk.contains("the role of 'dana' is not known (3 rows, 3h 30m)"), "\(withPeople.talk)")
    }

    @Test func `the role is that of the person's time or plan`() async throws {
        let terminal = try Terminal()
        _ = await terminal.run(
            "plan", "set", "1d", "--role", "project-manager", "--person", "dana", "--week", "2026-W49")
        let result = try await imported(terminal, try export("toggl.csv"), from: "toggl", Self.maps)
        #expect(result.status == .done, "\(result.talk)")
        #expect(try await entries(terminal).allSatisfy { $0.contains(" dana project-manager ") })
    }

    @Test func `names of the contract need no map, and a misspelt person is asked about`() async throws {
        let terminal = try Terminal()
        let text = "2026-12-01\nnorthwind:Kick off the project  1h\n"
        let options = ["--person", "dana", "--role", "Data Scientist"]
        #expect(try await imported(terminal, text, from: "hledger", options).status == .done)
        #expect(try await entries(terminal) == ["2026-12-01 dana data-scientist kickoff 60 "])
        let slip = try await imported(
            terminal, text, from: "hledger", ["--person", "danna", "--role", "data-scientist"])
        #expect(slip.talk.contains("did you mean dana?"), "\(slip.talk)")
    }

    @Test(arguments: [
        ("03/06/2026,1", "can be read in two ways"), ("2026-12-01,soon", "hours, column 12: 'soon' is not a duration"),
        ("31/31/2026,1", "is not a date"), ("2026-12-01,0.001", "time to log must be more than zero"),
    ])
    func `a row that cannot be read is named`(row: String, message: String) async throws {
        let terminal = try Terminal()
        let text = "Date,Hours,Task,First Name,Last Name,Project Code\n\(row),Kickoff,Dana,Ruiz,\n"
        let result = try await imported(
            terminal, text, from: "harvest", Self.maps + ["--role", "data-scientist"])
        #expect(result.talk.contains("line 2") && result.talk.contains(message), "\(result.talk)")
        #expect(try await entries(terminal).isEmpty)
    }

    @Test func `dates are read in the form that only fits all of them`() async throws {
        let terminal = try Terminal()
        let rows = "01/12/2026,1,Kickoff,Dana,Ruiz,\n16/12/2026,1,Kickoff,Dana,Ruiz,\n"
        let text = "Date,Hours,Task,First Name,Last Name,Project Code\n" + rows
        let result = try await imported(terminal, text, from: "harvest", Self.maps + ["--role", "data-scientist"])
        #expect(result.status == .done, "\(result.talk)")
        #expect(try await entries(terminal).map { $0.prefix(10) } == ["2026-12-01", "2026-12-16"])
    }

    @Test func `a file of another program is named, and a column can be mapped`() async throws {
        let terminal = try Terminal()
        let wrong = try await imported(terminal, try export("clockify.csv"), from: "toggl")
        #expect(wrong.talk.contains("the file is not what Toggl Track exports"), "\(wrong.talk)")
        #expect(wrong.talk.contains("it looks like an export of Clockify"))
        try terminal.folder.write(try export("clockify.csv"), to: "in.csv")
        let unnamed = await terminal.run("import", "time", "in.csv")
        #expect(unnamed.talk.contains("looks like an export of Clockify") && unnamed.talk.contains("--from PROGRAM"))
        let german = "Datum,Dauer,Arbeit,Wer\n2026-12-01,1.5,Kickoff,Dana Ruiz\n"
        let columns = ["Datum=date", "Dauer=hours", "Arbeit=activity", "Wer=person"].flatMap {
            ["--map", "column:" + $0]
        }
        let options = columns + Self.maps + ["--role", "data-scientist"]
        #expect(try await imported(terminal, german, from: "harvest", options).status == .done)
        #expect(try await entries(terminal) == ["2026-12-01 dana data-scientist kickoff 90 "])
    }

    @Test func `a plain file's columns and names are mapped and remembered, too`() async throws {
        let terminal = try Terminal()
        let text = "Datum,person,role,activity,hours,Ort\n2026-12-01,Dana R.,Data Scientist,Start,1.5,Berlin\n"
        try terminal.folder.write(text, to: "in.csv")
        let maps = ["column:Datum=date", "column:Ort=-", "person:Dana R.=dana", "activity:Start=kickoff"]
        let first = await terminal.run(["import", "time", "in.csv"] + maps.flatMap { ["--map", $0] })
        #expect(first.status == .done && first.talk.contains("remembered 4 names in time-import.csv"), "\(first.talk)")
        #expect(try await entries(terminal) == ["2026-12-01 dana data-scientist kickoff 90 "])
        try terminal.folder.write(text.replacing("Berlin", with: "Bonn"), to: "in.csv")
        #expect(await terminal.run("import", "time", "in.csv").output.contains("1 there already"))
        let remembered = try String(contentsOfFile: terminal.folder.path + "/time-import.csv", encoding: .utf8)
        #expect(remembered.contains("csv,activity,Start,kickoff\r\n"))
        try terminal.folder.write("source,field\nx,y\n", to: "time-import.csv")
        let broken = await terminal.run("import", "time", "in.csv")
        #expect(
            broken.status == .usage && broken.talk.contains("time-import.csv:1: the columns are not"), "\(broken.talk)")
    }
}

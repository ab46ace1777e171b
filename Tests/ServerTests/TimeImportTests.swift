import CivilTime
import Engagement
import FoundationEssentials
import HTTPTypes
import Ledger
import TestSupport
import Testing
import Workspace

/// A CSV file that is imported in the browser: a preview, then all rows or none.
@Suite(.timeLimit(.minutes(60))) struct TimeImportTests {
    private static let header = "date,person,role,activity,hours,note\n"
    private static let good =
        header + "2026-12-01,dana,data-scientist,kickoff,1.5,first\n2026-12-02,dana,data-scientist,kickoff,2,second\n"
    private static let bad = good + "2026-12-05,dana,data-scientist,kickoff,1,weekend\n"

    private func post(
        _ workbook: TrackedWorkbook, _ action: String, _ values: [(String, String)], file: String? = nil,
        origin: HTTPFields = TrackedWorkbook.own, token: String? = nil
    ) async throws -> TrackedWorkbook.Answer {
        let page = try await workbook.exchange("/time/import")
        let token = try token ?? #require(page.value(of: "token"))
        var body = ""
        for (name, value) in [("token", token)] + values {
            body += "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        if let file {
            body += "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"hours.csv\"\r\n"
            body += "Content-Type: text/csv\r\n\r\n\(file)\r\n"
        }
        var fields = origin
        fields[.contentType] = "multipart/form-data; boundary=b"
        return try await workbook.exchange(
            "/time/import/" + action, method: .post, fields: fields, body: body + "--b--\r\n")
    }

    private func record(
        _ workbook: TrackedWorkbook, _ preview: TrackedWorkbook.Answer, _ values: [(String, String)] = []
    ) async throws -> TrackedWorkbook.Answer {
        let content = try #require(preview.value(of: "content"))
        return try await post(workbook, "record", [("name", "hours.csv"), ("content", content)] + values)
    }

    private func imported(_ workbook: TrackedWorkbook, _ text: String) async throws -> TimeImport.Summary {
        try await workbook.workspace.importTime(Array(text.utf8), named: "hours.csv", .init(), by: "ann") { _ in }
    }

    private func importedWhole(
        _ workbook: TrackedWorkbook, _ text: String, isDryRun: Bool = false
    ) async throws -> TimeImport.Summary {
        try await workbook.workspace.importTime(
            Array(text.utf8), named: "hours.csv", .init(isDryRun: isDryRun, isAllOrNothing: true), by: "ann"
        ) { _ in }
    }

    // MARK: All or nothing

    @Test func `a bad last row keeps all rows from being recorded`() async throws {
        let workbook = try await TrackedWorkbook()
        let summary = try await importedWhole(workbook, Self.bad)
        #expect(summary.bad == 1 && summary.recorded == 0 && summary.minutes == .zero)
        #expect(try workbook.events().isEmpty)
        #expect(try await imported(workbook, Self.bad).recorded == 2)
    }

    @Test func `repeated, and mixed with the terminal's import, nothing is doubled`() async throws {
        let workbook = try await TrackedWorkbook()
        #expect(try await importedWhole(workbook, Self.good).recorded == 2)
        let again = try await importedWhole(workbook, Self.good)
        #expect(again.recorded == 0 && again.repeated == 2)
        #expect(try await imported(workbook, Self.good).repeated == 2)
        #expect(try workbook.events().count == 2)
        let other = try await TrackedWorkbook()
        #expect(try await imported(other, Self.good).recorded == 2)
        #expect(try await importedWhole(other, Self.good).repeated == 2)
        let operations = try [workbook, other].map {
            try $0.workspace.ledger().entries().map(\.operation).filter { $0.hasPrefix("import/") }
        }
        #expect(operations[0] == operations[1] && operations[0].count == 2)
    }

    @Test func `rows are decided in order, each on what the ones before leave`() async throws {
        let workbook = try await TrackedWorkbook()
        let days = ["01", "02", "03"].map { "2026-12-\($0),ann,project-manager,kickoff,8,\n" }.joined()
        let before = try await importedWhole(workbook, Self.header + days, isDryRun: true)
        #expect(try workbook.events().isEmpty)
        #expect(before.over.map(\.role) == ["project-manager"])
        #expect(before.budgets.first { $0.role == "project-manager" }?.held == Minutes(480))
        let after = try await importedWhole(workbook, Self.header + days)
        #expect(after.budgets == before.budgets)
        #expect(after.over.first?.held == Minutes(480))
    }

    @Test func `a row that changed replaces its entry in the same transaction`() async throws {
        let workbook = try await TrackedWorkbook()
        let header = "id,date,person,role,activity,hours\n"
        let row = "2026-12-01,dana,data-scientist,kickoff"
        #expect(try await importedWhole(workbook, header + "r1,\(row),1\n").recorded == 1)
        let changed = try await importedWhole(workbook, header + "r1,\(row),2\nr2,\(row),3\n")
        #expect(changed.changed == 1 && changed.recorded == 1)
        #expect(try workbook.events().map(\.kind) == [.timeLogged, .entryVoided, .timeLogged, .timeLogged])
        #expect(try await workbook.workspace.reading().state.minutesByRole["data-scientist"] == Minutes(300))
    }

    @Test func `writers between the preview and the import double nothing`() async throws {
        let workbook = try await TrackedWorkbook()
        let workspace = workbook.workspace
        try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<6 {
                group.addTask {
                    try await workspace.importTime(
                        Array(Self.good.utf8), named: "hours.csv", .init(isAllOrNothing: index % 2 == 0), by: "ann"
                    ) { _ in }.recorded
                }
                group.addTask {
                    var input = Workspace.TimeInput(
                        minutes: Minutes(60), role: "data-scientist", activity: "kickoff")
                    input.person = "dana"
                    input.date = CivilDate(2026, 12, 3)
                    _ = try await workspace.log(input, by: Author(name: "ann", operation: "between-\(index)"))
                    return 0
                }
            }
            try await group.waitForAll()
        }
        #expect(try workbook.events().count == 2 + 6)
    }

    // MARK: The page

    @Test func `a preview shows each row, and its button records what it showed`() async throws {
        let workbook = try await TrackedWorkbook()
        #expect(try await workbook.exchange("/time").text.contains("href=\"/time/import\""))
        let preview = try await post(workbook, "preview", [], file: Self.good)
        #expect(preview.status == .ok)
        #expect(preview.text.contains("Import 2 rows") && preview.text.contains("3h 30m"))
        #expect(preview.text.contains("13d 4h 30m"))
        #expect(try workbook.events().isEmpty)
        let answer = try await record(workbook, preview)
        #expect(answer.status == .seeOther && answer.location == "/time?week=2026-W49&imported=2")
        #expect(try await workbook.exchange(answer.location).text.contains("Imported 2 rows."))
        #expect(try workbook.events().count == 2)
        let again = try await record(workbook, preview)
        #expect(again.location.hasSuffix("imported=0"))
        #expect(try workbook.events().count == 2)
        let seen = try await post(workbook, "preview", [], file: Self.good)
        #expect(seen.text.contains("There already") && !seen.text.contains("time/import/record"))
    }

    @Test func `a cell of several lines is the same row in a file, in the preview and pasted`() async throws {
        let workbook = try await TrackedWorkbook()
        let text = Self.header + "2026-12-01,dana,data-scientist,kickoff,1,\"two\nlines\"\n"
        let preview = try await post(workbook, "preview", [], file: text)
        #expect(try await record(workbook, preview).status == .seeOther)
        #expect(try await imported(workbook, text).repeated == 1)
        // Pasted text arrives with CR LF.
        let pasted = try await post(workbook, "preview", [("text", text.replacing("\n", with: "\r\n"))])
        #expect(pasted.text.contains("There already"))
    }

    @Test func `a wrong row shows line, column and remedy, and there is no button`() async throws {
        let workbook = try await TrackedWorkbook()
        let file = Self.good + "1.12.2026,dana,data-scientist,kickoff,1,x\n"
        let preview = try await post(workbook, "preview", [], file: file)
        #expect(preview.status == .unprocessableContent)
        #expect(preview.text.contains(">Line 4</th>") && preview.text.contains("date, column 1: "))
        #expect(preview.text.contains("choose how dates are written"))
        #expect(!preview.text.contains("time/import/record"))
        let content = try #require(preview.value(of: "content"))
        let read = try await post(workbook, "preview", [("content", content), ("dates", "dmy")])
        #expect(read.status == .ok && read.text.contains("Import 3 rows"))
        let weekend = try await post(workbook, "preview", [], file: Self.bad)
        #expect(weekend.text.contains("is not a business day"))
        let confirmed = try await post(workbook, "preview", [("confirm", "non-business-day")], file: Self.bad)
        #expect(confirmed.text.contains("Import 3 rows"))
        #expect(try workbook.events().isEmpty)
        #expect(try await record(workbook, confirmed, [("confirm", "non-business-day")]).status == .seeOther)
        #expect(try workbook.events().count == 3)
    }

    @Test func `a week that is closed after the preview keeps all rows out`() async throws {
        let workbook = try await TrackedWorkbook()
        let preview = try await post(workbook, "preview", [], file: Self.good)
        _ = try await workbook.workspace.record(by: Author(name: "ann")) {
            try $0.closeWeek(CivilDate(2026, 11, 30), by: "ann", confirmsIncomplete: true)
        }
        let answer = try await record(workbook, preview)
        #expect(answer.status == .unprocessableContent && answer.text.contains("2 rows of 2 are wrong"))
        #expect(try workbook.events().map(\.kind) == [.weekClosed])
    }

    // MARK: Other programs

    private static let toggl =
        "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags\n"
        + "Dana Ruiz,d@x.example,Northwind,Churn,Start,Agenda,Yes,2026-12-01,09:00:00,2026-12-01,10:30:00,01:30:00,\n"
        + "Dana Ruiz,d@x.example,Contoso,Web,,Other,No,2026-12-01,11:00:00,2026-12-01,12:00:00,01:00:00,\n"

    @Test func `the names of another program's file are matched in the form, and remembered`() async throws {
        let workbook = try await TrackedWorkbook()
        let form = try await workbook.exchange("/time/import").text
        #expect(form.contains("<option value=\"toggl\">Toggl Track") && form.contains("name=\"columns\""))
        let settings = [("source", "toggl"), ("role", "data-scientist")]
        let first = try await post(workbook, "preview", settings, file: Self.toggl)
        #expect(first.status == .unprocessableContent && first.text.contains("Match the names"))
        #expect(first.text.contains("name=\"map:person:Dana Ruiz\""))
        #expect(first.text.contains("name=\"map:activity:Churn / Start\""))
        #expect(!first.text.contains("time/import/record"))
        let content = try #require(first.value(of: "content"))
        let meanings = [
            ("map:person:Dana Ruiz", "dana"), ("map:activity:Churn / Start", "kickoff"), ("map:activity:Web", "-"),
        ]
        let all = settings + [("name", "hours.csv"), ("content", content)] + meanings
        let preview = try await post(workbook, "preview", all)
        #expect(preview.status == .ok && preview.text.contains("Import 1 row<"), "\(preview.text)")
        #expect(preview.text.contains("Left out") && preview.text.contains("1 left out"))
        #expect(preview.text.contains("<input type=\"hidden\" name=\"map:person:Dana Ruiz\" value=\"dana\">"))
        #expect(try workbook.events().isEmpty)
        #expect(try await post(workbook, "record", all).location == "/time?week=2026-W49&imported=1")
        #expect(try await workbook.workspace.reading().state.minutesByRole["data-scientist"] == Minutes(90))
        let again = try await post(workbook, "preview", [("source", "toggl")], file: Self.toggl)
        #expect(again.status == .ok && again.text.contains("There already"), "\(again.text)")
    }

    @Test func `a spreadsheet is previewed and recorded`() async throws {
        let workbook = try await TrackedWorkbook()
        let path = Repository.root + "/Tests/CommandsTests/Exports/toggl.xlsx"
        let content = try Data(contentsOf: URL(filePath: path)).base64EncodedString()
        let values = [
            ("name", "t.xlsx"), ("content", content), ("source", "toggl"), ("role", "data-scientist"),
            ("map:person:Dana Ruiz", "dana"), ("map:activity:Churn / Configure", "-"),
        ]
        let preview = try await post(workbook, "preview", values)
        #expect(preview.status == .ok && preview.text.contains("Import 1 row<"), "\(preview.text)")
        #expect(try await post(workbook, "record", values).location == "/time?week=2026-W49&imported=1")
        #expect(try await workbook.workspace.reading().state.minutesByRole["data-scientist"] == Minutes(90))
    }

    @Test func `a column with another name is read, and a wrong meaning is refused`() async throws {
        let workbook = try await TrackedWorkbook()
        let file = Self.good.replacing("date,", with: "Datum,")
        let read = try await post(workbook, "preview", [("columns", "Datum=date\r\n")], file: file)
        #expect(read.status == .ok && read.text.contains("Import 2 rows"))
        let wrong = try await post(workbook, "preview", [("columns", "Datum")], file: file)
        #expect(wrong.status == .unprocessableContent && wrong.text.contains("is not a meaning of a name"))
        let source = try await post(workbook, "preview", [("source", "toggl")], file: file)
        #expect(source.text.contains("is not what Toggl Track exports"))
    }

    @Test func `cells are text, whatever is in them`() async throws {
        let workbook = try await TrackedWorkbook()
        let hostile = "<script>alert(1)</script>"
        let file =
            Self.header + "\(hostile),\"\"\"><img src=x onerror=1>\",\(hostile),\(hostile),\(hostile),\(hostile)\n"
        let answer = try await post(workbook, "preview", [("round", "\"><b>")], file: file)
        #expect(
            answer.status == .unprocessableContent && !answer.text.contains("<script>alert")
                && !answer.text.contains("\"><b>"))
        let preview = try await post(workbook, "preview", [], file: file)
        #expect(preview.text.contains("&lt;script&gt;alert(1)"))
        #expect(!preview.text.contains("<script>alert") && !preview.text.contains("<img src=x"))
    }

    @Test func `what is no table, too large or from elsewhere is refused`() async throws {
        let workbook = try await TrackedWorkbook()
        let large = Self.header + String(repeating: "x", count: 1 << 20)
        #expect(try await post(workbook, "preview", [], file: large).text.contains("more than 1 MB"))
        #expect(
            try await post(workbook, "preview", [], file: String(repeating: large, count: 3)).status == .contentTooLarge
        )
        let long = Self.header + String(repeating: "x\n", count: 2000)
        #expect(try await post(workbook, "preview", [], file: long).text.contains("more than 2000 lines"))
        let latin = try await post(workbook, "preview", [("content", "/w==")])
        #expect(latin.status == .unprocessableContent && latin.text.contains("UTF-8"))
        #expect(try await post(workbook, "preview", []).text.contains("no file was chosen"))
        #expect(
            try await post(workbook, "preview", [("text", "x")], file: Self.good).text.contains("use one of the two"))
        #expect(
            try await post(workbook, "preview", [("dates", "never")], file: Self.good).text.contains("choose one of"))
        let foreign: HTTPFields = [.origin: "https://evil.example"]
        #expect(try await post(workbook, "record", [("text", Self.good)], origin: foreign).status == .forbidden)
        #expect(try await post(workbook, "record", [("text", Self.good)], token: "guessed").status == .forbidden)
        let encoded = try await workbook.send("/time/import/record", [("text", Self.good)])
        #expect(encoded.status == .unsupportedMediaType)
        #expect(try workbook.events().isEmpty)
    }
}

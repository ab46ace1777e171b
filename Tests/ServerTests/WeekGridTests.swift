import CivilTime
import Engagement
import HTTPTypes
import Testing
import Workspace

/// The grid of a week: one transaction, or nothing.
@Suite(.timeLimit(.minutes(60))) struct WeekGridTests {
    private static let page = "/time?week=2026-W49"

    /// The fields of one row, as the page sends them.
    private func row(
        _ cells: [String], base: [Int] = Array(repeating: 0, count: 7), number: Int = 0, person: String = "dana",
        role: String = "data-scientist", activity: String = "kickoff"
    ) -> [(String, String)] {
        [
            ("p.\(number)", person), ("r.\(number)", role), ("a.\(number)", activity),
            ("b.\(number)", base.map(String.init).joined(separator: ",")),
        ] + cells.enumerated().map { ("c.\(number).\($0)", $1) }
    }

    private func save(
        _ workbook: TrackedWorkbook, _ values: [(String, String)]
    ) async throws -> TrackedWorkbook.Answer {
        try await workbook.post("/time/save", from: Self.page, [("week", "2026-W49")] + values)
    }

    private func minutes(_ workbook: TrackedWorkbook) async throws -> [Int] {
        let reading = try await workbook.workspace.reading()
        let grid = WeekGrid(reading.entries, state: reading.state, weekOf: CivilDate(2026, 11, 30))
        let row = WeekGrid.Row(person: "dana", role: "data-scientist", activity: "kickoff")
        return grid.days.map { grid.minutes(row, $0).count }
    }

    @Test func `a week that is typed in is the entries that the verb records`() async throws {
        let workbook = try await TrackedWorkbook()
        let answer = try await save(workbook, row(["1d", ".", "1:30", "", "90m", "", ""]))
        #expect(answer.status == .seeOther)
        let other = try await TrackedWorkbook()
        for (day, minutes) in [(30, 480), (31, 480), (32, 90), (34, 90)] {
            var input = Workspace.TimeInput(
                minutes: Minutes(minutes), role: "data-scientist", activity: "kickoff")
            input.person = "dana"
            input.date = CivilDate(2026, 11, 30).adding(days: day - 30)
            _ = try await other.workspace.log(input, by: Author(name: "ann"))
        }
        #expect(try workbook.events() == other.events())
        #expect(try await workbook.exchange(answer.location).text.contains("Recorded: 4 entries of time."))
    }

    @Test func `a changed cell keeps its history`() async throws {
        let workbook = try await TrackedWorkbook()
        _ = try await save(workbook, row(["6h", "", "", "", "", "", ""]))
        _ = try await save(workbook, row(["7h", "", "", "", "", "", ""], base: [360, 0, 0, 0, 0, 0, 0]))
        #expect(try await minutes(workbook)[0] == 420)
        _ = try await save(workbook, row(["5h", "", "", "", "", "", ""], base: [420, 0, 0, 0, 0, 0, 0]))
        #expect(try await minutes(workbook)[0] == 300)
        _ = try await save(workbook, row(["", "", "", "", "", "", ""], base: [300, 0, 0, 0, 0, 0, 0]))
        #expect(try await minutes(workbook)[0] == 0)
        #expect(
            try workbook.events().map(\.kind) == [
                .timeLogged, .timeLogged, .entryVoided, .entryVoided, .timeLogged, .entryVoided,
            ])
    }

    @Test func `one refused field, and nothing of the week is written`() async throws {
        let workbook = try await TrackedWorkbook()
        let answer = try await save(
            workbook,
            row(["1d", "8", "2h", "", "", "", ""]) + row(["", "", "", "", "", "4h", ""], number: 1, person: "ann"))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("Tue 1: &#x27;8&#x27; has no unit") || answer.text.contains("has no unit"))
        #expect(answer.value(of: "c.0.1") == "8" && answer.value(of: "c.0.2") == "2h")
        #expect(try workbook.events().isEmpty)
        let weekend = try await save(workbook, row(["1d", "", "", "", "", "4h", ""]))
        #expect(weekend.text.contains("is not a business day"))
        #expect(weekend.text.contains("name=\"confirm.0.5\" value=\"non-business-day\""))
        #expect(try workbook.events().isEmpty)
        let confirmed = try await save(
            workbook, row(["1d", "", "", "", "", "4h", ""]) + [("confirm.0.5", "non-business-day")])
        #expect(confirmed.status == .seeOther)
        #expect(try await minutes(workbook) == [480, 0, 0, 0, 0, 240, 0])
    }

    @Test func `a cell that another writer changed shows both values, and is not overwritten`() async throws {
        let workbook = try await TrackedWorkbook()
        _ = try await save(workbook, row(["4h", "", "", "", "", "", ""]))
        let late = try await save(workbook, row(["6h", "2h", "", "", "", "", ""]))
        #expect(late.status == .unprocessableContent)
        #expect(late.text.contains("another writer changed this from 0h to 4h; you typed 6h"))
        #expect(try await minutes(workbook)[0] == 240)
        // The page that shows the conflict was made from what the ledger holds now.
        #expect(late.value(of: "b.0") == "240,0,0,0,0,0,0")
        let again = try await save(workbook, row(["6h", "2h", "", "", "", "", ""], base: [240, 0, 0, 0, 0, 0, 0]))
        #expect(again.status == .seeOther)
        #expect(try await minutes(workbook) == [360, 120, 0, 0, 0, 0, 0])
    }

    @Test func `a cell that only another writer changed is shown, and not taken back`() async throws {
        let workbook = try await TrackedWorkbook()
        _ = try await save(workbook, row(["4h", "", "", "", "", "", ""]))
        // A page from before, in which Monday was left alone and Tuesday is not understood.
        let refused = try await save(workbook, row(["", "two", "", "", "", "", ""]))
        #expect(refused.value(of: "c.0.0") == "4h")
        #expect(refused.value(of: "c.0.1") == "two")
    }

    @Test func `a save that is sent twice records once, and undo takes back all of it`() async throws {
        let workbook = try await TrackedWorkbook()
        var location = ""
        for _ in 0..<2 {
            let answer = try await workbook.post(
                "/time/save", from: Self.page, [("week", "2026-W49")] + row(["1d", "1d", "", "", "", "", ""]),
                operation: "web-once")
            #expect(answer.status == .seeOther)
            location = answer.location
        }
        #expect(try workbook.events().count == 2)
        let operation = try #require(location.split(separator: "done=").last)
        let undone = try await workbook.post("/history/undo", from: location, [("undone", String(operation))])
        #expect(undone.status == .seeOther)
        #expect(try await minutes(workbook) == [0, 0, 0, 0, 0, 0, 0])
    }

    @Test func `time over the cap is recorded, held, and one click from a change request`() async throws {
        let workbook = try await TrackedWorkbook()
        let answer = try await save(
            workbook, row(["1d", "1d", "4h", "", "", "", ""], person: "ann", role: "project-manager"))
        let page = try await workbook.exchange(answer.location)
        #expect(page.text.contains("4h of Project Manager is over the cap and held"))
        #expect(page.text.contains("/changes/new?effect=time&amp;role=project-manager&amp;add=4h"))
    }

    @Test func `a closed week has no fields, and says who may reopen it`() async throws {
        let workbook = try await TrackedWorkbook(author: "ben")
        _ = try await save(workbook, row(["1d", "", "", "", "", "", ""]))
        _ = try await workbook.workspace.record(by: Author(name: "ann")) {
            try $0.closeWeek(CivilDate(2026, 11, 30), by: "ann", confirmsIncomplete: true)
        }
        let page = try await workbook.exchange(Self.page)
        #expect(page.text.contains("Only ann may reopen it") && !page.text.contains("name=\"c.0.0\""))
        let late = try await save(workbook, row(["7h", "", "", "", "", "", ""], base: [480, 0, 0, 0, 0, 0, 0]))
        #expect(late.status == .unprocessableContent && late.text.contains("is closed"))
        #expect(try await minutes(workbook)[0] == 480)
    }
}

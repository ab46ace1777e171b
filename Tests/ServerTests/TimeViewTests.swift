import CivilTime
import Engagement
import Ledger
import Testing
import Workspace

/// The month and the engagement as views of the entries that the week's grid records.
@Suite(.timeLimit(.minutes(60))) struct TimeViewTests {
    @Test func `month and engagement add up the entries of the week, and an undone one counts nowhere`() async throws {
        let workbook = try await TrackedWorkbook()
        func log(_ hours: Int, _ day: CivilDate, by person: String) async throws -> String {
            var input = Workspace.TimeInput(minutes: .hours(hours), role: "data-scientist", activity: "kickoff")
            input.person = person
            input.date = day
            return try await workbook.workspace.log(input, by: Author(name: person)).receipt.entry.shortID
        }
        _ = try await log(3, CivilDate(2026, 12, 1), by: "dana")
        _ = try await log(4, CivilDate(2026, 11, 30), by: "dana")
        let wrong = try await log(5, CivilDate(2026, 12, 2), by: "piet")
        _ = try await workbook.workspace.undo(wrong, by: Author(name: "piet"))

        let december = try await workbook.exchange("/time/month?month=2026-12").text
        #expect(december.contains("Time of Dec 2026") && december.contains("3h") && !december.contains("4h"))
        #expect(!december.contains("5h"))
        let november = try await workbook.exchange("/time/month?month=2026-11&person=dana").text
        #expect(november.contains("4h") && november.contains("href=\"/time?week=2026-W49\""))
        #expect(try await workbook.exchange("/time/month?month=2026-11&person=piet").text.contains(">0h<"))
        let all = try await workbook.exchange("/time/engagement").text
        #expect(all.contains("7h") && all.contains("href=\"/time?week=2026-W49\""))
    }

    @Test func `an untouched budget is a full bar, and an owner's id is read as words`() async throws {
        let workbook = try await TrackedWorkbook()
        let home = try await workbook.exchange("/").text
        #expect(home.contains("14d of 14d left, 0h used"))
        #expect(home.contains("<rect class=\"meter-used\" width=\"1000\""))
        let list = try await workbook.exchange("/prerequisites").text
        #expect(list.contains("Pipeline owner") && !list.contains("pipeline-owner<"))
    }
}

import CivilTime
import Engagement
import HTTPTypes
import TestSupport
import Testing
import Workspace

/// The forms of plan, sessions, questions, rehearsals and evidence.
@Suite(.timeLimit(.minutes(60))) struct TrackerKnowledgeFormTests {
    private static let runbook = """
        ---
        id: RB-001
        title: Retrain the model
        kind: runbook
        audience: customer
        ---

        # Retrain the model

        1. Start the job.

        """

    private static func workbook() async throws -> TrackedWorkbook {
        let workbook = try await TrackedWorkbook()
        try workbook.folder.write(runbook, to: "content/runbooks/retrain.md")
        return workbook
    }

    private static let session = [
        ("title", "Handover of the runbooks"), ("activity", "enable-team"), ("date", "2026-12-03"),
        ("start", "14:00"), ("duration", "2h"), ("attendees", "piet\r\n ann \r\n"),
    ]

    @Test func `a plan in the browser is the entry that the verb records, and is shown beside the work`() async throws {
        let workbook = try await TrackedWorkbook()
        let values = [("duration", "2d 4h"), ("person", "dana"), ("role", "data-scientist"), ("week", "2026-W49")]
        let answer = try await workbook.post("/plan/set", from: "/plan", values)
        #expect(answer.status == .seeOther, "\(answer.text.suffix(2000))")
        let monday = CivilDate(2026, 11, 30)
        #expect(
            try workbook.events() == [
                .plan(PlanSet(role: "data-scientist", person: "dana", week: monday, minutes: .days(2) + .hours(4)))
            ])
        let page = try await workbook.exchange("/plan").text
        #expect(page.contains("2d 4h") && page.contains("duration=2d4h") || page.contains("duration=2d%204h"))
    }

    @Test func `a plan over what a person can work is refused, and an unread duration is named beside its field`()
        async throws
    {
        let workbook = try await TrackedWorkbook()
        let person = [("person", "dana"), ("role", "data-scientist"), ("week", "2026-W49")]
        let over = try await workbook.post("/plan/set", from: "/plan", [("duration", "9d")] + person)
        #expect(over.status == .unprocessableContent && over.text.contains("dana can work"))
        let unread = try await workbook.post("/plan/set", from: "/plan", [("duration", "a while")] + person)
        #expect(unread.status == .unprocessableContent)
        #expect(unread.text.contains("value=\"a while\" aria-invalid=\"true\""))
        #expect(try workbook.events().isEmpty)
    }

    @Test func `a session is planned, moved and held, and what was asked in it is answered`() async throws {
        let workbook = try await Self.workbook()
        let planned = try await workbook.post("/sessions/new/add", from: "/sessions/new", Self.session)
        #expect(planned.status == .seeOther, "\(planned.text.suffix(2000))")
        let session = try #require(try await workbook.workspace.reading().state.sessions.first)
        #expect(session.planned.attendees == ["piet", "ann"])
        let page = "/sessions/\(session.shortID)"
        let moved = try await workbook.post(page + "/move", from: page, [("start", "15:00")])
        #expect(moved.status == .seeOther)
        let refused = try await workbook.post(page + "/move", from: page, [("start", "three")])
        #expect(refused.status == .unprocessableContent && refused.text.contains("is not a time of a day"))
        let held = try await workbook.post(
            page + "/held", from: page,
            [
                ("by", "dana"), ("customer", "ann: on-call engineer\nbob"), ("supplier", "dana"),
                ("documents", "rb-001"), ("questions", "Who approves?\n\nWhen?"),
            ])
        #expect(held.status == .seeOther, "\(held.text.suffix(2000))")
        let state = try await workbook.workspace.reading().state
        let record = try #require(state.sessions.first?.held)
        #expect(record.attendees.map(\.name) == ["ann", "bob", "dana"])
        #expect(record.attendees.first?.role == "on-call engineer")
        #expect(record.documents.map(\.document) == ["RB-001"])
        #expect(state.questions.all.map(\.text) == ["Who approves?", "When?"])

        let question = "/questions/\(try #require(state.questions.all.first).label)"
        let empty = try await workbook.post(question + "/close", from: question, [("by", "dana")])
        #expect(empty.status == .unprocessableContent && empty.text.contains("aria-invalid=\"true\""))
        let closed = try await workbook.post(
            question + "/close", from: question, [("by", "dana"), ("answer", "The owner")])
        #expect(closed.status == .seeOther)
        let asked = try await workbook.post(
            "/questions/new/ask", from: "/questions/new",
            [("question", "Who rotates the key?"), ("by", "ann"), ("session", session.id), ("document", "RB-001")])
        #expect(asked.status == .seeOther)
        #expect(
            try workbook.events().map(\.kind) == [
                .sessionPlanned, .sessionPlanned, .sessionHeld, .questionClosed, .questionAsked,
            ])
    }

    @Test func `a session is cancelled with its reason`() async throws {
        let workbook = try await TrackedWorkbook()
        _ = try await workbook.post("/sessions/new/add", from: "/sessions/new", Self.session)
        let page = "/sessions/\(try #require(try await workbook.workspace.reading().state.sessions.first).shortID)"
        let refused = try await workbook.post(page + "/cancel", from: page, [("reason", " ")])
        #expect(refused.status == .unprocessableContent && refused.text.contains("the reason is empty"))
        let cancelled = try await workbook.post(page + "/cancel", from: page, [("reason", "moved to January")])
        #expect(cancelled.status == .seeOther)
        #expect(try await workbook.exchange(page).text.contains("Cancelled: moved to January"))
    }

    @Test func `a rehearsal is recorded at the present text, and proves a criterion until it is taken back`()
        async throws
    {
        let workbook = try await Self.workbook()
        let values = [
            ("document", "RB-001"), ("by", "ann"), ("side", "customer"), ("level", "unaided"), ("result", "passed"),
            ("duration", "45m"), ("questions", ""),
        ]
        let rehearsed = try await workbook.post("/rehearsals/new/record", from: "/rehearsals/new", values)
        #expect(rehearsed.status == .seeOther, "\(rehearsed.text.suffix(2000))")
        let reading = try await workbook.workspace.reading()
        let rehearsal = try #require(reading.state.rehearsals.all.first)
        #expect(rehearsal.proves && rehearsal.recorded.performedOn == reading.today)
        #expect(try await workbook.exchange("/rehearsals").text.contains("Proven at this revision"))

        let criterion = "/acceptance/\(try #require(reading.contract.criteria.first).id)"
        let added = try await workbook.post(
            criterion + "/rehearsal", from: criterion,
            [("rehearsal", rehearsal.id), ("by", "ann"), ("side", "customer")])
        #expect(added.status == .seeOther, "\(added.text.suffix(2000))")
        #expect(try await workbook.exchange(criterion).text.contains("Proven at this revision"))
        let evidence = try #require(try await workbook.workspace.reading().state.acceptance.evidence.first)
        let unnamed = try await workbook.post(
            criterion + "/outside", from: criterion,
            [("place", "job-run"), ("reference", ""), ("by", "ann"), ("side", "customer")])
        #expect(unnamed.status == .unprocessableContent && unnamed.text.contains("aria-invalid=\"true\""))
        let foreign = try await workbook.post(
            criterion + "/outside", from: criterion,
            [("place", "elsewhere"), ("reference", "x"), ("by", "ann"), ("side", "customer")])
        #expect(foreign.status == .unprocessableContent)
        let taken = try await workbook.post(
            criterion + "/void", from: criterion, [("evidence", evidence.id), ("reason", "seen by mistake")])
        #expect(taken.status == .seeOther)
        #expect(try workbook.events().map(\.kind) == [.rehearsalRecorded, .evidenceAdded, .entryVoided])
    }

    @Test func `a hint about proof links to the form that closes the gap`() async throws {
        let workbook = try await Self.workbook()
        let page = try await workbook.exchange("/acceptance").text
        #expect(page.contains("href=\"/rehearsals/new?document=RB-001\""))
        #expect(page.contains("href=\"/acceptance/"))
    }

    @Test func `each page answers, and none of them writes`() async throws {
        let workbook = try await Self.workbook()
        for path in [
            "/plan", "/plan?person=dana&duration=1d", "/sessions", "/sessions/new", "/questions?state=open",
            "/questions/new", "/rehearsals", "/rehearsals/new?document=RB-001", "/acceptance",
        ] {
            let answer = try await workbook.exchange(path)
            #expect(answer.status == .ok && answer.text.contains("</html>"), "\(path)")
        }
        for path in ["/sessions/nothing", "/questions/nothing", "/rehearsals/nothing", "/acceptance/nothing"] {
            #expect(try await workbook.exchange(path).status == .notFound, "\(path)")
        }
        #expect(try workbook.events().isEmpty)
    }
}

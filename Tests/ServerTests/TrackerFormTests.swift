import CivilTime
import Engagement
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Workspace

/// What forms record, and what is refused.
@Suite(.timeLimit(.minutes(60))) struct TrackerFormTests {
    private static let id = "existing-ml-pipeline"
    private static var confirm: String { "/prerequisites/\(id)/confirm" }
    private static var page: String { "/prerequisites/\(id)" }

    @Test func `a confirmation in the browser is the entry that the verb records`() async throws {
        let workbook = try await TrackedWorkbook()
        let answer = try await workbook.post(Self.confirm, from: Self.page, [("evidence", "run 4711, 50% & more")])
        #expect(answer.status == .seeOther)
        let other = try await TrackedWorkbook()
        _ = try await other.workspace.record(by: Author(name: "ann")) {
            try $0.confirmPrerequisite(Self.id, evidence: "run 4711, 50% & more")
        }
        #expect(try workbook.events() == other.events())
        let next = try await workbook.exchange(answer.location)
        #expect(next.text.contains("confirmed: run 4711, 50% &amp; more") && next.text.contains(">Undo</button>"))
    }

    @Test func `each form about one thing records the entry of its verb`() async throws {
        let workbook = try await TrackedWorkbook()
        let forms: [(String, String, [(String, String)])] = [
            ("/block", "/prerequisites/existing-ml-pipeline", [("reason", "VPN")]),
            ("/waive", "/prerequisites/existing-ml-pipeline", [("by", "A. Sponsor"), ("reason", "agreed")]),
            ("/reopen", "/prerequisites/existing-ml-pipeline", [("reason", "gone")]),
            ("/start", "/activities/kickoff", [("by", "A. Sponsor"), ("reason", "agreed")]),
            ("/done", "/activities/kickoff", []),
            ("/add", "/risks/new", [("title", "Labels come late"), ("kind", "issue"), ("owner", "piet")]),
            (
                "/propose", "/changes/new",
                [
                    ("effect", "time"), ("role", "data-scientist"), ("add", "2d"), ("title", "Second model"),
                    ("requester", "piet"), ("reason", "steering"),
                ]
            ),
            ("/approve", "/changes/CR-1", [("by", "A. Sponsor"), ("reason", "order 4711")]),
            ("/submit", "/time?week=2026-W49", [("week", "2026-W49"), ("person", "ann")]),
            ("/close", "/time?week=2026-W48", [("week", "2026-W48")]),
            ("/reopen", "/time?week=2026-W48", [("week", "2026-W48"), ("reason", "a day is missing")]),
        ]
        for (action, page, values) in forms {
            let path = String(page.prefix { $0 != "?" })
            let answer = try await workbook.post(path + action, from: page, values)
            #expect(answer.status == .seeOther, "\(path + action): \(answer.text.suffix(3000))")
        }
        #expect(
            try workbook.events().map(\.kind) == [
                .prerequisiteBlocked, .prerequisiteWaived, .prerequisiteReopened, .activityStarted, .activityDone,
                .riskAdded, .changeProposed, .changeApproved, .weekSubmitted, .weekClosed, .weekReopened,
            ])
        let risk = try #require(try await workbook.workspace.reading().state.risks.first)
        let answer = try await workbook.post(
            "/risks/\(risk.shortID)/close", from: "/risks/\(risk.shortID)", [("resolution", "labels are here")])
        #expect(answer.status == .seeOther)
        #expect(try workbook.events().last == .risk(.closed(RiskClosed(risk: risk.id, resolution: "labels are here"))))
    }

    @Test func `a refusal keeps what was typed and names the reason`() async throws {
        let workbook = try await TrackedWorkbook()
        let answer = try await workbook.post(
            "/prerequisites/\(Self.id)/waive", from: Self.page, [("by", "A. <b>Sponsor"), ("reason", "  ")])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("the reason is empty"))
        #expect(answer.text.contains("value=\"A. &lt;b&gt;Sponsor\""))
        #expect(try workbook.events().isEmpty)
    }

    @Test func `a remedy that confirms is a check box, and ticking it records`() async throws {
        let workbook = try await TrackedWorkbook(today: CivilDate(2026, 12, 2))
        let week = [("week", "2026-W49")]
        let refused = try await workbook.post("/time/close", from: "/time?week=2026-W49", week)
        #expect(refused.status == .unprocessableContent)
        #expect(refused.text.contains("name=\"confirm\" value=\"incomplete\""))
        let closed = try await workbook.post(
            "/time/close", from: "/time?week=2026-W49", week + [("confirm", "incomplete")])
        #expect(closed.status == .seeOther)
    }

    @Test func `the board moves an activity, and a refused move links to the page that takes the reason`() async throws
    {
        let workbook = try await TrackedWorkbook()
        let refused = try await workbook.post("/board/start", from: "/board", [("activity", "kickoff")])
        #expect(refused.status == .unprocessableContent)
        #expect(refused.text.contains("Give the reason on the page of"))
        #expect(try workbook.events().isEmpty)
        _ = try await workbook.workspace.record(by: Author(name: "ann")) {
            try $0.startActivity("kickoff", override: .init(name: "A. Sponsor", reason: "agreed"))
        }
        let moved = try await workbook.post("/board/done", from: "/board", [("activity", "kickoff")])
        #expect(moved.status == .seeOther)
        #expect(try workbook.events().map(\.kind) == [.activityStarted, .activityDone])
    }

    @Test func `a form that is sent twice records once`() async throws {
        let workbook = try await TrackedWorkbook()
        for _ in 0..<3 {
            let answer = try await workbook.post(
                Self.confirm, from: Self.page, [("evidence", "run 4711")], operation: "web-once")
            #expect(answer.status == .seeOther)
        }
        #expect(try workbook.events().count == 1)
    }

    @Test func `undo takes back what a form recorded`() async throws {
        let workbook = try await TrackedWorkbook()
        let answer = try await workbook.post(Self.confirm, from: Self.page, [("evidence", "run 4711")])
        let operation = String(answer.location.drop { $0 != "=" }.dropFirst())
        let undone = try await workbook.post("/history/undo", from: answer.location, [("undone", operation)])
        #expect(undone.status == .seeOther)
        #expect(try workbook.events().map(\.kind) == [.prerequisiteConfirmed, .entryVoided])
        let report = try await workbook.workspace.reading().report
        #expect(report.prerequisites.first { $0.id == Self.id }?.state == .open)
    }

    @Test func `every page answers, marked up as HTML, and none of them writes`() async throws {
        let workbook = try await TrackedWorkbook()
        for path in [
            "/", "/status", "/time", "/time?week=2026-W50&copy=1", "/time/entry", "/time/month",
            "/time/month?month=2026-11&person=ann",
            "/time/engagement", "/prerequisites?state=open",
            Self.page, "/activities", "/activities/kickoff", "/board", "/changes",
            "/changes/new?effect=time&role=data-scientist",
            "/risks", "/risks/new", "/history?kind=time-logged", "/site/index.html",
        ] {
            let answer = try await workbook.exchange(path)
            #expect(answer.status == .ok, "\(path)")
            #expect(answer.text.contains("</html>"), "\(path)")
        }
        #expect(try await workbook.exchange("/prerequisites/nothing").status == .notFound)
        #expect(try await workbook.exchange("/time?week=nonsense").status == .badRequest)
        #expect(try await workbook.exchange("/time/month?month=nonsense").status == .badRequest)
        #expect(try workbook.events().isEmpty)
    }

    @Test func `styles of other documents stay out of the site's, and the tracker's are served apart`() async throws {
        let workbook = try await TrackedWorkbook()
        let styles = try await workbook.exchange("/site/css/site.css").text
        #expect(!styles.contains(".tracker-nav"))
        #expect(!styles.contains("margin: 0 auto; padding: 2rem 1.25rem 4rem"))
        #expect(try await workbook.exchange("/site/css/tracker.css").text.contains(".tracker-nav"))
    }

    // MARK: What must not write

    @Test func `a form of another site, of none, or without its token is refused, and nothing is written`()
        async throws
    {
        let workbook = try await TrackedWorkbook()
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let foreign: [HTTPFields] = [
            [:], [site: "cross-site"], [site: "same-site"], [site: "none"], [.origin: "null"],
            [.origin: "http://evil.example"], [.origin: "https://localhost"], [.origin: "http://localhost:1"],
            [site: "same-origin", .origin: "http://evil.example"],
        ]
        for fields in foreign {
            let answer = try await workbook.post(
                Self.confirm, from: Self.page, [("evidence", "run 4711")], fields: fields)
            #expect(answer.status == .forbidden, "\(fields)")
        }
        for token in ["", "guess"] {
            let answer = try await workbook.send(
                Self.confirm, [("token", token), ("operation", "web-guess"), ("evidence", "run 4711")])
            #expect(answer.status == .forbidden)
        }
        for method in [HTTPRequest.Method.get, .head, .put, .delete, .patch, .options] {
            let answer = try await workbook.exchange(
                Self.confirm + "?evidence=x", method: method, fields: TrackedWorkbook.own)
            #expect(answer.status == .notFound || answer.status == .methodNotAllowed, "\(method)")
        }
        #expect(try workbook.events().isEmpty)
    }

    @Test func `a form in another encoding or beyond its bounds is refused`() async throws {
        let workbook = try await TrackedWorkbook()
        var fields = TrackedWorkbook.own
        fields[.contentType] = "text/plain"
        #expect(
            try await workbook.exchange(Self.confirm, method: .post, fields: fields, body: "a=b").status
                == .unsupportedMediaType)
        fields[.contentType] = "application/x-www-form-urlencoded"
        for body in [
            String(repeating: "a=b&", count: 2100), "a=%FF", "token=x",
        ] {
            let answer = try await workbook.exchange(Self.confirm, method: .post, fields: fields, body: body)
            #expect(answer.status == .badRequest || answer.status == .forbidden)
        }
        let large = try await workbook.exchange(
            Self.confirm, method: .post, fields: fields, body: "a=" + String(repeating: "x", count: 70_000))
        #expect(large.status == .contentTooLarge)
        #expect(try workbook.events().isEmpty)
    }
}

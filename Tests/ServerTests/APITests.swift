import CivilTime
import Engagement
import Foundation
import HTTPTypes
import Testing
import Workspace

/// What programs read and record, and what they are refused.
@Suite(.timeLimit(.minutes(60))) struct APITests {
    private func post(
        _ workbook: TrackedWorkbook, _ path: String, _ body: String, key: String? = "key-1",
        fields: HTTPFields = [:], type: String = "application/json"
    ) async throws -> TrackedWorkbook.Answer {
        var headers = fields
        headers[.contentType] = type
        if let name = HTTPField.Name("Idempotency-Key") { headers[name] = key }
        return try await workbook.exchange("/api/v1" + path, method: .post, fields: headers, body: body)
    }

    @Test func `a program records what the form records, and repeating its key records nothing twice`() async throws {
        let workbook = try await TrackedWorkbook()
        let path = "/prerequisites/existing-ml-pipeline/confirm"
        for _ in 0..<2 {
            let answer = try await post(workbook, path, #"{"evidence": "run 4711"}"#)
            #expect(answer.status == .ok, "\(answer.text)")
            #expect(answer.text.contains("\"kind\" : \"prerequisite-confirmed\""))
        }
        #expect(try workbook.events().map(\.kind) == [.prerequisiteConfirmed])
        let logged = try await post(
            workbook, "/time/entry/log", #"{"duration": "3h", "role": "data-scientist", "activity": "kickoff"}"#,
            key: "key-2")
        #expect(logged.status == .ok, "\(logged.text)")
        #expect(try await workbook.exchange("/api/v1/time").text.contains("kickoff"))
    }

    @Test func `a refusal is a problem with its rule, its field and what it asks to confirm`() async throws {
        let workbook = try await TrackedWorkbook(today: CivilDate(2026, 12, 2))
        let empty = try await post(workbook, "/prerequisites/existing-ml-pipeline/confirm", #"{"evidence": " "}"#)
        #expect(empty.status == .unprocessableContent && empty.text.contains("missing-evidence"))
        let absent = try await post(workbook, "/prerequisites/existing-ml-pipeline/confirm", "{}")
        #expect(absent.status == .unprocessableContent && absent.text.contains("'evidence' is missing"))
        let unread = try await post(
            workbook, "/plan/set",
            #"{"duration": "a while", "person": "ann", "role": "data-scientist", "week": "2026-W49"}"#)
        #expect(unread.status == .unprocessableContent && unread.text.contains("\"field\" : \"duration\""))
        let incomplete = try await post(workbook, "/time/close", #"{"week": "2026-W49"}"#)
        #expect(incomplete.status == .unprocessableContent && incomplete.text.contains("\"incomplete\""))
        #expect(try workbook.events().isEmpty)
        let confirmed = try await post(
            workbook, "/time/close", #"{"week": "2026-W49", "confirm": ["incomplete"]}"#)
        #expect(confirmed.status == .ok, "\(confirmed.text)")
    }

    @Test func `what is not understood is refused, and nothing is written`() async throws {
        let workbook = try await TrackedWorkbook()
        let path = "/prerequisites/existing-ml-pipeline/confirm"
        for body in ["", "[]", "{\"evidence\": 1}", "{\"evidence\": null}", "{\"other\": \"x\"}", "{\"confirm\": [1]}"]
        {
            #expect(try await post(workbook, path, body).status == .badRequest, "\(body)")
        }
        let body = #"{"evidence": "x"}"#
        for key in [nil, "abc", "a key", String(repeating: "k", count: 81)] {
            #expect(try await post(workbook, path, body, key: key).status == .badRequest)
        }
        #expect(try await post(workbook, "/prerequisites/nothing/confirm", body).status == .notFound)
        #expect(try await post(workbook, "/prerequisites/existing-ml-pipeline/nothing", body).status == .notFound)
        #expect(try await workbook.exchange("/api/v1/nothing").status == .notFound)
        let form = try await post(workbook, path, body, type: "application/x-www-form-urlencoded")
        #expect(form.status == .forbidden)
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        for fields: HTTPFields in [
            [site: "cross-site"], [site: "none"], [.origin: "http://evil.example"], [.origin: "null"],
        ] {
            #expect(try await post(workbook, path, body, fields: fields).status == .forbidden)
        }
        #expect(try workbook.events().isEmpty)
    }

    @Test func `the OpenAPI document names each address, and each subject is read as JSON`() async throws {
        let workbook = try await TrackedWorkbook()
        let text = try await workbook.exchange("/api/v1/openapi.json").text
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        #expect(document["openapi"] as? String == "3.1.0")
        for (path, methods) in paths {
            if methods["get"] != nil {
                let answer = try await workbook.exchange(path)
                #expect(answer.status == .ok, "\(path)")
                _ = try JSONSerialization.jsonObject(with: Data(answer.text.utf8))
            } else {
                // An empty object is understood by each operation that is really there, or its id is unknown.
                let address = String(path.dropFirst("/api/v1".count)).replacingOccurrences(of: "{id}", with: "nothing")
                let answer = try await post(workbook, address, "{}", key: "key-\(abs(path.hashValue))")
                // Only a pack asks for nothing.
                let expected: HTTPResponse.Status =
                    path.hasSuffix("/packs/new/make") ? .ok : path.contains("{id}") ? .notFound : .unprocessableContent
                #expect(answer.status == expected, "\(path) \(answer.text)")
            }
        }
        let operations = paths.values.compactMap { ($0.values.first as? [String: Any])?["operationId"] as? String }
        #expect(Set(operations).count == paths.count)
    }

    @Test func `calendars of the plan and the prerequisites can be subscribed to`() async throws {
        let workbook = try await TrackedWorkbook()
        _ = try await workbook.workspace.record(by: Author(name: "ann")) {
            try $0.planSession(
                SessionPlanned(title: "Handover", activity: "enable-team", date: CivilDate(2026, 12, 16)))
        }
        let plan = try await workbook.exchange("/calendar/plan.ics")
        #expect(plan.status == .ok && plan.text.hasPrefix("BEGIN:VCALENDAR") && plan.text.contains("Handover"))
        #expect(try await workbook.exchange("/calendar/prerequisites.ics").text.contains("BEGIN:VEVENT"))
        #expect(try await workbook.exchange("/calendar/time.ics").status == .notFound)
        #expect(try await workbook.exchange("/calendar/plan").status == .notFound)
    }
}

import Engagement
import HTTPTypes
import Hummingbird
import NIOCore
import Reports
import Workspace

/// What the API reads.
enum APIReads {
    static let subjects = ["acceptance", "plan", "prerequisites", "questions", "report", "risks", "sessions", "time"]

    static func text(_ subject: String, _ tracker: Tracker) async throws -> String? {
        let workspace = tracker.workspace
        switch subject {
        case "sessions":
            return try jsonText(await workspace.reading().state.sessions.inOrder.map(SessionLine.init)).text
        case "questions": return try jsonText(await workspace.reading().state.questions.all.map(QuestionLine.init)).text
        case "acceptance": return try jsonText(AcceptanceReport(await workspace.reading().report)).text
        case "risks": return try jsonText(await workspace.reading().state.risks.map(RiskLine.init)).text
        default:
            guard let subject = ExportTable.Subject(rawValue: subject) else { return nil }
            return try await workspace.json(of: subject)
        }
    }
}

extension WorkbookServer {
    static let apiPrefix = "/api/v1"

    /// Adds the routes of what is read: `/api/v1/SUBJECT`, the document of the API, and calendars.
    func addReads(_ tracker: Tracker, to router: Router<BasicRequestContext>) {
        router.get("api/v1/openapi.json") { _, _ in
            Response.bytes(Array(try OpenAPI.document().utf8), type: MediaType.of("openapi.json"))
        }
        for subject in APIReads.subjects {
            router.get(RouterPath("api/v1/" + subject)) { _, _ in
                do {
                    guard let text = try await APIReads.text(subject, tracker) else { throw HTTPError(.notFound) }
                    return Response.bytes(Array(text.utf8), type: MediaType.of("read.json"))
                } catch {
                    return try problem(error)
                }
            }
        }
        router.get("calendar/:subject") { _, context in
            let name = context.parameters.get("subject") ?? ""
            guard name.hasSuffix(".ics"), let subject = ExportTable.Subject(rawValue: String(name.dropLast(4))) else {
                throw HTTPError(.notFound)
            }
            guard let text = try await tracker.workspace.calendar(of: subject) else { throw HTTPError(.notFound) }
            return Response.bytes(Array(text.utf8), type: "text/calendar; charset=utf-8")
        }
    }

    /// Answers a program that fills in a form.
    ///
    /// - Parameter page: The path of the form's page, with `{id}` in place of the id.
    func record(
        _ tracker: Tracker, _ request: Request, _ context: BasicRequestContext, _ page: String,
        _ make: @Sendable (Visit) throws -> Screen?
    ) async throws -> Response {
        let action = context.parameters.get("action") ?? ""
        // A page that makes things has its own operations, and no id.
        let paths = [page.replacing("{id}", with: context.parameters.get("id") ?? ""), page].map { "/\($0)/\(action)" }
        let found = paths.lazy.compactMap { path in APIOperation.all.first { $0.path == path } }.first
        guard let operation = found else {
            return try problem(.notFound, "there is no such address")
        }
        var request = request
        guard request.headers[.contentType]?.hasPrefix("application/json") == true else {
            return try problem(.unsupportedMediaType, "the body is sent as application/json")
        }
        guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headers[name], APIRequest.isKey(key)
        else {
            return try problem(.badRequest, "an Idempotency-Key of 4 to 80 letters, digits and hyphens is needed")
        }
        let body = try await request.collectBody(upTo: limits.body)
        do {
            let values: FormValues
            do {
                values = try APIRequest.values(Array(body.readableBytesView), of: operation)
            } catch {
                return try problem(error, status: .badRequest)
            }
            let visit = try await visit(tracker, context, query: values)
            let address = String(request.uri.path.dropFirst(Self.apiPrefix.count))
            guard let form = try make(visit)?.forms.first(where: { $0.address == address }) else {
                return try problem(.notFound, "there is no such thing")
            }
            try APIRequest.check(values, of: operation)
            let key = "api-" + key
            let next = try await form.record(
                values, Submission(tracker: tracker, author: Author(name: tracker.author, operation: key)))
            let halves = next.split(separator: "?", maxSplits: 1)
            // A customer's response names its own write, so that it is recorded once.
            let write = halves.dropFirst().first.flatMap { FormValues($0)?["done"] } ?? key
            let entries = try await tracker.workspace.reading().entries(of: write)
            return try json(
                .object([
                    "operation": .text(write), "address": .text(String(halves.first ?? "")),
                    "entries": .list(
                        entries.map { entry in
                            .object([
                                "id": .text(entry.id), "kind": .text(entry.event.kind.rawValue),
                                "effect": .text(entry.event.effect(among: visit.reading.state.changes)),
                            ])
                        }),
                ]), .ok, type: "application/json")
        } catch {
            return try problem(error)
        }
    }

    /// An error as RFC 9457 has it, with the rule that refused and what it asks to confirm.
    private func problem(_ error: any Error, status: HTTPResponse.Status? = nil) throws -> Response {
        let explanation = Workspace.explanation(of: error)
        let found: HTTPResponse.Status =
            switch explanation.kind {
            case .input, .refusal: .unprocessableContent
            case .storage: .internalServerError
            case .outside: .serviceUnavailable
            }
        var more: [String: JSONValue] = ["detail": .text(WebSpelling.text(of: explanation.hint))]
        if let rule = explanation.rule { more["rule"] = .text(rule) }
        if let field = (error as? FieldError)?.field, !field.isEmpty { more["field"] = .text(field) }
        let confirmations = WebSpelling.confirmations(in: explanation.hint)
        if !confirmations.isEmpty { more["confirm"] = .list(confirmations.map { .text(WebSpelling.name(of: $0)) }) }
        return try problem(status ?? found, explanation.summary, more)
    }

    private func problem(
        _ status: HTTPResponse.Status, _ title: String, _ more: [String: JSONValue] = [:]
    ) throws -> Response {
        var fields = more
        fields["type"] = "about:blank"
        fields["title"] = .text(title)
        fields["status"] = .number(status.code)
        return try json(.object(fields), status, type: "application/problem+json")
    }

    private func json(_ value: JSONValue, _ status: HTTPResponse.Status, type: String) throws -> Response {
        .bytes(Array(try jsonText(value).text.utf8), type: type, status: status)
    }
}

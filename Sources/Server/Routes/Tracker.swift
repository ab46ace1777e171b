import Engagement
import HTTPTypes
import Hummingbird
import Markup
import NIOCore
import Pages
package import Workspace

/// The pages in which a project manager works: each is made from one reading of the ledger, and each form records
/// through the workspace, with the same rules as the terminal.
package struct Tracker: Sendable {
    let workspace: Workspace
    /// Who records what is posted.
    let author: String
    /// Known to the pages of this process only, so that no other page can post a form.
    let token: String

    /// - Parameter author: Who records what is posted: the login, or the name that `serve` was given.
    package init(workspace: Workspace, author: String) {
        self.workspace = workspace
        self.author = author
        var random = SystemRandomNumberGenerator()
        token = (0..<4).map { _ in String(random.next(), radix: 16) }.joined(separator: "-")
    }

    var keys: FormKeys { FormKeys(token: token, operation: "web-" + workspace.surroundings.newOperation()) }
}

/// A request for a page, with everything that the page is made from.
struct Visit: Sendable {
    let tracker: Tracker
    let reading: Reading
    /// The last part of the address, if the page is about one thing.
    let id: String
    let query: FormValues
    let keys: FormKeys
}

/// A form that was sent.
struct Submission: Sendable {
    let tracker: Tracker
    let author: Author

    var workspace: Workspace { tracker.workspace }
}

/// A page of the tracker.
struct Screen: Sendable {
    let title: String
    var forms: [Form] = []
    /// Writes the page; after a refused form, with what was typed.
    let main: @Sendable (FormFailure?) -> HTML

    init(_ title: String, forms: [Form] = [], main: @escaping @Sendable (FormFailure?) -> HTML) {
        self.title = title
        self.forms = forms
        self.main = main
    }

    /// A page that is a heading, perhaps a sentence about what happens, and one form.
    init(_ title: String, lede: String? = nil, of form: Form, _ visit: Visit) {
        self.init(title, forms: [form]) { failure in
            var html = HTML()
            html.element("h1", title)
            if let lede { html.element("p", lede, class: "lede") }
            html.append(form.html(visit.keys, failure))
            return html
        }
    }
}

extension WorkbookServer {
    /// Returns the routes of the tracker's pages and forms.
    func trackerRoutes(_ tracker: Tracker) -> any HTTPResponder<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        func page(_ path: RouterPath, _ make: @escaping @Sendable (Visit) throws -> Screen?) {
            router.get(path) { request, context in
                try await show(tracker, request, context, make)
            }
        }
        func pageWithForms(_ path: String, _ make: @escaping @Sendable (Visit) throws -> Screen?) {
            page(RouterPath(path), make)
            router.post(RouterPath(path + "/:action")) { request, context in
                try await submit(tracker, request, context, make)
            }
            router.post(RouterPath("api/v1/" + path + "/:action")) { request, context in
                try await record(tracker, request, context, path.replacing(":id", with: "{id}"), make)
            }
        }
        page("", HomePage.screen)
        page("prerequisites", PrerequisitePages.list)
        pageWithForms("prerequisites/:id", PrerequisitePages.one)
        page("activities", ActivityPages.list)
        pageWithForms("activities/:id", ActivityPages.one)
        pageWithForms("board", BoardPage.screen)
        page("changes", ChangePages.list)
        pageWithForms("changes/:id", ChangePages.one)
        page("risks", RiskPages.list)
        pageWithForms("risks/:id", RiskPages.one)
        pageWithForms("plan", PlanPage.screen)
        page("sessions", SessionPages.list)
        pageWithForms("sessions/:id", SessionPages.one)
        page("questions", QuestionPages.list)
        pageWithForms("questions/:id", QuestionPages.one)
        page("rehearsals", RehearsalPages.list)
        pageWithForms("rehearsals/:id", RehearsalPages.one)
        page("acceptance", AcceptancePages.list)
        pageWithForms("acceptance/:id", AcceptancePages.one)
        pageWithForms("conditions/:id", ConditionPages.one)
        page("packs", PackPages.list)
        pageWithForms("packs/:id", PackPages.one)
        addPacks(of: tracker, to: router)
        pageWithForms("time", TimePage.screen)
        page("time/month", TimeViews.month)
        page("time/engagement", TimeViews.engagement)
        page("time/entry", EntryPage.screen)
        router.post("time/entry/:action") { request, context in
            try await submit(tracker, request, context, EntryPage.screen)
        }
        router.post("api/v1/time/entry/:action") { request, context in
            try await record(tracker, request, context, "time/entry", EntryPage.screen)
        }
        page("time/import", ImportPage.screen)
        addImport(tracker, to: router)
        pageWithForms("history", HistoryPage.screen)
        addReads(tracker, to: router)
        return router.buildResponder()
    }

    func visit(
        _ tracker: Tracker, _ context: BasicRequestContext, query: FormValues
    ) async throws -> Visit {
        Visit(
            tracker: tracker, reading: try await tracker.workspace.reading(), id: context.parameters.get("id") ?? "",
            query: query, keys: tracker.keys)
    }

    private func show(
        _ tracker: Tracker, _ request: Request, _ context: BasicRequestContext,
        _ make: @Sendable (Visit) throws -> Screen?
    ) async throws -> Response {
        do {
            let query = FormValues(request.uri.query ?? "") ?? FormValues()
            let visit = try await visit(tracker, context, query: query)
            guard let screen = try make(visit) else { throw HTTPError(.notFound) }
            return await answer(screen, visit, nil, status: .ok)
        } catch let error as HTTPError {
            throw error
        } catch {
            return await problemPage(error, status: status(of: error))
        }
    }

    private func submit(
        _ tracker: Tracker, _ request: Request, _ context: BasicRequestContext,
        _ make: @Sendable (Visit) throws -> Screen?
    ) async throws -> Response {
        var request = request
        guard request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true else {
            return .text("A form is sent as application/x-www-form-urlencoded.\n", .unsupportedMediaType)
        }
        let body = try await request.collectBody(upTo: limits.body)
        guard let text = String(validating: body.readableBytesView, as: UTF8.self), let values = FormValues(text) else {
            return .text("The form is not understood: at most \(FormValues.most) fields, in UTF-8.\n", .badRequest)
        }
        if let refusal = await refusal(ofToken: values[FormKeys.token], tracker) { return refusal }
        guard let id = values[FormKeys.operation], (4...120).contains(id.utf8.count),
            id.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || Character(UnicodeScalar($0)).isHexDigitOrLetter })
        else { return .text("The form has no operation id.\n", .badRequest) }
        // The same form sent twice is one write; sent again with another text, it is another.
        let operation = id + "-" + fingerprint(text)
        let submission = Submission(tracker: tracker, author: Author(name: tracker.author, operation: operation))
        var failure: FormFailure?
        do {
            var visit = try await visit(tracker, context, query: values)
            guard let screen = try make(visit), let form = screen.forms.first(where: { $0.address == request.uri.path })
            else { throw HTTPError(.notFound) }
            do {
                let next = try await form.record(values, submission)
                if next.contains("done=") { return .see(next) }
                let separator = next.contains("?") ? "&" : "?"
                return .see("\(next)\(separator)done=\(operation)")
            } catch {
                let explanation = Workspace.explanation(of: error)
                guard explanation.kind == .refusal || explanation.kind == .input else { throw error }
                failure = FormFailure(
                    address: form.address, values: values, error: error, explanation: explanation)
            }
            // Made again, from what the ledger holds now.
            visit = try await self.visit(tracker, context, query: values)
            guard let again = try make(visit) else { throw HTTPError(.notFound) }
            return await answer(again, visit, failure, status: .unprocessableContent)
        } catch let error as HTTPError {
            throw error
        } catch {
            return await problemPage(error, status: status(of: error))
        }
    }

    /// The answer to a form without the token of this process, or nil if it has it.
    func refusal(ofToken token: String?, _ tracker: Tracker) async -> Response? {
        guard token.map({ isEqual($0, tracker.token) }) != true else { return nil }
        return await problemPage(
            WorkspaceError.input(
                "this form is from before the server was started again",
                hint: "go back, copy what you typed, load the page again and send it; nothing was recorded"),
            status: .forbidden)
    }

    func answer(
        _ screen: Screen, _ visit: Visit, _ failure: FormFailure?, status: HTTPResponse.Status
    ) async -> Response {
        var main = TrackerFrame.navigation(visit.id.isEmpty ? screen.title : "", by: visit.tracker.author)
        if failure == nil, let operation = visit.query["done"] {
            main.append(TrackerFrame.notice(operation, visit))
        }
        main.append(screen.main(failure))
        let title = failure == nil ? screen.title : "Not recorded: \(screen.title)"
        return await framed(title, main, status: status)
    }

    func problemPage(_ error: any Error, status: HTTPResponse.Status) async -> Response {
        var main = TrackerFrame.navigation("", by: nil)
        main.element("h1", "Not possible now")
        main.refusal(Workspace.explanation(of: error))
        return await framed("Not possible now", main, status: status)
    }

    private func framed(_ title: String, _ main: HTML, status: HTTPResponse.Status) async -> Response {
        let snapshot = await preview.snapshot
        guard let frame = snapshot.frame else {
            return .bytes(snapshot.notFound, type: MediaType.html, status: .notFound)
        }
        return .bytes(
            frame.page(title: title, head: TrackerFrame.head, main: main), type: MediaType.html, status: status)
    }

    func status(of error: any Error) -> HTTPResponse.Status {
        switch Workspace.explanation(of: error).kind {
        case .input, .refusal: .badRequest
        case .storage: .internalServerError
        case .outside: .serviceUnavailable
        }
    }

    /// FNV-1a, which tells two texts of one form apart; it protects nothing.
    private func fingerprint(_ text: String) -> String {
        String(text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 16)
    }

    /// Compares in a time that doesn't depend on where the texts differ.
    private func isEqual(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && zip(left.utf8, right.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Character {
    fileprivate var isHexDigitOrLetter: Bool { isASCII && (isLetter || isNumber) }
}

extension Response {
    /// The browser loads `address` next, with GET.
    static func see(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }

    static func text(_ text: String, _ status: HTTPResponse.Status) -> Response {
        .bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }
}

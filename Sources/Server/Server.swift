// Server: the tracker in which a project manager works, and the site, on a loopback address.
//
//   WorkbookServer    the application: what `workbook serve` runs and the tests call
//   Preview           the last good snapshot, and who waits for the next one
//     ServedPages          the built site, the tracker's page and the status as JSON
//   Routes/           the pages of the tracker, each from one reading of the ledger
//     Tracker           the routes, and what happens to a form that is sent
//     Knowledge/        sessions, questions, rehearsals, and what proves each criterion
//   Forms/            fields, refusals and remedies, as the web spells them
//   API/              the same forms for programs: JSON in and out, and the OpenAPI document
//   Import/           a file of time, previewed and then recorded all or nothing
//     Multipart         the parts of a form with a file (RFC 7578)
//   Guard             what every request must pass and every response carries
//     HostRule          which names a request may ask for
//   LimitedChannel    the pipeline of one connection
//     ConnectionHandler keeps it within its ConnectionLimits
//
// Nothing is written on GET. A form records through the Workspace, with the same rules as the terminal; without a
// tracker the server is read-only.

package import Hummingbird
import HummingbirdCore
import Logging
import Markup
import NIOCore
import Publishing
import ServiceLifecycle

/// The web server of one workbook.
package struct WorkbookServer: Sendable {
    package let preview: Preview
    let guardian: Guard
    let limits: ConnectionLimits
    private let tracker: Tracker?

    /// - Parameters:
    ///   - tracker: The pages that record; nil for a server that only shows.
    ///   - hosts: Names, besides the loopback ones, under which requests may ask for the server.
    package init(
        preview: Preview, tracker: Tracker? = nil, hosts: [String] = [], limits: ConnectionLimits = ConnectionLimits()
    ) {
        self.preview = preview
        self.limits = limits
        self.tracker = tracker
        guardian = Guard(hosts: hosts, takesForms: tracker != nil)
    }

    /// The application, bound to `port` on the loopback address; 0 takes any free port.
    ///
    /// - Parameter whenRunning: Called with the port once requests are answered.
    package func application(
        port: Int, whenRunning: @escaping @Sendable (Int) async -> Void
    ) -> some ApplicationProtocol {
        let routes = tracker.map(trackerRoutes)
        return Application(
            responder: CallbackResponder { request, context in
                await respond(to: request, context: context, routes)
            },
            server: HTTPServerBuilder { [limits, guardian] responder in
                LimitedChannel(responder: responder, limits: limits, hosts: guardian.hosts)
            },
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: Self.logger)),
            onServerRunning: { channel in await whenRunning(channel.localAddress?.port ?? port) },
            logger: Self.logger)
    }

    static var logger: Logger {
        var logger = Logger(label: "workbook")
        logger.logLevel = .critical
        return logger
    }

    /// Answers every request; whatever happens, the response carries the security headers.
    private func respond(
        to request: Request, context: BasicRequestContext, _ routes: (any HTTPResponder<BasicRequestContext>)?
    ) async -> Response {
        var response: Response
        if let refusal = guardian.refusal(of: request) {
            response = refusal
        } else {
            response = await route(request, context, routes)
        }
        if request.method == .head { response = response.createHeadResponse() }
        guardian.secure(&response)
        return response
    }

    private func route(
        _ request: Request, _ context: BasicRequestContext, _ routes: (any HTTPResponder<BasicRequestContext>)?
    ) async -> Response {
        if let routes {
            var read = request
            // The router has pages for GET; the answer to HEAD is the same without its body.
            if request.method == .head {
                var head = request.head
                head.method = .get
                read = Request(head: head, body: request.body)
            }
            do {
                let response = try await routes.respond(to: read, context: context)
                if response.status != .notFound { return response }
            } catch let error as HTTPError where error.status != .notFound {
                return .text("\(error.status.code) \(error.status.reasonPhrase)\n", error.status)
            } catch {
                // The router has no such page.
            }
            if request.method == .post { return await notFound() }
        }
        let path = PercentEncoding.decoded(request.uri.path) ?? request.uri.path
        switch path {
        case "/", "/status": return .bytes(await preview.snapshot.tracker, type: "text/html; charset=utf-8")
        case "/api/status":
            guard let status = await preview.snapshot.status else { return await notFound() }
            return .bytes(status, type: "application/json; charset=utf-8")
        // An answer to HEAD would have no length.
        case "/events" where request.method == .get: return await events()
        case "/site", "/site/": return .redirect(to: "/site/index.html")
        default:
            guard path.hasPrefix("/site/") else { return await notFound() }
            return await siteFile(String(path.dropFirst("/site/".count)))
        }
    }

    private func siteFile(_ path: String) async -> Response {
        let site = await preview.snapshot.site
        if let file = site[path] { return .bytes(file.bytes, type: MediaType.of(path)) }
        // A folder's address without its page: relative links need the full one.
        let index = (path.hasSuffix("/") ? path : path + "/") + "index.html"
        guard site[index] != nil else { return await notFound() }
        return .redirect(to: "/site/" + index)
    }

    private func notFound() async -> Response {
        .bytes(await preview.snapshot.notFound, type: "text/html; charset=utf-8", status: .notFound)
    }

    /// Server-sent events: one each time the preview changes, so that open pages load themselves again.
    private func events() async -> Response {
        let changes = await preview.changes()
        let body = ResponseBody { writer in
            // The first line opens the stream in the browser before anything happens.
            try await writer.write(ByteBuffer(string: "retry: 500\n\n"))
            for await version in changes.cancelOnGracefulShutdown() {
                try await writer.write(ByteBuffer(string: "event: change\ndata: \(version)\n\n"))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
    }
}

extension Response {
    static func bytes(_ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(contentLength: bytes.count) { writer in
                for start in stride(from: 0, to: bytes.count, by: chunk) {
                    try await writer.write(ByteBuffer(bytes: bytes[start..<min(start + chunk, bytes.count)]))
                }
                try await writer.finish(nil)
            })
    }

    /// Bytes are copied when they are about to be sent, so a client that does not read holds one chunk in memory.
    private static let chunk = 32 << 10

    static func redirect(to address: String) -> Response {
        Response(status: .found, headers: [.location: address])
    }
}

/// The media types of the files that a site is made of.
enum MediaType {
    static let html = "text/html; charset=utf-8"

    private static let byExtension = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8", "json": "application/json; charset=utf-8",
        "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
        "gif": "image/gif", "webp": "image/webp", "xml": "application/xml; charset=utf-8",
        "txt": "text/plain; charset=utf-8", "sha256": "text/plain; charset=utf-8", "pdf": "application/pdf",
    ]

    static func of(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        let suffix = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return byExtension[suffix] ?? "application/octet-stream"
    }
}

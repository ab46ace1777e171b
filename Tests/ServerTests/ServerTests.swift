import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Publishing
import Server
import Testing

@Suite struct ServerTests {
    private var server: WorkbookServer {
        let site = Site(
            files: [
                OutputFile(path: "index.html", bytes: Array("home".utf8)),
                OutputFile(path: "guide/index.html", bytes: Array("guide".utf8)),
                OutputFile(path: "css/site.css", bytes: Array("body {}".utf8)),
            ], diagnostics: [])
        let snapshot = ServedPages(
            site: site, tracker: Array("tracker".utf8), status: Array("{}".utf8),
            notFound: Array("nothing here".utf8))
        return WorkbookServer(preview: Preview(snapshot))
    }

    private func exchange(
        _ path: String, method: HTTPRequest.Method = .get, fields: HTTPFields = [:],
        check: @escaping @Sendable (TestResponse) throws -> Void
    ) async throws {
        try await server.application(port: 0) { _ in }.test(.router) { client in
            try await client.execute(uri: path, method: method, headers: fields, testCallback: check)
        }
    }

    @Test(arguments: [
        ("/", "tracker", "text/html; charset=utf-8"), ("/api/status", "{}", "application/json; charset=utf-8"),
        ("/site/index.html", "home", "text/html; charset=utf-8"),
        ("/site/css/site.css", "body {}", "text/css; charset=utf-8"),
    ])
    func `an address is answered from memory with its media type`(path: String, body: String, type: String) async throws
    {
        try await exchange(path) { response in
            #expect(response.status == .ok)
            #expect(String(buffer: response.body) == body)
            #expect(response.headers[.contentType] == type)
        }
    }

    @Test(arguments: [
        "/", "/nowhere", "/site/nowhere.html", "/site/../../etc/passwd", "/site/%2e%2e/%2e%2e/etc/passwd",
    ])
    func `every response carries the security headers`(path: String) async throws {
        try await exchange(path) { response in
            let policy = try #require(HTTPField.Name("Content-Security-Policy").flatMap { response.headers[$0] })
            #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
            #expect(HTTPField.Name("X-Content-Type-Options").flatMap { response.headers[$0] } == "nosniff")
            #expect(!String(buffer: response.body).contains("root:"))
        }
    }

    private func status(forHost host: String?, _ fields: HTTPFields = [:]) -> HTTPResponse.Status? {
        let head = HTTPRequest(method: .get, scheme: "http", authority: host, path: "/", headerFields: fields)
        return Guard().refusal(of: Request(head: head, body: RequestBody(buffer: ByteBuffer())))?.status
    }

    @Test(arguments: ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:7340", "[::2]", "localhost."])
    func `a request for another host is refused, so that no foreign name reaches the server`(host: String) {
        #expect(status(forHost: host) == .misdirectedRequest)
    }

    @Test(arguments: [
        nil, "", ":7340", "localhost:", "localhost:0", "localhost:65536", "localhost:+80", "localhost:80:80",
        "localhost evil", "localhost,evil", "user@localhost", "[::1", "[::1]x", "[::1].evil", "[]:80", "localh\u{F6}st",
    ])
    func `a host that is not written like one is refused`(host: String?) {
        #expect(status(forHost: host) == .badRequest)
    }

    @Test func `a second host is refused, even the server's own`() throws {
        let name = try #require(HTTPField.Name("Host"))
        #expect(status(forHost: "localhost", [name: "localhost"]) == .badRequest)
        #expect(status(forHost: "localhost", [name: "evil.example"]) == .badRequest)
    }

    @Test(arguments: ["localhost", "LOCALHOST:80", "127.0.0.1:7340", "[::1]:7340"])
    func `the loopback names are answered`(host: String) {
        #expect(status(forHost: host) == nil)
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .delete, .patch, .options])
    func `no method that could write is answered`(method: HTTPRequest.Method) async throws {
        try await exchange("/", method: method) { response in
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers[.allow] == "GET, HEAD")
        }
    }

    @Test func `another site may link here, but not read or embed`() async throws {
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let mode = try #require(HTTPField.Name("Sec-Fetch-Mode"))
        try await exchange("/", fields: [site: "cross-site", mode: "no-cors"]) { #expect($0.status == .forbidden) }
        try await exchange("/", fields: [site: "cross-site", mode: "navigate"]) { #expect($0.status == .ok) }
        // A port of the same machine is the same site, and another program may serve it.
        try await exchange("/", fields: [site: "same-site", mode: "cors"]) { #expect($0.status == .forbidden) }
        try await exchange("/", fields: [site: "same-site", mode: "navigate"]) { #expect($0.status == .ok) }
        try await exchange("/", fields: [site: "same-site"]) { #expect($0.status == .forbidden) }
        try await exchange("/", fields: [site: "same-origin", mode: "cors"]) { #expect($0.status == .ok) }
        try await exchange("/", fields: [site: "none", mode: "no-cors"]) { #expect($0.status == .ok) }
        try await exchange("/") { #expect($0.status == .ok) }
    }

    @Test func `a folder's address leads to its page`() async throws {
        try await exchange("/site/guide") { response in
            #expect(response.status == .found)
            #expect(response.headers[.location] == "/site/guide/index.html")
        }
    }

    @Test func `open pages are told when the preview changes`() async throws {
        let server = server
        var changes = await server.preview.changes().makeAsyncIterator()
        await server.preview.show(await server.preview.snapshot)
        #expect(await changes.next() == 2)
    }
}

import Foundation
import Server
import TestSupport
import Testing

/// Clients over real sockets, which do what browsers don't.
@Suite(.timeLimit(.minutes(30))) struct ConnectionTests {
    /// The end of a test that waits for a limit: no machine is too slow for it.
    private static let short = Duration.milliseconds(300)
    /// A limit that no test is to reach.
    private static let never = Duration.seconds(3600)

    private static let security = ["Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff"]

    private static func expectSecurity(_ answer: String, _ comment: String) {
        for field in security { #expect(answer.contains(field), "\(comment): \(answer.prefix(200))") }
    }

    @Test func `answers over a socket are whole, and the connection is kept`() async throws {
        try await withServer { port in
            let client = try LoopbackClient(port: port)
            try await client.send(request("/"))
            #expect(try await client.receive { $0.hasSuffix("tracker") }.hasPrefix("HTTP/1.1 200 OK\r\n"))
            try await client.send(request("/site/large.txt", fields: ["Connection: close"]))
            let answer = try await client.receive()
            #expect(answer.utf8.count > largeFile)
            #expect(answer.contains("Content-Length: \(largeFile)\r\n"))
        }
    }

    @Test(arguments: ["/", "/api/status", "/site/index.html", "/site/large.txt", "/nowhere", "/site", "/events"])
    func `HEAD has the length of GET and no body`(path: String) async throws {
        try await withServer { port in
            let head = try await LoopbackClient.exchange(
                port: port, request(path, method: "HEAD", fields: ["Connection: close"]))
            #expect(head.hasSuffix("\r\n\r\n") && head.components(separatedBy: "\r\n\r\n").count == 2, "\(head)")
            guard path != "/events" else { return }
            let get = try await LoopbackClient.exchange(port: port, request(path, fields: ["Connection: close"]))
            func length(_ text: String) -> Substring? {
                text.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
            }
            #expect(length(head) != nil && length(head) == length(get))
        }
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: [::1].evil\r\n\r\n", "400"), ("GET / HTTP/1.1\r\nHost: [::1]evil\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: 127.0.0.1:7402, evil\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "421"),
        ("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "421"),
        ("GET http://localhost@evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"),
        ("GET https://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"),
        ("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"),
        ("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", "400"), ("nonsense\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nX: LONG\r\n\r\n", "431"),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n", "413"),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody", "405"),
    ])
    func `what is no request for this server is refused, with the security headers`(
        text: String, status: String
    ) async throws {
        try await withServer { port in
            let answer = try await LoopbackClient.exchange(
                port: port, text.replacing("LONG", with: String(repeating: "x", count: 40_000)))
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(text.prefix(80)): \(answer.prefix(200))")
            Self.expectSecurity(answer, "\(text.prefix(80))")
        }
    }

    @Test func `a body without an end is refused`() async throws {
        var limits = ConnectionLimits(request: Self.never, answer: Self.never)
        limits.body = 1000
        try await withServer(limits: limits) { port in
            let client = try LoopbackClient(port: port)
            try await client.send(
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            // Until the server takes no more.
            do {
                while true { try await client.send("1f4\r\n\(String(repeating: "x", count: 500))\r\n") }
            } catch is LoopbackClient.Failure {}
        }
    }

    @Test func `requests in one go are answered in their order`() async throws {
        try await withServer { port in
            let client = try LoopbackClient(port: port)
            try await client.send(
                request("/") + request("/site/index.html") + request("/nowhere")
                    + "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n" + request("/"))
            let answers = try await client.receive().components(separatedBy: "HTTP/1.1 ").dropFirst()
            #expect(answers.map { $0.prefix(3) } == ["200", "200", "404", "421"])
        }
    }

    @Test func `an absolute address of this server is answered, and input that ends too`() async throws {
        try await withServer { port in
            let client = try LoopbackClient(port: port)
            try await client.send(
                "GET http://localhost/site/index.html HTTP/1.1\r\nHost: localhost\r\n\r\n" + request("/"))
            client.endInput()
            let answer = try await client.receive()
            #expect(answer.contains("\r\n\r\nhome") && answer.hasSuffix("\r\n\r\ntracker"))
        }
    }

    @Test func `requests that waited and were answered are no longer counted`() async throws {
        var limits = ConnectionLimits(request: Self.never, answer: Self.never)
        limits.pipelined = 4
        try await withServer(limits: limits) { port in
            let client = try LoopbackClient(port: port)
            for _ in 1...5 {
                try await client.send(String(repeating: request("/"), count: 3) + request("/site/index.html"))
                _ = try await client.receive { $0.hasSuffix("home") }
            }
            try await client.send(request("/", fields: ["Connection: close"]))
            #expect(try await client.receive().hasSuffix("tracker"))
        }
    }

    @Test func `a refused HEAD has no body`() async throws {
        try await withServer { port in
            let answer = try await LoopbackClient.exchange(port: port, "HEAD / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 421 ") && answer.hasSuffix("\r\n\r\n"), "\(answer)")
        }
    }

    @Test func `too many requests in one go close the connection`() async throws {
        var limits = ConnectionLimits(request: Self.never, answer: Self.never)
        limits.pipelined = 4
        try await withServer(limits: limits) { port in
            let client = try LoopbackClient(port: port)
            try await client.send(String(repeating: request("/site/large.txt"), count: 7))
            #expect(try await client.receive().utf8.count < largeFile)
        }
    }

    @Test(arguments: ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab"])
    func `a connection without a whole request is closed`(half: String) async throws {
        let limits = ConnectionLimits(request: Self.short, answer: Self.never)
        try await withServer(limits: limits) { port in
            let client = try LoopbackClient(port: port)
            try await client.send(half)
            _ = try await client.receive()
        }
    }

    @Test func `a client that does not read its answer is given up`() async throws {
        let limits = ConnectionLimits(request: Self.never, answer: Self.short)
        try await withServer(limits: limits) { port in
            let client = try LoopbackClient(port: port, receiveBuffer: 4096)
            try await client.send(request("/site/large.txt"))
            // The server's end of the connection is gone when it takes nothing more.
            do {
                while true {
                    try await client.send("x")
                    try await Task.sleep(for: .milliseconds(10))
                }
            } catch is LoopbackClient.Failure {}
        }
    }

    @Test func `a stream of events stays open longer than any limit`() async throws {
        let limits = ConnectionLimits(request: Self.short, answer: Self.short)
        try await withServer(limits: limits) { port in
            let events = try LoopbackClient(port: port)
            try await events.send(request("/events"))
            _ = try await events.receive { $0.contains("retry: 500") }
            let idle = try LoopbackClient(port: port)
            // Opened later and closed by the limit, so the limit of the stream has passed as well.
            _ = try await idle.receive()
            try await events.send(request("/"))
            let late = try LoopbackClient(port: port)
            try await late.send(request("/", fields: ["Connection: close"]))
            #expect(try await late.receive().hasSuffix("tracker"))
        }
    }

    @Test func `more connections than the limit wait until one is closed`() async throws {
        var limits = ConnectionLimits(request: Self.never, answer: Self.never)
        limits.connections = 8
        try await withServer(limits: limits) { port in
            var clients = try (0..<8).map { _ in try LoopbackClient(port: port) }
            for client in clients {
                try await client.send(request("/"))
                _ = try await client.receive { $0.hasSuffix("tracker") }
            }
            let late = try LoopbackClient(port: port)
            try await late.send(request("/", fields: ["Connection: close"]))
            let answer = Task { try await late.receive() }
            for client in clients {
                try await client.send(request("/"))
                _ = try await client.receive { $0.hasSuffix("tracker") }
            }
            clients.removeAll()
            #expect(try await answer.value.hasSuffix("tracker"))
        }
    }

    @Test func `the server ends whatever its clients do`() async throws {
        let limits = ConnectionLimits(request: Self.never, answer: Self.never, ending: Self.short)
        let texts = [
            "", "GET / HT", request("/events"), request("/site/large.txt"),
            String(repeating: request("/site/large.txt"), count: 10),
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\nhalf",
        ]
        // The end of `withServer` is the end of the server.
        let clients = OpenClients()
        try await withServer(limits: limits) { port in
            for text in texts {
                let client = try LoopbackClient(port: port, receiveBuffer: 4096)
                try await client.send(text)
                await clients.keep(client)
            }
            let last = try LoopbackClient(port: port)
            try await last.send(request("/", fields: ["Connection: close"]))
            _ = try await last.receive()
        }
        #expect(await clients.count == texts.count)
    }
}

/// Keeps connections open after a server's end.
private actor OpenClients {
    private var clients: [LoopbackClient] = []
    var count: Int { clients.count }
    func keep(_ client: LoopbackClient) { clients.append(client) }
}

import Synchronization
import Testing

@testable import AsBuilt

@Suite struct RESTClientTests {
    private static let token = "dapi" + "00112233445566778899aabbccddeeff"

    private final class Pauses: Sendable {
        let all = Mutex<[Duration]>([])
    }

    private func client(
        _ exchange: FakeExchange, pauses: Pauses = Pauses(),
        authorization: RESTClient.Authorization = .bearer(Secret(token))
    ) throws -> RESTClient {
        try RESTClient(base: "https://server.example/", authorization: authorization, exchange: exchange) { duration in
            pauses.all.withLock { $0.append(duration) }
        }
    }

    private func failure(_ answers: [Result<HTTPAnswer, HTTPExchangeFailure>], pauses: Pauses = Pauses()) async throws
        -> (failure: ReadFailure?, requests: Int)
    {
        let exchange = FakeExchange(answers)
        let client = try client(exchange, pauses: pauses)
        do throws(ReadFailure) {
            _ = try await client.read("/x")
            return (nil, exchange.requests.count)
        } catch {
            return (error, exchange.requests.count)
        }
    }

    @Test func `a request carries the token and encodes its query`() async throws {
        let exchange = FakeExchange([.success(.json("{}"))])
        _ = try await client(exchange).read("/a", [("name", "x y&z/é")])
        #expect(exchange.requests.first?.url == "https://server.example/a?name=x%20y%26z%2F%C3%A9")
        #expect(exchange.requests.first?.method == .get)
        #expect(exchange.requests.first?.authorization != nil)
    }

    @Test func `a token is in no description and no dump`() async throws {
        let secret = Secret(Self.token)
        var dumped = ""
        dump(secret, to: &dumped)
        let request = HTTPRequest(method: .get, url: "u", authorization: secret, body: nil)
        dump(request, to: &dumped)
        #expect(!dumped.contains(Self.token) && !"\(secret) \(request)".contains(Self.token))
        #expect(!String(reflecting: request).contains(Self.token))
    }

    @Test(arguments: [401, 403, 404, 400, 500])
    func `a token that a server repeats is in no message`(status: Int) async throws {
        let body = "{\"error_code\": \"X\", \"message\": \"bad token \(Self.token) for you\"}"
        let found = try #require(try await failure([.success(.json(body, status: status))]).failure)
        #expect(!found.description.contains(Self.token))
        #expect(!"\(found)".contains("00112233"))
        #expect(found.text.contains("bad token"))
    }

    @Test(arguments: [
        (401, ReadFailure.Kind.unauthorized), (403, .notVisible), (404, .notThere), (400, .refused(400)), (302, .html),
    ])
    func `statuses that stay are not repeated`(status: Int, kind: ReadFailure.Kind) async throws {
        let (failure, requests) = try await failure([.success(.json("{\"message\": \"m\"}", status: status))])
        #expect(failure?.kind == kind)
        #expect(requests == 1)
    }

    @Test func `429 waits as long as the server asks`() async throws {
        let pauses = Pauses()
        let busy = HTTPAnswer.json("{}", status: 429, headers: ["retry-after": "7"])
        let (failure, requests) = try await failure(
            [.success(busy), .success(busy), .success(.json("{}"))], pauses: pauses)
        #expect(failure == nil)
        #expect(requests == 3)
        #expect(pauses.all.withLock { $0 } == [.seconds(7), .seconds(7)])
    }

    @Test func `a server that asks to wait for too long is given up at once`() async throws {
        let busy = HTTPAnswer.json("{}", status: 429, headers: ["retry-after": "3600"])
        let (failure, requests) = try await failure([.success(busy)])
        #expect(failure?.kind == .busy)
        #expect(failure?.text == "the server has too many requests (429); it asks to wait 3600 s")
        #expect(requests == 1)
    }

    @Test func `500 is repeated with growing pauses, and then told`() async throws {
        let pauses = Pauses()
        let (failure, requests) = try await failure([.success(.json("oops", status: 500))], pauses: pauses)
        #expect(failure?.kind == .refused(500))
        #expect(requests == RESTClient.Limits.attempts)
        #expect(pauses.all.withLock { $0 } == [.seconds(1), .seconds(2), .seconds(4)])
    }

    @Test(arguments: [
        (HTTPExchangeFailure.timeout, "didn't answer in time"), (.unreachable("refused"), "can't be reached: refused"),
        (.incomplete, "ended before it was complete"),
    ])
    func `connections that fail are repeated, and then told`(cause: HTTPExchangeFailure, text: String) async throws {
        let (failure, requests) = try await failure([.failure(cause)])
        #expect(failure?.text.contains(text) == true)
        #expect(requests == RESTClient.Limits.attempts)
    }

    @Test(arguments: [200, 403, 404])
    func `a web page is told apart from an answer`(status: Int) async throws {
        let (failure, _) = try await failure([.success(.json("<!doctype html><html></html>", status: status))])
        #expect(failure?.kind == .html)
    }

    @Test func `half a body is repeated, and then told`() async throws {
        let (failure, requests) = try await failure([.success(.json("{\"models\": [{\"name\": \"a"))])
        #expect(failure?.kind == .incomplete)
        #expect(requests == RESTClient.Limits.attempts)
        #expect(try await self.failure([.success(.json("nonsense"))]).failure?.kind == .invalidAnswer)
    }

    @Test(arguments: [
        "ftp://x", "server", "https://", "https://user:pw@host", "https://host?x=1", "https://ho st", "",
    ])
    func `an address has a scheme and a host and nothing secret`(base: String) async throws {
        #expect(throws: ReadFailure.self) {
            try RESTClient(base: base, authorization: .none, exchange: FakeExchange([.success(.json("{}"))]))
        }
    }

    @Test func `lists go on through empty pages until no token is left`() async throws {
        let exchange = FakeExchange([
            .success(.json("{\"m\": [1], \"next_page_token\": \"a\"}")),
            .success(.json("{\"next_page_token\": \"b\"}")),
            .success(.json("{\"m\": [2], \"next_page_token\": \"\"}")),
        ])
        let list = try await client(exchange).list("/x", [("q", "1")], key: "m")
        #expect(list.compactMap(\.integer) == [1, 2])
        #expect(exchange.requests.last?.url.hasSuffix("?q=1&page_token=b") == true)
    }

    @Test func `a server that repeats its pages is stopped`() async throws {
        let exchange = FakeExchange([.success(.json("{\"m\": [1], \"next_page_token\": \"a\"}"))])
        let client = try client(exchange)
        await #expect(throws: ReadFailure.self) { try await client.list("/x", key: "m") }
        #expect(exchange.requests.count == 2)
    }

    @Test func `a user and a password are encoded for the header`() async throws {
        let exchange = FakeExchange([.success(.json("{}"))])
        let client = try client(exchange, authorization: .basic(user: "user", password: Secret("hunter22")))
        _ = try await client.read("/x")
        #expect(await client.cleaned("hunter22 dXNlcjpodW50ZXIyMg==") == "(hidden) (hidden)")
    }
}

import AsBuilt
import TestSupport
import Testing

/// The client against a real socket.
@Suite(.serialized) struct NetworkTests {
    private static let token = "dapi" + "00112233445566778899aabbccddeeff"

    /// Reads `/x` of a server once.
    private func read(
        timeout: Int = 30, _ answer: @escaping @Sendable (String) -> String?
    ) async throws -> (result: Result<Datum, ReadFailure>, received: [String]) {
        let server = try ScriptedServer(answer)
        let exchange = NetworkExchange(timeout: timeout)
        let client = try RESTClient(
            base: "http://127.0.0.1:\(server.port)", authorization: .bearer(Secret(Self.token)), exchange: exchange
        ) { _ in }
        let result: Result<Datum, ReadFailure>
        do throws(ReadFailure) {
            result = .success(try await client.read("/x", [("q", "a b")]))
        } catch {
            result = .failure(error)
        }
        await exchange.close()
        server.stop()
        return (result, server.received)
    }

    private func failure(timeout: Int = 30, _ answer: @escaping @Sendable (String) -> String?) async throws
        -> ReadFailure?
    {
        if case .failure(let failure) = try await read(timeout: timeout, answer).result { failure } else { nil }
    }

    @Test func `a read sends its token and gets its answer`() async throws {
        let (result, received) = try await read { _ in ScriptedServer.answer("200 OK", "{\"a\": 1}") }
        #expect(try result.get()["a"]?.integer == 1)
        #expect(received.first?.hasPrefix("GET /x?q=a%20b HTTP/1.1\r\n") == true)
        #expect(received.first?.contains("Bearer \(Self.token)") == true)
    }

    @Test func `half a body is an answer that ended too early`() async throws {
        let found = try await failure { _ in ScriptedServer.answer("200 OK", "{\"a\": ", length: 100) }
        #expect(found?.kind == .incomplete)
    }

    @Test func `a server that says nothing is a timeout`() async throws {
        let found = try await failure(timeout: 1) { _ in nil }
        #expect(found?.kind == .timeout)
    }

    @Test func `no server is a failure without details`() async throws {
        let server = try ScriptedServer { _ in nil }
        server.stop()
        let exchange = NetworkExchange()
        let client = try RESTClient(
            base: "http://127.0.0.1:\(server.port)", authorization: .bearer(Secret(Self.token)), exchange: exchange
        ) { _ in }
        await #expect(throws: ReadFailure.self) { try await client.read("/x") }
        await exchange.close()
    }

    @Test func `a redirect is not followed`() async throws {
        let (result, received) = try await read { path in
            path.hasPrefix("/x")
                ? ScriptedServer.answer("302 Found", "", headers: "Location: /login\r\n")
                : ScriptedServer.answer("200 OK", "{}")
        }
        #expect(throws: ReadFailure.self) { try result.get() }
        #expect(received.count == 1)
    }
}

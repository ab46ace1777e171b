import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Sends requests over the network.
///
/// Redirects are not followed, because they would take the token along.
package struct NetworkExchange: HTTPExchange {
    private let client: HTTPClient
    private let timeout: Int

    /// - Parameter timeout: The seconds that a connection, and each silence of a server, may take; a whole answer has
    ///   four times as long.
    package init(timeout: Int = 30) {
        self.timeout = timeout
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(Int64(timeout)), read: .seconds(Int64(timeout)))
        configuration.decompression = .disabled
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes the connections.
    ///
    /// The value can't be used afterwards.
    package func close() async { try? await client.shutdown() }

    package func send(_ request: HTTPRequest) async throws(HTTPExchangeFailure) -> HTTPAnswer {
        do {
            return try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
                group.addTask { try await exchange(request) }
                group.addTask {
                    try await Task.sleep(for: .seconds(4 * timeout))
                    throw HTTPExchangeFailure.timeout
                }
                defer { group.cancelAll() }
                guard let answer = try await group.next() else { throw HTTPExchangeFailure.incomplete }
                return answer
            }
        } catch {
            throw Self.failure(error)
        }
    }

    private func exchange(_ request: HTTPRequest) async throws -> HTTPAnswer {
        var message = HTTPClientRequest(url: request.url)
        message.method = HTTPMethod(rawValue: request.method.rawValue)
        message.headers.add(name: "Accept", value: "application/json")
        message.headers.add(name: "User-Agent", value: "workbook")
        request.authorization?.use { message.headers.add(name: "Authorization", value: $0) }
        if let body = request.body {
            message.headers.add(name: "Content-Type", value: "application/json")
            message.body = .bytes(ByteBuffer(bytes: body))
        }
        let response = try await client.execute(message, timeout: .seconds(Int64(timeout)))
        let buffer = try await response.body.collect(upTo: RESTClient.Limits.answerBytes)
        var headers: [String: String] = [:]
        for (name, value) in response.headers { headers[name.lowercased()] = value }
        return HTTPAnswer(status: Int(response.status.code), headers: headers, body: Array(buffer.readableBytesView))
    }

    /// Tells failures apart without their details, which may repeat a request.
    private static func failure(_ error: any Error) -> HTTPExchangeFailure {
        if let failure = error as? HTTPExchangeFailure { return failure }
        if error is NIOTooManyBytesError { return .tooLarge }
        if error is CancellationError { return .timeout }
        if let error = error as? HTTPClientError {
            switch error {
            case .deadlineExceeded, .readTimeout, .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
                return .timeout
            case .remoteConnectionClosed, .cancelled: return .incomplete
            default: return .unreachable(error.shortDescription)
            }
        }
        if error is HTTPParserError { return .incomplete }
        return .unreachable("no connection")
    }
}

import AsBuilt
import Synchronization

/// Answers requests from a list, and remembers them.
final class FakeExchange: HTTPExchange {
    typealias Reply = @Sendable (String) -> Result<HTTPAnswer, HTTPExchangeFailure>

    private let reply: Reply
    private let log = Mutex<[HTTPRequest]>([])

    /// - Parameter reply: Gets the path and query of a request.
    init(_ reply: @escaping Reply) { self.reply = reply }

    /// Gives the answers one after the other, and the last one again and again.
    convenience init(_ answers: [Result<HTTPAnswer, HTTPExchangeFailure>]) {
        let position = PositionBox()
        self.init { _ in answers[min(position.next(), answers.count - 1)] }
    }

    var requests: [HTTPRequest] { log.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(HTTPExchangeFailure) -> HTTPAnswer {
        log.withLock { $0.append(request) }
        let path = request.url.replacing("https://server.example", with: "")
        return try reply(path + (request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? "")).get()
    }
}

private final class PositionBox: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
        value.withLock { position in
            defer { position += 1 }
            return position
        }
    }
}

extension HTTPAnswer {
    static func json(_ text: String, status: Int = 200, headers: [String: String] = [:]) -> HTTPAnswer {
        HTTPAnswer(status: status, headers: headers, body: Array(text.utf8))
    }
}

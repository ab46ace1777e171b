/// One request that only reads, to the server of a `RESTClient`.
package struct HTTPRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        /// Some searches take their conditions in a body.
        case post = "POST"
    }

    package var method: Method
    package var url: String
    /// The whole value of the header `Authorization`, or nil.
    package var authorization: Secret?
    package var body: [UInt8]?
}

package struct HTTPAnswer: Sendable {
    package var status: Int
    /// By name in lower case.
    package var headers: [String: String]
    package var body: [UInt8]

    package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Why no answer came.
package enum HTTPExchangeFailure: Error, Hashable, Sendable {
    /// Nothing came for as long as a request may take.
    case timeout
    /// No connection, with the reason.
    case unreachable(String)
    /// The connection ended before the answer did.
    case incomplete
    /// The answer is larger than a client reads.
    case tooLarge
}

/// Sends one request and returns the answer: the only door to a network.
package protocol HTTPExchange: Sendable {
    func send(_ request: HTTPRequest) async throws(HTTPExchangeFailure) -> HTTPAnswer
}

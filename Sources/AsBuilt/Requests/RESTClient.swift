/// Reads JSON from one server: it sends reads only, waits as it is told to, repeats what failed for a moment, and counts.
package actor RESTClient {
    package enum Authorization: Sendable {
        case none
        case bearer(Secret)
        case basic(user: String, password: Secret)
    }

    package enum Limits {
        /// The most times that one request is sent.
        package static let attempts = 4
        /// The longest time that a server may ask a client to wait, in seconds.
        package static let retryAfter = 60
        /// The most requests of one reading.
        package static let requests = 20_000
        /// The most pages of one list.
        package static let pages = 1000
        /// The most elements of one list.
        package static let elements = 50_000
        /// The largest answer, in bytes.
        package static let answerBytes = 32 << 20
    }

    /// The address without a slash at its end.
    package nonisolated let base: String
    private let authorization: Secret?
    private let secrets: [Secret]
    private let exchange: any HTTPExchange
    private let pause: @Sendable (Duration) async throws -> Void
    private var requests = 0
    /// Whether the server has answered anything.
    private var isAnswered = false
    /// Why the first request got no answer: a server that never answered isn't asked again.
    private var silence: ReadFailure?

    /// - Parameters:
    ///   - base: `https://host`, without a user, a query or a fragment.
    ///   - pause: Waits before a request is repeated.
    package init(
        base: String, authorization: Authorization, exchange: any HTTPExchange,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) throws(ReadFailure) {
        self.base = try Self.checked(base)
        self.exchange = exchange
        self.pause = pause
        switch authorization {
        case .none:
            self.authorization = nil
            secrets = []
        case .bearer(let token):
            let header = token.use { Secret("Bearer " + $0) }
            self.authorization = header
            secrets = [header, token]
        case .basic(let user, let password):
            let pair = password.use { Base64.encoded(Array((user + ":" + $0).utf8)) }
            self.authorization = Secret("Basic " + pair)
            secrets = [Secret(pair), password]
        }
    }

    private static func checked(_ base: String) throws(ReadFailure) -> String {
        var text = base[...]
        while text.last == "/" { text = text.dropLast() }
        let isHTTP = text.hasPrefix("https://") || text.hasPrefix("http://")
        let rest = text.drop { $0 != "/" }.dropFirst(2)
        let host = rest.prefix { $0 != "/" }
        let isClean = text.allSatisfy { $0.isASCII && !$0.isWhitespace && !"@?#\"<>\\^`{|}".contains($0) }
        guard isHTTP, !host.isEmpty, isClean else {
            throw ReadFailure(
                kind: .unreachable, path: "", text: "the address has to be https://host, without a user or a query")
        }
        return String(text)
    }

    /// Returns a text without the secrets that were sent, and without what looks like one.
    func cleaned(_ text: String) -> String {
        Redaction.text(secrets.reduce(text) { $1.removed(from: $0) })
    }

    /// Asks for an object.
    ///
    /// - Parameter body: The conditions of a search that takes them in a body; the request only reads all the same.
    package func read(
        _ path: String, _ query: [(name: String, value: String)] = [], body: [UInt8]? = nil
    ) async throws(ReadFailure) -> Datum {
        let request = HTTPRequest(
            method: body == nil ? .get : .post, url: base + path + URLQuery.text(query), authorization: authorization,
            body: body)
        if let silence { throw silence }
        var attempt = 1
        while true {
            requests += 1
            guard requests <= Limits.requests else {
                throw ReadFailure(kind: .tooMuch, path: path, text: "more than \(Limits.requests) requests")
            }
            let (result, retryAfter) = await answer(to: request, path)
            let failure: ReadFailure
            switch result {
            case .success(let datum):
                isAnswered = true
                return datum
            case .failure(let found): failure = found
            }
            if !failure.isSilence { isAnswered = true }
            if failure.isSilence, !isAnswered, attempt == Limits.attempts { silence = failure }
            guard failure.isPassing, attempt < Limits.attempts, retryAfter ?? 0 <= Limits.retryAfter else {
                throw failure
            }
            do { try await pause(.seconds(retryAfter ?? 1 << (attempt - 1))) } catch {
                throw ReadFailure(kind: .timeout, path: path, text: "the reading was stopped")
            }
            attempt += 1
        }
    }

    /// Sends a request once; returns the seconds that the server asks to wait beside the result.
    private func answer(
        to request: HTTPRequest, _ path: String
    ) async -> (result: Result<Datum, ReadFailure>, retryAfter: Int?) {
        do throws(HTTPExchangeFailure) {
            let answer = try await exchange.send(request)
            let seconds = answer.headers["retry-after"].flatMap { Int($0) }
            return (result(of: answer, path), seconds.map { max(0, $0) })
        } catch {
            return (.failure(Self.failure(error, path)), nil)
        }
    }

    /// Returns the elements of every page of a list.
    ///
    /// A page may be empty and not be the last one.
    package func list(
        _ path: String, _ query: [(name: String, value: String)] = [], key: String,
        body: (@Sendable (String?) -> [UInt8])? = nil
    ) async throws(ReadFailure) -> [Datum] {
        var elements: [Datum] = []
        var token: String?
        var seen: Set<String> = []
        for _ in 0..<Limits.pages {
            let page: Datum
            if let body {
                page = try await read(path, query, body: body(token))
            } else {
                page = try await read(path, query + (token.map { [(name: "page_token", value: $0)] } ?? []))
            }
            elements += page[key]?.list ?? []
            guard elements.count <= Limits.elements else {
                throw ReadFailure(
                    kind: .tooMuch, path: path, text: "the list has more than \(Limits.elements) elements")
            }
            guard let next = page["next_page_token"]?.scalarText, !next.isEmpty else { return elements }
            guard seen.insert(next).inserted else {
                throw ReadFailure(kind: .invalidAnswer, path: path, text: "the server sends the same page again")
            }
            token = next
        }
        throw ReadFailure(kind: .tooMuch, path: path, text: "the list has more than \(Limits.pages) pages")
    }
}

/// Why a server was not read, in words that name no secret.
package struct ReadFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// 401: the token is missing, wrong or expired.
        case unauthorized
        /// 403: the identity may not see this.
        case notVisible
        /// 404: there is no such object.
        case notThere
        /// 429, still after the retries.
        case busy
        /// Another status.
        case refused(Int)
        case timeout
        case unreachable
        case incomplete
        /// A page of HTML, as a wrong address or an access list answers.
        case html
        case invalidAnswer
        /// A bound of the reader.
        case tooMuch
    }

    package var kind: Kind
    /// What was asked for: a path, without the query.
    package var path: String
    package var text: String

    package var description: String { "\(path): \(text)" }

    /// Whether no answer came at all.
    var isSilence: Bool { kind == .timeout || kind == .unreachable }

    /// Whether the same request may succeed a moment later.
    var isPassing: Bool {
        switch kind {
        case .busy, .timeout, .unreachable, .incomplete: true
        case .refused(let status): status >= 500
        default: false
        }
    }
}

import CivilTime
package import Engagement
import Fingerprint
import FoundationEssentials

/// The customer's answer to an acceptance pack, as the response file holds it.
package struct AcceptanceResponse: Sendable, Equatable, Codable {
    package struct Condition: Sendable, Equatable, Codable {
        package var text: String
        package var owner: String
        /// As in `2027-01-15`.
        package var due: String
    }

    package struct Answer: Sendable, Equatable, Codable {
        /// The criterion's id.
        package var criterion: String
        package var title: String
        /// `accepted`, `accepted-with-conditions` or `rejected`; empty if the criterion is not answered.
        package var answer: String
        package var reason: String
        package var conditions: [Condition]
    }

    package private(set) var format = AcceptanceResponse.format
    package private(set) var version = 1
    /// The contract's id.
    package var engagement: String
    /// The fingerprint of the pack that was answered.
    package var pack: String
    package var signer: String
    package var role: String
    package var onBehalfOf: String
    /// How the answer was given.
    package var method: String
    /// The day of the answer, as in `2026-12-22`.
    package var date: String
    package var criteria: [Answer]

    package static let format = "workbook-acceptance-response"

    /// The response file that a pack holds: what the supplier knows is filled in, the answers are empty.
    package init(to pack: String, of contract: Contract) {
        engagement = contract.id
        self.pack = pack
        (signer, role, date) = ("", "", "")
        onBehalfOf = contract.customer
        method = "response file"
        criteria = contract.criteria.map {
            Answer(criterion: $0.id, title: $0.title, answer: "", reason: "", conditions: [])
        }
    }

    package var bytes: [UInt8] { PackJSON.bytes(of: self) }

    /// What names a response: the same for the same text, whether a file has it or a browser sent it.
    ///
    /// A browser writes each line break as two characters (HTML standard, form submission), and people lose the last
    /// one when they copy.
    package static func identity(of bytes: [UInt8]) -> String {
        var bytes = bytes.filter { $0 != UInt8(ascii: "\r") }
        while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: " ") { bytes.removeLast() }
        return Fingerprint(of: bytes).hex
    }
}

/// Why a response file can't be recorded.
package struct ResponseError: Error, Equatable {
    package let summary: String
    package let hint: String

    init(_ summary: String, hint: String) {
        self.summary = summary
        self.hint = hint
    }
}

extension ResponseError: Explained {
    package var explanation: Explanation { Explanation(.input, summary, hint: Hint(hint)) }
}

extension AcceptanceResponse {
    /// The largest response file that is read, in bytes.
    package static let limit = 1 << 20

    /// Reads a response file.
    package init(reading bytes: [UInt8]) throws(ResponseError) {
        guard bytes.count <= Self.limit else {
            throw ResponseError("the response file is larger than 1 MiB", hint: "use the response.json of the pack")
        }
        do {
            self = try JSONDecoder().decode(AcceptanceResponse.self, from: Data(bytes))
        } catch {
            throw ResponseError(
                "the response file can't be read: \(Self.words(for: error))",
                hint: "begin again with the response.json of the pack, and change only what is between quotation marks")
        }
        guard format == Self.format, version == 1 else {
            throw ResponseError(
                "the file is a '\(format)', version \(version), not an acceptance response of version 1",
                hint: "use the response.json of the pack")
        }
    }

    private static func words(for error: any Error) -> String {
        func place(_ path: [any CodingKey]) -> String {
            path.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined()
        }
        switch error as? DecodingError {
        case .keyNotFound(let key, let context): return "it has no \(place(context.codingPath + [key]))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\(place(context.codingPath)) has a value of the wrong type"
        default: return "it is not valid JSON"
        }
    }

    /// The sign-off that the response gives.
    ///
    /// - Throws: `ResponseError` names the first field that can't be used.
    package func signOff() throws(ResponseError) -> SignOffGiven {
        let answers = try criteria.filter { !$0.answer.isEmpty }.map { answer throws(ResponseError) in
            try Self.answer(answer)
        }
        guard !answers.isEmpty else {
            throw ResponseError(
                "the response answers no criterion",
                hint: "write accepted, accepted-with-conditions or rejected as the answer to each criterion")
        }
        return SignOffGiven(
            answers: answers, signer: signer, signerRole: role, onBehalfOf: onBehalfOf, method: method,
            signedOn: try Self.date(date, of: "the response"), packFingerprint: pack)
    }

    private static func answer(_ answer: Answer) throws(ResponseError) -> SignOffGiven.Answer {
        guard let outcome = SignOffGiven.Outcome(rawValue: answer.answer) else {
            throw ResponseError(
                "'\(answer.answer)' is no answer to \(answer.criterion)",
                hint: "write one of: " + SignOffGiven.Outcome.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return SignOffGiven.Answer(
            criterion: answer.criterion, outcome: outcome, reason: answer.reason,
            conditions: try answer.conditions.map { condition throws(ResponseError) in
                SignOffGiven.Condition(
                    text: condition.text, owner: condition.owner,
                    due: try date(condition.due, of: "a condition of \(answer.criterion)"))
            })
    }

    private static func date(_ text: String, of what: String) throws(ResponseError) -> CivilDate {
        guard let date = CivilDate(iso: text) else {
            throw ResponseError(
                text.isEmpty ? "\(what) has no date" : "'\(text)' is not the date of \(what)",
                hint: "write year, month and day: 2026-12-22")
        }
        return date
    }

    /// The ids of the criteria that the response leaves open.
    package var unanswered: [String] { criteria.filter(\.answer.isEmpty).map(\.criterion) }
}

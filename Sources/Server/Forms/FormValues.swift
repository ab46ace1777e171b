import CivilTime
import Engagement
import Markup

/// The fields of a form or of a query, in the order in which they were sent.
struct FormValues: Sendable {
    /// The most fields of one form; the bytes are bounded by `ConnectionLimits.body`.
    static let most = 2000

    private(set) var pairs: [(name: String, value: String)] = []

    init() {}

    /// Parses `application/x-www-form-urlencoded`, or returns nil if there are too many fields or text isn't UTF-8.
    init?(_ text: some StringProtocol) {
        for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
            guard pairs.count < Self.most else { return nil }
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = halves.first.flatMap({ Self.decoded($0) }),
                let value = halves.count == 2 ? Self.decoded(halves[1]) : ""
            else { return nil }
            pairs.append((name, value))
        }
    }

    private static func decoded(_ bytes: some Sequence<UInt8>) -> String? {
        let spaced = bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        return String(validating: PercentEncoding.decoded(spaced), as: UTF8.self)
    }

    /// The first value of a field, or nil if it was not sent.
    subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    func text(_ name: String) -> String { self[name] ?? "" }

    func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// The values of a field by the rest of its name after `prefix`.
    func values(startingWith prefix: String) -> [String: String] {
        pairs.reduce(into: [:]) { values, pair in
            if pair.name.hasPrefix(prefix) { values[String(pair.name.dropFirst(prefix.count))] = pair.value }
        }
    }

    func minutes(_ name: String) throws -> Minutes {
        try parsed(name) { text throws(InputError) in try Minutes(parsing: text) }
    }

    func date(_ name: String, today: CivilDate) throws -> CivilDate {
        try parsed(name) { text throws(InputError) in try CivilDate(parsing: text, today: today) }
    }

    private func parsed<Value>(_ name: String, _ parse: (String) throws(InputError) -> Value) throws -> Value {
        do {
            return try parse(text(name))
        } catch {
            throw FieldError(field: name, explanation: error.explanation)
        }
    }

    /// The remedies that were ticked.
    var confirmations: Set<Remedy.Confirmation> {
        Set(Remedy.Confirmation.allCases.filter { all("confirm").contains(WebSpelling.name(of: $0)) })
    }
}

/// A field whose text was not understood.
struct FieldError: Explained {
    let field: String
    let explanation: Explanation
}

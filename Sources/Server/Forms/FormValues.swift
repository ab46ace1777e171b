import CivilTime
import Engagement
import Markup

/// The fields of a form or of a query, in the order in which they were sent.
struct FormValues: Sendable {
    /// The most fields of one form; the bytes are bounded by `ConnectionLimits.body`.
    static let most = 2000

    private(set) var pairs: [(name: String, value: String)] = []

    init() {}

    mutating func append(_ name: String, _ value: String) { pairs.append((name, value)) }

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

    /// The text of a field, or nil if it is empty.
    func optional(_ name: String) -> String? {
        let text = text(name)
        return text.allSatisfy(\.isWhitespace) ? nil : text
    }

    /// The lines of a field that aren't empty, without the white space around them.
    func lines(_ name: String) -> [String] {
        text(name).split(whereSeparator: \.isNewline).map { trimmed($0) }.filter { !$0.isEmpty }
    }

    func optionalMinutes(_ name: String) throws -> Minutes? {
        try optional(name) == nil ? nil : minutes(name)
    }

    func optionalDate(_ name: String, today: CivilDate) throws -> CivilDate? {
        try optional(name) == nil ? nil : date(name, today: today)
    }

    /// A time of the day, or nil if the field is empty.
    func optionalTime(_ name: String) throws -> ClockTime? {
        guard let text = optional(name) else { return nil }
        guard let time = ClockTime(trimmed(text[...])) else {
            throw FieldError(
                field: name,
                explanation: Explanation(.input, "'\(text)' is not a time of a day", hint: "write it as 14:00"))
        }
        return time
    }

    private func trimmed(_ text: Substring) -> String {
        let end = text.lastIndex { !$0.isWhitespace }
        return end.map { String(text[...$0].drop { $0.isWhitespace }) } ?? ""
    }

    func minutes(_ name: String) throws -> Minutes {
        try parsed(name) { text throws(InputError) in try Minutes(parsing: text) }
    }

    func date(_ name: String, today: CivilDate) throws -> CivilDate {
        try parsed(name) { text throws(InputError) in try CivilDate(parsing: text, today: today) }
    }

    /// The Monday of a week.
    func week(_ name: String, today: CivilDate) throws -> CivilDate {
        try parsed(name) { text throws(InputError) in try CivilDate(parsingWeek: text, today: today) }
    }

    /// The case that a field names.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) throws -> Choice {
        if let choice = Choice(rawValue: text(name)) { return choice }
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw FieldError(
            field: name,
            explanation: Explanation(
                .input, "'\(text(name))' is not one of the choices", hint: "choose one of \(known)"))
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

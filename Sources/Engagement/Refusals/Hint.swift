/// What to do about a refusal, a finding or an error, in words with the actions as values among them.
///
///     let hint: Hint = "check the date; if it is meant, \(.confirm(.outsideWindow))"
///     hint.spelled { remedy in ... }
package struct Hint: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case text(String)
        case remedy(Remedy)
    }

    /// No two texts follow each other.
    package let parts: [Part]

    private init(joining parts: [Part]) {
        self.parts = parts.reduce(into: []) { joined, part in
            if case .text(let text) = part, case .text(let last)? = joined.last {
                joined[joined.count - 1] = .text(last + text)
            } else {
                joined.append(part)
            }
        }
    }

    /// The actions that the hint names, in its order.
    package var remedies: [Remedy] {
        parts.compactMap { part in
            if case .remedy(let remedy) = part { remedy } else { nil }
        }
    }

    /// Returns the hint as one text.
    ///
    /// - Parameter spell: How the caller's edge writes an action.
    package func spelled(_ spell: (Remedy) -> String) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .remedy(let remedy): spell(remedy)
            }
        }.joined()
    }

    package static func + (left: Hint, right: Hint) -> Hint { Hint(joining: left.parts + right.parts) }
}

extension Hint: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.text(literal)) }
        }

        package mutating func appendInterpolation(_ remedy: Remedy) { parts.append(.remedy(remedy)) }

        package mutating func appendInterpolation(_ hint: Hint) { parts += hint.parts }

        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            appendLiteral(value.description)
        }
    }

    package init(stringLiteral text: String) { parts = text.isEmpty ? [] : [.text(text)] }

    package init(stringInterpolation: StringInterpolation) { self.init(joining: stringInterpolation.parts) }

    /// A hint that names no action.
    package init(_ text: String) { self.init(stringLiteral: text) }
}

/// How an edge writes an action.
package typealias RemedySpelling = @Sendable (Remedy) -> String

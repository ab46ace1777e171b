package import Content

/// The diagnostics that a workbook accepts for now: `check` fails only on others.
///
/// A diagnostic is known by its file, its rule and its words, and not by its line, so that an edit above it doesn't
/// make it new. What can't be lowered is never accepted.
package struct Baseline: Codable, Equatable, Sendable {
    package struct Accepted: Codable, Equatable, Sendable {
        let file: String
        /// The name of a `DiagnosticRule`; a name that no longer exists is ignored.
        let rule: String
        let summary: String
        /// How many diagnostics are alike.
        let count: Int
    }

    package enum CodingKeys: String, CodingKey { case accepted }

    private let accepted: [Accepted]

    private struct Identity: Hashable, Comparable {
        let file: String
        let rule: String
        let summary: String

        static func < (left: Identity, right: Identity) -> Bool {
            (left.file, left.rule, left.summary) < (right.file, right.rule, right.summary)
        }
    }

    package init(of diagnostics: [Diagnostic]) {
        let groups = Dictionary(grouping: diagnostics.filter { !$0.isFixed }, by: Self.identity)
        accepted = groups.sorted { $0.key < $1.key }.map { identity, found in
            Accepted(file: identity.file, rule: identity.rule, summary: identity.summary, count: found.count)
        }
    }

    /// How many diagnostics are accepted.
    package var count: Int { accepted.reduce(0) { $0 + $1.count } }

    /// What a comparison with a baseline finds.
    package struct Comparison: Equatable, Sendable {
        package let new: [Diagnostic]
        /// How many diagnostics are accepted.
        package let accepted: Int
        /// How many accepted diagnostics are no longer found.
        package let gone: Int
    }

    /// - Parameter diagnostics: Sorted by file and line; of more that are alike than accepted, the last are new.
    package func compared(with diagnostics: [Diagnostic]) -> Comparison {
        var left = Dictionary(
            accepted.map { (Identity(file: $0.file, rule: $0.rule, summary: $0.summary), $0.count) }
        ) { $0 + $1 }
        let new = diagnostics.filter { diagnostic in
            let identity = Self.identity(diagnostic)
            guard !diagnostic.isFixed, let count = left[identity], count > 0 else { return true }
            left[identity] = count - 1
            return false
        }
        return Comparison(
            new: new, accepted: diagnostics.count - new.count, gone: left.values.reduce(0) { $0 + max(0, $1) })
    }

    private static func identity(_ diagnostic: Diagnostic) -> Identity {
        Identity(file: diagnostic.file, rule: diagnostic.rule.rawValue, summary: diagnostic.summary)
    }
}

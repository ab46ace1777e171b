/// What one decision does to another, as one of the two files says it.
package struct DecisionRelation: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case supersedes
        case supersededBy = "superseded-by"
        case amends
        case amendedBy = "amended-by"
        case links

        /// The words between the two decisions: `superseded by`.
        package var words: String {
            switch self {
            case .supersedes: "supersedes"
            case .supersededBy: "superseded by"
            case .amends: "amends"
            case .amendedBy: "amended by"
            case .links: "relates to"
            }
        }

        /// What the other decision says of this one.
        package var inverse: Kind {
            switch self {
            case .supersedes: .supersededBy
            case .supersededBy: .supersedes
            case .amends: .amendedBy
            case .amendedBy: .amends
            case .links: .links
            }
        }

        /// Returns the kind that words in front of a link name; any words that are not known relate two decisions.
        init(words: String) {
            let text = words.lowercased().replacing("superced", with: "supersed")
            self = Self.allCases.first { $0 != .links && text.hasSuffix($0.words) } ?? .links
        }
    }

    package var kind: Kind
    package var target: DecisionTarget
    /// The part of the older decision that the relation is about, or nil if it is about the whole.
    package var part: String?

    package init(_ kind: Kind, _ target: DecisionTarget, part: String? = nil) {
        self.kind = kind
        self.target = target
        self.part = part
    }
}

/// A decision as another one names it.
package struct DecisionTarget: Hashable, Sendable {
    /// The id in front matter, or the text of the link.
    package var label: String
    /// The destination of the link, from the folder of the file that has it; nil if there is only an id.
    package var path: String?

    package init(label: String, path: String? = nil) {
        self.label = label
        self.path = path
    }

    var link: String { path.map { "[\(label)](\($0))" } ?? label }
}

/// A link with words before and after it: `Supersedes [ADR-0001](0001-x.md) (part: the format)`.
struct RelationPhrase {
    let relation: DecisionRelation

    /// Returns nil if `text` has no link.
    init?(_ text: String) {
        guard let match = text.firstMatch(of: /^\s*(?:[*+-]\s+)?(.*?):?\s*\[([^\]]*)\]\(\s*<?([^)\s>]*)>?[^)]*\)(.*)$/)
        else {
            return nil
        }
        relation = DecisionRelation(
            DecisionRelation.Kind(words: String(match.1)),
            DecisionTarget(label: String(match.2), path: String(match.3)), part: Self.part(in: match.4)?.part)
    }

    /// The element of a list in front matter: `ADR-0001 (part: the format)`.
    static func inMatter(_ text: String) -> (id: String, part: String?) {
        guard let found = part(in: text[...]) else { return (text, nil) }
        return (String(found.before), found.part)
    }

    private static func part(in text: Substring) -> (before: Substring, part: String)? {
        text.firstMatch(of: /^(.*?)\s*\(part: (.*)\)\s*$/).map { ($0.1, String($0.2)) }
    }

    static func suffix(_ part: String?) -> String { part.map { " (part: \($0))" } ?? "" }
}

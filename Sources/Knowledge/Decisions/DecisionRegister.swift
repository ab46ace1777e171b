package import Content
package import Engagement

/// Every decision of a workbook, and the other pages that link to them.
///
/// Edits are values: each returns the files that it would write, and what changes in words.
package struct DecisionRegister: Sendable {
    package struct Entry: Sendable, Equatable {
        package let document: DecisionDocument
        package let facts: DecisionFacts

        package var path: String { document.path }

        init(_ document: DecisionDocument) {
            self.document = document
            facts = document.facts
        }
    }

    /// Sorted by number, then by path.
    package let decisions: [Entry]
    /// The bytes of every page, by its path below `content/`.
    package let pages: [String: [UInt8]]

    /// - Parameter pages: The Markdown files below `content/`.
    package init(pages: [(path: String, bytes: [UInt8])]) {
        self.pages = Dictionary(pages.map { ($0.path, $0.bytes) }) { first, _ in first }
        decisions = pages.filter { DecisionDocument.isDecision($0.bytes, path: $0.path) }
            .map { Entry(DecisionDocument(path: $0.path, bytes: $0.bytes)) }
            .sorted { ($0.facts.number ?? .max, $0.path) < ($1.facts.number ?? .max, $1.path) }
    }

    /// The number after the highest one.
    package var nextNumber: Int { (decisions.compactMap(\.facts.number).max() ?? 0) + 1 }

    /// Finds the decision that `name` means: an id, a number, or the path or name of its file.
    package func find(_ name: String) throws(DecisionError) -> Entry {
        let found = decisions.filter { Self.isNamed($0, name) }
        if let entry = found.first, found.count == 1 { return entry }
        guard found.isEmpty else {
            throw .ambiguous(name, paths: found.map { "content/" + $0.path })
        }
        throw .unknown(name, nearest: nearest(to: name, among: decisions.map(\.facts.id)))
    }

    private static func isNamed(_ entry: Entry, _ name: String) -> Bool {
        if let number = Int(name) { return entry.facts.number == number }
        let path = name.hasPrefix("content/") ? String(name.dropFirst("content/".count)) : name
        return entry.facts.id.lowercased() == name.lowercased() || entry.path == path
            || entry.path.hasSuffix("/" + path)
    }

    /// Returns the decision that a relation in the file of `entry` is about, or nil if there is none or more than one.
    package func target(of relation: DecisionRelation, in entry: Entry) -> Entry? {
        if let path = relation.target.path {
            let resolved = LinkDestinations.resolved(path, from: entry.path)
            return decisions.first { $0.path == resolved }
        }
        let found = decisions.filter { $0.facts.id.lowercased() == relation.target.label.lowercased() }
        return found.count == 1 ? found.first : nil
    }

    /// Returns how the file of `entry` names the decision `other`.
    func reference(to other: Entry, in entry: Entry) -> DecisionTarget {
        let label =
            switch entry.document.style {
            case .workbook, .madr4, .madr3, .madr2: other.facts.id
            case .nygard: other.facts.number.map { "\($0). \(other.facts.title)" } ?? other.facts.title
            case .log4brains: Self.stem(other.path)
            }
        return DecisionTarget(label: label, path: Self.relative(other.path, from: entry.path))
    }

    private static func stem(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.hasSuffix(".md") ? name.dropLast(3) : name)
    }

    /// Returns the way from one file below `content/` to another.
    private static func relative(_ path: String, from other: String) -> String {
        let parts = path.split(separator: "/")
        let folders = other.split(separator: "/").dropLast()
        let shared = zip(parts.dropLast(), folders).prefix { $0 == $1 }.count
        return (Array(repeating: "..", count: folders.count - shared) + parts.dropFirst(shared))
            .joined(separator: "/")
    }
}

/// A request about decisions that can't be carried out.
package enum DecisionError: Error, Equatable, Sendable {
    case unknown(String, nearest: String?)
    case ambiguous(String, paths: [String])
    /// The decision has the status already.
    case isAlready(String, DecisionStatus)
    /// Another decision replaced it, so its status can't be chosen.
    case replaced(String, by: String)
    case selfRelation(String)
    case notRelated(String, String)
    case alreadyRelated(String, words: String, String)
    case numberTaken(Int, path: String)
    case noNumber(String)
    case missingTitle
    /// The file writes what would be changed in a way that isn't edited.
    case unsupported(path: String, line: Int?, what: String)
}

extension DecisionError: Explained {
    package var explanation: Explanation {
        let (summary, hint): (String, Hint) =
            switch self {
            case .unknown(let name, let nearest):
                (
                    "there is no decision '\(name)'",
                    "\(nearest.map { "did you mean '\($0)'? " } ?? "")\(.listDecisions) lists them"
                )
            case .ambiguous(let name, let paths):
                (
                    "'\(name)' means more than one decision: \(abridged(paths))",
                    "name the file; \(.renumberDecision(paths.last ?? "FILE")) gives it another number"
                )
            case .isAlready(let id, let status):
                ("\(id) is \(status.rawValue) already", "\(.listDecisions) shows where each decision stands")
            case .replaced(let id, let successor):
                (
                    "\(id) is superseded by \(successor)",
                    "take the supersession back first: \(.unlinkDecisions(successor, id))"
                )
            case .selfRelation(let id): ("\(id) cannot be related to itself", "name another decision")
            case .notRelated(let id, let other):
                ("neither \(id) nor \(other) names the other one", "\(.listDecisions) shows how decisions are related")
            case .alreadyRelated(let id, let words, let other):
                ("\(id) \(words) \(other) already", "\(.unlinkDecisions(id, other)) takes it back")
            case .numberTaken(let number, let path):
                ("the number \(number) belongs to \(path)", "leave the number out to get the next free one")
            case .noNumber(let id):
                ("\(id) has no number in its id, its title or the name of its file", "rename the file by hand")
            case .missingTitle: ("the decision has no title", "name it: \"Monitor with data profiling\"")
            case .unsupported(let path, let line, let what):
                (
                    "\(path)\(line.map { ":\($0)" } ?? "") writes its \(what) in a way that is not edited",
                    line == nil ? "add it to the file by hand" : "write it in one line of the file"
                )
            }
        return Explanation(.input, summary, hint: hint)
    }
}

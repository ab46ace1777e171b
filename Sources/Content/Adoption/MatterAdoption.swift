import CivilTime
import Yams

/// Gives a page of another tool the front matter of this workbook.
///
/// Keys that mean the same get the name that they have here, and what has no meaning here is kept below `x-`. The lines
/// of the values stay as they are.
struct MatterAdoption {
    /// What the page is called here.
    struct Identity {
        var id: String
        var title: String
        var kind: DocumentKind
        /// The decisions that it replaces, amends and so on, each with the id that it has here.
        var relations: [DecisionRelation] = []
    }

    private(set) var lines: TextLines
    /// What changed, in words: `weight is order`.
    private(set) var changes: [String] = []
    private let page: ForeignPage
    private let identity: Identity
    /// Keys that the page has after the edit.
    private var taken: Set<String> = []

    init(_ page: ForeignPage, _ identity: Identity) {
        self.page = page
        self.identity = identity
        lines = page.lines
        if page.matter != nil { renameKeys() }
        insert(missing)
    }

    /// The names that other generators have for a key of this workbook.
    private static let synonyms: [String: String] = [
        "sidebar_position": "order", "weight": "order", "nav_order": "order", "summary": "description",
        "excerpt": "description", "keywords": "tags", "categories": "tags", "last_reviewed_on": "reviewed",
        "deciders": "decision-makers", "owner_team": "owner",
    ]

    private mutating func renameKeys() {
        guard let range = page.matter?.range else { return }
        let keys = range.compactMap { index in
            Self.key(lines[index]).map { (index: index, name: $0) }
        }
        taken = Set(keys.map(\.name).filter { isFit($0, as: $0) })
        for (index, name) in keys where !isFit(name, as: name) && !name.hasPrefix("x-") {
            let new: String
            if let synonym = Self.synonyms[name], !taken.contains(synonym), isFit(name, as: synonym) {
                new = synonym
                changes.append("\(name) is \(new)")
            } else {
                new = "x-" + name
                changes.append("\(name) is kept as \(new)")
            }
            taken.insert(new)
            lines.replace(index, with: new + lines[index].dropFirst(name.count))
        }
    }

    /// Returns the key at the start of a line, or nil if the line continues a value.
    private static func key(_ line: String) -> String? {
        line.prefixMatch(of: /([A-Za-z_][\w.-]*)\s*:(?:\s|$)/).map { String($0.1) }
    }

    /// Whether the value of `name` is valid as the value of `key`.
    private func isFit(_ name: String, as key: String) -> Bool {
        guard let value = page.values?[Node(name)] else { return false }
        let isDecision = identity.kind == .decision
        let isText = value.scalar.map { !$0.string.allSatisfy(\.isWhitespace) } == true
        let isList = isText || value.sequence.map { $0.allSatisfy { $0.scalar != nil } && !$0.isEmpty } == true
        switch key {
        case "id": return value.scalar?.string == identity.id
        case "title": return isText
        case "kind": return value.scalar?.string == identity.kind.rawValue
        case "description", "owner": return isText
        case "audience": return value.scalar.flatMap { Audience(rawValue: $0.string) } != nil
        case "order": return value.scalar.flatMap { Int($0.string) }.map((0...100_000).contains) == true
        case "tags": return isList
        case "reviewed": return value.scalar.flatMap { CivilDate(iso: $0.string) } != nil
        case "review_in": return value.scalar.flatMap { ReviewPeriod($0.string) } != nil
        case "date": return isDecision && value.scalar.flatMap { CivilDate(iso: $0.string) } != nil
        case "status": return isDecision && page.text("status").flatMap { StatusPhrase($0)?.status } != nil
        case "implementation": return isDecision && page.text(name).flatMap(Implementation.init) != nil
        case "decision-makers", "consulted", "informed": return isDecision && isList
        default: return false
        }
    }

    // MARK: What is added

    private var missing: [(key: String, value: String)] {
        var found: [(key: String, value: String)] = []
        func add(_ key: String, _ value: String?) {
            guard let value, !taken.contains(key) else { return }
            found.append((key, value))
        }
        func list(_ texts: [String]) -> String? {
            texts.isEmpty ? nil : "[" + texts.map(YAMLScalar.writtenInList).joined(separator: ", ") + "]"
        }
        add("id", YAMLScalar.written(identity.id))
        add("title", YAMLScalar.written(identity.title))
        add("kind", identity.kind.rawValue)
        guard identity.kind == .decision else { return found }
        let facts = page.decision
        add("status", page.decided.status.rawValue)
        add("implementation", page.decided.implementation?.rawValue)
        add("date", facts.date?.description)
        add("decision-makers", list(facts.deciders))
        add("consulted", list(facts.consulted))
        add("informed", list(facts.informed))
        for kind in DecisionRelation.Kind.allCases where kind != .links {
            let relations = identity.relations.filter { $0.kind == kind }
            add(kind.rawValue, list(relations.map { $0.target.label + RelationPhrase.suffix($0.part) }))
        }
        return found
    }

    private mutating func insert(_ found: [(key: String, value: String)]) {
        guard !found.isEmpty else { return }
        let texts = found.map { "\($0.key): \($0.value)" }
        // A blank line between the front matter and the text is what people write.
        lines.insert(page.matter == nil ? ["---"] + texts + ["---", ""] : texts, at: page.matter == nil ? 0 : 1)
        changes.insert(
            contentsOf: texts.map { text in
                guard text.hasPrefix("status: "), let reason = page.decided.reason else { return text }
                return "\(text) (\(reason))"
            }, at: 0)
    }
}

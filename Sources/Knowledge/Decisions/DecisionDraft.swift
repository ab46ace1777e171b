import CivilTime
import Content

/// Decisions while they are edited: each is changed in memory, and what differs in the end is written.
struct DecisionDraft {
    let register: DecisionRegister
    private var documents: [String: DecisionDocument] = [:]
    private var newPaths: [String: String] = [:]
    var changes: [String] = []
    var notes: [String] = []

    init(_ register: DecisionRegister) { self.register = register }

    func document(_ entry: DecisionRegister.Entry) -> DecisionDocument { documents[entry.path] ?? entry.document }

    mutating func edit(
        _ entry: DecisionRegister.Entry, _ change: (inout DecisionDocument) throws(DecisionDocument.Unsupported) -> Void
    ) throws(DecisionError) {
        var document = document(entry)
        do throws(DecisionDocument.Unsupported) {
            try change(&document)
        } catch {
            throw .unsupported(path: "content/" + entry.path, line: error.line, what: error.what)
        }
        documents[entry.path] = document
    }

    mutating func set(_ status: DecisionStatus, of entry: DecisionRegister.Entry) throws(DecisionError) {
        let old = document(entry).facts.status
        guard old != status else { return }
        try edit(entry) { document throws(DecisionDocument.Unsupported) in try document.set(status) }
        changes.append("\(entry.facts.id): status: \(old?.rawValue ?? "none") -> \(status.rawValue)")
    }

    mutating func set(_ date: CivilDate, of entry: DecisionRegister.Entry) throws(DecisionError) {
        let old = document(entry).facts.date
        guard old != date else { return }
        try edit(entry) { document throws(DecisionDocument.Unsupported) in try document.set(date) }
        changes.append("\(entry.facts.id): date: \(old.map { "\($0)" } ?? "none") -> \(date)")
    }

    mutating func set(_ state: Implementation, of entry: DecisionRegister.Entry) throws(DecisionError) {
        let old = document(entry).facts.implementation
        guard old != state else { return }
        try edit(entry) { document throws(DecisionDocument.Unsupported) in try document.set(state) }
        changes.append("\(entry.facts.id): implementation: \(old?.rawValue ?? "none") -> \(state.rawValue)")
    }

    mutating func addDecider(_ name: String, to entry: DecisionRegister.Entry) throws(DecisionError) {
        guard !document(entry).facts.deciders.contains(name) else { return }
        try edit(entry) { document throws(DecisionDocument.Unsupported) in try document.addDecider(name) }
        changes.append("\(entry.facts.id): decided by \(name)")
    }

    /// Writes that `entry` stands in a relation to `other`, in the file of `entry`.
    mutating func add(
        _ kind: DecisionRelation.Kind, of entry: DecisionRegister.Entry, to other: DecisionRegister.Entry,
        part: String?
    ) throws(DecisionError) {
        guard relation(kind, of: entry, to: other, part: part) == nil else { return }
        let relation = DecisionRelation(kind, register.reference(to: other, in: entry), part: part)
        try edit(entry) { document throws(DecisionDocument.Unsupported) in try document.add(relation) }
        changes.append("\(entry.facts.id): \(Self.words(kind, other, part: part))")
    }

    mutating func remove(
        _ kind: DecisionRelation.Kind, of entry: DecisionRegister.Entry, to other: DecisionRegister.Entry
    ) throws(DecisionError) {
        while let relation = relation(kind, of: entry, to: other) {
            let before = document(entry)
            try edit(entry) { document throws(DecisionDocument.Unsupported) in try document.remove(relation) }
            guard document(entry) != before else {
                throw .unsupported(path: "content/" + entry.path, line: nil, what: "relations")
            }
            changes.append(
                "\(entry.facts.id): no longer \(Self.words(kind, other, part: relation.part))")
        }
    }

    /// The relation of a kind that the file of `entry` names, of any part if `part` isn't given.
    func relation(
        _ kind: DecisionRelation.Kind, of entry: DecisionRegister.Entry, to other: DecisionRegister.Entry
    ) -> DecisionRelation? {
        document(entry).facts.relations.first { $0.kind == kind && register.target(of: $0, in: entry) == other }
    }

    private func relation(
        _ kind: DecisionRelation.Kind, of entry: DecisionRegister.Entry, to other: DecisionRegister.Entry,
        part: String?
    ) -> DecisionRelation? {
        document(entry).facts.relations.first {
            $0.kind == kind && $0.part == part && register.target(of: $0, in: entry) == other
        }
    }

    /// `supersedes ADR-0007`, or `supersedes ADR-0007 (the schedule)` for a part of it.
    private static func words(_ kind: DecisionRelation.Kind, _ other: DecisionRegister.Entry, part: String?) -> String {
        "\(kind.words) \(other.facts.id)" + (part.map { " (\($0))" } ?? "")
    }

    var edit: ContentEdit {
        var edit = ContentEdit()
        edit.files = documents.values.filter { $0.bytes != register.pages[$0.path] }.sorted { $0.path < $1.path }
            .map { ContentEdit.File(path: $0.path, before: register.pages[$0.path], after: $0.bytes) }
        edit.changes = changes
        edit.notes = notes
        return edit
    }
}

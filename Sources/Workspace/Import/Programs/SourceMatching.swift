package import CivilTime
package import Engagement

/// A name of a file that means nobody and nothing in the contract yet.
package struct UnmatchedName: Sendable, Equatable {
    package let field: ImportMapping.Field
    /// The name that has to be mapped; empty if the rows have none.
    package let name: String
    package fileprivate(set) var rows: Int
    package fileprivate(set) var minutes: Minutes
    /// The nearest id of the contract.
    package let suggestion: String?
    /// What the name may mean.
    package let choices: [String]

    package var explanation: Explanation { UnmatchedError(name: self).explanation }
}

/// A row that names nobody or nothing that is known.
struct UnmatchedError: Explained {
    let name: UnmatchedName

    var explanation: Explanation {
        let what =
            switch name.field {
            case .column: "column"
            case .person: "person"
            case .role: "role"
            case .activity: "activity"
            }
        let summary =
            switch (name.field, name.name.isEmpty) {
            case (.role, false): "the role of '\(name.name)' is not known"
            case (.person, true): "the file does not say who worked"
            case (_, true): "the file does not say which \(what) it is"
            default: "no \(what) is called '\(name.name)'"
            }
        let near = name.suggestion.map { "did you mean '\($0)'? " } ?? ""
        let known = name.choices.isEmpty ? "" : "; known: \(abridged(name.choices))"
        if name.field == .person, name.name.isEmpty {
            return Explanation(.input, summary, hint: "name the person: \(.give(.person))")
        }
        let action = Remedy.mapName(field: name.field.rawValue, name: name.name, meaning: name.suggestion ?? "ID")
        return Explanation(
            .input, summary,
            hint:
                "\(near)say what it means: \(action); the meaning \(ImportMapping.leftOut) leaves its rows out\(known)")
    }
}

/// Matches the names of a program's rows with the contract's people, roles and activities.
struct SourceMatching {
    let contract: Contract
    let state: State
    let rules: Rules
    let source: TimeSource
    let mapping: ImportMapping
    /// Who worked, for rows that name nobody; and in which role, for rows that do not say.
    let person: String?
    let role: String?

    private enum Match {
        case found(String)
        case leftOut(String)
        case unmatched(UnmatchedName)
    }

    private let activities: [String: String]
    private let roles: [String: String]
    private let rolesOfPeople: [String: Set<String>]

    init(
        contract: Contract, state: State, today: CivilDate, source: TimeSource, mapping: ImportMapping,
        person: String?, role: String?
    ) {
        self.contract = contract
        self.state = state
        self.source = source
        self.mapping = mapping
        self.person = person
        self.role = role
        rules = Rules(contract: contract, state: state, today: today)
        func index(_ names: [(String, String)]) -> [String: String] {
            Dictionary(names.map { (ImportMapping.key($0.0), $0.1) }) { first, _ in first }
        }
        // An id goes before a title that reads like it.
        activities = index(contract.activities.map { ($0.id, $0.id) } + contract.activities.map { ($0.title, $0.id) })
        roles = index(contract.roles.map { ($0.id, $0.id) } + contract.roles.map { ($0.title, $0.id) })
        rolesOfPeople = Dictionary(
            grouping: state.totals.map { ($0.person, $0.role) } + state.plan.keys.map { ($0.person, $0.role) },
            by: { $0.0 }
        ).mapValues { Set($0.map(\.1)) }
    }

    /// The rows with the contract's names, and the names that stay unmatched, in the order of the file.
    func matched(_ rows: [SourceRow], _ reading: ImportedRow.Reading) -> (
        rows: [ImportedRow], unmatched: [UnmatchedName]
    ) {
        var seen: [[String]: Int] = [:]
        var unmatched: [UnmatchedName] = []
        let matched = rows.map { row in
            let (person, role, activity) = names(of: row)
            let identity = row.identity(source, person: Self.text(person) ?? "")
            // Two equal rows are two entries; which of them comes first tells them apart.
            let occurrence = seen[identity, default: 0]
            seen[identity] = occurrence + 1
            var leftOut = row.leftOut
            var missing: [UnmatchedName] = []
            for match in [person, activity, role] {
                if case .leftOut(let name) = match { leftOut = leftOut ?? "'\(name)' is mapped to -." }
                if case .unmatched(let name) = match { missing.append(name) }
            }
            if leftOut == nil {
                let minutes = (try? row.length.get())?.minutes ?? .zero
                for name in missing { Self.add(name, minutes, to: &unmatched) }
            }
            let texts = [person, role, activity].map { Self.text($0) }
            return ImportedRow(
                row, source: source, identity: identity, occurrence: occurrence, leftOut: leftOut,
                names: (texts[0] ?? "", texts[1] ?? "", texts[2] ?? ""), missing: missing.first, reading)
        }
        return (matched, unmatched)
    }

    private static func add(_ name: UnmatchedName, _ minutes: Minutes, to unmatched: inout [UnmatchedName]) {
        let index = unmatched.firstIndex { $0.field == name.field && $0.name == name.name }
        if let index {
            unmatched[index].rows += 1
            unmatched[index].minutes += minutes
        } else {
            var first = name
            (first.rows, first.minutes) = (1, minutes)
            unmatched.append(first)
        }
    }

    private static func text(_ match: Match) -> String? {
        if case .found(let id) = match { id } else { nil }
    }

    private func names(of row: SourceRow) -> (person: Match, role: Match, activity: Match) {
        let person = person(of: row)
        return (person, role(of: row, Self.text(person)), activity(of: row))
    }

    private func person(of row: SourceRow) -> Match {
        let names = row.people.isEmpty ? [self.person].compactMap { $0 } : row.people
        if let match = meaning(of: names, .person) { return match }
        for name in names {
            if let known = rules.knownPerson(named: name) { return .found(known) }
        }
        // Who is named in the command, and not in the file, may be new.
        if row.people.isEmpty, let person { return .found(person) }
        let known = Set(contract.people.map(\.id) + rolesOfPeople.keys).sorted()
        let local = names.compactMap { $0.contains("@") ? String($0.prefix { $0 != "@" }) : nil }.first
        return .unmatched(unmatched(.person, names.first ?? "", suggestion: local, known))
    }

    private func role(of row: SourceRow, _ person: String?) -> Match {
        let names = row.roles + [person].compactMap { $0 } + row.people
        if let match = meaning(of: names, .role) { return match }
        for name in row.roles + row.work {
            if let id = roles[ImportMapping.key(name)] { return .found(id) }
        }
        if let role { return .found(roles[ImportMapping.key(role)] ?? role) }
        if let known = person.flatMap({ rolesOfPeople[$0] }), known.count == 1, let only = known.first {
            return .found(only)
        }
        if contract.roles.count == 1, let only = contract.roles.first { return .found(only.id) }
        // Until it is known who worked, the role is not asked for.
        guard let person else { return .found("") }
        return .unmatched(unmatched(.role, row.roles.first ?? person, contract.roles.map(\.id)))
    }

    private func activity(of row: SourceRow) -> Match {
        if let match = meaning(of: row.work.isEmpty ? [""] : row.work, .activity) { return match }
        for name in row.work {
            if let id = activities[ImportMapping.key(name)] { return .found(id) }
        }
        let ids = contract.activities.map(\.id)
        let near = row.work.lazy.compactMap { nearest(to: $0.lowercased(), among: ids) }.first
        return .unmatched(unmatched(.activity, row.work.first ?? "", suggestion: near, ids))
    }

    private func meaning(of names: [String], _ field: ImportMapping.Field) -> Match? {
        for name in names {
            guard let meaning = mapping.meaning(of: name, field, source) else { continue }
            return meaning == ImportMapping.leftOut ? .leftOut(name) : .found(meaning)
        }
        return nil
    }

    private func unmatched(
        _ field: ImportMapping.Field, _ name: String, suggestion: String? = nil, _ choices: [String]
    ) -> UnmatchedName {
        let near =
            suggestion.flatMap { choices.contains($0) ? $0 : nil } ?? nearest(to: name.lowercased(), among: choices)
        return UnmatchedName(field: field, name: name, rows: 0, minutes: .zero, suggestion: near, choices: choices)
    }
}

import Engagement

/// What the ledger has already of the rows of a file.
struct ImportedTime {
    /// What a row is to the ledger.
    enum Standing {
        case new(operation: String)
        case there
        case changed(Change, operation: String)
    }

    /// An entry, and what a row now says in its place.
    struct Change {
        let entry: Entry
        let time: TimeLogged
        let request: Rules.TimeRequest

        /// What differs: `2h -> 3h, note 'a' -> 'b'`.
        var text: String {
            var differences: [String] = []
            func compare(_ name: String, _ old: String, _ new: String) {
                if old != new { differences.append("\(name)\(old) -> \(new)") }
            }
            compare("", time.minutes.description, request.minutes.description)
            compare("", time.date.description, request.date.description)
            compare("", time.person, request.person)
            compare("", time.role, request.role)
            compare("", time.activity, request.activity)
            compare("note ", "'\(time.note)'", "'\(request.note)'")
            return differences.joined(separator: ", ")
        }

        /// The event that takes the entry back.
        func undo(_ rules: Rules) throws(Refusal) -> Event {
            try rules.undo(Rules.UndoSubject(entry: entry, affected: entry), reason: "its row was edited and imported")
        }

        /// An entry that takes it back, as if it were recorded already.
        func preview(behind entries: [Entry]) -> Entry {
            Entry(
                sequence: entries.count + 1, id: "", operation: "", moment: entry.moment, actor: "",
                event: .entryVoided(EntryVoided(target: entry.id, reason: "")), previousHash: "", hash: "")
        }
    }

    private var operations: Set<String>
    /// The entries of each row that has an id, the oldest first.
    private var entries: [String: [Entry]] = [:]
    private let voided: Set<String>
    private var seen: Set<String> = []

    init(_ existing: [Entry], state: State) {
        operations = Set(existing.map(\.operation))
        voided = Set(state.voided.keys)
        for entry in existing {
            guard case .timeLogged = entry.event else { continue }
            entries[entry.id, default: []].append(entry)
            if let id = Self.row(of: entry.operation) { entries[id, default: []].append(entry) }
        }
    }

    /// `import/ID/2` for the second entry of a row.
    private static func row(of operation: String) -> String? {
        guard operation.hasPrefix("import/"), let end = operation.lastIndex(of: "/") else { return nil }
        let start = operation.index(operation.startIndex, offsetBy: "import/".count)
        return start < end ? String(operation[start..<end]) : nil
    }

    /// - Throws: Where the row has the id of another one of its file.
    mutating func standing(of row: ImportedRow, _ request: Rules.TimeRequest) throws(InputFault) -> Standing {
        guard let id = row.id else {
            return operations.insert(row.operation).inserted ? .new(operation: row.operation) : .there
        }
        guard seen.insert(id).inserted else {
            throw InputFault("the id '\(id)' stands twice in the file", hint: "give each row an id of its own")
        }
        guard let known = entries[id], let last = known.last else {
            // The row may have been imported by its content, before ids told rows apart.
            return operations.contains(row.operation) ? .there : .new(operation: "import/\(id)/1")
        }
        // What somebody undid stays undone.
        guard !voided.contains(last.id), case .timeLogged(let time) = last.event else { return .there }
        let change = Change(entry: last, time: time, request: request)
        return change.text.isEmpty ? .there : .changed(change, operation: "import/\(id)/\(known.count + 1)")
    }
}

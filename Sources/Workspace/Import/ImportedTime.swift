import CivilTime
import Engagement
import Spreadsheet

/// What the ledger has already of the rows of a file.
struct ImportedTime {
    /// How a row relates to the ledger.
    enum Standing {
        /// - Parameter twin: Equal work that was logged by hand.
        case new(operation: String, twin: Entry?)
        case there
        /// Recorded, and undone since by `undo`.
        case undone(by: Entry)
        case changed(Change, operation: String)
    }

    /// An entry, and what a row now says in its place.
    struct Change {
        let entry: Entry
        let time: TimeLogged
        let request: Rules.TimeRequest

        /// - Parameter asked: What the row says; a file without the columns of late time leaves late time late.
        init(entry: Entry, time: TimeLogged, asked: Rules.TimeRequest) {
            self.entry = entry
            self.time = time
            var request = asked
            if let workedOn = time.workedOn, asked.lateReason == nil {
                request.date = workedOn
                request.lateReason = time.lateReason
                request.countsOn = asked.date
            }
            self.request = request
        }

        /// What differs: `2h -> 3h, note 'a' -> 'b'`.
        var text: String {
            var differences: [String] = []
            func compare(_ name: String, _ old: String, _ new: String) {
                if old != new { differences.append("\(name)\(old) -> \(new)") }
            }
            compare("", time.minutes.description, request.minutes.description)
            compare("", time.date.description, request.countedDate.description)
            compare("", FormulaGuard.afterExport(time.person), request.person)
            compare("", time.role, request.role)
            compare("", time.activity, request.activity)
            // An export leaves control characters out; that is no edit.
            let note = FormulaGuard.afterExport(time.note)
            compare("note ", "'\(note)'", "'\(request.note)'")
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
                event: .entry(.voided(EntryVoided(target: entry.id, reason: ""))), previousHash: "", hash: "")
        }
    }

    /// What makes two entries the same work.
    private struct Work: Hashable {
        let date: CivilDate
        let person: String
        let role: String
        let activity: String
        let minutes: Minutes
    }

    /// The entries by operation; a row of this file that was recorded meanwhile has none.
    private var operations: [String: Entry?]
    /// The entries of each row that has an id, the oldest first.
    private var entries: [String: [Entry]] = [:]
    /// Time that counts and was not imported.
    private var loggedByHand: [Work: [Entry]] = [:]
    private let voided: [String: Entry]
    private var seen: Set<String> = []

    init(_ existing: [Entry], state: State) {
        operations = Dictionary(existing.map { ($0.operation, $0) }) { first, _ in first }
        voided = state.voided
        for entry in existing {
            guard case .time(let time) = entry.event else { continue }
            entries[entry.id, default: []].append(entry)
            if let id = Self.row(of: entry.operation) { entries[id, default: []].append(entry) }
            guard voided[entry.id] == nil, !entry.operation.hasPrefix("import/") else { continue }
            let work = Work(
                date: time.date, person: time.person, role: time.role, activity: time.activity, minutes: time.minutes)
            loggedByHand[work, default: []].append(entry)
        }
    }

    /// `import/ID/2` for the second entry of a row.
    private static func row(of operation: String) -> String? {
        guard operation.hasPrefix("import/"), let end = operation.lastIndex(of: "/") else { return nil }
        let start = operation.index(operation.startIndex, offsetBy: "import/".count)
        return start < end ? String(operation[start..<end]) : nil
    }

    /// The entries of the row or entry that a file calls `id`.
    private func entries(of id: String) -> [Entry]? { entries[id] ?? entries[Entry.id(exported: id)] }

    /// The times that the entries of a row hold, if the file gives the row an id that is known.
    func times(of row: ImportedRow) -> [TimeLogged] {
        (row.id.flatMap { entries(of: $0) } ?? []).compactMap { entry in
            if case .time(let time) = entry.event { time } else { nil }
        }
    }

    /// The entry of this ledger that a row is an export of.
    func exported(_ row: ImportedRow) -> Entry? {
        row.id.flatMap { id in
            let full = Entry.id(exported: id)
            return entries(of: id)?.first { $0.id == id || $0.id == full }
        }
    }

    /// The entry that a row corrects.
    func entry(corrected id: String) throws(WorkspaceError) -> Entry {
        guard let entry = entries(of: id)?.last else {
            throw WorkspaceError.input(
                "the entry '\(id)' that the row corrects is not in this ledger",
                hint: "import the time that it corrects first, close its week, and import the correction then")
        }
        return entry
    }

    /// - Throws: If the row has the id of another row of its file.
    mutating func standing(of row: ImportedRow, _ request: Rules.TimeRequest) throws(WorkspaceError) -> Standing {
        guard let id = row.id else {
            if let recorded = operations[row.operation] ?? operations[row.formerOperation] {
                return recorded.flatMap { voided[$0.id] }.map { .undone(by: $0) } ?? .there
            }
            operations[row.operation] = .some(nil)
            return .new(operation: row.operation, twin: twin(of: request))
        }
        guard seen.insert(id).inserted else {
            throw WorkspaceError.input("the id '\(id)' is there twice in the file", hint: "give each row its own id")
        }
        guard let known = entries(of: id), let last = known.last else {
            // The row may have been imported by its content, before ids told rows apart.
            if let recorded = operations[row.operation] ?? operations[row.formerOperation] {
                return recorded.flatMap { voided[$0.id] }.map { .undone(by: $0) } ?? .there
            }
            return .new(operation: "import/\(Entry.id(exported: id))/1", twin: twin(of: request))
        }
        if let undo = voided[last.id] { return .undone(by: undo) }
        guard case .time(let time) = last.event else { return .there }
        let change = Change(entry: last, time: time, asked: request)
        return change.text.isEmpty
            ? .there : .changed(change, operation: "import/\(Entry.id(exported: id))/\(known.count + 1)")
    }

    /// Equal work that was logged by hand; each such entry is named for one row.
    private mutating func twin(of request: Rules.TimeRequest) -> Entry? {
        let work = Work(
            date: request.countedDate, person: request.person, role: request.role, activity: request.activity,
            minutes: request.minutes)
        return loggedByHand[work]?.isEmpty == false ? loggedByHand[work]?.removeFirst() : nil
    }
}

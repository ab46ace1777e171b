package import CivilTime
package import Engagement
import Ledger

extension WeekGrid {
    /// A new value of a cell.
    package struct Edit: Sendable {
        package let cell: Cell
        /// What the cell held when its writer saw it.
        package let base: Minutes
        package let minutes: Minutes
        package let confirmations: Set<Remedy.Confirmation>

        package init(cell: Cell, base: Minutes, minutes: Minutes, confirmations: Set<Remedy.Confirmation> = []) {
            self.cell = cell
            self.base = base
            self.minutes = minutes
            self.confirmations = confirmations
        }
    }

    /// Why edits were not saved; nothing was recorded.
    package struct RefusedEdits: Error {
        /// By the index of the edit.
        package fileprivate(set) var refusals: [Int: Refusal] = [:]
        /// What cells hold that changed since their writer saw them, by the index of the edit.
        package fileprivate(set) var conflicts: [Int: Minutes] = [:]
    }

    fileprivate struct Step {
        let edit: Int
        /// Whether the step can be tried out on the state before all steps.
        let isFirst: Bool
        let decide: (Rules) throws -> Event
    }

    /// Another entry came between the reading and the transaction.
    fileprivate struct Overtaken: Error {}
    fileprivate struct Refused: Error {
        let edit: Int
        let refusal: Refusal
    }
}

extension Workspace {
    /// How often a save reads again because another writer was faster.
    private static let attempts = 16

    /// Saves the edits of a week in one transaction: all of them, or none.
    ///
    /// More time in a cell is a new entry of the difference. Less time takes back the newest entries of the cell, and
    /// logs again what is left of the last one. So every change of a cell is in the history.
    ///
    /// Repeating a save is harmless: the cells then hold what the edits say.
    ///
    /// - Returns: The operation id of what was recorded.
    /// - Throws: `WeekGrid.RefusedEdits` with the reason at each edit.
    package func save(_ edits: [WeekGrid.Edit], by author: Author) async throws -> String {
        let contract = try contract()
        let asked = author.operation ?? surroundings.newOperation()
        return try await BlockingThread.run {
            let ledger = try openLedger()
            for _ in 0..<Self.attempts {
                let snapshot = try ledger.snapshot(withEntries: true)
                let rules = Rules(contract: contract, state: snapshot.state, today: today, asker: author.name)
                let steps = try WeekGrid.steps(of: edits, snapshot.entries, rules)
                guard !steps.isEmpty else { return asked }
                // Saved before, and taken back since.
                let isUsed = try ledger.entry(ofOperation: asked + "/1") != nil
                let operation = isUsed ? "\(asked)-\(surroundings.newOperation())" : asked
                let author = Author(name: author.name, operation: operation)
                let count = snapshot.state.entryCount + (snapshot.state.contract == contract ? 0 : 1)
                let decisions = steps.enumerated().map { index, step in
                    { (rules: Rules) in
                        if index == 0, rules.state.entryCount != count { throw WeekGrid.Overtaken() }
                        do {
                            return try step.decide(rules)
                        } catch let refusal as Refusal {
                            throw WeekGrid.Refused(edit: step.edit, refusal: refusal)
                        }
                    }
                }
                do {
                    _ = try ledger.append(self.steps(decisions, by: author, contract: contract))
                    return operation
                } catch is WeekGrid.Overtaken {
                    continue
                } catch let refused as WeekGrid.Refused {
                    var all = WeekGrid.RefusedEdits()
                    all.refusals[refused.edit] = refused.refusal
                    throw all
                }
            }
            throw WorkspaceError.outside("the ledger changes too often to save the week", hint: "save again")
        }
    }
}

extension WeekGrid {
    /// The entries that make the cells hold what the edits say.
    fileprivate static func steps(of edits: [Edit], _ entries: [Entry], _ rules: Rules) throws -> [Step] {
        var refused = RefusedEdits()
        var grids: [CivilDate: WeekGrid] = [:]
        var steps: [Step] = []
        for (index, edit) in edits.enumerated() {
            var cell = edit.cell
            if let known = rules.knownPerson(named: cell.row.person) {
                cell = Cell(row: Row(person: known, role: cell.row.role, activity: cell.row.activity), date: cell.date)
            }
            let monday = cell.date.monday
            let grid = grids[monday] ?? WeekGrid(entries, state: rules.state, weekOf: monday)
            grids[monday] = grid
            let held = grid.entries[cell] ?? []
            let current = held.reduce(Minutes.zero) { $0 + $1.time.minutes }
            guard current != edit.minutes else { continue }
            guard current == edit.base else {
                refused.conflicts[index] = current
                continue
            }
            do {
                steps += try Self.steps(of: edit, index, cell, held, current)
            } catch let refusal as Refusal {
                refused.refusals[index] = refusal
            }
        }
        // Tried out first, so that every refused cell is named at once.
        for step in steps where step.isFirst && refused.refusals[step.edit] == nil {
            do {
                _ = try step.decide(rules)
            } catch let refusal as Refusal {
                refused.refusals[step.edit] = refusal
            }
        }
        guard refused.refusals.isEmpty, refused.conflicts.isEmpty else { throw refused }
        return steps
    }

    private static func steps(
        of edit: Edit, _ index: Int, _ cell: Cell, _ held: [(entry: Entry, time: TimeLogged)], _ current: Minutes
    ) throws -> [Step] {
        var steps: [Step] = []
        var request = Rules.TimeRequest(
            role: cell.row.role, activity: cell.row.activity, person: cell.row.person, date: cell.date,
            minutes: edit.minutes - current, confirmsNonBusinessDay: edit.confirmations.contains(.nonBusinessDay),
            confirmsOutsideWindow: edit.confirmations.contains(.outsideWindow),
            confirmsNewPerson: edit.confirmations.contains(.newPerson))
        // Late time and corrections are about other weeks, and stay.
        var plain = held.filter { $0.time.corrects == nil && $0.time.workedOn == nil }
        while request.minutes < .zero {
            guard let last = plain.popLast() else {
                throw Refusal(
                    rule: .correctsTooMuch,
                    "\(current) of this day is late time or a correction of a closed week, and stays",
                    hint: "undo it in the history: \(.listEntries(.timeLogged))")
            }
            let subject = Rules.UndoSubject(entry: last.entry, affected: last.entry)
            steps.append(Step(edit: index, isFirst: steps.isEmpty) { try $0.undo(subject) })
            request.minutes += last.time.minutes
            request.note = last.time.note
            request.confirmsNonBusinessDay = request.confirmsNonBusinessDay || last.time.isNonBusinessDay
            request.confirmsOutsideWindow = request.confirmsOutsideWindow || last.time.isOutsideWindow
        }
        guard request.minutes > .zero else { return steps }
        let asked = request
        return steps + [Step(edit: index, isFirst: steps.isEmpty) { try $0.log(asked) }]
    }
}

package import CivilTime
package import Engagement
import Ledger
import Reports

extension TimeImport {
    /// A row of the file, and what importing it does.
    package struct Row: Sendable {
        package enum Outcome: Sendable {
            /// - Parameter twin: An equal entry that was logged by hand.
            case new(twin: Entry?)
            case there
            case undone(by: Entry)
            case changed(Entry, text: String)
            case leftOut(String)
            case wrong(Explanation)
        }

        package let line: Int
        /// The cells as they are written, or as they were understood.
        package let day: String
        package let person: String
        package let role: String
        package let activity: String
        package let duration: String
        /// The day that the row counts on, or nil if it could not be read.
        package let date: CivilDate?
        package let outcome: Outcome

        /// - Parameter request: What the row asks to log, or nil if the row is wrong.
        init(_ row: ImportedRow, _ request: Rules.TimeRequest?, _ outcome: Outcome) {
            let cells = row.cells
            line = row.line
            date = request?.countedDate
            day = date?.description ?? cells.text("date") ?? ""
            person = request?.person ?? cells.text("person") ?? ""
            role = request?.role ?? cells.text("role") ?? ""
            activity = request?.activity ?? cells.text("activity") ?? ""
            duration =
                request?.minutes.description
                ?? ["duration", "hours", "minutes"].lazy.compactMap { name in
                    cells.text(name).map { name == "duration" ? $0 : "\($0) \(name)" }
                }.first ?? ""
            self.outcome = outcome
        }
    }

    /// Another entry came between the reading and the transaction.
    private struct Overtaken: Error {}

    private final class Told {
        var messages: [Message] = []
    }

    /// How often an import reads again because another writer was faster.
    private static let attempts = 16

    /// Records all rows in one transaction, or none if one of them is bad.
    func recordAllOrNothing(_ file: ImportedFile) throws -> Summary {
        for _ in 0..<Self.attempts {
            let told = Told()
            let attempt = TimeImport(options: options, workspace: workspace, author: author) {
                told.messages.append($0)
            }
            do {
                let summary = try attempt.recordOnce(file)
                for message in told.messages where summary.bad == 0 || options.isDryRun || message.isBad {
                    tell(message)
                }
                return summary
            } catch is Overtaken {
                continue
            }
        }
        throw WorkspaceError.outside("the ledger changes too often to import the rows", hint: "import them again")
    }

    private func recordOnce(_ file: ImportedFile) throws -> Summary {
        var existing = try workspace.existingLedger()?.entries() ?? []
        let contract = try workspace.contract()
        let moment = workspace.surroundings.now()
        if State(existing).contract != contract {
            // The first step records the contract before its own entry.
            existing.append(
                Self.planned(.contract(ContractRecorded(contract: contract)), existing.count, moment, author))
        }
        var standing = Standing(existing, contract, moment)
        var summary = try decide(file, &standing)
        let after = standing.last ?? standing.state
        summary.budgets = contract.roles.map { Budget(role: $0, state: after) }
        if options.isDryRun { return over(summary, standing) }
        guard summary.bad == 0 else {
            (summary.recorded, summary.changed, summary.twins, summary.minutes) = (0, 0, 0, .zero)
            return summary
        }
        guard let first = standing.steps.first else { return over(summary, standing) }
        let count = standing.state.entryCount
        let guarded: WriteStep = (
            first.write,
            { state in
                guard state.entryCount == count else { throw Overtaken() }
                return try first.decide(state)
            }
        )
        standing.last = try workspace.openLedger().append([guarded] + standing.steps.dropFirst()).last?.state
        return over(summary, standing)
    }

    /// Decides on a row after the rows before it, and adds it to the plan.
    func plan(
        _ request: Rules.TimeRequest, _ change: ImportedTime.Change?, _ operation: String, _ standing: inout Standing
    ) throws {
        let steps = steps(request, change, operation, standing)
        var state = standing.last ?? standing.state
        var added: [Entry] = []
        for step in steps {
            let count = standing.entries.count + added.count
            let entry = Self.planned(try step.decide(state), count, standing.moment, author)
            added.append(entry)
            state = state.adding(entry) ?? State(standing.entries + added)
        }
        standing.entries += added
        standing.last = state
        standing.steps += steps
    }

    /// An entry as if it were recorded already.
    private static func planned(_ event: Event, _ count: Int, _ moment: Moment, _ author: String) -> Entry {
        Entry(
            sequence: count + 1, id: "planned-\(count + 1)", operation: "", moment: moment, actor: author, event: event,
            previousHash: "", hash: "")
    }
}

extension TimeImport.Message {
    fileprivate var isBad: Bool {
        if case .bad = self { true } else { false }
    }
}

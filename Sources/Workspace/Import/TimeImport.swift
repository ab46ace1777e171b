package import CivilTime
package import Engagement
import FoundationEssentials
import Ledger
import Reports

/// Time of a CSV file, recorded row by row under the same rules as time that is typed.
package struct TimeImport {
    /// How the cells of a file are read, and what the importer confirms for all rows.
    package struct Options: Sendable {
        package var confirmsNonBusinessDay: Bool
        package var confirmsOutsideWindow: Bool
        package var confirmsNewPerson: Bool
        /// How dates are written that aren't ISO 8601.
        package var dates: WrittenDates?
        /// What times that aren't whole minutes are rounded to; nil to refuse them.
        package var rounding: Minutes?
        /// Says what would be recorded, and records nothing.
        package var isDryRun: Bool
        /// Decides each row on what the rows before it leave, and records all of them in one transaction, or none.
        package var isAllOrNothing: Bool

        package init(
            confirmsNonBusinessDay: Bool = false, confirmsOutsideWindow: Bool = false, confirmsNewPerson: Bool = false,
            dates: WrittenDates? = nil, rounding: Minutes? = nil, isDryRun: Bool = false,
            isAllOrNothing: Bool = false
        ) {
            self.confirmsNonBusinessDay = confirmsNonBusinessDay
            self.confirmsOutsideWindow = confirmsOutsideWindow
            self.confirmsNewPerson = confirmsNewPerson
            self.dates = dates
            self.rounding = rounding
            self.isDryRun = isDryRun
            self.isAllOrNothing = isAllOrNothing
        }
    }

    /// What an import tells while it works.
    package enum Message: Sendable {
        /// So many rows are done; told before a row when the last message is a second old.
        case progress(done: Int, of: Int)
        /// A name in the row is a known person's.
        case resolved(line: Int, name: String, person: String)
        /// The row's entry was undone since.
        case undone(line: Int, by: Entry)
        /// A time was rounded.
        case rounded(line: Int, text: String)
        /// The row equals an entry that was logged by hand.
        case twin(line: Int, entry: Entry)
        /// The row's entry was changed, or would be.
        case changed(line: Int, entry: Entry, text: String)
        /// The row would be recorded; told in a dry run only.
        case wouldRecord(line: Int, request: Rules.TimeRequest)
        /// The row can't be read, or a rule refused it.
        case bad(line: Int, Explanation)
    }

    /// What an import did in all.
    package struct Summary: Sendable {
        package internal(set) var recorded = 0
        package internal(set) var changed = 0
        /// Rows that were there already.
        package internal(set) var repeated = 0
        package internal(set) var undone = 0
        /// Rows that equal entries which were logged by hand.
        package internal(set) var twins = 0
        /// Rows that can't be read or were refused.
        package internal(set) var bad = 0
        package internal(set) var minutes = Minutes.zero
        /// The roles with held time after the import; empty for a dry run of a row by row import.
        package internal(set) var over: [Budget] = []
        /// What each row does, in the order of the file.
        package internal(set) var rows: [Row] = []
        /// Each role's days after the rows, of an import of all rows or none.
        package internal(set) var budgets: [Budget] = []
    }

    let options: Options
    let workspace: Workspace
    let author: String
    let tell: (Message) -> Void
}

extension Workspace {
    /// Imports the time of the CSV file at `path`.
    ///
    /// Repeating an import records nothing twice.
    ///
    /// - Parameter author: The name of the importer.
    /// - Throws: `WorkspaceError` if the file isn't a table of time; `LedgerError` if storage fails, with the number of rows
    ///   that are recorded.
    package func importTime(
        _ path: String, _ options: TimeImport.Options, by author: String, tell: @escaping (TimeImport.Message) -> Void
    ) async throws -> TimeImport.Summary {
        let path = surroundings.absolute(path)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw WorkspaceError.input("\(path) cannot be read", hint: "check the name of the file")
        }
        return try await importTime(Array(data), named: path, options, by: author, tell: tell)
    }

    /// Imports the time of a CSV file that is in memory.
    ///
    /// - Parameter name: The name of the file, for its errors.
    package func importTime(
        _ bytes: [UInt8], named name: String, _ options: TimeImport.Options, by author: String,
        tell: @escaping (TimeImport.Message) -> Void
    ) async throws -> TimeImport.Summary {
        let reading = ImportedRow.Reading(
            today: today, confirmsNonBusinessDay: options.confirmsNonBusinessDay,
            confirmsOutsideWindow: options.confirmsOutsideWindow, confirmsNewPerson: options.confirmsNewPerson,
            dates: options.dates, rounding: options.rounding)
        let rows = try ImportedRow.all(in: bytes, path: name, reading)
        let run = TimeImport(options: options, workspace: self, author: author, tell: tell)
        return try await BlockingThread.run {
            options.isAllOrNothing ? try run.recordAllOrNothing(rows) : try run.record(rows)
        }
    }
}

extension TimeImport {
    struct Standing {
        var contract: Contract
        var moment: Moment
        let existing: [Entry]
        let state: State
        var imported: ImportedTime
        var held: HeldHistory
        /// Opened by the first row that is recorded, once for all of them.
        var ledger: (any LedgerStore)?
        /// The ledger after the last row: after "recorded", nothing is read that could fail.
        var last: State?
        /// The names that were told to be another name's person.
        var resolved: Set<String> = []
        /// The steps with which an import of all rows or none will record them.
        var steps: [WriteStep] = []
        /// The entries, with those that the steps will add.
        var entries: [Entry]

        init(_ existing: [Entry], _ contract: Contract, _ moment: Moment) {
            let state = State(existing)
            self.contract = contract
            self.moment = moment
            self.existing = existing
            self.state = state
            imported = ImportedTime(existing, state: state)
            held = HeldHistory(existing, contract: contract)
            entries = existing
        }
    }

    fileprivate func record(_ rows: [ImportedRow]) throws -> Summary {
        var standing = Standing(
            try workspace.existingLedger()?.entries() ?? [], try workspace.contract(), workspace.surroundings.now())
        let summary = try decide(rows, &standing)
        guard !options.isDryRun else { return summary }
        return over(summary, standing)
    }

    /// Adds the roles that have held time now.
    func over(_ summary: Summary, _ standing: Standing) -> Summary {
        var summary = summary
        let after = standing.last ?? standing.state
        summary.over = standing.contract.roles.map { Budget(role: $0, state: after) }.filter { $0.held > .zero }
        return summary
    }

    /// Decides on each row in turn, and names the bad ones.
    func decide(_ rows: [ImportedRow], _ standing: inout Standing) throws -> Summary {
        var summary = Summary()
        let clock = ContinuousClock()
        var lastMessage = clock.now
        for (index, row) in rows.enumerated() {
            if lastMessage.duration(to: clock.now) > .seconds(1) {
                tell(.progress(done: index, of: rows.count))
                lastMessage = clock.now
            }
            do {
                try record(row, &standing, &summary)
            } catch let error as LedgerError {
                let before = summary.recorded + summary.changed
                throw LedgerError(
                    "line \(row.line): \(error.summary); of the rows before it, "
                        + "\(count(before, "row")) \(before == 1 ? "is" : "are") recorded",
                    hint: "\(error.hint); repeating the import records nothing twice", kind: error.kind)
            } catch let error as any Explained {
                summary.bad += 1
                summary.rows.append(Row(row, nil, .wrong(error.explanation)))
                tell(.bad(line: row.line, error.explanation))
            }
        }
        return summary
    }

    private func record(_ row: ImportedRow, _ standing: inout Standing, _ summary: inout Summary) throws {
        var request = try row.request.get()
        resolvePerson(of: &request, row, &standing)
        let known = standing.imported.times(of: row)
        try row.cells.checkDerived(request, known: known)
        try row.cells.checkLate(known)
        if let entry = standing.imported.exported(row) { try row.cells.checkDecided(entry, &standing.held) }
        let change: ImportedTime.Change?
        let operation: String
        var twin: Entry?
        switch try standing.imported.standing(of: row, request) {
        case .there:
            summary.repeated += 1
            return summary.rows.append(Row(row, request, .there))
        case .undone(let undo):
            summary.undone += 1
            summary.rows.append(Row(row, request, .undone(by: undo)))
            return tell(.undone(line: row.line, by: undo))
        case .new(let name, let found): (change, operation, twin) = (nil, name, found)
        case .changed(let found, let name): (change, operation, request) = (found, name, found.request)
        }
        try checkLate(request, standing)
        request.corrects = try row.corrects.map(standing.imported.entry(corrected:))
        if options.isAllOrNothing {
            try plan(request, change, operation, &standing)
        } else if options.isDryRun {
            try tryOut(request, change, standing)
        } else {
            try append(request, change, operation, &standing)
        }
        if let rounded = row.cells.rounded { tell(.rounded(line: row.line, text: rounded)) }
        if let twin {
            tell(.twin(line: row.line, entry: twin))
            summary.twins += 1
        }
        if let change {
            tell(.changed(line: row.line, entry: change.entry, text: change.text))
            summary.changed += 1
            summary.rows.append(Row(row, request, .changed(change.entry, text: change.text)))
        } else {
            summary.rows.append(Row(row, request, .new(twin: twin)))
            if options.isDryRun { tell(.wouldRecord(line: row.line, request: request)) }
            summary.recorded += 1
            summary.minutes += request.minutes
        }
    }

    /// Refuses late time of a week that is open in this ledger.
    private func checkLate(_ request: Rules.TimeRequest, _ standing: Standing) throws(WorkspaceError) {
        let state = standing.last ?? standing.state
        guard request.lateReason != nil, state.closing(ofWeekOf: request.date) == nil else { return }
        throw WorkspaceError.input(
            "\(request.date.isoWeek) is open here, so time of it is not late",
            hint: "close the week first; or move the day from worked on to date, and empty late reason")
    }

    /// Replaces a name by the person's id, before the row is compared with entries, which have the id.
    private func resolvePerson(of request: inout Rules.TimeRequest, _ row: ImportedRow, _ standing: inout Standing) {
        let rules = Rules(
            contract: standing.contract, state: standing.last ?? standing.state, today: standing.moment.date)
        guard let person = rules.knownPerson(named: request.person), person != request.person else { return }
        if standing.resolved.insert(request.person).inserted {
            tell(.resolved(line: row.line, name: request.person, person: person))
        }
        request.person = person
    }

    /// Undoes the entry that the row changed, if it changed one, and records the row, in one transaction.
    private func append(
        _ request: Rules.TimeRequest, _ change: ImportedTime.Change?, _ operation: String, _ standing: inout Standing
    ) throws {
        let ledger = try standing.ledger ?? workspace.openLedger()
        standing.ledger = ledger
        standing.last = try ledger.append(steps(request, change, operation, standing)).last?.state
    }

    /// The steps that record a row.
    func steps(
        _ request: Rules.TimeRequest, _ change: ImportedTime.Change?, _ operation: String, _ standing: Standing
    ) -> [WriteStep] {
        let (contract, moment, author) = (standing.contract, standing.moment, author)
        func step(
            _ operation: String, _ decide: @escaping (Rules) throws -> Event
        ) -> WriteStep {
            let write = Write(operation: operation, actor: author, moment: moment, contract: contract)
            return (write, { try decide(Rules(contract: contract, state: $0, today: moment.date, asker: author)) })
        }
        let undoing = change.map { change in step(operation + "/undo") { try change.undo($0) } }
        return [undoing].compactMap { $0 } + [step(operation) { try $0.log(request) }]
    }

    /// Asks the rules about a row alone: what an earlier row uses up isn't taken into account.
    private func tryOut(
        _ request: Rules.TimeRequest, _ change: ImportedTime.Change?, _ standing: Standing
    ) throws {
        let today = standing.moment.date
        _ = try change?.undo(Rules(contract: standing.contract, state: standing.state, today: today))
        let left = change.map { State(standing.existing + [$0.preview(behind: standing.existing)]) } ?? standing.state
        _ = try Rules(contract: standing.contract, state: left, today: today).log(request)
    }
}

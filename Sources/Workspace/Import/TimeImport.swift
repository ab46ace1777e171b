import CivilTime
import Engagement
import FoundationEssentials
import Ledger
import Reports

/// Time of a CSV file, recorded row by row under the same rules as time that is typed.
package struct TimeImport {
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
        let file = try ImportedFile(bytes, named: name, options, in: self)
        let run = TimeImport(options: options, workspace: self, author: author, tell: tell)
        return try await BlockingThread.run {
            let summary = options.isAllOrNothing ? try run.recordAllOrNothing(file) : try run.record(file)
            let isDone = !options.isDryRun && (!options.isAllOrNothing || summary.bad == 0)
            if isDone, try remember(options.meanings, options.source) {
                tell(.remembered(count: options.meanings.count))
            }
            return summary
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

    fileprivate func record(_ file: ImportedFile) throws -> Summary {
        var standing = Standing(
            try workspace.existingLedger()?.entries() ?? [], try workspace.contract(), workspace.surroundings.now())
        let summary = try decide(file, &standing)
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
    func decide(_ file: ImportedFile, _ standing: inout Standing) throws -> Summary {
        var summary = Summary()
        let (rows, unmatched) = file.rows(standing.contract, standing.state, options)
        summary.unmatched = unmatched
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
                if !(error is UnmatchedError) { tell(.bad(line: row.line, error.explanation)) }
            }
        }
        return summary
    }

    private func record(_ row: ImportedRow, _ standing: inout Standing, _ summary: inout Summary) throws {
        if let reason = row.leftOut {
            summary.leftOut += 1
            return summary.rows.append(Row(row, nil, .leftOut(reason)))
        }
        var request = try row.request.get()
        if let missing = row.missing { throw UnmatchedError(name: missing) }
        resolvePerson(of: &request, row, &standing)
        resolveTitles(of: &request, standing.contract)
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

    /// Replaces the titles of a role and an activity by their ids.
    private func resolveTitles(of request: inout Rules.TimeRequest, _ contract: Contract) {
        let (role, activity) = (ImportMapping.key(request.role), ImportMapping.key(request.activity))
        if contract.role(request.role) == nil,
            let titled = contract.roles.first(where: { ImportMapping.key($0.title) == role })
        {
            request.role = titled.id
        }
        if contract.activity(request.activity) == nil,
            let titled = contract.activities.first(where: { ImportMapping.key($0.title) == activity })
        {
            request.activity = titled.id
        }
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

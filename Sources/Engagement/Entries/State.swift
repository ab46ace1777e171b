package import CivilTime

/// What the ledger's entries add up to.
///
/// A fold over the entries in their order and nothing else: the same entries always make the same
/// state. An entry that is voided counts as if it had never been written, until it is restored.
///
///     let state = State(entries)
///     state.minutesByRole["data-scientist"]     // everything logged, over the cap or not
package struct State: Sendable, Equatable {
    /// Where a prerequisite stands.
    package enum PrerequisiteStanding: String, Sendable, Equatable, Codable {
        case open, confirmed, blocked, waived

        /// The customer still owes it.
        package var isOwed: Bool { self == .open || self == .blocked }
    }

    /// Where an activity stands.
    package enum ActivityStanding: String, Sendable, Equatable, Codable {
        case planned, started, done, dropped
    }

    /// A change of a prerequisite or an activity that counts, and the entry that made it.
    package struct Change<Standing: Sendable & Equatable>: Sendable, Equatable {
        package let standing: Standing
        package let entry: Entry
    }

    /// Whose plan for which week.
    package struct PlanKey: Hashable, Sendable {
        package let role: String
        package let person: String
        /// The Monday of the week.
        package let week: CivilDate

        package init(role: String, person: String, week: CivilDate) {
            self.role = role
            self.person = person
            self.week = week
        }
    }

    /// The contract as last recorded; nil in an empty ledger.
    package private(set) var contract: Contract?
    /// The day on which a contract was first recorded: who owes a prerequisite knows from then on.
    package private(set) var contractRecordedOn: CivilDate?
    /// What later versions of the contract changed of caps and window, in the ledger's order.
    package private(set) var contractChanges: [ContractChange] = []
    /// How many entries there are, voided ones included.
    package private(set) var entryCount = 0
    package private(set) var lastHash: String?
    /// The time that counts, totalled by role, person and day.
    package private(set) var totals: [TimeTotal] = []
    /// What is not zero.
    package private(set) var minutesByRole: [String: Minutes] = [:]
    /// What is not zero.
    package private(set) var minutesByActivity: [String: Minutes] = [:]
    /// Every change of each prerequisite, in the ledger's order.
    package private(set) var prerequisites: [String: [Change<PrerequisiteStanding>]] = [:]
    package private(set) var activities: [String: Change<ActivityStanding>] = [:]
    package private(set) var changes: [ChangeRequest] = []
    package private(set) var plan: [PlanKey: Minutes] = [:]
    /// In the order in which they were planned, cancelled ones included.
    package private(set) var sessions: [Session] = []
    package private(set) var questions = AskedQuestions()
    package private(set) var rehearsals = Rehearsals()
    package private(set) var acceptance = Acceptance()
    /// The entry that closed each closed week, by its Monday.
    package private(set) var closedWeeks: [CivilDate: Entry] = [:]
    /// Each person's last submission of each week, by its Monday.
    package private(set) var submissions: [CivilDate: [String: WeekSubmitted]] = [:]
    package private(set) var risks: [Risk] = []
    /// What corrections have left of entries of closed weeks, by the corrected entry's id.
    package private(set) var corrected: [String: Minutes] = [:]
    /// Ids of the entries that do not count, and the entry that voided each.
    package private(set) var voided: [String: Entry] = [:]

    /// Folds every entry.
    package init(_ entries: some Sequence<Entry>) {
        let entries = Array(entries)
        let voided = Self.voided(by: entries)
        var sums: [TimeTotal.Key: Minutes] = [:]
        var activities: [String: Minutes] = [:]
        for entry in entries where voided[entry.id] == nil {
            guard case .time(let time) = entry.event else { continue }
            sums[TimeTotal.Key(time), default: .zero] += time.minutes
            activities[time.activity, default: .zero] += time.minutes
        }
        self.init(
            entries: entries, totals: sums.map { $0.key.total(of: $0.value) }, minutesByActivity: activities,
            entryCount: entries.count, lastHash: entries.last?.hash)
    }

    /// Folds what the ledger hands over: the time as running totals, everything else as entries.
    ///
    /// - Parameter entries: In the ledger's order; time that was logged may be left out, but for the
    ///   corrections of closed weeks and what they correct.
    package init(
        entries: [Entry], totals: [TimeTotal], minutesByActivity: [String: Minutes], entryCount: Int, lastHash: String?
    ) {
        self.entryCount = entryCount
        self.lastHash = lastHash
        self.totals = TimeTotal.joined(totals)
        for total in self.totals { minutesByRole[total.role, default: .zero] += total.minutes }
        minutesByRole = minutesByRole.filter { $0.value != .zero }
        self.minutesByActivity = minutesByActivity.filter { $0.value != .zero }
        voided = Self.voided(by: entries)
        var proposals = 0
        for entry in entries {
            // A proposal keeps its number when another is voided: people have written CR-2 down.
            if entry.event.kind == .changeProposed { proposals += 1 }
            if voided[entry.id] == nil { apply(entry, proposalNumber: proposals) }
        }
        corrected = Self.corrected(by: entries, voided: voided)
    }

    private static func corrected(by entries: [Entry], voided: [String: Entry]) -> [String: Minutes] {
        var logged: [String: Minutes] = [:]
        var changed: [String: Minutes] = [:]
        for entry in entries where voided[entry.id] == nil {
            guard case .time(let time) = entry.event else { continue }
            logged[entry.id] = time.minutes
            if let target = time.corrects { changed[target, default: .zero] += time.minutes }
        }
        return changed.reduce(into: [:]) { left, change in
            left[change.key] = (logged[change.key] ?? .zero) + change.value
        }
    }

    private static func voided(by entries: [Entry]) -> [String: Entry] {
        var voided: [String: Entry] = [:]
        for entry in entries {
            switch entry.event {
            case .entry(.voided(let event)): voided[event.target] = entry
            case .entry(.restored(let event)): voided[event.target] = nil
            default: break
            }
        }
        return voided
    }
}

extension State {
    private mutating func apply(_ entry: Entry, proposalNumber: Int) {
        switch entry.event {
        case .contract(let event):
            if let contract {
                contractChanges += ContractChange.all(
                    from: contract, to: event.contract, recordedOn: entry.moment.date)
            }
            contract = event.contract
            contractRecordedOn = contractRecordedOn ?? entry.moment.date
        case .prerequisite(.confirmed(let event)): set(event.prerequisite, .confirmed, entry)
        case .prerequisite(.waived(let event)): set(event.prerequisite, .waived, entry)
        case .prerequisite(.blocked(let event)): set(event.prerequisite, .blocked, entry)
        case .prerequisite(.reopened(let event)): set(event.prerequisite, .open, entry)
        case .activity(.started(let event)): activities[event.activity] = Change(standing: .started, entry: entry)
        case .activity(.done(let event)): activities[event.activity] = Change(standing: .done, entry: entry)
        case .activity(.dropped(let event)): activities[event.activity] = Change(standing: .dropped, entry: entry)
        case .change(.proposed(let event)):
            changes.append(ChangeRequest(id: entry.id, number: proposalNumber, proposal: event))
        case .change(.approved(let event)): decide(event, .approved, entry)
        case .change(.declined(let event)): decide(event, .declined, entry)
        case .plan(let event):
            let key = PlanKey(role: event.role, person: event.person, week: event.week)
            plan[key] = event.minutes == .zero ? nil : event.minutes
        case .session(.planned(let event)):
            guard let moved = event.moves else {
                sessions.append(Session(id: entry.id, planned: event))
                return
            }
            for index in sessions.indices where sessions[index].id == moved { sessions[index].planned = event }
        case .session(.cancelled(let event)):
            for index in sessions.indices where sessions[index].id == event.session {
                sessions[index].cancellation = event.reason
            }
        case .session(.held(let event)):
            for index in sessions.indices where sessions[index].id == event.session { sessions[index].held = event }
            questions.add(event.questions, by: nil, in: entry, origin: .session(id: event.session), document: nil)
        case .question(let event): questions.apply(event, entry)
        case .rehearsal(let event):
            rehearsals.apply(event, entry)
            guard case .recorded(let rehearsal) = event else { return }
            let document = rehearsal.document.document
            questions.add(
                rehearsal.questions, by: rehearsal.performer, in: entry,
                origin: .rehearsal(id: entry.id, document: document), document: document)
        case .acceptance(let event): acceptance.apply(event, entry)
        case .week(.submitted(let event)): submissions[event.week, default: [:]][event.person] = event
        case .week(.closed(let event)): closedWeeks[event.week] = entry
        case .week(.reopened(let event)): closedWeeks[event.week] = nil
        case .risk(.added(let event)):
            risks.append(Risk(id: entry.id, added: event, addedOn: entry.moment.date))
        case .risk(.closed(let event)):
            for index in risks.indices where risks[index].id == event.risk {
                risks[index].resolution = event.resolution
            }
        case .time, .run, .entry: break
        }
    }

    private mutating func set(_ prerequisite: String, _ standing: PrerequisiteStanding, _ entry: Entry) {
        prerequisites[prerequisite, default: []].append(Change(standing: standing, entry: entry))
    }

    private mutating func decide(_ decision: ChangeDecided, _ status: ChangeRequest.Status, _ entry: Entry) {
        for index in changes.indices where changes[index].id == decision.change {
            changes[index].status = status
            changes[index].decision = decision
            changes[index].decidedOn = entry.moment.date
        }
    }
}

extension State {
    /// The state with time that `entry` logs added, as folding everything anew would make it; nil where
    /// the entry is no such time.
    package func adding(_ entry: Entry) -> State? {
        guard case .time(let time) = entry.event, time.corrects == nil else { return nil }
        var state = self
        state.entryCount = entry.sequence
        state.lastHash = entry.hash
        state.minutesByRole.add(time.minutes, to: time.role)
        state.minutesByActivity.add(time.minutes, to: time.activity)
        let key = TimeTotal.Key(time)
        if let index = totals.firstIndex(where: { $0.date == time.date && $0.key == key }) {
            state.totals[index] = key.total(of: totals[index].minutes + time.minutes)
            if state.totals[index].minutes == .zero { state.totals.remove(at: index) }
        } else {
            state.totals.insert(key.total(of: time.minutes), at: totals.firstIndex { key < $0.key } ?? totals.endIndex)
        }
        return state
    }

    package func standing(ofPrerequisite id: String) -> PrerequisiteStanding {
        prerequisites[id]?.last?.standing ?? .open
    }

    package func standing(ofActivity id: String) -> ActivityStanding {
        activities[id]?.standing ?? .planned
    }

    /// Everything that `person` logged on `date`, in every role.
    package func minutes(of person: String, on date: CivilDate) -> Minutes {
        totals.reduce(.zero) { $1.date == date && $1.person == person ? $0 + $1.minutes : $0 }
    }

    /// The first day that somebody worked.
    package var firstDay: CivilDate? { totals.map(\.date).min() }
}

extension [String: Minutes] {
    /// Adds to a sum, and drops it where it comes to nothing.
    fileprivate mutating func add(_ minutes: Minutes, to key: String) {
        let sum = (self[key] ?? .zero) + minutes
        self[key] = sum == .zero ? nil : sum
    }
}

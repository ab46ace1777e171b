import CivilTime
package import Engagement

/// Checks entries of another copy against the rules that every entry passed when it was recorded.
///
/// A copy may come from anywhere, and its hashes only prove that nothing was changed since they were made. What
/// depended on the moment (a cap, an open week, a prerequisite) is not checked again: both copies may have been right.
package struct ForeignEntries {
    private let entries: [Entry]
    private let byID: [String: Entry]
    let contracts: [Contract]
    private let proposals: [ChangeEffect]

    /// - Parameter all: Every entry of both copies, to which `entries` may refer.
    init(_ entries: [Entry], among all: [Entry]) {
        self.entries = entries
        byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        contracts = all.compactMap { entry in
            guard case .contract(let event) = entry.event else { return nil }
            return event.contract
        }
        proposals = all.compactMap { entry in
            guard case .change(.proposed(let event)) = entry.event else { return nil }
            return event.effect
        }
    }

    /// Refuses a backup of another engagement, or one with an entry that no rule would have let through.
    ///
    /// - Parameter own: The entries that the backup replaces; none if the ledger is empty.
    package static func checkRestoring(_ backup: [Entry], over own: [Entry]) throws(Refusal) {
        if !own.isEmpty { try checkEngagement(of: own, and: backup) }
        let known = Set(own.map(\.hash))
        try ForeignEntries(backup.filter { !known.contains($0.hash) }, among: own + backup).check()
    }

    /// Refuses ledgers that have no beginning in common, because they belong to different engagements.
    ///
    /// Copies of one ledger share the entry that recorded its contract first. Other entries prove nothing: a row of
    /// a file that was imported into two engagements has the same operation in both.
    static func checkEngagement(of own: [Entry], and other: [Entry]) throws(Refusal) {
        func contracts(_ entries: [Entry]) -> [String: Event] {
            Dictionary(
                entries.filter { $0.event.kind == .contractRecorded }.map { ($0.operation, $0.event) },
                uniquingKeysWith: { first, _ in first })
        }
        let mine = contracts(own)
        guard !contracts(other).contains(where: { mine[$0.key] == $0.value }) else { return }
        func name(_ entries: [Entry]) -> String {
            for case .contract(let event) in entries.map(\.event) {
                return "'\(event.contract.title)' for \(event.contract.customer)"
            }
            return "no contract"
        }
        throw Refusal(
            rule: .anotherEngagement,
            "the two ledgers share no contract entry: this one records \(name(own)), "
                + "the other one \(name(other))",
            hint: "name a copy of this workbook's own ledger; each engagement has its own ledger")
    }

    func check() throws(Refusal) {
        for entry in entries {
            guard let reason = reason(against: entry) else { continue }
            throw Refusal(
                rule: .impossibleEntry,
                "entry \(entry.shortID) of the other ledger could not have been recorded: \(reason)",
                hint: "the copy was changed by another program; use another copy, and ask who made this one")
        }
    }

    /// Returns why no rule lets `entry` through, or nil if one does.
    private func reason(against entry: Entry) -> String? {
        if entry.actor.allSatisfy(\.isWhitespace) { return "it names no recorder" }
        switch entry.event {
        case .contract(let event): return reason(against: event.contract)
        case .time(let time): return reason(against: time)
        case .prerequisite(.confirmed(let event)): return missing(prerequisite: event.prerequisite)
        case .prerequisite(.waived(let event)): return missing(prerequisite: event.prerequisite)
        case .prerequisite(.blocked(let event)): return missing(prerequisite: event.prerequisite)
        case .prerequisite(.reopened(let event)): return missing(prerequisite: event.prerequisite)
        case .activity(.started(let event)): return missing(activity: event.activity)
        case .activity(.done(let event)): return missing(activity: event.activity)
        case .activity(.dropped(let event)): return missing(activity: event.activity)
        case .change(.proposed(let event)): return reason(against: event.effect)
        case .change(.approved(let event)), .change(.declined(let event)):
            return missing(event.change, "change request") { $0.kind == .changeProposed }
        case .plan(let event):
            guard (0...Minutes.hours(24 * 7).count).contains(event.minutes.count) else {
                return "a week's plan of \(event.minutes)"
            }
            return missing(role: event.role) ?? notMonday(event.week)
        case .session(.planned(let event)): return reason(against: event)
        case .session(.cancelled(let event)): return missing(session: event.session)
        case .session(.held(let event)): return reason(against: event)
        case .question(.asked(let event)): return event.session.flatMap(missing(session:))
        case .question(.closed(let event)):
            return missing(event.asked, "question") { $0.questionCount >= event.number && event.number > 0 }
        case .rehearsal(.recorded(let event)):
            return reason(against: event.document) ?? reason(againstDuration: event.minutes)
        case .rehearsal(.immaterial(let event)):
            return reason(against: DocumentVersion(document: event.document, fingerprint: event.from))
                ?? reason(against: DocumentVersion(document: event.document, fingerprint: event.to))
        case .acceptance(.evidenceAdded(let event)): return reason(against: event)
        case .acceptance(.signOffGiven(let event)):
            return event.answers.isEmpty
                ? "it answers no criterion" : event.answers.compactMap { missing(criterion: $0.criterion) }.first
        case .acceptance(.conditionMet(let event)):
            return missing(event.signOff, "condition") { $0.conditionCount >= event.number && event.number > 0 }
        case .run(let event): return event.performer.allSatisfy(\.isWhitespace) ? "its performer is empty" : nil
        case .week(.submitted(let event)): return notMonday(event.week)
        case .week(.closed(let event)): return notMonday(event.week)
        case .week(.reopened(let event)): return notMonday(event.week)
        case .risk(.added(let event)): return event.title.allSatisfy(\.isWhitespace) ? "its title is empty" : nil
        case .risk(.closed(let event)): return missing(event.risk, "risk") { $0.kind == .riskAdded }
        case .entry(.voided(let event)): return missing(event.target, "entry", where: Self.canBeVoided)
        case .entry(.restored(let event)): return missing(event.target, "entry", where: Self.canBeVoided)
        }
    }

    private func reason(against time: TimeLogged) -> String? {
        if time.person.allSatisfy(\.isWhitespace) { return "its person is empty" }
        if let reason = missing(role: time.role) ?? missing(activity: time.activity) { return reason }
        guard (time.workedOn == nil) == (time.lateReason == nil), time.workedOn == nil || time.corrects == nil else {
            return "late time has a day, a reason and nothing to correct"
        }
        let day = Minutes.hours(24)
        if let corrected = time.corrects {
            guard case .time(let old) = byID[corrected]?.event, old.corrects == nil, old.role == time.role,
                old.activity == time.activity, old.person == time.person
            else { return "it corrects no entry of the same person, role and activity" }
            // Earlier corrections may have added to the entry, each a day at most.
            guard time.minutes != .zero, time.minutes <= day, time.minutes >= .zero - largest(of: corrected) else {
                return "\(time.minutes) is more than a correction can change"
            }
        } else if time.minutes <= .zero || time.minutes > day {
            return "it logs \(time.minutes), and a day's work is more than nothing and at most \(day)"
        }
        if !time.isOutsideWindow, !windows.contains(where: { $0.contains(time.date) }) {
            return "\(time.date) is outside the window, and that was not confirmed"
        }
        let isBusiness = contracts.contains { $0.calendar(of: time.person).isBusinessDay(time.date) }
        return isBusiness || time.isNonBusinessDay
            ? nil : "\(time.date) is not a business day, and that was not confirmed"
    }

    /// The largest number of minutes that an entry and its corrections ever had.
    private func largest(of id: String) -> Minutes {
        byID.values.reduce(.zero) { sum, entry in
            guard case .time(let time) = entry.event, entry.id == id || time.corrects == id else { return sum }
            return sum + max(.zero, time.minutes)
        }
    }

    private var windows: [Window] {
        let ends = proposals.compactMap { effect in
            if case .extendWindow(let end) = effect { end } else { nil }
        }
        return contracts.map(\.window).map { window in
            var window = window
            window.end = max(window.end, ends.max() ?? window.end)
            return window
        }
    }

    private func reason(against contract: Contract) -> String? {
        let window = contract.window
        guard window.start <= window.end, CivilDate(1900, 1, 1) <= window.start, window.end <= CivilDate(9000, 12, 31)
        else { return "its window runs from \(window.start) to \(window.end)" }
        return contract.roles.first { $0.cap < .zero }.map { "the cap of '\($0.id)' is \($0.cap)" }
    }

    private func reason(against effect: ChangeEffect) -> String? {
        switch effect {
        case .addTime(let role, let minutes):
            return minutes > .zero ? missing(role: role) : "it adds \(minutes)"
        case .extendWindow(let end):
            return end <= CivilDate(9000, 12, 31) ? nil : "it extends the window to \(end)"
        case .addActivity(let id, _, _): return isSlug(id) ? nil : "'\(id)' is no id of an activity"
        case .removeActivity(let id): return missing(activity: id)
        case .liftExclusion(let id):
            return contracts.contains { $0.exclusion(id) != nil } ? nil : "no contract has the exclusion '\(id)'"
        case .allowBoth(let id):
            return contracts.contains { $0.choices.contains { $0.id == id } }
                ? nil : "no contract has the choice '\(id)'"
        }
    }

    private func reason(against session: SessionPlanned) -> String? {
        let minutes = session.minutes?.count ?? 1
        guard minutes > 0, (session.start?.minutes ?? 0) + minutes <= Minutes.hours(24).count else {
            return "a session of \(Minutes(minutes))"
        }
        return missing(activity: session.activity) ?? session.moves.flatMap(missing(session:))
    }
}

extension ForeignEntries {
    static func canBeVoided(_ event: Event) -> Bool {
        switch event {
        case .contract, .week(.closed), .week(.reopened), .entry: false
        default: true
        }
    }

    func missing(_ id: String, _ what: String, where isKind: (Event) -> Bool) -> String? {
        byID[id].map { isKind($0.event) } == true ? nil : "there is no \(what) '\(id.prefix(8))' that it could be about"
    }

    private func missing(role id: String) -> String? {
        contracts.contains { $0.role(id) != nil } ? nil : "no contract has the role '\(id)'"
    }

    private func missing(activity id: String) -> String? {
        let isKnown = contracts.contains { $0.activity(id) != nil || $0.exclusion(id) != nil }
        let isAdded = proposals.contains { effect in
            if case .addActivity(id, _, _) = effect { true } else { false }
        }
        return isKnown || isAdded ? nil : "no contract has the activity '\(id)'"
    }

    private func missing(prerequisite id: String) -> String? {
        contracts.contains { $0.prerequisite(id) != nil } ? nil : "no contract has the prerequisite '\(id)'"
    }

    /// A session keeps the id of the entry that planned it first, however often it is moved.
    func missing(session id: String) -> String? {
        missing(id, "session") { event in
            if case .session(.planned(let planned)) = event { planned.moves == nil } else { false }
        }
    }

    private func notMonday(_ week: CivilDate) -> String? {
        week.monday == week ? nil : "\(week) is not the Monday of a week"
    }
}

package import CivilTime
package import Engagement
package import Ledger

/// Time that was logged, and what it did.
package struct LoggedTime: Sendable {
    package let receipt: Receipt
    /// As it was recorded: the rules resolve the name, and the day of a correction.
    package let request: Rules.TimeRequest
    /// The role after the write; nil if the contract doesn't name the role.
    package let budget: Budget?
    /// How much of this time was held when it was recorded.
    package let held: Minutes
    /// What was held of the role in all before the write.
    package let heldBefore: Minutes?
    /// What is unusual about it; empty for a repeated write.
    package let notes: [Note]
    /// Whether the time made the person's submission of its week lapse.
    package let lapsesSubmission: Bool
}

extension Workspace {
    /// A request to log time, as an edge takes it.
    package struct TimeInput: Sendable {
        package var minutes: Minutes
        package var role: String
        package var activity: String
        /// Nil for the person of a corrected entry, or else the author.
        package var person: String?
        /// Nil for today, or for a correction the first open business day.
        package var date: CivilDate?
        package var note = ""
        package var confirmations: Set<Remedy.Confirmation> = []
        /// The beginning of the id of the entry of a closed week that this corrects.
        package var corrects: String?
        /// Why time of a closed week comes late.
        package var lateReason: String?

        package init(minutes: Minutes, role: String, activity: String) {
            self.minutes = minutes
            self.role = role
            self.activity = activity
        }
    }

    /// Logs time.
    package func log(_ input: TimeInput, by author: Author) async throws -> LoggedTime {
        let corrected = try input.corrects.map { try ledger().entry(withPrefix: $0) }
        var request = Rules.TimeRequest(
            role: input.role, activity: input.activity, person: input.person ?? corrected?.worker ?? author.name,
            date: input.date ?? today, minutes: input.minutes, note: input.note,
            confirmsNonBusinessDay: input.confirmations.contains(.nonBusinessDay),
            confirmsOutsideWindow: input.confirmations.contains(.outsideWindow),
            confirmsNewPerson: input.confirmations.contains(.newPerson), corrects: corrected,
            lateReason: input.lateReason)
        var before: State?
        var notes: [Note] = []
        let asked = request
        let receipt = try await record(by: author) { rules in
            var request = asked
            before = rules.state
            if corrected != nil, input.date == nil { request.date = rules.firstOpenDay(of: request.person) }
            notes = rules.notes(on: request)
            return try rules.log(request)
        }
        if case .time(let time) = receipt.entry.event {
            request.person = time.person
            request.date = time.date
        }
        return LoggedTime(receipt, request, before: before, notes: notes)
    }
}

extension LoggedTime {
    fileprivate init(_ receipt: Receipt, _ request: Rules.TimeRequest, before: State?, notes: [Note]) {
        self.receipt = receipt
        self.request = request
        let role = receipt.state.contract?.role(request.role)
        budget = role.map { Budget(role: $0, state: receipt.state) }
        // Time fills the cap in the ledger's order, so what was held when it was recorded is the end of it; what
        // came since doesn't change what its writer was told.
        let roleThen = receipt.stateThen.contract?.role(request.role) ?? role
        let heldThen = roleThen.map { Budget(role: $0, state: receipt.stateThen).held } ?? .zero
        held = max(.zero, min(request.minutes, heldThen))
        heldBefore = before.flatMap { state in
            state.contract?.role(request.role).map { Budget(role: $0, state: state).held }
        }
        self.notes = receipt.isRepeat ? [] : notes
        lapsesSubmission =
            !receipt.isRepeat
            && receipt.stateThen.lapsedSubmissions[request.date.monday]?.contains(request.person) == true
    }
}

extension Entry {
    /// The person who worked, if the entry is time.
    fileprivate var worker: String? {
        if case .time(let time) = event { time.person } else { nil }
    }
}

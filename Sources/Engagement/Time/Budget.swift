package import CivilTime

/// Where a role stands against its cap.
///
/// `used + remaining == cap`, always; `held` is what was logged beyond the cap, recorded truthfully
/// and counted apart until an approved change request covers it. Time fills the cap in the ledger's
/// order, so the oldest time is used and the newest is held, and an entry that crosses the cap is
/// used up to it and held beyond.
package struct Budget: Sendable, Equatable {
    package let role: String
    package let title: String
    /// What the contract as signed allows.
    package let contracted: Minutes
    /// What approved change requests add.
    package let approved: Minutes
    /// What proposed change requests would add.
    package let pending: Minutes
    package let planned: Minutes
    package let used: Minutes
    package let held: Minutes

    /// - Parameter role: As the contract was signed, without change requests.
    package init(role: Role, state: State) {
        self.role = role.id
        title = role.title
        contracted = role.cap
        approved = Self.added(to: role.id, by: state.changes, .approved)
        pending = Self.added(to: role.id, by: state.changes, .proposed)
        planned = state.plan.reduce(.zero) { $1.key.role == role.id ? $0 + $1.value : $0 }
        let logged = state.minutesByRole[role.id] ?? .zero
        let cap = contracted + approved
        used = min(logged, cap)
        held = max(.zero, logged - cap)
    }

    package var cap: Minutes { contracted + approved }
    /// Everything that was logged: what is used, and what is held beside it.
    package var worked: Minutes { used + held }
    package var remaining: Minutes { cap - used }

    /// The share of the cap that is used, in whole percent, rounded down so that 100 means all.
    package var percent: Int { cap == .zero ? 0 : max(0, used.count) * 100 / cap.count }

    private static func added(to role: String, by changes: [ChangeRequest], _ status: ChangeRequest.Status) -> Minutes {
        changes.filter { $0.status == status }.reduce(.zero) { sum, change in
            guard case .addTime(role, let minutes) = change.proposal.effect else { return sum }
            return sum + minutes
        }
    }
}

/// How much of each time entry is held.
///
/// Time fills the cap in the ledger's order, and a correction that lowers the total releases the oldest held
/// time. So what is held at last is the end of what came over the cap, and a walk from the newest entry back
/// finds it without the older ones:
///
///     var held = HeldTime(state: state, contract: contract)
///     for time in newestFirst { held.next(time.minutes, of: time.role) }
package struct HeldTime {
    private struct Standing {
        let cap: Minutes
        /// Everything logged up to the entry that comes next.
        var logged: Minutes
        /// Held time whose entries have not come yet.
        var held: Minutes
    }

    private var roles: [String: Standing] = [:]

    /// - Parameter contract: As it was signed.
    package init(state: State, contract: Contract) {
        for (role, logged) in state.minutesByRole {
            let cap = contract.role(role).map { Budget(role: $0, state: state).cap } ?? .zero
            roles[role] = Standing(cap: cap, logged: logged, held: max(.zero, logged - cap))
        }
    }

    /// No older entry holds anything.
    package var isFound: Bool { roles.values.allSatisfy { $0.held == .zero } }

    /// How much of `minutes` is held: of the next entry, from the newest that counts to the oldest.
    package mutating func next(_ minutes: Minutes, of role: String) -> Minutes {
        guard var standing = roles[role] else { return .zero }
        let overCap = max(.zero, min(minutes, standing.logged - standing.cap))
        let held = min(overCap, standing.held)
        standing.logged = standing.logged - minutes
        standing.held = standing.held - held
        roles[role] = standing
        return held
    }

    /// The held minutes by the entry's id; entries wholly inside the cap are absent.
    ///
    /// - Parameters:
    ///   - entries: Every entry, in the ledger's order.
    ///   - state: What they add up to.
    package static func byEntry(_ entries: [Entry], state: State, contract: Contract) -> [String: Minutes] {
        var time = HeldTime(state: state, contract: contract)
        var held: [String: Minutes] = [:]
        for entry in entries.reversed() where state.voided[entry.id] == nil {
            guard case .time(let logged) = entry.event else { continue }
            let minutes = time.next(logged.minutes, of: logged.role)
            if minutes > .zero { held[entry.id] = minutes }
        }
        return held
    }
}

extension State {
    /// How held time of a role is released: by the request that waits for its decision, or by a new one.
    package func releasing(_ budget: Budget) -> Hint {
        let requests = changes.filter { change in
            guard case .addTime(let role, _) = change.proposal.effect else { return false }
            return role == budget.role
        }
        if let pending = requests.first(where: { $0.status == .proposed }) {
            return
                "\(pending.label), '\(pending.proposal.title)', waits for its decision: \(.approveChange(pending.label))"
        }
        let propose: Hint = "\(.proposeChange(.addTime(role: budget.role, minutes: budget.held)))"
        guard let last = requests.last, last.status == .declined, let decision = last.decision else {
            return "release it by a change request: \(propose)"
        }
        return "\(decision.decidedBy) declined \(last.label); another request: \(propose)"
    }
}

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
package enum HeldTime {
    /// The held minutes by the entry's id; entries wholly inside the cap are absent.
    ///
    /// A correction changes the total of its role from its own place in the ledger on.
    ///
    /// - Parameter entries: Every entry, in the ledger's order.
    package static func byEntry(_ entries: [Entry], state: State, contract: Contract) -> [String: Minutes] {
        let caps = Dictionary(
            contract.roles.map { ($0.id, Budget(role: $0, state: state).cap) }, uniquingKeysWith: { first, _ in first })
        var logged: [String: Minutes] = [:]
        var held: [String: Minutes] = [:]
        /// Entries of each role that hold time, the newest last.
        var holders: [String: [String]] = [:]
        for entry in entries where state.voided[entry.id] == nil {
            guard case .timeLogged(let time) = entry.event else { continue }
            let cap = caps[time.role] ?? .zero
            let before = logged[time.role, default: .zero]
            let after = before + time.minutes
            logged[time.role] = after
            if time.minutes < .zero {
                release(max(.zero, before - cap) - max(.zero, after - cap), &held, holders[time.role] ?? [])
            } else if after > cap {
                held[entry.id] = after - max(before, cap)
                holders[time.role, default: []].append(entry.id)
            }
        }
        return held.filter { $0.value > .zero }
    }

    /// A correction that lowers the total releases held time, the oldest first.
    private static func release(_ amount: Minutes, _ held: inout [String: Minutes], _ holders: [String]) {
        var left = amount
        for id in holders where left > .zero {
            let part = min(left, held[id] ?? .zero)
            held[id] = (held[id] ?? .zero) - part
            left -= part
        }
    }
}

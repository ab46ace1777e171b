/// Where a role stands against its cap.
///
/// `used + remaining == cap`, always; `held` is what was logged beyond the cap, recorded truthfully
/// and counted apart until an approved change request covers it. Time fills the cap in the ledger's
/// order, so the oldest time is used and the newest is held, and an entry that crosses the cap is
/// used up to it and held beyond.
package struct Budget: Sendable, Equatable {
    package let role: String
    package let title: String
    package let cap: Minutes
    package let used: Minutes
    package let held: Minutes
    package let remaining: Minutes

    package init(role: Role, logged: Minutes) {
        self.role = role.id
        title = role.title
        cap = role.cap
        used = min(logged, role.cap)
        held = max(.zero, logged - role.cap)
        remaining = role.cap - used
    }

    /// The share of the cap that is used, in whole percent, rounded down so that 100 means all.
    package var percent: Int { cap == .zero ? 0 : used.count * 100 / cap.count }
}

extension State {
    /// How much of each time record is held, by the record's id; records wholly inside the cap are absent.
    package func heldMinutes(under contract: Contract) -> [String: Minutes] {
        var logged: [String: Minutes] = [:]
        var held: [String: Minutes] = [:]
        for record in timeRecords {
            let cap = contract.role(record.time.role)?.cap ?? .zero
            let before = logged[record.time.role, default: .zero]
            let after = before + record.time.minutes
            logged[record.time.role] = after
            if after > cap { held[record.id] = after - max(before, cap) }
        }
        return held
    }
}

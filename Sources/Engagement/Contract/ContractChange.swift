package import CivilTime

/// A change of a cap or of the window that somebody made in the contract itself, without a change request.
package struct ContractChange: Sendable, Equatable {
    package enum Effect: Sendable, Equatable {
        /// Nil before if the role is new, and nil after if it left the contract.
        case cap(role: String, title: String, before: Minutes?, after: Minutes?)
        case windowStart(before: CivilDate, after: CivilDate)
        case windowEnd(before: CivilDate, after: CivilDate)
    }

    package let effect: Effect
    /// The day on which the ledger recorded it; nil if the contract was edited and no entry came since.
    package let recordedOn: CivilDate?

    /// What the caps and the window of two versions of a contract differ in.
    static func all(from old: Contract, to new: Contract, recordedOn: CivilDate?) -> [ContractChange] {
        let kept = new.roles.compactMap { role -> Effect? in
            let before = old.role(role.id)?.cap
            guard before != role.cap else { return nil }
            return .cap(role: role.id, title: role.title, before: before, after: role.cap)
        }
        let gone = old.roles.filter { new.role($0.id) == nil }.map { role in
            Effect.cap(role: role.id, title: role.title, before: role.cap, after: nil)
        }
        var window: [Effect] = []
        if old.window.start != new.window.start {
            window.append(.windowStart(before: old.window.start, after: new.window.start))
        }
        if old.window.end != new.window.end {
            window.append(.windowEnd(before: old.window.end, after: new.window.end))
        }
        return (kept + gone + window).map { ContractChange(effect: $0, recordedOn: recordedOn) }
    }
}

extension ContractChange: CustomStringConvertible {
    /// In words: `the cap of Data Scientist is 10d, it was 14d`.
    package var description: String {
        switch effect {
        case .cap(_, let title, let before?, let after?): "the cap of \(title) is \(after), it was \(before)"
        case .cap(_, let title, nil, let after?): "\(title) is a new role with a cap of \(after)"
        case .cap(_, let title, let before?, nil): "\(title), with a cap of \(before), is no role any more"
        case .cap(_, let title, nil, nil): "\(title) is no role"
        case .windowStart(let before, let after): "the window starts on \(after), it started on \(before)"
        case .windowEnd(let before, let after): "the window ends on \(after), it ended on \(before)"
        }
    }

    /// When it was recorded, in words: `recorded on 2026-12-18`.
    package var recorded: String { recordedOn.map { "recorded on \($0)" } ?? "not recorded yet" }
}

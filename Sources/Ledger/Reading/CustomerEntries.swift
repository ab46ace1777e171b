package import Engagement

/// The part of a ledger that the customer may have.
///
/// What the supplier wrote for itself is left out: plans, weeks and risks, what it noted about prerequisites and
/// activities, and time unless the contract says that the customer sees days. The entries keep their operations, and so
/// their ids; in a ledger of their own they make another chain.
package enum CustomerEntries {
    /// Returns the writes that make the customer's ledger, in order.
    package static func writes(of entries: [Entry], showsDays: Bool) -> [(write: Write, event: Event)] {
        var contract: Contract?
        var kept: Set<String> = []
        var writes: [(write: Write, event: Event)] = []
        for entry in entries {
            guard let event = shown(entry.event, kept: kept, showsDays: showsDays) else { continue }
            if case .contract(let recorded) = event {
                // A later version that changed only what is left out would say nothing.
                if recorded.contract == contract { continue }
                contract = recorded.contract
            }
            guard let contract else { continue }
            kept.insert(entry.id)
            writes.append(
                (
                    Write(
                        operation: entry.operation, actor: entry.actor, moment: entry.moment, contract: contract), event
                ))
        }
        return writes
    }

    /// - Parameter kept: The ids of the entries that are in the copy.
    private static func shown(_ event: Event, kept: Set<String>, showsDays: Bool) -> Event? {
        switch event {
        case .contract(let event): .contract(ContractRecorded(contract: event.contract.shownToCustomer))
        case .time: showsDays ? event : nil
        case .prerequisite(let event): .prerequisite(event.withoutNotes)
        case .activity(let event): .activity(event.withoutNotes)
        case .change, .session, .question, .rehearsal, .acceptance: event
        // A run may be of an internal runbook, and its values are the supplier's own.
        case .plan, .week, .risk, .run: nil
        case .entry(.voided(var event)): kept.contains(event.target) ? .entry(.voided(event.withoutReason())) : nil
        case .entry(.restored(let restored)): kept.contains(restored.target) ? event : nil
        }
    }
}

extension PrerequisiteEvent {
    fileprivate var withoutNotes: PrerequisiteEvent {
        switch self {
        case .confirmed(var event):
            event.evidence = ""
            return .confirmed(event)
        case .waived(var event):
            event.reason = ""
            return .waived(event)
        case .blocked(var event):
            event.reason = ""
            return .blocked(event)
        case .reopened(var event):
            event.reason = ""
            return .reopened(event)
        }
    }
}

extension ActivityEvent {
    fileprivate var withoutNotes: ActivityEvent {
        switch self {
        case .started(var event):
            event.reason = nil
            return .started(event)
        case .done(var event):
            event.workedMinutes = nil
            return .done(event)
        case .dropped(var event):
            event.reason = ""
            return .dropped(event)
        }
    }
}

extension EntryVoided {
    fileprivate mutating func withoutReason() -> EntryVoided {
        reason = ""
        return self
    }
}

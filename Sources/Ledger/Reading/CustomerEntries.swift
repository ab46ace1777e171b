package import Engagement

/// The part of a ledger that the customer may have.
///
/// What the supplier wrote for itself is left out: plans, weeks and risks, what it noted about prerequisites and
/// activities, and time unless the contract says that the customer sees days. The entries keep their operations, and so
/// their ids; in a ledger of their own they make another chain.
package enum CustomerEntries {
    /// Returns the writes that make the customer's ledger, in order.
    ///
    /// - Parameter documents: The ids of the documents that the customer sees; what is about others is left out.
    package static func writes(
        of entries: [Entry], documents: Set<String>, showsDays: Bool
    ) -> [(write: Write, event: Event)] {
        var contract: Contract?
        var kept: Set<String> = []
        var writes: [(write: Write, event: Event)] = []
        for entry in entries {
            guard let event = shown(entry.event, kept: kept, documents: documents, showsDays: showsDays) else {
                continue
            }
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
    private static func shown(
        _ event: Event, kept: Set<String>, documents: Set<String>, showsDays: Bool
    ) -> Event? {
        switch event {
        case .contract(let event): .contract(ContractRecorded(contract: event.contract.shownToCustomer))
        case .time: showsDays ? event : nil
        case .prerequisite(let event): .prerequisite(event.withoutNotes)
        case .activity(let event): .activity(event.withoutNotes)
        case .change, .question(.closed): event
        case .question(.asked(let asked)): asked.document.map(documents.contains) ?? true ? event : nil
        case .session(.held(var held)): .session(.held(held.covering(documents)))
        case .session: event
        case .rehearsal(.recorded(let rehearsal)): documents.contains(rehearsal.document.document) ? event : nil
        case .rehearsal(.immaterial(let change)): documents.contains(change.document) ? event : nil
        case .acceptance(.evidenceAdded(let evidence)): evidence.isAbout(documents, or: kept) ? event : nil
        case .acceptance(.conditionMet(let met)): kept.contains(met.signOff) ? event : nil
        case .acceptance(.signOffGiven): event
        case .run(let run): documents.contains(run.runbook) ? event : nil
        case .plan, .week, .risk: nil
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

extension SessionHeld {
    fileprivate mutating func covering(_ documents: Set<String>) -> SessionHeld {
        self.documents.removeAll { !documents.contains($0.document) }
        return self
    }
}

extension EvidenceAdded {
    /// Whether it is about one of `documents`, one of the entries in `kept`, or something outside.
    fileprivate func isAbout(_ documents: Set<String>, or kept: Set<String>) -> Bool {
        switch subject {
        case .document(let version): documents.contains(version.document)
        case .rehearsal(let id), .session(let id): kept.contains(id)
        case .outside: true
        }
    }
}

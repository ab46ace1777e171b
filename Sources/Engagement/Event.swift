/// What happened.
///
/// The raw kinds are stored in the ledger and never change their meaning.
package enum Event: Sendable, Equatable {
    // Boxed, so that the many small events do not carry room for a contract.
    indirect case contractRecorded(ContractRecorded)
    case timeLogged(TimeLogged)
    case prerequisiteConfirmed(PrerequisiteConfirmed)
    case prerequisiteWaived(PrerequisiteWaived)
    case prerequisiteBlocked(PrerequisiteBlocked)
    case prerequisiteReopened(PrerequisiteReopened)
    case activityStarted(ActivityStarted)
    case activityDone(ActivityDone)
    case activityDropped(ActivityDropped)
    case changeProposed(ChangeProposed)
    case changeApproved(ChangeDecided)
    case changeDeclined(ChangeDecided)
    case planSet(PlanSet)
    case sessionPlanned(SessionPlanned)
    case sessionCancelled(SessionCancelled)
    case weekSubmitted(WeekSubmitted)
    case weekClosed(WeekClosed)
    case weekReopened(WeekReopened)
    case riskAdded(RiskAdded)
    case riskClosed(RiskClosed)
    case entryVoided(EntryVoided)
    case entryRestored(EntryRestored)

    /// The name under which the ledger stores it.
    package enum Kind: String, CaseIterable, Sendable, Codable {
        case contractRecorded = "contract-recorded"
        case timeLogged = "time-logged"
        case prerequisiteConfirmed = "prerequisite-confirmed"
        case prerequisiteWaived = "prerequisite-waived"
        case prerequisiteBlocked = "prerequisite-blocked"
        case prerequisiteReopened = "prerequisite-reopened"
        case activityStarted = "activity-started"
        case activityDone = "activity-done"
        case activityDropped = "activity-dropped"
        case changeProposed = "change-proposed"
        case changeApproved = "change-approved"
        case changeDeclined = "change-declined"
        case planSet = "plan-set"
        case sessionPlanned = "session-planned"
        case sessionCancelled = "session-cancelled"
        case weekSubmitted = "week-submitted"
        case weekClosed = "week-closed"
        case weekReopened = "week-reopened"
        case riskAdded = "risk-added"
        case riskClosed = "risk-closed"
        case entryVoided = "entry-voided"
        case entryRestored = "entry-restored"
    }
}

/// What an event says, in the form that the ledger stores as JSON.
package protocol EventPayload: Codable, Sendable, Equatable {}

extension Event {
    package var kind: Kind { parts.kind }

    package var payload: any EventPayload { parts.payload }

    private var parts: (kind: Kind, payload: any EventPayload) {
        switch self {
        case .contractRecorded(let payload): (.contractRecorded, payload)
        case .timeLogged(let payload): (.timeLogged, payload)
        case .prerequisiteConfirmed(let payload): (.prerequisiteConfirmed, payload)
        case .prerequisiteWaived(let payload): (.prerequisiteWaived, payload)
        case .prerequisiteBlocked(let payload): (.prerequisiteBlocked, payload)
        case .prerequisiteReopened(let payload): (.prerequisiteReopened, payload)
        case .activityStarted(let payload): (.activityStarted, payload)
        case .activityDone(let payload): (.activityDone, payload)
        case .activityDropped(let payload): (.activityDropped, payload)
        case .changeProposed(let payload): (.changeProposed, payload)
        case .changeApproved(let payload): (.changeApproved, payload)
        case .changeDeclined(let payload): (.changeDeclined, payload)
        case .planSet(let payload): (.planSet, payload)
        case .sessionPlanned(let payload): (.sessionPlanned, payload)
        case .sessionCancelled(let payload): (.sessionCancelled, payload)
        case .weekSubmitted(let payload): (.weekSubmitted, payload)
        case .weekClosed(let payload): (.weekClosed, payload)
        case .weekReopened(let payload): (.weekReopened, payload)
        case .riskAdded(let payload): (.riskAdded, payload)
        case .riskClosed(let payload): (.riskClosed, payload)
        case .entryVoided(let payload): (.entryVoided, payload)
        case .entryRestored(let payload): (.entryRestored, payload)
        }
    }

    /// Reads an event of `kind` from `source`, a decoder positioned on its payload.
    package init(_ kind: Kind, from source: some PayloadSource) throws {
        self =
            switch kind {
            case .contractRecorded: .contractRecorded(try source.payload())
            case .timeLogged: .timeLogged(try source.payload())
            case .prerequisiteConfirmed: .prerequisiteConfirmed(try source.payload())
            case .prerequisiteWaived: .prerequisiteWaived(try source.payload())
            case .prerequisiteBlocked: .prerequisiteBlocked(try source.payload())
            case .prerequisiteReopened: .prerequisiteReopened(try source.payload())
            case .activityStarted: .activityStarted(try source.payload())
            case .activityDone: .activityDone(try source.payload())
            case .activityDropped: .activityDropped(try source.payload())
            case .changeProposed: .changeProposed(try source.payload())
            case .changeApproved: .changeApproved(try source.payload())
            case .changeDeclined: .changeDeclined(try source.payload())
            case .planSet: .planSet(try source.payload())
            case .sessionPlanned: .sessionPlanned(try source.payload())
            case .sessionCancelled: .sessionCancelled(try source.payload())
            case .weekSubmitted: .weekSubmitted(try source.payload())
            case .weekClosed: .weekClosed(try source.payload())
            case .weekReopened: .weekReopened(try source.payload())
            case .riskAdded: .riskAdded(try source.payload())
            case .riskClosed: .riskClosed(try source.payload())
            case .entryVoided: .entryVoided(try source.payload())
            case .entryRestored: .entryRestored(try source.payload())
            }
    }
}

/// Something that an event's payload can be read from, whatever its type.
package protocol PayloadSource {
    func payload<Payload: EventPayload>() throws -> Payload
}

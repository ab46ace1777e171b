/// What happened, by concept.
///
/// Each concept's folder defines its events and their payloads. A new kind of entry is added there, and to `Kind`.
package enum Event: Sendable, Equatable {
    // Boxed, so that the many small events do not carry room for a contract.
    indirect case contract(ContractRecorded)
    case time(TimeLogged)
    case prerequisite(PrerequisiteEvent)
    case activity(ActivityEvent)
    case change(ChangeEvent)
    case plan(PlanSet)
    case session(SessionEvent)
    case question(QuestionEvent)
    case rehearsal(RehearsalEvent)
    case acceptance(AcceptanceEvent)
    case run(RunRecorded)
    case week(WeekEvent)
    case risk(RiskEvent)
    case entry(EntryEvent)

    /// The name under which the ledger stores an event; a name never changes its meaning.
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
        case sessionHeld = "session-held"
        case questionAsked = "question-asked"
        case questionClosed = "question-closed"
        case rehearsalRecorded = "rehearsal-recorded"
        case changeMarkedImmaterial = "change-marked-immaterial"
        case evidenceAdded = "evidence-added"
        case signOffGiven = "sign-off-given"
        case conditionMet = "condition-met"
        case runRecorded = "run-recorded"
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
        case .contract(let payload): (.contractRecorded, payload)
        case .time(let payload): (.timeLogged, payload)
        case .prerequisite(let event): event.parts
        case .activity(let event): event.parts
        case .change(let event): event.parts
        case .plan(let payload): (.planSet, payload)
        case .session(let event): event.parts
        case .question(let event): event.parts
        case .rehearsal(let event): event.parts
        case .acceptance(let event): event.parts
        case .run(let payload): (.runRecorded, payload)
        case .week(let event): event.parts
        case .risk(let event): event.parts
        case .entry(let event): event.parts
        }
    }

    /// Reads an event of `kind` from `source`, a decoder positioned on its payload.
    package init(_ kind: Kind, from source: some PayloadSource) throws {
        self =
            switch kind {
            case .contractRecorded: .contract(try source.payload())
            case .timeLogged: .time(try source.payload())
            case .prerequisiteConfirmed: .prerequisite(.confirmed(try source.payload()))
            case .prerequisiteWaived: .prerequisite(.waived(try source.payload()))
            case .prerequisiteBlocked: .prerequisite(.blocked(try source.payload()))
            case .prerequisiteReopened: .prerequisite(.reopened(try source.payload()))
            case .activityStarted: .activity(.started(try source.payload()))
            case .activityDone: .activity(.done(try source.payload()))
            case .activityDropped: .activity(.dropped(try source.payload()))
            case .changeProposed: .change(.proposed(try source.payload()))
            case .changeApproved: .change(.approved(try source.payload()))
            case .changeDeclined: .change(.declined(try source.payload()))
            case .planSet: .plan(try source.payload())
            case .sessionPlanned: .session(.planned(try source.payload()))
            case .sessionCancelled: .session(.cancelled(try source.payload()))
            case .sessionHeld: .session(.held(try source.payload()))
            case .questionAsked: .question(.asked(try source.payload()))
            case .questionClosed: .question(.closed(try source.payload()))
            case .rehearsalRecorded: .rehearsal(.recorded(try source.payload()))
            case .changeMarkedImmaterial: .rehearsal(.immaterial(try source.payload()))
            case .evidenceAdded: .acceptance(.evidenceAdded(try source.payload()))
            case .signOffGiven: .acceptance(.signOffGiven(try source.payload()))
            case .conditionMet: .acceptance(.conditionMet(try source.payload()))
            case .runRecorded: .run(try source.payload())
            case .weekSubmitted: .week(.submitted(try source.payload()))
            case .weekClosed: .week(.closed(try source.payload()))
            case .weekReopened: .week(.reopened(try source.payload()))
            case .riskAdded: .risk(.added(try source.payload()))
            case .riskClosed: .risk(.closed(try source.payload()))
            case .entryVoided: .entry(.voided(try source.payload()))
            case .entryRestored: .entry(.restored(try source.payload()))
            }
    }
}

/// Something that an event's payload can be read from, whatever its type.
package protocol PayloadSource {
    func payload<Payload: EventPayload>() throws -> Payload
}

/// The contract as it reads from here on.
package struct ContractRecorded: EventPayload {
    package var contract: Contract

    package init(contract: Contract) { self.contract = contract }
}

/// Somebody worked.
package struct TimeLogged: EventPayload {
    package var role: String
    package var activity: String
    package var person: String
    package var date: CivilDate
    /// More than zero, but in a correction.
    package var minutes: Minutes
    package var note: String
    /// Worked on a weekend or holiday, and somebody confirmed that it is meant.
    package var isNonBusinessDay: Bool
    /// Worked outside the contract's window, and somebody confirmed that it is meant.
    package var isOutsideWindow: Bool
    /// The full id of the entry of a closed week that this one corrects.
    package var corrects: String?
    /// The day of a closed week on which late time was worked; `date` is then the day that counts it.
    package var workedOn: CivilDate?
    /// Why late time was not recorded before its week was closed.
    package var lateReason: String?

    package init(
        role: String, activity: String, person: String, date: CivilDate, minutes: Minutes, note: String = "",
        isNonBusinessDay: Bool = false, isOutsideWindow: Bool = false, corrects: String? = nil,
        workedOn: CivilDate? = nil, lateReason: String? = nil
    ) {
        self.role = role
        self.activity = activity
        self.person = person
        self.date = date
        self.minutes = minutes
        self.note = note
        self.isNonBusinessDay = isNonBusinessDay
        self.isOutsideWindow = isOutsideWindow
        self.corrects = corrects
        self.workedOn = workedOn
        self.lateReason = lateReason
    }
}

/// The customer showed that a prerequisite holds.
package struct PrerequisiteConfirmed: EventPayload {
    package var prerequisite: String
    package var evidence: String

    package init(prerequisite: String, evidence: String) {
        self.prerequisite = prerequisite
        self.evidence = evidence
    }
}

/// Somebody with the authority decided to go on without a prerequisite.
package struct PrerequisiteWaived: EventPayload {
    package var prerequisite: String
    package var waivedBy: String
    package var reason: String

    package init(prerequisite: String, waivedBy: String, reason: String) {
        self.prerequisite = prerequisite
        self.waivedBy = waivedBy
        self.reason = reason
    }
}

/// Something keeps the customer from assuring a prerequisite.
package struct PrerequisiteBlocked: EventPayload {
    package var prerequisite: String
    package var reason: String

    package init(prerequisite: String, reason: String) {
        self.prerequisite = prerequisite
        self.reason = reason
    }
}

/// A prerequisite that was confirmed, waived or blocked is open again.
package struct PrerequisiteReopened: EventPayload {
    package var prerequisite: String
    package var reason: String

    package init(prerequisite: String, reason: String) {
        self.prerequisite = prerequisite
        self.reason = reason
    }
}

/// Work on an activity began.
package struct ActivityStarted: EventPayload {
    package var activity: String
    /// Who let it start although a before-start prerequisite was open; nil where none was.
    package var overriddenBy: String?
    package var reason: String?

    package init(activity: String, overriddenBy: String? = nil, reason: String? = nil) {
        self.activity = activity
        self.overriddenBy = overriddenBy
        self.reason = reason
    }
}

/// An activity is finished.
package struct ActivityDone: EventPayload {
    package var activity: String
    /// The time that was logged on it when it was finished; nil in entries of older versions.
    package var workedMinutes: Minutes?

    package init(activity: String, workedMinutes: Minutes? = nil) {
        self.activity = activity
        self.workedMinutes = workedMinutes
    }
}

/// An activity will not be done.
package struct ActivityDropped: EventPayload {
    package var activity: String
    package var reason: String
    /// Who agreed that a required activity is not done; nil for optional ones and in entries of older versions.
    package var approvedBy: String?

    package init(activity: String, reason: String, approvedBy: String? = nil) {
        self.activity = activity
        self.reason = reason
        self.approvedBy = approvedBy
    }
}

/// Somebody asks to change the contract.
package struct ChangeProposed: EventPayload {
    package var title: String
    package var requester: String
    package var reason: String
    package var effect: ChangeEffect

    package init(title: String, requester: String, reason: String, effect: ChangeEffect) {
        self.title = title
        self.requester = requester
        self.reason = reason
        self.effect = effect
    }
}

/// Somebody approved or declined a change request.
package struct ChangeDecided: EventPayload {
    /// The full id of the entry that proposed it.
    package var change: String
    package var decidedBy: String
    package var reason: String

    package init(change: String, decidedBy: String, reason: String) {
        self.change = change
        self.decidedBy = decidedBy
        self.reason = reason
    }
}

/// How much of a role a person is to work in a week; replaces what was set before.
package struct PlanSet: EventPayload {
    package var role: String
    package var person: String
    /// The Monday of the week.
    package var week: CivilDate
    package var minutes: Minutes

    package init(role: String, person: String, week: CivilDate, minutes: Minutes) {
        self.role = role
        self.person = person
        self.week = week
        self.minutes = minutes
    }
}

/// A session is to take place.
package struct SessionPlanned: EventPayload {
    package var title: String
    /// The activity that it belongs to.
    package var activity: String
    package var date: CivilDate
    /// The local time where it takes place, or nil for a session that has a day and no hour yet.
    package var start: ClockTime?
    package var minutes: Minutes?
    package var attendees: [String]
    /// The full id of the entry that planned the session, if this entry moves it to another time; nil for a new session.
    package var moves: String?

    package init(
        title: String, activity: String, date: CivilDate, start: ClockTime? = nil, minutes: Minutes? = nil,
        attendees: [String] = [], moves: String? = nil
    ) {
        self.title = title
        self.activity = activity
        self.date = date
        self.start = start
        self.minutes = minutes
        self.attendees = attendees
        self.moves = moves
    }
}

/// A session does not take place.
package struct SessionCancelled: EventPayload {
    /// The full id of the entry that planned it.
    package var session: String
    package var reason: String

    package init(session: String, reason: String) {
        self.session = session
        self.reason = reason
    }
}

/// Something joined the register of risks, issues, assumptions and dependencies.
package struct RiskAdded: EventPayload {
    package var kind: Risk.Kind
    package var title: String
    package var owner: String

    package init(kind: Risk.Kind, title: String, owner: String) {
        self.kind = kind
        self.title = title
        self.owner = owner
    }
}

/// Something of the register is settled.
package struct RiskClosed: EventPayload {
    /// The full id of the entry that added it.
    package var risk: String
    package var resolution: String

    package init(risk: String, resolution: String) {
        self.risk = risk
        self.resolution = resolution
    }
}

/// An earlier entry no longer counts.
package struct EntryVoided: EventPayload {
    /// The full id of the entry.
    package var target: String
    package var reason: String

    package init(target: String, reason: String) {
        self.target = target
        self.reason = reason
    }
}

/// A voided entry counts again.
package struct EntryRestored: EventPayload {
    /// The full id of the entry.
    package var target: String

    package init(target: String) { self.target = target }
}

/// One line of the ledger: an event, who recorded it and when, and its place in the chain.
///
/// Entries are never changed or deleted. A correction is an entry that voids an entry.
package struct Entry: Sendable, Equatable {
    /// Counted from 1, without a gap.
    package let sequence: Int
    /// Sixteen hexadecimal digits derived from `operation`: stable, and short prefixes work.
    package let id: String
    /// Made by whoever asked for the write; the same operation is recorded at most once.
    package let operation: String
    package let moment: Moment
    /// The person or program that recorded it.
    package let actor: String
    package let event: Event
    /// SHA-256 of the entry before, in hexadecimal; 64 zeros for the first.
    package let previousHash: String
    /// SHA-256 over everything above, in hexadecimal.
    package let hash: String

    package init(
        sequence: Int, id: String, operation: String, moment: Moment, actor: String, event: Event,
        previousHash: String, hash: String
    ) {
        self.sequence = sequence
        self.id = id
        self.operation = operation
        self.moment = moment
        self.actor = actor
        self.event = event
        self.previousHash = previousHash
        self.hash = hash
    }

    /// As much of the id as people need to read and type.
    package var shortID: String { String(id.prefix(8)) }
}

/// When something was recorded: the instant, and the civil date on the recorder's own calendar.
package struct Moment: Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let milliseconds: Int
    /// The date on the wall where it was recorded; `--as-of` compares this.
    package let date: CivilDate

    package init(milliseconds: Int, date: CivilDate) {
        self.milliseconds = milliseconds
        self.date = date
    }

    /// RFC 3339 in UTC: `2026-12-01T09:30:00.000Z`.
    package var timestamp: String {
        let day = Int((Double(milliseconds) / 86_400_000).rounded(.down))
        let rest = milliseconds - day * 86_400_000
        func padded(_ number: Int, _ width: Int = 2) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0) }
        return "\(CivilDate(dayNumber: day))T\(clock.joined(separator: ":")).\(padded(rest % 1000, 3))Z"
    }
}

/// What happened.
///
/// The raw kinds are stored in the ledger and never change their meaning.
package enum Event: Sendable, Equatable {
    // Boxed, so that the many small events do not carry room for a contract.
    indirect case contractRecorded(ContractRecorded)
    case timeLogged(TimeLogged)
    case prerequisiteConfirmed(PrerequisiteConfirmed)
    case prerequisiteWaived(PrerequisiteWaived)
    case activityStarted(ActivityStarted)
    case activityDone(ActivityDone)
    case activityDropped(ActivityDropped)
    case entryVoided(EntryVoided)
    case entryRestored(EntryRestored)

    /// The name under which the ledger stores it.
    package enum Kind: String, CaseIterable, Sendable, Codable {
        case contractRecorded = "contract-recorded"
        case timeLogged = "time-logged"
        case prerequisiteConfirmed = "prerequisite-confirmed"
        case prerequisiteWaived = "prerequisite-waived"
        case activityStarted = "activity-started"
        case activityDone = "activity-done"
        case activityDropped = "activity-dropped"
        case entryVoided = "entry-voided"
        case entryRestored = "entry-restored"
    }

    package var kind: Kind {
        switch self {
        case .contractRecorded: .contractRecorded
        case .timeLogged: .timeLogged
        case .prerequisiteConfirmed: .prerequisiteConfirmed
        case .prerequisiteWaived: .prerequisiteWaived
        case .activityStarted: .activityStarted
        case .activityDone: .activityDone
        case .activityDropped: .activityDropped
        case .entryVoided: .entryVoided
        case .entryRestored: .entryRestored
        }
    }
}

/// The contract as it reads from here on.
package struct ContractRecorded: Sendable, Equatable, Codable {
    package var contract: Contract

    package init(contract: Contract) { self.contract = contract }
}

/// Somebody worked.
package struct TimeLogged: Sendable, Equatable, Codable {
    package var role: String
    package var activity: String
    package var person: String
    package var date: CivilDate
    package var minutes: Minutes
    package var note: String
    /// Worked on a weekend or holiday, and somebody confirmed that it is meant.
    package var isNonBusinessDay: Bool
    /// Worked outside the contract's window, and somebody confirmed that it is meant.
    package var isOutsideWindow: Bool

    package init(
        role: String, activity: String, person: String, date: CivilDate, minutes: Minutes, note: String = "",
        isNonBusinessDay: Bool = false, isOutsideWindow: Bool = false
    ) {
        self.role = role
        self.activity = activity
        self.person = person
        self.date = date
        self.minutes = minutes
        self.note = note
        self.isNonBusinessDay = isNonBusinessDay
        self.isOutsideWindow = isOutsideWindow
    }
}

/// The customer showed that a prerequisite holds.
package struct PrerequisiteConfirmed: Sendable, Equatable, Codable {
    package var prerequisite: String
    package var evidence: String

    package init(prerequisite: String, evidence: String) {
        self.prerequisite = prerequisite
        self.evidence = evidence
    }
}

/// Somebody with the authority decided to go on without a prerequisite.
package struct PrerequisiteWaived: Sendable, Equatable, Codable {
    package var prerequisite: String
    package var waivedBy: String
    package var reason: String

    package init(prerequisite: String, waivedBy: String, reason: String) {
        self.prerequisite = prerequisite
        self.waivedBy = waivedBy
        self.reason = reason
    }
}

/// Work on an activity began.
package struct ActivityStarted: Sendable, Equatable, Codable {
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
package struct ActivityDone: Sendable, Equatable, Codable {
    package var activity: String

    package init(activity: String) { self.activity = activity }
}

/// An activity will not be done.
package struct ActivityDropped: Sendable, Equatable, Codable {
    package var activity: String
    package var reason: String

    package init(activity: String, reason: String) {
        self.activity = activity
        self.reason = reason
    }
}

/// An earlier entry no longer counts.
package struct EntryVoided: Sendable, Equatable, Codable {
    /// The full id of the entry.
    package var target: String
    package var reason: String

    package init(target: String, reason: String) {
        self.target = target
        self.reason = reason
    }
}

/// A voided entry counts again.
package struct EntryRestored: Sendable, Equatable, Codable {
    /// The full id of the entry.
    package var target: String

    package init(target: String) { self.target = target }
}

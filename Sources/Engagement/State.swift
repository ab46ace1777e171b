/// What the ledger's entries add up to.
///
/// A fold over the entries in their order and nothing else: the same entries always make the same
/// state. An entry that is voided counts as if it had never been written, until it is restored.
///
///     let state = State(entries)
///     state.minutesByRole["data-scientist"]     // everything logged, over the cap or not
package struct State: Sendable, Equatable {
    /// Where a prerequisite stands.
    package enum PrerequisiteStanding: String, Sendable, Equatable, Codable {
        case open, confirmed, waived
    }

    /// Where an activity stands.
    package enum ActivityStanding: String, Sendable, Equatable, Codable {
        case planned, started, done, dropped
    }

    /// A time entry that counts, with the entry that recorded it.
    package struct TimeRecord: Sendable, Equatable {
        package let sequence: Int
        package let id: String
        package let actor: String
        package let time: TimeLogged
    }

    /// The last change of a prerequisite or an activity that counts.
    package struct Change<Standing: Sendable & Equatable>: Sendable, Equatable {
        package let standing: Standing
        package let entry: Entry
    }

    /// The contract as last recorded; nil in an empty ledger.
    package private(set) var contract: Contract?
    /// How many entries were folded, voided ones included.
    package private(set) var entryCount = 0
    package private(set) var lastHash: String?
    /// In the ledger's order.
    package private(set) var timeRecords: [TimeRecord] = []
    package private(set) var minutesByRole: [String: Minutes] = [:]
    package private(set) var minutesByActivity: [String: Minutes] = [:]
    package private(set) var prerequisites: [String: Change<PrerequisiteStanding>] = [:]
    package private(set) var activities: [String: Change<ActivityStanding>] = [:]
    /// Ids of the entries that do not count, and the entry that voided each.
    package private(set) var voided: [String: Entry] = [:]

    package init(_ entries: some Sequence<Entry>) {
        let entries = Array(entries)
        for entry in entries {
            switch entry.event {
            case .entryVoided(let event): voided[event.target] = entry
            case .entryRestored(let event): voided[event.target] = nil
            default: break
            }
        }
        for entry in entries {
            entryCount += 1
            lastHash = entry.hash
            if voided[entry.id] == nil { apply(entry) }
        }
    }

    private mutating func apply(_ entry: Entry) {
        switch entry.event {
        case .contractRecorded(let event):
            contract = event.contract
        case .timeLogged(let time):
            timeRecords.append(
                TimeRecord(sequence: entry.sequence, id: entry.id, actor: entry.actor, time: time))
            minutesByRole[time.role, default: .zero] += time.minutes
            minutesByActivity[time.activity, default: .zero] += time.minutes
        case .prerequisiteConfirmed(let event):
            prerequisites[event.prerequisite] = Change(standing: .confirmed, entry: entry)
        case .prerequisiteWaived(let event):
            prerequisites[event.prerequisite] = Change(standing: .waived, entry: entry)
        case .activityStarted(let event):
            activities[event.activity] = Change(standing: .started, entry: entry)
        case .activityDone(let event):
            activities[event.activity] = Change(standing: .done, entry: entry)
        case .activityDropped(let event):
            activities[event.activity] = Change(standing: .dropped, entry: entry)
        case .entryVoided, .entryRestored:
            break
        }
    }

    package func standing(ofPrerequisite id: String) -> PrerequisiteStanding {
        prerequisites[id]?.standing ?? .open
    }

    package func standing(ofActivity id: String) -> ActivityStanding {
        activities[id]?.standing ?? .planned
    }

    /// Everything that `person` logged on `date`, in every role.
    package func minutes(of person: String, on date: CivilDate) -> Minutes {
        timeRecords.reduce(.zero) { sum, record in
            record.time.person == person && record.time.date == date ? sum + record.time.minutes : sum
        }
    }
}

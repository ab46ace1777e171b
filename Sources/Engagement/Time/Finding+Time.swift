import CivilTime

extension Finding {
    /// Time that is logged for days after the report's.
    static func timeToCome(_ state: State, asOf: CivilDate) -> [Finding] {
        let ahead = state.totals.filter { $0.date > asOf }
        return Dictionary(grouping: ahead, by: \.person).sorted { $0.key < $1.key }.map { person, totals in
            let minutes = totals.reduce(Minutes.zero) { $0 + $1.minutes }
            let dates = Set(totals.map(\.date)).sorted()
            return Finding(
                rule: .timeToCome, subject: person,
                message: "\(minutes) of \(person) is logged for days that have not come: "
                    + abridged(dates.map(\.description), atMost: 4),
                hint: "log time when it is worked; undo what is not meant, and plan it instead")
        }
    }

    /// Activities whose state and time contradict each other.
    static func misplacedTime(
        _ contract: Contract, _ state: State, _ activities: [StatusReport.ActivityLine],
        _ prerequisites: [StatusReport.PrerequisiteLine]
    ) -> [Finding] {
        activities.filter { contract.activity($0.id) != nil }.flatMap { line -> [Finding] in
            switch line.state {
            case .planned where line.worked > .zero:
                [
                    Finding(
                        rule: .timeBeforeStart, subject: line.id,
                        message: "\(line.worked) is logged on '\(line.title)', which has not started",
                        hint: "record its start, or correct the activity of the time")
                ]
            case .done: doneTooEarly(line, contract, state, prerequisites)
            case .planned, .started, .dropped: []
            }
        }
    }

    private static func doneTooEarly(
        _ line: StatusReport.ActivityLine, _ contract: Contract, _ state: State,
        _ prerequisites: [StatusReport.PrerequisiteLine]
    ) -> [Finding] {
        var findings: [Finding] = []
        if line.worked <= .zero {
            findings.append(
                Finding(
                    rule: .doneWithoutTime, subject: line.id,
                    message: "'\(line.title)' is done, and no time is logged on it",
                    hint: "log its time, or take back that it is done"))
        } else if case .activity(.done(let done)) = state.activities[line.id]?.entry.event,
            let before = done.workedMinutes, before >= .zero, line.worked > before
        {
            findings.append(
                Finding(
                    rule: .timeAfterDone, subject: line.id,
                    message: "\(line.worked - before) is logged on '\(line.title)' since it was done",
                    hint: "take back that it is done, or correct the activity of the time"))
        }
        let owed = prerequisites.filter {
            $0.isOverdue && contract.prerequisite($0.id)?.activities?.contains(line.id) == true
        }
        return findings
            + owed.map { prerequisite in
                Finding(
                    rule: .doneBeforePrerequisite, subject: line.id,
                    message: "'\(line.title)' is done, but '\(prerequisite.title)', which it needs, was due on "
                        + "\(prerequisite.due) and is \(prerequisite.state.rawValue)",
                    hint: "settle the prerequisite, or take back that the activity is done")
            }
    }
}

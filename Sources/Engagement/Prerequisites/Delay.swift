package import CivilTime

/// Business days lost while a prerequisite was overdue: computed from entries, never typed.
///
/// What is owed goes on being lost after the window's end, until somebody confirms or waives it.
package struct Delay: Sendable, Equatable {
    /// A stretch of days on which the prerequisite was overdue.
    package struct Interval: Sendable, Equatable, Codable {
        /// The first day after it was due, or the day on which it was opened again.
        package let from: CivilDate
        /// The day before it was settled; the report's day while it is owed.
        package let through: CivilDate
        package let businessDays: Int
        /// The entry that ended it; nil while it is owed.
        package let endedBy: String?
    }

    package let prerequisite: String
    package let title: String
    /// Who owed it.
    package let party: String
    package let intervals: [Interval]

    package var businessDays: Int { intervals.reduce(0) { $0 + $1.businessDays } }

    /// The delays of every prerequisite that was ever overdue by `asOf`, in the contract's order.
    package static func all(contract: Contract, state: State, asOf: CivilDate) -> [Delay] {
        contract.prerequisites.compactMap { prerequisite in
            let intervals = intervals(
                of: prerequisite, changes: state.prerequisites[prerequisite.id] ?? [], calendar: contract.calendar,
                asOf: asOf)
            guard !intervals.isEmpty else { return nil }
            return Delay(
                prerequisite: prerequisite.id, title: prerequisite.title, party: prerequisite.owner,
                intervals: intervals)
        }
    }

    /// Business days lost by party: a day on which a party owed two prerequisites is lost once.
    package static func byParty(_ delays: [Delay], calendar: BusinessCalendar) -> [(party: String, businessDays: Int)] {
        let parties = Dictionary(grouping: delays, by: \.party)
        return parties.keys.sorted().map { party in
            let days = (parties[party] ?? []).flatMap(\.intervals).reduce(into: Set<Int>()) { days, interval in
                days.formUnion(interval.from.dayNumber...max(interval.from, interval.through).dayNumber)
            }
            return (party, days.count { calendar.isBusinessDay(CivilDate(dayNumber: $0)) })
        }
    }

    private static func intervals(
        of prerequisite: Prerequisite, changes: [State.Change<State.PrerequisiteStanding>],
        calendar: BusinessCalendar, asOf: CivilDate
    ) -> [Interval] {
        var intervals: [Interval] = []
        // Owed from the beginning; a day counts from the one after the due date.
        var owedSince: CivilDate? = prerequisite.due.adding(days: 1)
        func close(_ day: CivilDate, by entry: String?) {
            guard let from = owedSince, from <= day else { return }
            let lost = calendar.businessDays(after: from.adding(days: -1), through: day)
            guard lost > 0 else { return }
            intervals.append(Interval(from: from, through: day, businessDays: lost, endedBy: entry))
        }
        for change in changes {
            let day = change.entry.moment.date
            if change.standing.isOwed {
                owedSince = owedSince ?? max(day, prerequisite.due.adding(days: 1))
            } else {
                // It holds on the day on which it is settled.
                close(day.adding(days: -1), by: change.entry.id)
                owedSince = nil
            }
        }
        close(asOf, by: nil)
        return intervals
    }
}

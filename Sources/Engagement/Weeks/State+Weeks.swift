package import CivilTime

extension State {
    /// The people whose submission of a week is valid, by its Monday.
    package var submittedWeeks: [CivilDate: Set<String>] { submitters(lapsed: false) }

    /// The people whose time of a week changed after they submitted it, by its Monday.
    package var lapsedSubmissions: [CivilDate: Set<String>] { submitters(lapsed: true) }

    /// Everything that `person` logged in the week of `date`, in every role.
    package func minutes(of person: String, inWeekOf date: CivilDate) -> Minutes {
        let monday = date.monday
        return totals.reduce(.zero) { $1.person == person && $1.date.monday == monday ? $0 + $1.minutes : $0 }
    }

    /// The time of each person in the week of `date`; nothing that is zero.
    package func minutesByPerson(inWeekOf date: CivilDate) -> [String: Minutes] {
        let monday = date.monday
        return totals.reduce(into: [:]) { sums, total in
            if total.date.monday == monday { sums[total.person, default: .zero] += total.minutes }
        }.filter { $0.value != .zero }
    }

    /// The closing of the week of `date`, if the week is closed.
    package func closing(ofWeekOf date: CivilDate) -> (entry: Entry, closed: WeekClosed)? {
        guard let entry = closedWeeks[date.monday], case .week(.closed(let closed)) = entry.event else { return nil }
        return (entry, closed)
    }

    private func submitters(lapsed: Bool) -> [CivilDate: Set<String>] {
        submissions.compactMapValues { submissions in
            let people = submissions.values.filter { submission in
                let isChanged = submission.minutes.map {
                    $0 != minutes(of: submission.person, inWeekOf: submission.week)
                }
                return (isChanged ?? false) == lapsed
            }
            return people.isEmpty ? nil : Set(people.map(\.person))
        }
    }
}

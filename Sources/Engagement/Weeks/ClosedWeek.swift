package import CivilTime

/// What the report of a closed week counts: the week's time as it was closed, and everything else as it was recorded by
/// the end of the week.
///
/// A closing on the Monday after counts Friday's time that was logged on that Monday, and none of Monday's own work.
package struct ClosedWeek: Sendable, Equatable {
    /// The Monday of the week.
    package let week: CivilDate
    package let closedBy: String
    package let closedOn: CivilDate
    /// The entries that the report counts, in order.
    package let entries: [Entry]
    /// Time of the week, or about it, that counts and was recorded after the closing.
    package let later: [Entry]

    /// - Parameters:
    ///   - all: Every entry of the ledger, in order.
    ///   - state: What they add up to.
    /// - Returns: Nil if the week of `date` is open.
    package init?(_ all: [Entry], state: State, weekOf date: CivilDate) {
        guard let (closing, closed) = state.closing(ofWeekOf: date) else { return nil }
        week = closed.week
        closedBy = closed.closedBy
        closedOn = closing.moment.date
        let monday = closed.week
        let sunday = monday.adding(days: 6)
        let counted = closed.counted.map(Set.init)
        var times: [String: TimeLogged] = [:]
        for entry in all {
            if case .time(let time) = entry.event { times[entry.id] = time }
        }
        func time(of entry: Entry) -> TimeLogged? {
            switch entry.event {
            case .time(let time): time
            case .entry(.voided(let event)): times[event.target]
            case .entry(.restored(let event)): times[event.target]
            default: nil
            }
        }
        func isCounted(_ entry: Entry) -> Bool {
            let isInTime = entry.moment.date <= sunday
            guard let time = time(of: entry) else { return isInTime }
            let isBeforeClosing = entry.sequence <= closing.sequence
            guard time.date.monday == monday else { return isInTime || (time.date < monday && isBeforeClosing) }
            return counted.map { $0.contains(entry.id) } ?? isBeforeClosing
        }
        entries = all.filter(isCounted)
        later = all.filter { entry in
            guard case .time(let time) = entry.event, state.voided[entry.id] == nil, !isCounted(entry) else {
                return false
            }
            let days = [time.date, time.workedOn, time.corrects.flatMap { times[$0]?.date }]
            return days.contains { $0?.monday == monday }
        }
    }
}

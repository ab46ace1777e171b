package import CivilTime
package import Engagement

/// The time of a week as a table: a row for each person, role and activity, a column for each day.
package struct WeekGrid: Sendable {
    /// Who worked, as what, on what.
    package struct Row: Hashable, Sendable, Comparable {
        package var person: String
        package var role: String
        package var activity: String

        package init(person: String, role: String, activity: String) {
            self.person = person
            self.role = role
            self.activity = activity
        }

        package static func < (left: Row, right: Row) -> Bool {
            (left.person, left.role, left.activity) < (right.person, right.role, right.activity)
        }
    }

    package struct Cell: Hashable, Sendable {
        package let row: Row
        package let date: CivilDate

        package init(row: Row, date: CivilDate) {
            self.row = row
            self.date = date
        }
    }

    package let monday: CivilDate
    /// The entries of each cell that count, in the ledger's order.
    let entries: [Cell: [(entry: Entry, time: TimeLogged)]]

    package init(_ entries: [Entry], state: State, weekOf date: CivilDate) {
        monday = date.monday
        var cells: [Cell: [(entry: Entry, time: TimeLogged)]] = [:]
        for entry in entries where state.voided[entry.id] == nil {
            guard case .time(let time) = entry.event, time.date.monday == monday else { continue }
            let row = Row(person: time.person, role: time.role, activity: time.activity)
            cells[Cell(row: row, date: time.date), default: []].append((entry, time))
        }
        self.entries = cells
    }

    package var days: [CivilDate] { (0..<7).map { monday.adding(days: $0) } }

    /// The rows that have time, in order.
    package var rows: [Row] { Set(entries.keys.map(\.row)).sorted() }

    package func minutes(_ row: Row, _ date: CivilDate) -> Minutes {
        (entries[Cell(row: row, date: date)] ?? []).reduce(.zero) { $0 + $1.time.minutes }
    }
}

package import CivilTime

/// The time that one person logged on one day in one role: what the ledger keeps a running total of, so that
/// a figure needs no walk through every entry.
package struct TimeTotal: Sendable, Equatable {
    package let role: String
    package let person: String
    package let date: CivilDate
    package let minutes: Minutes

    package init(role: String, person: String, date: CivilDate, minutes: Minutes) {
        self.role = role
        self.person = person
        self.date = date
        self.minutes = minutes
    }
}

extension TimeTotal {
    /// What a total is kept for.
    struct Key: Hashable, Comparable {
        let role: String
        let person: String
        let date: CivilDate

        init(_ time: TimeLogged) {
            role = time.role
            person = time.person
            date = time.date
        }

        fileprivate init(_ total: TimeTotal) {
            role = total.role
            person = total.person
            date = total.date
        }

        func total(of minutes: Minutes) -> TimeTotal {
            TimeTotal(role: role, person: person, date: date, minutes: minutes)
        }

        static func < (left: Key, right: Key) -> Bool {
            (left.role, left.person, left.date) < (right.role, right.person, right.date)
        }
    }

    var key: Key { Key(self) }

    /// The totals in order, one for each key and none of zero.
    ///
    /// Two spellings of a name that Unicode holds for the same, as of an é in one character and in two, are
    /// one person, though SQLite keeps them apart.
    static func joined(_ totals: [TimeTotal]) -> [TimeTotal] {
        var joined: [TimeTotal] = []
        for total in totals.sorted(by: { $0.key < $1.key }) {
            if let last = joined.last, last.key == total.key {
                joined[joined.endIndex - 1] = last.key.total(of: last.minutes + total.minutes)
            } else {
                joined.append(total)
            }
        }
        return joined.filter { $0.minutes != .zero }
    }
}

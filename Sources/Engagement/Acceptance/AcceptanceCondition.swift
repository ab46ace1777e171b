package import CivilTime

/// Something that remains to be done although a criterion is accepted.
package struct AcceptanceCondition: Sendable, Equatable {
    /// The full id of the entry that recorded the answer.
    package let signOff: String
    /// Its place among all conditions of that entry, from 1.
    package let number: Int
    /// The id of the criterion that is accepted under it.
    package let criterion: String
    package let named: SignOffGiven.Condition
    /// How it was met; nil while it is open.
    package internal(set) var meeting: ConditionMet?

    /// How people name it: `6ae0b523.1`.
    package var label: String { "\(signOff.prefix(8)).\(number)" }
    package var isOpen: Bool { meeting == nil }

    package func isOverdue(on day: CivilDate) -> Bool { isOpen && named.due < day }

    /// `due 2027-01-15`, `overdue since 2027-01-15` or `met on 2027-01-14`.
    ///
    /// - Parameter spelling: How the date is written.
    package func standing(on day: CivilDate, spelling: (CivilDate) -> String = \.description) -> String {
        if let meeting { return "met on \(spelling(meeting.metOn))" }
        return (isOverdue(on: day) ? "overdue since " : "due ") + spelling(named.due)
    }
}

extension SignOffGiven {
    /// The conditions of the answers, each with the id of its criterion.
    ///
    /// A rejected criterion has no conditions, and the last of several answers about one criterion counts.
    func conditions(of entry: String) -> [AcceptanceCondition] {
        var number = 0
        return answers.enumerated().flatMap { index, answer in
            let counts =
                answer.outcome != .rejected && answers.lastIndex { $0.criterion == answer.criterion } == index
            return answer.conditions.compactMap { condition in
                number += 1
                return counts
                    ? AcceptanceCondition(
                        signOff: entry, number: number, criterion: answer.criterion, named: condition)
                    : nil
            }
        }
    }
}

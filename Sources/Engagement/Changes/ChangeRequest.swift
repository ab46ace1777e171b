package import CivilTime

/// What a change request would change in the contract.
package enum ChangeEffect: Sendable, Equatable, Codable {
    /// More time under a role's cap.
    case addTime(role: String, minutes: Minutes)
    /// An exclusion no longer holds.
    case liftExclusion(id: String)
    case addActivity(id: String, title: String, focusArea: String)
    case removeActivity(id: String)
    /// The window ends later.
    case extendWindow(end: CivilDate)
    /// Two options of a choice are both followed: promote code and promote model.
    case allowBoth(choice: String)
}

/// A request to change the contract, and what became of it.
package struct ChangeRequest: Sendable, Equatable {
    package enum Status: String, Sendable, Equatable, Codable {
        case proposed, approved, declined
    }

    /// The full id of the entry that proposed it.
    package let id: String
    /// 1, 2, 3 in the order of the proposals, voided ones included; shown as `CR-1`.
    package let number: Int
    package let proposal: ChangeProposed
    package internal(set) var status = Status.proposed
    /// Who approved or declined it, and why.
    package internal(set) var decision: ChangeDecided?
    /// The day on which that was recorded.
    package internal(set) var decidedOn: CivilDate?

    package var label: String { "CR-\(number)" }
    package var shortID: String { String(id.prefix(8)) }
}

extension ChangeEffect: CustomStringConvertible {
    /// In a few words: `adds 1d to data-scientist`.
    package var description: String {
        switch self {
        case .addTime(let role, let minutes): "adds \(minutes) to \(role)"
        case .liftExclusion(let id): "lifts the exclusion \(id)"
        case .addActivity(let id, _, let area): "adds the activity \(id) to \(area)"
        case .removeActivity(let id): "removes the activity \(id)"
        case .extendWindow(let end): "extends the window to \(end)"
        case .allowBoth(let choice): "allows both options of \(choice)"
        }
    }
}

extension Contract {
    /// The contract as approved change requests amend it.
    package func amended(by changes: [ChangeRequest]) -> Contract {
        changes.filter { $0.status == .approved }.reduce(into: self) { $0.apply($1.proposal.effect) }
    }

    private mutating func apply(_ effect: ChangeEffect) {
        switch effect {
        case .addTime(let role, let minutes):
            for index in roles.indices where roles[index].id == role { roles[index].cap += minutes }
        case .liftExclusion(let id):
            exclusions.removeAll { $0.id == id }
        case .addActivity(let id, let title, let area):
            guard activity(id) == nil else { return }
            for index in focusAreas.indices where focusAreas[index].id == area {
                focusAreas[index].activities.append(Activity(id: id, title: title))
            }
        case .removeActivity(let id):
            for index in focusAreas.indices { focusAreas[index].activities.removeAll { $0.id == id } }
        case .extendWindow(let end):
            window.end = max(window.end, end)
        case .allowBoth(let id):
            for index in choices.indices where choices[index].id == id { choices[index].allowsBoth = true }
        }
    }
}

import CivilTime
package import Engagement

/// The contract without its caps: what the work is about.
package struct Scope: Sendable, Equatable {
    package let id: String
    package let title: String
    package let customer: String
    package let supplier: String
    package let objective: [String]
    package let window: Window
    package let calendar: BusinessCalendar
    package let focusAreas: [FocusArea]
    package let criteria: [Criterion]
    package let exclusions: [Exclusion]
    package let choices: [Choice]
    package let notices: [Notice]
    package let terms: [Term]
    /// The address of the published customer edition, with a slash at its end, or nil for another edition or none.
    package let baseURL: String?
    private let roleTitles: [String: String]

    init(_ contract: Contract, _ edition: Edition) {
        id = contract.id
        baseURL = edition == .customer ? contract.publication.baseURL : nil
        title = contract.title
        customer = contract.customer
        supplier = contract.supplier
        objective = contract.objective
        window = contract.window
        calendar = contract.calendar
        focusAreas = contract.focusAreas
        criteria = contract.criteria
        exclusions = contract.exclusions
        choices = contract.choices
        notices = contract.notices.filter { !$0.isInternal || edition == .internal }
        terms = contract.terms
        roleTitles = Dictionary(contract.roles.map { ($0.id, $0.title) }) { first, _ in first }
    }

    /// Returns the name of the owner with this id: a role's title, or the id in words.
    package func ownerTitle(_ id: String) -> String { roleTitles[id] ?? words(id) }
}

/// Returns an id as words, such as `Pipeline owner` for `pipeline-owner`.
package func words(_ slug: String) -> String {
    let spaced = slug.split(separator: "-").joined(separator: " ")
    return spaced.prefix(1).uppercased() + spaced.dropFirst()
}

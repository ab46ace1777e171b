extension Contract {
    /// The activities that the contract requires: those that are not optional, without what was dropped by agreement.
    package func requiredActivities(in state: State) -> [Activity] {
        activities.filter { activity in
            guard !activity.isOptional else { return false }
            guard let change = state.activities[activity.id], case .activity(.dropped(let drop)) = change.entry.event
            else { return true }
            return drop.approvedBy == nil
        }
    }
}

/// The first names of a list, and how many more there are: `a, b, c and 7 more`.
package func abridged(_ names: [String], atMost limit: Int = 3) -> String {
    let more = names.count > limit ? " and \(names.count - limit) more" : ""
    return names.prefix(limit).joined(separator: ", ") + more
}

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

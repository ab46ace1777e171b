extension Contract {
    /// The contract without what only the supplier reads: internal notices, and the calendars of its people.
    package var shownToCustomer: Contract {
        var shown = self
        shown.notices.removeAll(where: \.isInternal)
        shown.people = []
        return shown
    }
}

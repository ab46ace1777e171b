import CivilTime

extension Rules {
    /// Checks a correction of time that stands in a closed week: it names the old entry, and is that entry's
    /// role, activity and person, so that every line still adds up.
    func checkCorrection(_ request: TimeRequest, of corrected: Entry) throws(Refusal) {
        guard case .time(let time) = corrected.event, state.voided[corrected.id] == nil else {
            throw Refusal(
                rule: .correctsTime, "entry \(corrected.shortID) is not logged time, or it was undone",
                hint: "\(.listEntries(.timeLogged)) lists what can be corrected")
        }
        guard time.corrects == nil else {
            throw Refusal(
                rule: .correctsCorrection, "entry \(corrected.shortID) is itself a correction",
                hint: "undo it (\(.undo(corrected.shortID))), or correct the first entry once more")
        }
        guard state.closedWeeks[time.date.monday] != nil else {
            throw Refusal(
                rule: .weekOpen, "\(time.date.isoWeek), the week of entry \(corrected.shortID), is open",
                hint: "undo the entry and log it again: \(.undo(corrected.shortID))")
        }
        guard time.role == request.role, time.activity == request.activity, time.person == request.person else {
            throw Refusal(
                rule: .correctsOtherWork,
                "entry \(corrected.shortID) is time of \(time.person) as \(time.role) on \(time.activity)",
                hint: "a correction names the same person, role and activity; for others, log new time")
        }
        let left = left(of: corrected)
        guard request.minutes != .zero else {
            throw Refusal(
                rule: .correctsNothing, "a correction of 0h changes nothing",
                hint: "give the difference: 1h to add time, -1h to take time back")
        }
        guard left + request.minutes >= .zero else {
            throw Refusal(
                rule: .correctsTooMuch,
                left == .zero
                    ? "nothing is left of entry \(corrected.shortID) to take back"
                    : "\(request.minutes) would take back more than the \(left) left of entry \(corrected.shortID)",
                hint: "a correction may take back all that is left, and no more")
        }
    }
}

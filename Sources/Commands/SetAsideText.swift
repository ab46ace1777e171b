import CivilTime
import Engagement
import Ledger

extension SetAside {
    /// What came in late, and that the closed week stays as it was.
    var summary: String {
        let what = "\(time.minutes) of \(time.person) on \(time.date)"
        return isLateTime
            ? "\(week.isoWeek) was closed by \(closedBy) when entry \(entry.shortID) came in (\(what)); it does not count"
            : "\(week.isoWeek) was closed by \(closedBy) when an undo of entry \(entry.shortID) came in (\(what)); "
                + "the entry still counts"
    }

    /// How to count it all the same.
    var remedies: [String] {
        let reopen =
            "workbook week reopen \(week.isoWeek) --reason TEXT; workbook undo \(keeping.shortID); "
            + "workbook week close \(week.isoWeek) --confirm-incomplete"
        guard isLateTime else { return ["to undo it all the same: \(reopen)"] }
        return [
            "to count it in an open week: workbook log \(time.minutes.compact) --role \(time.role) "
                + "--activity \(time.activity) --person \(time.person) --date \(time.date) --late REASON",
            "to count it in its own week: \(reopen)",
        ]
    }
}

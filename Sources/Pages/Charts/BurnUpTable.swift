import CivilTime
import Engagement

/// The numbers of a burn-up chart, week by week.
///
/// The last row has the totals, which are those of the role's `Budget`.
struct BurnUpTable {
    let table: FigureTable

    init(_ line: ShownBurnUp, window: Window, asOf: CivilDate) {
        let worked = Dictionary(grouping: line.days, by: \.date.monday)
        let planned = Dictionary((line.plan ?? []).map { ($0.week, $0.planned) }) { first, _ in first }
        let mondays = Set(worked.keys).union(planned.keys).union(Self.mondays(of: window)).sorted()
        let hasPlan = line.plan != nil
        var rows: [[FigureTable.Cell]] = []
        var reached = (used: Minutes.zero, held: Minutes.zero)
        for monday in mondays {
            let days = worked[monday] ?? []
            if let last = days.last { reached = (last.used, last.held) }
            let sunday = monday.adding(days: 6)
            let cap = line.caps.last { $0.from <= sunday }?.cap ?? line.caps.first?.cap ?? .zero
            // A future week has no figures yet, unless time is logged for it.
            let isReached = monday <= asOf || !days.isEmpty
            func cell(_ minutes: Minutes) -> FigureTable.Cell { .text(isReached ? minutes.description : "–") }
            rows.append(
                [.text(monday.spelled)]
                    + (hasPlan ? [.text((planned[monday] ?? .zero).description)] : [])
                    + [
                        cell(days.reduce(.zero) { $0 + $1.worked }), cell(reached.used), cell(reached.held),
                        .text(cap.description),
                    ])
        }
        let budget = line.budget
        rows.append(
            [.text("Total")] + (hasPlan ? [.text(line.planned.description)] : [])
                + [line.logged, budget.used, budget.held, budget.cap].map { .text($0.description) })
        table = FigureTable(
            label: "\(budget.title): time used, week by week",
            caption: "\(budget.title): time by week, as of \(asOf.spelled)",
            columns: [.text("Week from")] + (hasPlan ? [.number("Planned")] : [])
                + [.number("Worked"), .number("Used so far"), .number("Held so far"), .number("Cap")],
            rows: rows)
    }

    private static func mondays(of window: Window) -> [CivilDate] {
        let last = min(window.end, window.start.adding(days: ChartAxis.longest))
        return stride(from: window.start.monday.dayNumber, through: last.dayNumber, by: 7).map {
            CivilDate(dayNumber: $0)
        }
    }
}

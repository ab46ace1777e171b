import CivilTime
import Engagement
import Markup

/// When each prerequisite was asked for, was due and was settled, and the days that it was late.
struct PrerequisiteTimeline {
    private static let height = 44
    private static let middle = 22

    private let courses: [ShownCourse]
    private let scope: Scope
    private let asOf: CivilDate
    private let axis: ChartAxis
    private let id: String

    init(_ courses: [ShownCourse], scope: Scope, asOf: CivilDate, id: String) {
        self.courses = courses
        self.scope = scope
        self.asOf = asOf
        self.id = id
        let window = scope.window
        let dues = courses.map(\.due)
        let earliest = (dues + [window.start]).min() ?? window.start
        // What was asked long before begins at the edge: the last two weeks before matter.
        let asked = courses.compactMap(\.askedOn).min() ?? earliest
        let first = min(earliest, max(asked, earliest.adding(days: -14))).monday
        let settled = courses.flatMap(\.owed).compactMap(\.settledOn)
        let open = courses.contains { $0.standing.isOwed } ? [asOf] : []
        axis = ChartAxis(
            scope.calendar, from: first, through: (dues + settled + open + [window.end]).max() ?? window.end)
    }

    var html: HTML {
        guard !courses.isEmpty else { return Chart.nothing("The contract names no prerequisites yet.") }
        let late = courses.count { $0.businessDaysLate > 0 }
        let settled = courses.count { !$0.standing.isOwed }
        let summary =
            "\(settled) of \(courses.count) settled by \(asOf.dayAndMonth); "
            + (late == 0 ? "none was late." : late == 1 ? "one was late." : "\(late) were late.")
        let chart = Chart(title: "From asked to settled", summary: summary, keys: keys, table: table)
        var rows = HTML()
        rows.markup("<div class=\"timeline\">\n<div class=\"timeline-row timeline-axis\"><span></span>")
        rows.append(weeks)
        rows.markup("</div>\n")
        for (number, course) in courses.enumerated() {
            rows.markup("<div class=\"timeline-row\"><p><strong>")
            rows.text(course.title)
            rows.markup("</strong> <span>")
            rows.text(scope.ownerTitle(course.owner))
            rows.markup("</span> <span class=\"")
            rows.markup(course.isOverdue ? "timeline-late\">" : "timeline-outcome\">")
            rows.text(outcome(of: course))
            rows.markup("</span></p>")
            rows.markup("<div class=\"timeline-strip\">")
            rows.append(strip(course, number: number + 1))
            rows.markup("</div></div>\n")
        }
        rows.markup("</div>\n")
        return chart.html(rows)
    }

    /// `Confirmed 3 Dec, 3 business days late`.
    private func outcome(of course: ShownCourse) -> String {
        let word = words(course.standing.rawValue)
        let days = course.businessDaysLate == 1 ? "1 business day" : "\(course.businessDaysLate) business days"
        let late = course.businessDaysLate == 0 ? "" : ", \(days) late"
        if course.standing.isOwed { return "\(word), due \(course.due.dayAndMonth)\(late)" }
        return (course.changedOn.map { "\(word) \($0.dayAndMonth)" } ?? word) + late
    }

    private var weeks: HTML {
        var svg = SVG("chart-drawing", height: 36, name: nil)
        for week in axis.namedWeeks {
            svg.text(week.isMinor ? "chart-tick minor" : "chart-tick", week.date.dayAndMonth, x: week.start, y: 30)
        }
        if axis.contains(asOf) {
            let x = axis.end(of: asOf)
            let anchor: SVG.Anchor = x.count > 8500 ? .end : x.count < 1500 ? .start : .middle
            svg.text("chart-label chart-today-label", "As of \(asOf.dayAndMonth)", x: x, y: 12, anchor: anchor)
        }
        return svg.closed()
    }

    private func strip(_ course: ShownCourse, number: Int) -> HTML {
        let description = "Due \(course.due.spelled). " + outcome(of: course) + "."
        var svg = SVG(
            "chart-drawing", height: Self.height,
            name: SVG.Name(id: "\(id)-\(number)", title: course.title, description: description))
        for week in axis.weeks {
            svg.rule("chart-grid", x: week.start)
        }
        if axis.contains(asOf) {
            svg.rule("chart-today", x: axis.end(of: asOf))
        }
        for owed in course.owed {
            let x = axis.start(of: owed.from)
            let end = owed.settledOn.map(axis.middle) ?? axis.end(of: max(asOf, owed.from))
            bar("timeline-owed", from: x, to: end, height: 6, in: &svg)
        }
        for delay in course.delays {
            let end = delay.endedBy == nil ? axis.end(of: delay.through) : axis.start(of: delay.through.adding(days: 1))
            bar("timeline-overdue", from: axis.start(of: delay.from), to: end, height: 14, in: &svg)
        }
        svg.sign("timeline-due", "M0-13V13M-4-13H4", x: axis.end(of: course.due), y: Self.middle)
        for owed in course.owed.dropLast() {
            if let day = owed.settledOn {
                svg.sign("timeline-settled", Self.dot, x: axis.middle(of: day), y: Self.middle)
            }
        }
        drawEnd(of: course, &svg)
        return svg.closed()
    }

    private func bar(_ className: StaticString, from: Share, to: Share, height: Int, in svg: inout SVG) {
        guard from < to else { return }
        svg.rectangle(className, x: from, width: to - from, y: Self.middle - height / 2, height: height, radius: 2)
    }

    /// The sign of the present state, and beside it the days that it was late.
    private func drawEnd(of course: ShownCourse, _ svg: inout SVG) {
        let x =
            course.standing.isOwed
            ? axis.end(of: max(asOf, course.owed.last?.from ?? asOf))
            : axis.middle(of: course.changedOn ?? asOf)
        switch course.standing {
        case .confirmed: svg.sign("timeline-settled", Self.dot, x: x, y: Self.middle)
        case .waived: svg.sign("timeline-waived", Self.diamond, x: x, y: Self.middle)
        case .open: svg.sign("timeline-open", Self.arrow, x: x, y: Self.middle)
        case .blocked: svg.sign("timeline-blocked", Self.cross, x: x, y: Self.middle)
        }
        guard course.businessDaysLate > 0 else { return }
        // Above the bar where there is no room beside it.
        let isAbove = x.count > 8200
        let days = course.businessDaysLate == 1 ? "1 day" : "\(course.businessDaysLate) days"
        svg.text(
            "chart-label timeline-days", days, x: x, y: isAbove ? Self.middle - 11 : Self.middle + 4,
            shift: isAbove ? 0 : 14, anchor: isAbove ? .end : .start)
    }

    private static let dot: StaticString = "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0z"
    private static let diamond: StaticString = "M0-8L8 0 0 8-8 0z"
    private static let arrow: StaticString = "M-1-7L7 0-1 7z"
    private static let cross: StaticString = "M-5-5L5 5M5-5L-5 5"

    private var keys: [Chart.Key] {
        var keys = [
            Chart.Key(
                sample: .init(className: "timeline-owed", path: "M1 3h26v6h-26z"), text: "Asked for, not yet settled"),
            Chart.Key(sample: .init(className: "timeline-due", path: "M14 0V12M10 0H18"), text: "Due"),
        ]
        if courses.contains(where: { $0.businessDaysLate > 0 }) {
            keys.append(
                Chart.Key(
                    sample: .init(className: "timeline-overdue", path: "M1 0h26v12h-26z"), text: "Late, business days"))
        }
        let standings = Set(courses.map(\.standing))
        if standings.contains(.confirmed) {
            keys.append(
                Chart.Key(
                    sample: .init(className: "timeline-settled", path: "M8 6a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"),
                    text: "Confirmed"))
        }
        if standings.contains(.waived) {
            keys.append(
                Chart.Key(sample: .init(className: "timeline-waived", path: "M14 0L20 6 14 12 8 6z"), text: "Waived"))
        }
        if standings.contains(.open) {
            keys.append(Chart.Key(sample: .init(className: "timeline-open", path: "M10 0L18 6 10 12z"), text: "Open"))
        }
        if standings.contains(.blocked) {
            keys.append(
                Chart.Key(sample: .init(className: "timeline-blocked", path: "M9 1L19 11M19 1L9 11"), text: "Blocked"))
        }
        return keys
    }

    private var table: FigureTable {
        FigureTable(
            label: "Prerequisites, from asked to settled",
            caption: "Prerequisites as of \(asOf.spelled)",
            columns: [
                .text("Prerequisite"), .text("Owner"), .text("Asked"), .text("Due"), .text("State"), .text("Since"),
                .number("Business days late"),
            ],
            rows: courses.map { course in
                [
                    .text(course.title), .text(scope.ownerTitle(course.owner)), .text(course.askedOn?.spelled ?? "–"),
                    .text(course.due.spelled), .badge(Badge(course.standing, isOverdue: course.isOverdue)),
                    .text(course.changedOn?.spelled ?? "–"), .text("\(course.businessDaysLate)"),
                ]
            })
    }
}

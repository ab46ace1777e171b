import CivilTime
import Engagement
import Markup

/// A role's time from the window's first day: what is used against the cap, the plan, and where it is heading.
///
/// Every figure in it is one of `ShownBurnUp`; the chart and its table only arrange them.
struct BurnUpChart {
    private static let height = 232

    private let line: ShownBurnUp
    private let window: Window
    private let asOf: CivilDate
    private let across: ChartAxis
    private let up: TimeAxis
    /// What its ids begin with.
    private let id: String

    init(_ line: ShownBurnUp, scope: Scope, asOf: CivilDate, id: String) {
        self.line = line
        self.asOf = asOf
        self.id = id
        window = scope.window
        let worked = line.days.filter { $0.worked != .zero }.map(\.date)
        let planned = (line.plan ?? []).map { $0.week.adding(days: 6) }
        // Work and plan outside the window make the axis longer.
        let first = ([window.start] + worked.prefix(1)).min() ?? window.start
        let last = ([window.end] + worked.suffix(1) + planned.suffix(1)).max() ?? window.end
        across = ChartAxis(scope.calendar, from: first, through: last)
        let caps = line.caps.map(\.cap)
        let most =
            (caps + [line.planned, line.logged] + (line.forecast.map { [$0.atCompletion.upperBound] } ?? []))
            .max() ?? .zero
        // Room above the highest line, for what is written there.
        up = TimeAxis(through: Minutes(most.count + most.count / 16), height: Self.height)
    }

    var html: HTML {
        guard !line.isEmpty else {
            let planned = line.plan == nil ? "No time is logged" : "No time is logged and none is planned"
            return Chart.nothing("\(line.budget.title): \(planned) yet; the cap is \(line.budget.cap).")
        }
        let chart = Chart(
            title: line.budget.title, summary: summary, keys: keys, keyIsForNarrow: true,
            table: BurnUpTable(line, window: window, asOf: asOf).table)
        var plot = HTML()
        plot.markup("<div class=\"chart-plot\">\n")
        plot.append(drawing)
        plot.markup("</div>\n")
        return chart.html(plot)
    }

    private var summary: String {
        let budget = line.budget
        let held = budget.held > .zero ? " \(budget.held) more is held over the cap." : ""
        return
            "\(budget.used) of \(budget.cap) used by \(asOf.dayAndMonth), \(budget.remaining) left.\(held)\(outlook)"
    }

    /// In words, where the time is heading; empty where the edition does not say.
    private var outlook: String {
        switch line.outlook {
        case .unsaid: return ""
        // After the end there is nothing to forecast.
        case _ where asOf >= window.end: return ""
        case .notEnoughData: return " Forecast: not enough data."
        case .forecast(let forecast):
            let end = " Forecast for \(window.end.dayAndMonth): \(forecast.atCompletionText)."
            guard let finish = forecast.finishText(of: line.budget, spelled: \.spelled) else { return end }
            return "\(end) The cap is \(finish)."
        }
    }

    private var keys: [Chart.Key] {
        var keys = [
            Chart.Key(sample: .used, text: "Used \(line.budget.used)"),
            Chart.Key(sample: .cap, text: "Cap \(line.budget.cap)"),
        ]
        if line.budget.held > .zero { keys.append(Chart.Key(sample: .held, text: "Held \(line.budget.held)")) }
        if line.planned > .zero { keys.append(Chart.Key(sample: .plan, text: "Plan \(line.planned)")) }
        if asOf < window.end, let forecast = line.forecast {
            keys.append(Chart.Key(sample: .forecast, text: "Forecast \(forecast.atCompletionText)"))
        }
        return keys
    }

    private var drawing: HTML {
        var svg = SVG(
            "chart-drawing", height: Self.height,
            name: SVG.Name(id: id, title: "\(line.budget.title): time used, day by day", description: summary))
        drawGrid(&svg)
        drawWedge(&svg)
        drawUsed(&svg)
        svg.path("chart-cap", capPoints)
        if line.planned > .zero { svg.path("chart-plan", planPoints) }
        drawToday(&svg)
        drawCapChanges(&svg)
        drawLabels(&svg)
        return svg.closed()
    }
}

// The parts of the drawing, from the back to the front.
extension BurnUpChart {
    private func drawGrid(_ svg: inout SVG) {
        for tick in up.ticks {
            let y = up.pixels(tick)
            svg.line(tick == .zero ? "chart-base" : "chart-grid", x1: .zero, y1: y, x2: .whole, y2: y)
            svg.text(
                "chart-tick", tick == .zero ? "0" : tick.inDays + "d", x: .zero, y: y + 4, shift: -10, anchor: .end)
        }
        for week in across.weeks {
            svg.line("chart-base", x1: week.start, y1: Self.height, x2: week.start, y2: Self.height + 5)
        }
        for week in across.namedWeeks {
            svg.text(
                week.isMinor ? "chart-tick minor" : "chart-tick", week.date.dayAndMonth, x: week.start,
                y: Self.height + 20)
        }
    }

    private func drawWedge(_ svg: inout SVG) {
        guard let forecast = line.forecast, across.contains(asOf), across.end(of: asOf) < across.end(of: window.end)
        else { return }
        let start = point(across.end(of: asOf), line.logged)
        let end = across.end(of: window.end)
        let low = point(end, forecast.atCompletion.lowerBound)
        let high = point(end, forecast.atCompletion.upperBound)
        svg.path("chart-forecast", [start, high, low], isClosed: true)
        svg.path("chart-forecast-edge", [start, high])
        svg.path("chart-forecast-edge", [start, low])
    }

    private func drawUsed(_ svg: inout SVG) {
        let used = steps { $0.used }
        guard let first = used.first, let last = used.last else { return }
        let area = used + [point(last.x, .zero), point(first.x, .zero)]
        svg.path("chart-used-area", area, isClosed: true)
        if line.days.contains(where: { $0.held > .zero }) {
            svg.path("chart-held-area", steps { $0.used + $0.held } + used.reversed(), isClosed: true)
        }
        svg.path("chart-used", used)
    }

    /// The value of each day from its beginning on, up to the report's day or the last day worked.
    private func steps(_ value: (BurnUp.Day) -> Minutes) -> [SVG.Point] {
        guard let last = line.days.last else { return [] }
        var points = [point(.zero, .zero)]
        var before = Minutes.zero
        for day in line.days {
            let x = across.start(of: day.date)
            points += [point(x, before), point(x, value(day))]
            before = value(day)
        }
        points.append(point(max(across.end(of: asOf), across.end(of: last.date)), before))
        return points
    }

    private var capPoints: [SVG.Point] {
        var points: [SVG.Point] = []
        var before: Minutes?
        for step in line.caps {
            let x = before == nil ? .zero : across.start(of: step.from)
            if let before { points.append(point(x, before)) }
            points.append(point(x, step.cap))
            before = step.cap
        }
        return points + [point(.whole, before ?? .zero)]
    }

    private var planPoints: [SVG.Point] {
        var points = [point(.zero, .zero)]
        var sum = Minutes.zero
        for week in line.plan ?? [] {
            points.append(point(across.start(of: week.week), sum))
            sum += week.planned
            points.append(point(across.end(of: week.week.adding(days: 6)), sum))
        }
        return points + [point(.whole, sum)]
    }

    private func drawToday(_ svg: inout SVG) {
        guard across.contains(asOf) else { return }
        let x = across.end(of: asOf)
        svg.line("chart-today", x1: x, y1: -6, x2: x, y2: Self.height)
        let anchor: SVG.Anchor = x.count > 8500 ? .end : x.count < 1500 ? .start : .middle
        svg.text("chart-label chart-today-label", "As of \(asOf.dayAndMonth)", x: x, y: -13, anchor: anchor)
    }

    private func drawCapChanges(_ svg: inout SVG) {
        for (before, step) in zip(line.caps, line.caps.dropFirst()) {
            guard let change = step.change else { continue }
            let sign = step.cap < before.cap ? "" : "+"
            let x = across.start(of: step.from)
            // Before the step, where the higher line has not begun.
            let isBefore = x.count > 2500
            svg.text(
                "chart-label chart-soft", "\(change) \(sign)\(step.cap - before.cap)", x: x,
                y: up.pixels(max(step.cap, before.cap)) - (isBefore ? -2 : 7), shift: isBefore ? -7 : 6,
                anchor: isBefore ? .end : .start)
        }
    }

    /// Names the lines at their ends, each far enough from the next.
    private func drawLabels(_ svg: inout SVG) {
        let x = across.end(of: asOf)
        if let last = line.days.last, last.used + last.held > .zero {
            let end = max(x, across.end(of: last.date))
            let isLeft = end.count > 3000
            let place = (shift: isLeft ? -9 : 9, anchor: isLeft ? SVG.Anchor.end : .start)
            let y = up.pixels(last.used)
            if last.held > .zero {
                svg.text(
                    "chart-label chart-held-label", "Held \(last.held)", x: end,
                    y: up.pixels(last.used + last.held) - 8,
                    shift: place.shift, anchor: place.anchor)
                svg.text(
                    "chart-label chart-used-label", "Used \(last.used)", x: end, y: y + 18, shift: place.shift,
                    anchor: place.anchor)
            } else {
                svg.text(
                    "chart-label chart-used-label", "Used \(last.used)", x: end, y: y - 9, shift: place.shift,
                    anchor: place.anchor)
            }
            svg.sign("chart-dot", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", x: end, y: y)
        }
        var labels = [
            EndLabel(
                y: up.pixels(line.budget.cap), lines: ["Cap \(line.budget.cap)"], className: "chart-label chart-end")
        ]
        if line.planned > .zero {
            labels.append(
                EndLabel(
                    y: up.pixels(line.planned), lines: ["Plan \(line.planned)"],
                    className: "chart-label chart-end chart-soft"))
        }
        if let forecast = line.forecast, across.end(of: asOf) < across.end(of: window.end) {
            let range = forecast.atCompletion
            labels.append(
                EndLabel(
                    y: (up.pixels(range.lowerBound) + up.pixels(range.upperBound)) / 2,
                    lines: ["Forecast", forecast.atCompletionText],
                    className: "chart-label chart-end chart-forecast-label"))
        }
        for label in EndLabel.apart(labels) { label.write(to: &svg) }
    }

    private func point(_ x: Share, _ minutes: Minutes) -> SVG.Point { SVG.Point(x: x, y: up.tenths(minutes)) }
}

extension Chart.Sample {
    fileprivate static let used = Chart.Sample(className: "key-used", path: "M1 2h26v8h-26z")
    fileprivate static let held = Chart.Sample(className: "key-held", path: "M1 2h26v8h-26z")
    fileprivate static let cap = Chart.Sample(className: "chart-cap", path: "M1 6h26")
    fileprivate static let plan = Chart.Sample(className: "chart-plan", path: "M1 6h26")
    fileprivate static let forecast = Chart.Sample(className: "key-forecast", path: "M1 6L27 1V11z")
}

import CivilTime
import Engagement
import Markup

/// How far each focus area is: a field for every activity, filled as the activity is.
struct ActivityProgress {
    private static let height = 26

    /// The states, and how a field shows each.
    private static let order: [State.ActivityStanding] = [.done, .started, .planned, .dropped]

    private struct Area {
        let title: String
        let activities: [ShownActivity]

        func count(_ standing: State.ActivityStanding) -> Int { activities.count { $0.state == standing } }

        var optional: Int { activities.count(where: \.isOptional) }

        /// Nil where the edition shows no day figures.
        var worked: Minutes? {
            activities.reduce(Optional(Minutes.zero)) { sum, line in
                sum.flatMap { sum in line.worked.map { sum + $0 } }
            }
        }

        /// `2 of 3 done, 1 started`.
        var words: String {
            let others = order.dropFirst().filter { count($0) > 0 && $0 != .planned }
            return (["\(count(.done)) of \(activities.count) done"] + others.map { "\(count($0)) \($0.rawValue)" })
                .joined(separator: ", ")
        }
    }

    private let areas: [Area]
    /// Time outside the contract's activities, so that the sums are those of the status.
    private let outside: [ShownActivity]
    private let asOf: CivilDate
    private let id: String

    init(_ figures: EditionFigures, id: String) {
        self.id = id
        asOf = figures.asOf
        areas = figures.scope.focusAreas.map { area in
            Area(title: area.title, activities: figures.activities.filter { $0.focusArea == area.id })
        }.filter { !$0.activities.isEmpty }
        let inside = Set(figures.scope.focusAreas.map(\.id))
        outside = figures.activities.filter { !inside.contains($0.focusArea) }
    }

    var html: HTML {
        guard !areas.isEmpty else { return Chart.nothing("The contract names no activities yet.") }
        let all = Area(title: "", activities: areas.flatMap(\.activities))
        let chart = Chart(
            title: "Activities by focus area", summary: "\(all.words), as of \(asOf.dayAndMonth).", keys: keys(all),
            table: table(all))
        let most = areas.map(\.activities.count).max() ?? 1
        var rows = HTML()
        rows.markup("<div class=\"progress\">\n")
        for (number, area) in areas.enumerated() {
            rows.markup("<div class=\"progress-row\"><p><strong>")
            rows.text(area.title)
            rows.markup("</strong></p>")
            rows.append(strip(area, of: most, number: number + 1))
            rows.markup("<p class=\"progress-count\">")
            rows.text(area.words)
            if let worked = area.worked {
                rows.markup(" <span>")
                rows.text(worked.description)
                rows.markup("</span>")
            }
            rows.markup("</p></div>\n")
        }
        // Without it, the times beside the fields would not add up to what the status counts.
        if let worked = beside.worked, worked != .zero {
            rows.markup("<div class=\"progress-row\"><p><strong>")
            rows.text(beside.title)
            rows.markup("</strong></p><p></p><p class=\"progress-count\">exclusions, removed activities <span>")
            rows.text(worked.description)
            rows.markup("</span></p></div>\n")
        }
        rows.markup("</div>\n")
        return chart.html(rows)
    }

    private var beside: Area { Area(title: ActivitiesData.outside, activities: outside) }

    private func strip(_ area: Area, of most: Int, number: Int) -> HTML {
        let list = area.activities.map { "\($0.title): \($0.state.rawValue)\($0.isOptional ? ", optional" : "")" }
        var svg = SVG(
            "chart-drawing", height: Self.height,
            name: SVG.Name(
                id: "\(id)-\(number)", title: "\(area.title): \(area.words)",
                description: list.joined(separator: "; ") + "."))
        let sorted = Self.order.flatMap { standing in area.activities.filter { $0.state == standing } }
        let gap = most > 24 ? 0 : 80
        for (index, line) in sorted.enumerated() {
            let start = index * 10_000 / most
            let end = (index + 1) * 10_000 / most - gap
            field(line, x: Share(start), width: Share(end - start), in: &svg)
        }
        return svg.closed()
    }

    private func field(_ line: ShownActivity, x: Share, width: Share, in svg: inout SVG) {
        let height = Self.height
        func rectangle(_ className: StaticString, _ width: Share) {
            svg.rectangle(className, x: x, width: width, y: 1, height: height - 2, radius: 3, tip: line.title)
        }
        let middle = Share(x.count + width.count / 2)
        switch line.state {
        case .done:
            rectangle("progress-done", width)
            svg.sign("progress-check", "M-5 0L-1.5 3.5 5-4", x: middle, y: height / 2)
        case .started:
            rectangle("progress-half", Share(width.count / 2))
            rectangle("progress-started", width)
        case .planned: rectangle(line.isOptional ? "progress-optional" : "progress-planned", width)
        case .dropped:
            rectangle("progress-planned", width)
            svg.sign("progress-cross", "M-4-4L4 4M4-4L-4 4", x: middle, y: height / 2)
        }
    }

    private func keys(_ all: Area) -> [Chart.Key] {
        var keys: [Chart.Key] = []
        if all.count(.done) > 0 {
            keys.append(.init(sample: .init(className: "progress-done", path: "M4 1h20v10h-20z"), text: "Done"))
        }
        if all.count(.started) > 0 {
            keys.append(
                .init(
                    sample: .init(className: "key-started", path: "M4 1h10v10h-10zM14 1h10M24 1v10M24 11h-10"),
                    text: "Started"))
        }
        keys.append(.init(sample: .init(className: "progress-planned", path: "M4 1h20v10h-20z"), text: "Planned"))
        if all.activities.contains(where: { $0.isOptional && $0.state == .planned }) {
            keys.append(
                .init(sample: .init(className: "progress-optional", path: "M4 1h20v10h-20z"), text: "Planned, optional")
            )
        }
        if all.count(.dropped) > 0 {
            keys.append(
                .init(
                    sample: .init(className: "progress-planned", path: "M4 1h20v10h-20zM10 2l8 8M18 2l-8 8"),
                    text: "Dropped"))
        }
        return keys
    }

    private func table(_ all: Area) -> FigureTable {
        let hasTime = all.worked != nil
        var rows = areas.map { row($0.title, $0, time: $0.worked) }
        if let worked = beside.worked, worked != .zero {
            rows.append(row(beside.title, Area(title: "", activities: []), time: worked))
        }
        rows.append(row("Total", all, time: Area(title: "", activities: all.activities + outside).worked))
        return FigureTable(
            label: "Activities by focus area and state", caption: "Activities as of \(asOf.spelled)",
            columns: [.text("Focus area")] + Self.order.map { .number(words($0.rawValue)) }
                + [.number("Of these optional")] + (hasTime ? [.number("Time worked")] : []),
            rows: rows)
    }

    private func row(_ title: String, _ area: Area, time: Minutes?) -> [FigureTable.Cell] {
        let counts = Self.order.map { area.count($0) } + [area.optional]
        return [.text(title)] + counts.map { .text("\($0)") } + (time.map { [.text($0.description)] } ?? [])
    }
}

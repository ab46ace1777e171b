package import Markup

/// When the jobs of a day start, each on a line of its own.
package struct DayTimeline {
    package struct Row: Sendable {
        let name: String
        let words: String
        let zone: String
        let minutes: [Int]
        let isPaused: Bool
        let place: String

        /// - Parameters:
        ///   - words: The schedule in words, with its time zone.
        ///   - minutes: The starts of a day, in minutes after midnight of the zone; empty if they are not known.
        ///   - place: Where the schedule is declared.
        package init(
            name: String, words: String, zone: String, minutes: [Int], isPaused: Bool, place: String
        ) {
            self.name = name
            self.words = words
            self.zone = zone
            self.minutes = minutes
            self.isPaused = isPaused
            self.place = place
        }
    }

    private static let height = 28
    private static let middle = 14
    private static let dot: StaticString = "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"
    private static let diamond: StaticString = "M0-7L7 0 0 7-7 0z"

    private let title: String
    private let rows: [Row]
    private let id: String

    /// - Parameter id: The prefix of the ids of the drawings, unique in the page and in a print of all pages.
    package init(title: String, rows: [Row], id: String) {
        self.title = title
        self.rows = rows
        self.id = id
    }

    package var html: HTML {
        let zones = Set(rows.map(\.zone)).sorted().joined(separator: ", ")
        var keys = [
            Chart.Key(
                sample: .init(className: "timeline-settled", path: "M8 6a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"),
                text: "Starts")
        ]
        if rows.contains(where: \.isPaused) {
            keys.append(
                Chart.Key(sample: .init(className: "timeline-waived", path: "M14 0L20 6 14 12 8 6z"), text: "Paused"))
        }
        let chart = Chart(
            title: title, summary: "The starts of one day, in the time zone \(zones).", keys: keys, table: table)
        var drawing = HTML()
        drawing.markup("<div class=\"timeline\">\n<div class=\"timeline-row timeline-axis\"><span></span>")
        drawing.append(hours)
        drawing.markup("</div>\n")
        for (number, row) in rows.enumerated() {
            drawing.markup("<div class=\"timeline-row\"><p><strong>")
            drawing.text(row.name)
            drawing.markup("</strong> <span class=\"timeline-outcome\">")
            drawing.text(row.isPaused ? row.words + ", paused" : row.words)
            drawing.markup("</span></p><div class=\"timeline-strip\">")
            drawing.append(strip(row, number: number + 1))
            drawing.markup("</div></div>\n")
        }
        drawing.markup("</div>\n")
        return chart.html(drawing)
    }

    private static func share(_ minutes: Int) -> Share { Share(minutes * Share.whole.count / 1440) }

    private static func clock(_ minutes: Int) -> String {
        let (hour, minute) = (minutes / 60, minutes % 60)
        return (hour < 10 ? "0" : "") + "\(hour)" + (minute < 10 ? ":0" : ":") + "\(minute)"
    }

    private var hours: HTML {
        var svg = SVG("chart-drawing", height: 20, name: nil)
        for hour in stride(from: 0, to: 24, by: 6) {
            svg.text("chart-tick", Self.clock(hour * 60), x: Self.share(hour * 60), y: 14)
        }
        return svg.closed()
    }

    private func strip(_ row: Row, number: Int) -> HTML {
        let times = row.minutes.prefix(48).map(Self.clock).joined(separator: ", ")
        var svg = SVG(
            "chart-drawing", height: Self.height,
            name: SVG.Name(
                id: "\(id)-\(number)", title: row.name,
                description: times.isEmpty ? "\(row.words)." : "Starts at \(times) \(row.zone)."))
        for hour in stride(from: 0, to: 24, by: 6) { svg.rule("chart-grid", x: Self.share(hour * 60)) }
        for minutes in row.minutes.prefix(288) {
            svg.sign(
                row.isPaused ? "timeline-waived" : "timeline-settled", row.isPaused ? Self.diamond : Self.dot,
                x: Self.share(minutes), y: Self.middle)
        }
        return svg.closed()
    }

    private var table: FigureTable {
        FigureTable(
            label: title, columns: [.text("Job"), .text("Starts"), .text("State"), .text("Declared in")],
            rows: rows.map { row in
                [.text(row.name), .text(row.words), .text(row.isPaused ? "paused" : "active"), .text(row.place)]
            })
    }
}

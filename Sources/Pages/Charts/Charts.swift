import Engagement
package import Markup

/// The charts of an edition, ready for a page.
package struct Charts {
    private let figures: EditionFigures
    private let id: String

    /// - Parameter id: The prefix of the ids of the drawings, unique in the page and in a print of all pages.
    package init(_ figures: EditionFigures, id: String) {
        self.figures = figures
        self.id = id
    }

    /// The time of each role, or nil if the edition shows no figures in days.
    package var burnUp: HTML? {
        figures.burnUps.map { lines in
            guard !lines.isEmpty else { return Chart.nothing("The contract names no roles yet.") }
            return lines.reduce(into: HTML()) { html, line in
                let chart = BurnUpChart(
                    line, scope: figures.scope, asOf: figures.asOf, id: "\(id)-burn-up-\(line.budget.role)")
                html.append(chart.html)
            }
        }
    }

    package var prerequisiteTimeline: HTML {
        PrerequisiteTimeline(figures.courses, scope: figures.scope, asOf: figures.asOf, id: "\(id)-prerequisite").html
    }

    package var activityProgress: HTML { ActivityProgress(figures, id: "\(id)-area").html }
}

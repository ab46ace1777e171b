import Content
import Engagement
import Markdown
import Markup

/// The charts of an edition, ready for a page.
struct Charts {
    private let view: EditionView
    private let id: String

    /// - Parameter id: What the ids of the drawings begin with; once on a page, and in a print of all pages.
    init(_ view: EditionView, id: String) {
        self.view = view
        self.id = id
    }

    /// What the ids in a drawing of `code` begin with.
    static func id(of code: CodeBlock, in page: PublishedPage) -> String {
        // A list of ids in an attribute is divided by spaces, so there may be none in an id.
        let name = page.frontMatter.id.unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                ? String(scalar) : "-"
        }
        return "chart-\(name.joined())-\(code.line)"
    }

    /// The time of each role; nil where the edition shows no day figures.
    var burnUp: HTML? {
        view.burnUps.map { lines in
            guard !lines.isEmpty else { return Chart.nothing("The contract names no roles yet.") }
            return lines.reduce(into: HTML()) { html, line in
                let chart = BurnUpChart(
                    line, scope: view.scope, asOf: view.asOf, id: "\(id)-burn-up-\(line.budget.role)")
                html.append(chart.html)
            }
        }
    }

    var prerequisiteTimeline: HTML {
        PrerequisiteTimeline(view.courses, scope: view.scope, asOf: view.asOf, id: "\(id)-prerequisite").html
    }

    var activityProgress: HTML { ActivityProgress(view, id: "\(id)-area").html }
}

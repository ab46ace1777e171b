import CivilTime
import Content
import Diagrams
import Engagement
import Markup
import Pages

/// The page that connects the contract to the evidence: for each focus area a drawing, and the same as tables, which
/// show what no page names yet.
struct TracePage {
    private let trace: Trace
    let proof: ShownProof
    private let pages: [PublishedPage]
    let root = Address.root(from: GeneratedPage.trace.address)

    /// - Parameter pages: In the order of the site.
    init(_ view: EditionView, pages: [PublishedPage]) {
        trace = Trace(view, pages: pages)
        proof = view.proof
        self.pages = pages
    }

    var outline: HTML {
        Outline.html(proofEntries + trace.areas.map { Outline.Entry(id: "area-" + $0.id, title: $0.title) })
    }

    /// - Parameter diagnostics: Receives the drawings that failed.
    func main(crumbs: HTML, diagnostics: inout [Diagnostic]) -> HTML {
        var html = crumbs
        html.markup("<header>\n<h1>")
        html.text(GeneratedPage.trace.title)
        html.markup("</h1>\n<p class=\"lede\">")
        html.text(
            "From the contract to the evidence: what was agreed, where it stands, "
                + "and the pages that say in their front matter what they serve.")
        html.markup("</p>\n</header>\n")
        guard !trace.areas.isEmpty else {
            html.append(Chart.nothing("The contract names no activities and no criteria yet."))
            return html
        }
        html.append(Outline.button)
        writeProof(pages, to: &html)
        var allowance = DrawingAllowance()
        for (number, area) in trace.areas.enumerated() {
            write(area, number: number + 1, within: &allowance, to: &html, diagnostics: &diagnostics)
        }
        return html
    }

    private func write(
        _ area: Trace.Area, number: Int, within allowance: inout DrawingAllowance, to html: inout HTML,
        diagnostics: inout [Diagnostic]
    ) {
        html.heading(area.title, id: "area-" + area.id)
        do throws(GraphvizError) {
            let graph = try TraceGraph(area, root: root).html(id: "trace-\(number)", within: &allowance)
            if let graph { html.append(graph) }
        } catch {
            diagnostics.append(
                Diagnostic(drawing: "the trace of '\(area.title)'", file: "content/engagement.yaml", error))
        }
        if !area.activities.isEmpty {
            FigureTable(
                label: "Activities of \(area.title) and their pages",
                columns: [.text("Activity"), .text("State"), .text("Pages")],
                rows: area.activities.map { activity in
                    [
                        .text(activity.line.title + (activity.line.isOptional ? " (optional)" : "")),
                        .html(state(of: activity.line)), .html(list(of: activity.pages)),
                    ]
                },
                anchors: area.activities.map { "trace-activity-" + $0.line.id }
            ).write(to: &html)
        }
        if !area.criteria.isEmpty {
            FigureTable(
                label: "Criteria of \(area.title) and their pages",
                columns: [.text("Criterion"), .text("Activities done"), .text("Pages")],
                rows: area.criteria.map { criterion in
                    [.text(criterion.title), .text(criterion.done), .html(list(of: criterion.pages))]
                },
                anchors: area.criteria.map { anchor(of: $0, in: area) }
            ).write(to: &html)
        }
    }

    /// Returns the id of a criterion.
    ///
    /// If two focus areas have it, the first has the plain id.
    private func anchor(of criterion: Trace.Criterion, in area: Trace.Area) -> String {
        let first = trace.areas.first { $0.criteria.contains { $0.id == criterion.id } }
        let id = "trace-criterion-" + criterion.id
        return first?.id == area.id ? id : id + "-" + area.id
    }

    private func state(of line: ShownActivity) -> HTML {
        var html = Badge(line.state).html
        guard let day = line.changedOn else { return html }
        html.markup("<small>since ")
        html.text(day.spelled)
        html.markup("</small>")
        return html
    }

    private func list(of pages: [PublishedPage]) -> HTML {
        guard !pages.isEmpty else { return Badge("No page yet", .warn).html }
        var html = HTML()
        html.markup("<details class=\"served\"><summary>")
        html.text(pages.count == 1 ? "1 page" : "\(pages.count) pages")
        html.markup("</summary><ul>")
        for page in pages {
            html.markup("<li>")
            html.link(page.numberedTitle, root: root, path: page.address)
            html.markup("</li>")
        }
        html.markup("</ul></details>")
        return html
    }
}

import Engagement
import Knowledge
import Markup
import Pages

/// The page that lists what acceptance still lacks, with denominators.
struct GapsPage {
    private let groups: [ShownProof.GapGroup]

    init(_ proof: ShownProof) { groups = proof.gaps }

    private var open: [ShownProof.GapGroup] { groups.filter { !$0.gaps.isEmpty } }

    var outline: HTML {
        Outline.html(open.map { Outline.Entry(id: $0.kind.rawValue, title: $0.words) })
    }

    func main(crumbs: HTML) -> HTML {
        var html = crumbs
        html.markup("<header>\n<h1>")
        html.text(GeneratedPage.gaps.title)
        html.markup("</h1>\n<p class=\"lede\">")
        html.text(GeneratedPage.gaps.summary)
        html.markup("</p>\n</header>\n")
        guard !groups.isEmpty else {
            html.append(Chart.nothing("The contract names nothing that could have a gap yet."))
            return html
        }
        html.append(Outline.button)
        FigureTable(
            label: "What is complete", columns: [.text("Complete"), .number("Gaps")],
            rows: groups.map { group in [.text(group.words), .text("\(group.gaps.count)")] }
        ).write(to: &html)
        for group in open {
            html.heading(group.words, id: group.kind.rawValue)
            let hasHints = group.gaps.contains { $0.hint != nil }
            FigureTable(
                label: group.words, columns: [.text("Gap")] + (hasHints ? [.text("How to close it")] : []),
                rows: group.gaps.map { gap in
                    [.text(gap.message)] + (hasHints ? [.text(gap.hint ?? "")] : [])
                }
            ).write(to: &html)
        }
        return html
    }
}

import Content
import Engagement
import Knowledge
import Markup
import Pages

/// The part of the trace that says what is proved: criterion by criterion, and runbook by runbook.
extension TracePage {
    var proofEntries: [Outline.Entry] {
        (proof.criteria.isEmpty ? [] : [Outline.Entry(id: "proof", title: "What is proven")])
            + (proof.runbooks.isEmpty ? [] : [Outline.Entry(id: "rehearsals", title: "Rehearsals")])
    }

    /// - Parameter pages: In the order of the site.
    func writeProof(_ pages: [PublishedPage], to html: inout HTML) {
        if !proof.criteria.isEmpty {
            html.heading("What is proven", id: "proof")
            paragraph(proof.summary, to: &html)
            if let answers = proof.answers { paragraph(answers, to: &html) }
            FigureTable(
                label: "Criteria and what proves them",
                columns: [.text("Criterion"), .text("Standing and sign-off"), .text("Evidence")],
                rows: proof.criteria.map { row in
                    [.text(row.title), .html(standing(of: row)), .html(list(row.evidence))]
                },
                anchors: proof.criteria.map { "proof-" + $0.id }
            ).write(to: &html)
        }
        if !proof.runbooks.isEmpty {
            html.heading("Rehearsals", id: "rehearsals")
            paragraph(proof.runbookSummary, to: &html)
            let addresses = Dictionary(pages.map { ($0.frontMatter.id, $0) }) { first, _ in first }
            FigureTable(
                label: "Runbooks and their rehearsals",
                columns: [.text("Runbook"), .text("Standing"), .text("Rehearsal")],
                rows: proof.runbooks.map { row in
                    var name = HTML()
                    if let page = addresses[row.id] { name.link(page.numberedTitle, root: root, path: page.address) }
                    return [
                        .html(name), .badge(Badge(words: row.words, row.standing)), .text(row.rehearsal ?? ""),
                    ]
                }
            ).write(to: &html)
        }
    }

    private func standing(of row: ShownProof.CriterionRow) -> HTML {
        var html = HTML()
        html.badge(Badge(row.standing))
        guard !row.signOff.isEmpty else { return html }
        html.markup(" <small>")
        html.text(row.signOff)
        html.markup("</small>")
        html.append(list(row.conditions))
        return html
    }

    private func paragraph(_ text: String, to html: inout HTML) {
        html.markup("<p>")
        html.text(text + ".")
        html.markup("</p>\n")
    }

    private func list(_ lines: [String]) -> HTML {
        var html = HTML()
        guard !lines.isEmpty else { return html }
        html.markup("<ul>")
        for line in lines {
            html.markup("<li>")
            html.text(line)
            html.markup("</li>")
        }
        html.markup("</ul>")
        return html
    }
}

extension Badge {
    init(_ standing: ProofStanding) { self.init(words: standing.words, standing) }

    /// - Parameter words: In lower case.
    init(words: String, _ standing: ProofStanding) {
        let text = words.prefix(1).uppercased() + words.dropFirst()
        switch standing {
        case .proven: self.init(text, .good)
        case .olderRevision: self.init(text, .warn)
        case .withoutProof: self.init(text, .note)
        case .none: self.init(text, .quiet)
        }
    }
}

import CivilTime
import Engagement
import Knowledge
import Markup
import Pages
import Workspace

/// The criteria of the contract: what proves each, the evidence, and the customer's answer.
enum AcceptancePages {
    static func list(_ visit: Visit) throws -> Screen? {
        let knowledge = try visit.tracker.workspace.knowledge(with: visit.reading)
        let (trace, gaps, report) = (knowledge.trace(), knowledge.gaps(), visit.reading.report)
        return Screen("Acceptance") { _ in
            var html = HTML()
            html.element("h1", "Acceptance")
            html.element("p", trace.summary + ".", class: "lede")
            if let standing = report.acceptance { html.element("p", standing.words + ".") }
            html.append(
                FigureTable(
                    label: "Criteria",
                    columns: [.text("Criterion"), .text("State"), .number("Evidence"), .text("Answer"), .text("Next")],
                    rows: trace.criteria.map { line in
                        [
                            .link(line.criterion.title, address(line.criterion.id)), .badge(Badge(line.standing)),
                            .text("\(line.evidence.count)"), .text(answer(line)),
                            line.standing == .proven
                                ? .text("") : .link("add evidence", address(line.criterion.id) + "#actions"),
                        ]
                    }
                ).html)
            if !report.conditions.isEmpty {
                html.heading("Conditions", id: "conditions")
                html.append(ConditionPages.table(report.conditions, visit.reading))
            }
            html.heading("Gaps", id: "gaps")
            html.element("p", gaps.summary, class: "quiet-line")
            if !gaps.all.isEmpty {
                html.append(
                    FigureTable(
                        label: "Gaps", columns: [.text("What is missing"), .text("How to close it")],
                        rows: gaps.all.map { [.text($0.message), .html(WebSpelling.html(of: $0.hint))] }
                    ).html)
            }
            html.heading("Sign-offs", id: "sign-offs")
            html.append(signOffs(visit.reading.state.acceptance.signOffs))
            html.markup("<p class=\"quiet-line\">A sign-off is the customer's answer to a signed pack. ")
            html.link("Acceptance packs", to: "/packs")
            html.markup(" are made, sent and answered there.</p>\n")
            return html
        }
    }

    /// `accepted with conditions, 1 open`.
    private static func answer(_ line: Trace.CriterionLine) -> String {
        guard let answer = line.answer else { return "not answered" }
        let open = line.conditions.count(where: \.isOpen)
        return answer.outcome.words + (open == 0 ? "" : ", \(open) open")
    }

    private static func address(_ criterion: String) -> String { "/acceptance/\(Query.encoded(criterion))" }

    /// The table of sign-offs.
    static func signOffs(_ signOffs: [Acceptance.SignOff]) -> HTML {
        FigureTable(
            label: "Sign-offs",
            columns: [.text("Signer"), .text("For"), .text("Signed"), .text("Answers"), .text("Pack")],
            rows: signOffs.map { signOff in
                let given = signOff.given
                let answers = SignOffGiven.Outcome.allCases.compactMap { outcome -> String? in
                    let number = given.answers.count { $0.outcome == outcome }
                    return number == 0 ? nil : "\(number) \(outcome.words)"
                }
                return [
                    .text("\(given.signer), \(given.signerRole)"), .text(given.onBehalfOf),
                    .text(given.signedOn.spelled), .text(answers.joined(separator: ", ")),
                    .text(String(given.packFingerprint.prefix(12))),
                ]
            }
        ).html
    }

    static func one(_ visit: Visit) throws -> Screen? {
        let knowledge = try visit.tracker.workspace.knowledge(with: visit.reading)
        guard let line = knowledge.trace().criteria.first(where: { $0.criterion.id == visit.id }) else { return nil }
        let documents = knowledge.documents.all.map { ($0.id, "\($0.id) \($0.title)") }
        let forms = EvidenceForms.all(line, visit, documents)
        return Screen(line.criterion.title, forms: forms) { failure in
            var html = HTML()
            html.element("h1", line.criterion.title)
            if !line.criterion.summary.isEmpty { html.element("p", line.criterion.summary, class: "lede") }
            html.markup("<dl class=\"facts\"><div><dt>State</dt><dd>")
            html.badge(Badge(line.standing))
            html.markup("</dd></div>")
            html.fact("Answer", line.answer?.outcome.words ?? "not answered")
            if let given = line.signOff?.given {
                html.fact("Answered by", "\(given.signer), \(given.signerRole), on \(given.signedOn.spelled)")
            }
            if let reason = line.answer?.reason, !reason.isEmpty { html.fact("Reason", reason) }
            html.markup("</dl>\n")
            if !line.conditions.isEmpty {
                html.heading("Conditions", id: "conditions")
                html.append(ConditionPages.table(line.conditions, visit.reading))
            }
            html.heading("Evidence", id: "evidence")
            html.append(
                FigureTable(
                    label: "Evidence",
                    columns: [.text("What"), .text("State"), .text("Seen by"), .text("Seen"), .text("Note")],
                    rows: line.evidence.map { judged in
                        let added = judged.evidence.added
                        return [
                            .text(added.subjectText), .badge(Badge(judged.standing)),
                            .text("\(added.seenBy), \(added.side.rawValue)"), .text(added.seenOn.spelled),
                            .text(judged.reason.isEmpty ? added.note : judged.reason),
                        ]
                    }
                ).html)
            html.append(Filter.forms(forms, visit.keys, failure))
            html.heading("History", id: "entries")
            html.append(
                HistoryPage.list(
                    visit.reading.entries.reversed().filter { entry in
                        switch entry.event {
                        case .acceptance(.evidenceAdded(let added)): added.criterion == visit.id
                        case .acceptance(.signOffGiven(let given)):
                            given.answers.contains { $0.criterion == visit.id }
                        case .acceptance(.conditionMet(let met)):
                            line.conditions.contains { $0.signOff == met.signOff && $0.number == met.number }
                        default: false
                        }
                    }, visit))
            return html
        }
    }
}

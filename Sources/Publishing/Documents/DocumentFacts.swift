import CivilTime
import Content
import Engagement
import Markup
import Pages

/// The line below a page's title: status, owner, dates, audience.
struct DocumentFacts {
    private enum Value {
        case badge(Badge)
        case text(String)
    }

    private var facts: [(name: String, value: Value)] = []

    init(_ page: PublishedPage, view: EditionView) {
        let matter = page.frontMatter
        if let status = matter.status { facts.append(("Status", .badge(Badge(status)))) }
        if let implementation = matter.implementation {
            facts.append(("Implementation", .badge(Badge(implementation))))
        }
        if let date = matter.date { facts.append(("Date", .text(date.spelled))) }
        if let owner = matter.owner { facts.append(("Owner", .text(view.scope.ownerTitle(owner)))) }
        if let proof = view.proof.runbook(matter.id) {
            facts.append(("Proof", .badge(Badge(words: proof.words, proof.standing))))
            if let rehearsal = proof.rehearsal { facts.append(("Rehearsal", .text(rehearsal))) }
        }
        if let acceptance = view.proof.acceptance, acceptance.accepted.contains(matter.id) {
            let day = acceptance.acceptedOn.spelled
            facts.append(
                acceptance.changed.contains(matter.id)
                    ? ("Acceptance", .badge(Badge("Changed since \(day)", .warn)))
                    : ("Acceptance", .text("unchanged since \(day)")))
        }
        let people = [
            ("Decided by", matter.decisionMakers), ("Consulted", matter.consulted), ("Informed", matter.informed),
        ]
        for (name, ids) in people where !ids.isEmpty {
            facts.append((name, .text(ids.map(view.scope.ownerTitle).joined(separator: ", "))))
        }
        if let period = matter.reviewIn { facts.append(("Review", .text(Self.interval(period)))) }
        if let date = matter.reviewed { facts.append(("Reviewed", .text(date.spelled))) }
        if view.edition == .internal { facts.append(("Audience", .badge(Badge(matter.audience)))) }
    }

    /// `1 year` as `every year`, `6 months` as `every 6 months`.
    private static func interval(_ period: String) -> String {
        "every " + (period.hasPrefix("1 ") ? String(period.dropFirst(2)) : period)
    }

    func write(_ html: inout HTML) {
        guard !facts.isEmpty else { return }
        html.markup("<dl class=\"facts\">\n")
        for fact in facts {
            html.markup("<div><dt>")
            html.text(fact.name)
            html.markup("</dt><dd>")
            switch fact.value {
            case .badge(let badge): html.badge(badge)
            case .text(let text): html.text(text)
            }
            html.markup("</dd></div>\n")
        }
        html.markup("</dl>\n")
    }
}

import CivilTime
import Engagement
import Markup
import Pages
import Reports
import Workspace

/// What is the same on every page of the tracker, inside the frame of the site.
enum TrackerFrame {
    static var head: HTML {
        var html = HTML()
        html.markup("<link rel=\"stylesheet\" href=\"/site/css/tracker.css\">\n")
        html.markup("<script src=\"/site/js/tracker.js\" defer></script>\n")
        return html
    }

    private static let pages = [
        ("/", "Home"), ("/time", "Time"), ("/plan", "Plan"), ("/prerequisites", "Prerequisites"),
        ("/activities", "Activities"), ("/changes", "Change requests"), ("/risks", "Risks"),
        ("/sessions", "Sessions"), ("/questions", "Questions"), ("/rehearsals", "Rehearsals"),
        ("/acceptance", "Acceptance"), ("/history", "History"), ("/status", "Status"),
    ]

    /// - Parameter current: The title of the page, to mark it.
    static func navigation(_ current: String, by author: String?) -> HTML {
        var html = HTML()
        html.markup("<nav class=\"tracker-nav\" aria-label=\"Tracker\"><ul>\n")
        for (address, title) in pages { html.item(title, address, current: title == current ? "page" : nil) }
        html.markup("</ul>")
        if let author { html.element("p", "Recording as \(author)", class: "recorder") }
        html.markup("</nav>\n<p class=\"stale\" role=\"status\" hidden>The ledger changed since this page was loaded. ")
        html.markup("What you typed is kept; saving tells you if it concerns the same field.</p>\n")
        return html
    }

    /// Says what the request with this operation id recorded, with a button that takes it back.
    static func notice(_ operation: String, _ visit: Visit) -> HTML {
        var html = HTML()
        let entries = visit.reading.entries(of: operation)
        guard let first = entries.first else { return html }
        html.markup("<div class=\"notice\" role=\"status\"><p>")
        html.text(summary(entries, first, visit.reading))
        for (title, held, address) in held(entries, visit.reading) {
            html.text(" \(held) of \(title) is over the cap and held, not billed: ")
            html.link("propose a change request", to: address)
            html.markup(".")
        }
        html.markup("</p>")
        let canUndo = entries.allSatisfy { entry in
            if case .week(.closed) = entry.event { return false }
            if case .week(.reopened) = entry.event { return false }
            return visit.reading.counts(entry)
        }
        if canUndo {
            html.append(HistoryPage.undoForm(operation, visit.keys))
        }
        html.markup("</div>\n")
        return html
    }

    private static func summary(_ entries: [Entry], _ first: Entry, _ reading: Reading) -> String {
        let effects = entries.map { $0.event.effect(among: reading.state.changes) }
        if entries.count == 1 { return "Recorded: \(effects[0])." }
        let time = entries.filter { $0.event.kind == .timeLogged }
        let cells = Set(
            time.compactMap { entry -> String? in
                guard case .time(let time) = entry.event else { return nil }
                return "\(time.person) \(time.role) \(time.activity) \(time.date)"
            })
        guard time.count < entries.count else {
            return "Recorded: \(cells.count) entries of time."
        }
        return "Recorded in one step: " + effects.prefix(4).joined(separator: "; ")
            + (effects.count > 4 ? "; and \(effects.count - 4) more." : ".")
    }

    /// The roles that the entries logged time of and that have held time, with the address of a change request.
    private static func held(_ entries: [Entry], _ reading: Reading) -> [(String, String, String)] {
        let roles = Set(
            entries.compactMap { entry -> String? in
                guard case .time(let time) = entry.event else { return nil }
                return time.role
            })
        return reading.report.budgets.filter { roles.contains($0.role) && $0.held > .zero }.map { budget in
            (
                budget.title, budget.held.description,
                WebSpelling.address(of: .addTime(role: budget.role, minutes: budget.held))
            )
        }
    }
}

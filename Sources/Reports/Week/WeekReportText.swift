import CivilTime
package import Engagement
package import Knowledge

/// A week's report as Markdown, which is readable as text; `html` makes a page of it.
package struct WeekReportText {
    package let report: WeekReport
    /// What the acceptance lacks; nil for a report of an earlier day.
    private let gaps: Gaps?

    package init(report: WeekReport, gaps: Gaps? = nil) {
        self.report = report
        self.gaps = gaps
    }

    private var status: StatusReport { report.status }

    package var markdown: String {
        let sections = [heading, days, week, progress, prerequisites, changes, register, acceptance, missing, nextWeek]
        return sections.compactMap(\.self).joined(separator: "\n\n") + "\n"
    }

    private var heading: String {
        """
        # Status of \(report.week.isoWeek): \(cell(status.contract.title))

        For \(cell(status.contract.customer)), as of \(status.asOf.spelled). The window runs from \
        \(status.contract.window.start.spelled) to \(status.contract.window.end.spelled); \
        \(count(status.businessDaysLeft, "business day")) left.
        """
    }

    private var days: String {
        let rows = status.budgets.map { budget in
            let worked = report.workedInWeek[budget.role] ?? .zero
            let forecast = status.forecasts[budget.role]?.atCompletionText
            return
                "| \(cell(budget.title)) | \(budget.contracted) | \(budget.approved) | \(budget.pending) | \(budget.planned) "
                + "| \(worked) | \(budget.used) | \(budget.held) | \(budget.remaining) | \(forecast ?? "not enough data") |"
        }
        return """
            ## Days

            | Role | Contract | Approved | Pending | Plan | This week | Used | Held | Left | Forecast |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            \(rows.joined(separator: "\n"))

            A day is 8 hours. Used time is within the cap; held time is over it and is not billed. Time worked is both \
            together.
            """
    }

    private var week: String {
        let rows = report.work.map { line in
            "| \(cell(line.title)) | \(cell(line.person)) | \(cell(role(line.role))) | \(line.minutes) |"
        }
        let table = """
            | Activity | Person | Role | Time worked |
            |---|---|---|---:|
            \(rows.joined(separator: "\n"))
            """
        let corrections = report.corrections.map { line in
            "- \(line.minutes) on \(line.date.spelled) (\(line.date.isoWeek)): \(cell(line.title)), "
                + "\(cell(line.person)), \(cell(role(line.role)))"
        }
        let list =
            corrections.isEmpty
            ? ""
            : "\n\nThis week contains corrections of earlier weeks:\n\n" + corrections.joined(separator: "\n")
        return "## This week\n\n" + (rows.isEmpty ? "No time is logged." : table) + list
            + section("This week contains late time of closed weeks:", report.lateTime) + closing
    }

    /// Who closed the week, and what was recorded since.
    private var closing: String {
        guard let closing = report.closing else { return "" }
        return "\n\nThe week was closed on \(closing.closedOn.spelled) by \(cell(closing.closedBy)). "
            + "Its time is counted as it was closed."
            + section("Recorded later, and not counted above:", report.recordedLater)
    }

    private func section(_ title: String, _ lines: [WeekReport.LateTime]) -> String {
        guard !lines.isEmpty else { return "" }
        let items = lines.map { line in
            let reason = line.reason.map { ": \(cell($0))" } ?? ""
            return "- \(line.minutes) on \(line.date.spelled), \(cell(line.title)), \(cell(line.person)), "
                + "\(cell(role(line.role)))\(reason)"
        }
        return "\n\n\(title)\n\n" + items.joined(separator: "\n")
    }

    /// The title of a role, or its id if the contract names it no longer.
    private func role(_ id: String) -> String { status.contract.role(id)?.title ?? id }

    private var progress: String {
        let rows = status.activities.map { line in
            "| \(cell(line.title)) | \(line.standing) | \(line.worked) |"
        }
        return """
            ## Progress

            | Activity | State | Time worked |
            |---|---|---:|
            \(rows.joined(separator: "\n"))
            """
    }

    private var prerequisites: String {
        let rows = status.prerequisites.map { line in
            let lost = status.delays.first { $0.prerequisite == line.id }?.businessDays ?? 0
            let state = line.isOverdue ? "\(line.state.rawValue), overdue" : line.state.rawValue
            return "| \(cell(line.title)) | \(cell(line.owner)) | \(line.due) | \(state) | \(lost) |"
        }
        let parties = Delay.byParty(status.delays, calendar: status.contract.calendar)
            .map { "\(cell($0.party)): \(count($0.businessDays, "business day"))" }
        return """
            ## Prerequisites and delays

            | Prerequisite | Owner | Due | State | Business days lost |
            |---|---|---:|---|---:|
            \(rows.joined(separator: "\n"))

            \(parties.isEmpty ? "No day was lost." : "Lost by party: " + parties.joined(separator: "; ") + ".")
            """
    }

    private var changes: String {
        let lines = status.changes.map { change in
            "- \(change.label), \(change.status.rawValue): \(cell(change.proposal.title)) (\(cell("\(change.proposal.effect)")), "
                + "asked by \(cell(change.proposal.requester)))"
        }
        let edits = status.contractChanges.map { "- contract, \($0.recorded): \(cell($0.description))" }
        let all = lines + edits
        return "## Changes\n\n" + (all.isEmpty ? "None." : all.joined(separator: "\n"))
    }

    private var register: String {
        let lines = status.risks.filter(\.isOpen).map { risk in
            "- \(risk.added.kind.rawValue): \(cell(risk.added.title)) (\(cell(risk.added.owner)), since \(risk.addedOn))"
        }
        return "## Risks, issues, assumptions and dependencies\n\n"
            + (lines.isEmpty ? "None open." : lines.joined(separator: "\n"))
    }

    /// What the customer answered, and what is open of it; nil if there is no answer yet.
    private var acceptance: String? {
        guard let standing = status.acceptance else { return nil }
        let rejected = status.contract.criteria.compactMap { criterion -> String? in
            guard let last = status.state.acceptance.answer(to: criterion.id), last.answer.outcome == .rejected else {
                return nil
            }
            let given = last.signOff.given
            return "- rejected by \(cell(given.signer)) on \(given.signedOn), \(cell(criterion.title)): "
                + cell(last.answer.reason)
        }
        let open = status.conditions.filter(\.isOpen).map { condition in
            "- condition \(condition.standing(on: status.asOf)): \(cell(condition.named.text)) "
                + "(\(cell(condition.named.owner)))"
        }
        let list = rejected + open
        return "## Acceptance\n\n\(standing.words)." + (list.isEmpty ? "" : "\n\n" + list.joined(separator: "\n"))
    }

    /// What is complete of what the acceptance needs.
    private var missing: String? {
        guard let gaps else { return nil }
        let rows = gaps.counts.filter { $0.total > 0 }.map { "| \(cell($0.words)) | \($0.missing) |" }
        guard !rows.isEmpty else { return nil }
        let changes = gaps.changesSinceAcceptance.map { "\n\n\($0.words)." } ?? ""
        return """
            ## Gaps

            | Complete | Gaps |
            |---|---:|
            \(rows.joined(separator: "\n"))

            \(gaps.line.map { $0 + "." } ?? "")\(changes)
            """
    }

    private var nextWeek: String {
        let planned = status.budgets.compactMap { budget in
            report.plannedNextWeek[budget.role].map { "- \(cell(budget.title)): \($0) planned" }
        }
        let due = report.dueNextWeek.map {
            "- \($0.isOverdue ? "overdue" : "due \($0.due)"): \(cell($0.title)) (\(cell($0.owner)))"
        }
        let sessions = report.sessionsNextWeek.map { "- \($0.when): \(cell($0.subject))" }
        let lines = planned + sessions + due
        return "## Next week\n\n" + (lines.isEmpty ? "Nothing is planned or due." : lines.joined(separator: "\n"))
    }

    /// Text that cannot become markup: a name or a note is never a link or a table's end.
    private func cell(_ text: String) -> String {
        text.flatMap { character -> [Character] in
            if character.isNewline { return [" "] }
            // A colon and an at sign would let an address become a link by itself.
            return "\\`*_{}[]<>|#&!~:@".contains(character) ? ["\\", character] : [character]
        }.map(String.init).joined()
    }
}

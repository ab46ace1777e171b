import CivilTime
import Engagement
import Reports

/// A status report as text for a terminal, 80 columns wide at most.
struct StatusText {
    let report: StatusReport
    /// What the pages say is still to be decided, read or filled.
    var openPoints = 0
    /// What the acceptance lacks; nil if it isn't counted.
    var gaps: String?
    /// How many documents changed since the customer accepted them; nil if none is accepted.
    var changes: String?
    let context: Context

    /// The lines of the whole report.
    var lines: [String] {
        let sections = [heading, budgets, prerequisites, activities, pages, acceptance, findings]
        return Array(sections.filter { !$0.isEmpty }.joined(separator: [""]))
    }

    private var width: Int { min(context.width, 80) }

    private var heading: [String] {
        let contract = report.contract
        let left = report.businessDaysLeft
        let phase: String
        if report.asOf < contract.window.start {
            phase = "starts in \(count(report.asOf.days(until: contract.window.start), "day"))"
        } else if report.asOf > contract.window.end {
            phase = "the window has ended"
        } else {
            phase = "\(count(left, "business day")) left"
        }
        return [
            context.paint(
                fitted("\(contract.title) for \(contract.customer)", width).trimmingTrailingSpaces, .bold),
            "\(contract.window.start.spelled) to \(contract.window.end.spelled), \(phase)",
            context.paint("as of \(report.asOf.spelled)", .dim),
        ]
    }

    private var pages: [String] {
        guard openPoints > 0 else { return [] }
        return [title("PAGES", "workbook check"), "  \(count(openPoints, "point")) to be decided, read or filled"]
    }

    private var acceptance: [String] {
        let lines = [gaps, report.acceptance?.words, changes].compactMap(\.self)
        guard !lines.isEmpty else { return [] }
        return [title("ACCEPTANCE", "workbook gaps")]
            + lines.flatMap { wrapped($0, first: "  ", rest: "    ", width: width) }
    }

    private var budgets: [String] {
        guard !report.budgets.isEmpty else { return [] }
        let titleWidth = min(20, report.budgets.map(\.title.count).max() ?? 0)
        let lines = report.budgets.flatMap { budget -> [String] in
            let left =
                budget.held > .zero
                ? "none left of \(budget.cap)" : "\(budget.remaining) left of \(budget.cap)"
            let line =
                "  \(fitted(budget.title, titleWidth))  \(bar(budget))  \(padded(percent(budget), 4)) used  \(left)"
            let indent = String(repeating: " ", count: titleWidth + 4)
            var lines = [line]
            if budget.held > .zero { lines.append(indent + context.paint("\(budget.held) held over the cap", .red)) }
            lines += details(of: budget).map { indent + context.paint($0, .dim) }
            return lines
        }
        return [title("DAYS", "1d is 8h")] + lines
    }

    /// Where the cap comes from where change requests touch it, the plan and the forecast.
    private func details(of budget: Budget) -> [String] {
        var details: [String] = []
        if budget.approved > .zero {
            details.append("contract \(budget.contracted), approved changes \(budget.approved)")
        }
        if budget.pending > .zero { details.append("\(budget.pending) more is proposed") }
        guard budget.used > .zero || budget.planned > .zero else { return details }
        guard let forecast = report.forecasts[budget.role] else {
            return details + ["planned \(budget.planned), forecast: not enough data"]
        }
        details.append(
            "planned \(budget.planned), forecast \(forecast.atCompletionText) by \(report.contract.window.end)")
        if let finish = forecast.finishText(of: budget) { details.append(finish) }
        return details
    }

    private func percent(_ budget: Budget) -> String {
        "\(budget.percent)%"
    }

    private func bar(_ budget: Budget) -> String {
        let cells = 20
        let filled = budget.cap == .zero ? 0 : min(cells, max(0, budget.used.count * cells / budget.cap.count))
        let full = String(repeating: context.usesUnicode ? "█" : "#", count: filled)
        let empty = String(repeating: context.usesUnicode ? "░" : ".", count: cells - filled)
        return context.paint(full, budget.held > .zero ? .red : .green) + context.paint(empty, .dim)
    }

    private var prerequisites: [String] {
        guard !report.prerequisites.isEmpty else { return [] }
        let overdue = report.overdueCount > 0 ? ", \(report.overdueCount) of them overdue" : ""
        let summary =
            "\(report.count(of: .open) + report.count(of: .blocked)) open\(overdue), \(report.count(of: .confirmed)) confirmed, "
            + "\(report.count(of: .waived)) waived"
        let order = report.prerequisites.sorted { left, right in
            (left.state.isOwed ? 0 : 1, left.due, left.id) < (right.state.isOwed ? 0 : 1, right.due, right.id)
        }
        let idWidth = min(30, order.map(\.id.count).max() ?? 0)
        let lines = order.map { line in
            let (mark, note) = standing(of: line)
            return "  \(mark) \(fitted(line.id, idWidth))  \(padded(line.owner, -19))  \(note)"
        }
        return [title("PREREQUISITES", summary)] + lines
    }

    private func standing(of line: StatusReport.PrerequisiteLine) -> (mark: String, note: String) {
        switch line.state {
        case .open where line.isOverdue, .blocked where line.isOverdue:
            (context.paint("!", .red), context.paint("overdue since \(line.due)", .red))
        case .blocked: (context.paint("!", .yellow), "blocked, due \(line.due)")
        case .open: (context.paint("-", .yellow), "due \(line.due)")
        case .confirmed: (context.paint(context.usesUnicode ? "✓" : "x", .green), "confirmed")
        case .waived: ("~", "waived")
        }
    }

    private var activities: [String] {
        guard !report.activities.isEmpty else { return [] }
        let required = report.activities.filter(\.isRequired)
        let done = required.count { $0.state == .done }
        let idWidth = min(34, report.activities.map(\.id.count).max() ?? 0)
        let lines = report.activities.map { line in
            let worked = line.worked == .zero ? "" : "\(line.worked)"
            let mark = line.removedBy == nil ? mark(of: line.state) : "~"
            return "  \(mark) \(fitted(line.id, idWidth))  \(padded(line.standing, -18))  \(worked)"
                .trimmingTrailingSpaces
        }
        return [title("ACTIVITIES", "\(done) of \(required.count) required are done")] + lines
    }

    private func mark(of state: State.ActivityStanding) -> String {
        switch state {
        case .planned: "-"
        case .started: context.paint(context.usesUnicode ? "▸" : ">", .cyan)
        case .done: context.paint(context.usesUnicode ? "✓" : "x", .green)
        case .dropped: "~"
        }
    }

    private var findings: [String] {
        guard !report.findings.isEmpty else { return [] }
        return [title("FINDINGS", "\(report.findings.count)")]
            + report.findings.flatMap { finding in
                wrapped(finding.message, first: "  ! ", rest: "    ", width: width)
                    + wrapped(CommandSpelling.text(of: finding.hint), first: "    hint: ", rest: "    ", width: width)
                    .map { context.paint($0, .dim) }
            }
    }

    private func title(_ name: String, _ summary: String) -> String {
        context.paint(name, .bold) + "  " + context.paint(summary, .dim)
    }
}

/// `text` in exactly `width` columns: padded, or cut with an ellipsis.
func fitted(_ text: String, _ width: Int) -> String {
    guard text.count > width else { return text + String(repeating: " ", count: width - text.count) }
    return text.prefix(max(0, width - 1)) + "…"
}

/// `text` padded on the left to `width` columns, or on the right where `width` is negative.
func padded(_ text: String, _ width: Int) -> String {
    let spaces = String(repeating: " ", count: max(0, abs(width) - text.count))
    return width < 0 ? text + spaces : spaces + text
}

/// `text` in lines of at most `width` columns, broken at spaces.
func wrapped(_ text: String, first: String, rest: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in text.split(separator: " ") {
        if !isEmpty, line.count + 1 + word.count > width {
            lines.append(line)
            line = rest
            isEmpty = true
        }
        line += (isEmpty ? "" : " ") + word
        isEmpty = false
    }
    return lines + [line]
}

extension String {
    var trimmingTrailingSpaces: String {
        var text = self
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }
}

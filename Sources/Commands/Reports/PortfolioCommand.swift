import ArgumentParser
import CivilTime
import Content
import Engagement
import FoundationEssentials
import Ledger

struct PortfolioCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "portfolio",
        abstract: "List many engagements: burn, held time, what is blocked, forecast; over the cap first.",
        discussion: """
            EXAMPLES
              workbook portfolio ~/engagements/*
              workbook portfolio --json northwind acme
            """)

    @Argument(help: ArgumentHelp("The folders of the workbooks.", valueName: "dir"))
    var folders: [String]
    @Flag(help: "Print JSON instead of text.")
    var json = false

    func run(in context: Context) async throws -> ExitStatus {
        let today = context.now().date
        var lines: [PortfolioLine] = []
        var failures = 0
        let named = folders.map { (path: $0, root: WorkbookFolder.absolute($0, in: context)) }
        for (path, line) in await read(named, today) {
            switch line {
            case .success(let line): lines.append(line)
            case .failure(let error):
                failures += 1
                context.talk("\(path): \(Self.reason(error))")
            }
        }
        lines.sort { $0.isBefore($1) }
        if json {
            context.print(try jsonText(lines))
        } else {
            for line in lines { context.print(lines: line.lines(in: context)) }
        }
        return failures == 0 ? .done : .findings
    }

    /// Reads the engagements on as many processors as there are; answers in the order of `folders`.
    private func read(
        _ folders: [(path: String, root: String)], _ today: CivilDate
    ) async -> [(path: String, line: Result<PortfolioLine, any Error>)] {
        let readers = max(1, min(folders.count, ProcessInfo.processInfo.activeProcessorCount))
        return await withTaskGroup { group in
            for reader in 0..<readers {
                group.addTask {
                    stride(from: reader, to: folders.count, by: readers).map { index in
                        let (path, root) = folders[index]
                        return (
                            index,
                            Result {
                                PortfolioLine(
                                    folder: path, try WorkbookFolder(root: root).report(asOf: nil, today: today))
                            }
                        )
                    }
                }
            }
            var lines: [(Int, Result<PortfolioLine, any Error>)] = []
            for await part in group { lines += part }
            return lines.sorted { $0.0 < $1.0 }.map { (folders[$0.0].path, $0.1) }
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let fault as FaultyContent:
            fault.diagnostics.first.map { "\($0.summary) (\($0.file))" } ?? "faulty content"
        case let fault as LedgerFault: fault.summary
        default: "\(error)"
        }
    }
}

/// One engagement in a portfolio.
struct PortfolioLine: Encodable, Sendable {
    let folder: String
    let id: String
    let title: String
    let customer: String
    let end: CivilDate
    let capMinutes: Minutes
    let usedMinutes: Minutes
    let heldMinutes: Minutes
    let overduePrerequisites: Int
    let blockedPrerequisites: Int
    let findings: Int
    /// The forecast at completion, all roles together; nil where no role has enough data.
    let forecastLowMinutes: Minutes?
    let forecastHighMinutes: Minutes?

    init(folder: String, _ report: StatusReport) {
        self.folder = folder
        id = report.contract.id
        title = report.contract.title
        customer = report.contract.customer
        end = report.contract.window.end
        capMinutes = report.budgets.reduce(.zero) { $0 + $1.cap }
        usedMinutes = report.budgets.reduce(.zero) { $0 + $1.used }
        heldMinutes = report.budgets.reduce(.zero) { $0 + $1.held }
        overduePrerequisites = report.overdueCount
        blockedPrerequisites = report.count(of: .blocked)
        findings = report.findings.count
        let forecasts = report.forecasts.values.map(\.atCompletion)
        forecastLowMinutes = forecasts.isEmpty ? nil : forecasts.reduce(.zero) { $0 + $1.lowerBound }
        forecastHighMinutes = forecasts.isEmpty ? nil : forecasts.reduce(.zero) { $0 + $1.upperBound }
    }

    /// Over the cap first, then what is overdue, then what is fullest.
    func isBefore(_ other: PortfolioLine) -> Bool {
        (-heldMinutes.count, -overduePrerequisites, -percent, folder)
            < (-other.heldMinutes.count, -other.overduePrerequisites, -other.percent, other.folder)
    }

    private var percent: Int { capMinutes == .zero ? 0 : usedMinutes.count * 100 / capMinutes.count }

    func lines(in context: Context) -> [String] {
        var notes: [String] = []
        if heldMinutes > .zero { notes.append(context.paint("\(heldMinutes) held", .red)) }
        if overduePrerequisites > 0 { notes.append(context.paint("\(overduePrerequisites) overdue", .red)) }
        if blockedPrerequisites > 0 { notes.append("\(blockedPrerequisites) blocked") }
        if let low = forecastLowMinutes, let high = forecastHighMinutes {
            notes.append(low == high ? "forecast \(low)" : "forecast \(low) to \(high)")
        } else {
            notes.append("not enough data")
        }
        return [
            "\(fitted(customer, 24))  \(padded("\(percent)%", 4))  \(padded("\(usedMinutes) of \(capMinutes)", 18))  "
                + "to \(end)  \(notes.joined(separator: ", "))",
            "  \(folder)",
        ]
    }
}

import ArgumentParser
import CivilTime
import Content
import Engagement
import Ledger
import Reports
import Workspace

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
        var lines: [PortfolioLine] = []
        var failures = 0
        for (path, line) in await Workspace.portfolio(folders, in: context.surroundings) {
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

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as InvalidContent:
            error.diagnostics.first.map { "\($0.summary) (\($0.file))" } ?? "faulty content"
        case let error as LedgerError: error.summary
        default: "\(error)"
        }
    }
}

extension PortfolioLine {
    fileprivate func lines(in context: Context) -> [String] {
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

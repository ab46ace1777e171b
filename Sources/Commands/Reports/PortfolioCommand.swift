import ArgumentParser
import CivilTime
import Content
import Engagement
import FoundationEssentials
import Ledger
import Reports

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

import ArgumentParser
import CivilTime
import Content
import Engagement
import FoundationEssentials
import ICalendar
import SiteAssets

struct InitCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new engagement from the shipped one, or an empty one.",
        discussion: """
            EXAMPLES
              workbook init northwind --customer "Northwind Telecom" --start 2026-11-30
              workbook init other --blank
            """)

    @Argument(help: ArgumentHelp("The folder to make; it must be empty or not exist.", valueName: "dir"))
    var folder: String
    @Option(help: ArgumentHelp("The customer's name.", valueName: "name"))
    var customer: String?
    @Option(help: ArgumentHelp("The first day; the window keeps the contract's length.", valueName: "date"))
    var start: String?
    @Option(
        help: ArgumentHelp(
            "The time zone of the hours of sessions: Europe/Berlin; without, this machine's.", valueName: "zone"))
    var timeZone: String?
    @Flag(help: "Begin with an empty contract instead of the MLOps advisory service.")
    var blank = false

    func run(in context: Context) async throws -> ExitStatus {
        let today = context.now().date
        let first = try start.map { try CivilDate(parsing: $0, today: today) }
        if let timeZone, !ICalendar.isTimeZone(timeZone) {
            throw InputFault(
                "'\(timeZone)' is not a time zone", hint: "write its name in the tz database: Europe/Berlin")
        }
        if let customer, customer.allSatisfy(\.isWhitespace) {
            throw InputFault("the customer's name is empty", hint: "write --customer \"Aurora Bank\", or leave it out")
        }
        let zone = timeZone ?? Self.machineZone(in: context)
        let root = WorkbookFolder.absolute(folder, in: context)
        guard try FileSystem.isMissingOrEmpty(root) else {
            throw Refusal(
                rule: .folderNotEmpty, "\(root) is not empty, and nothing in it is overwritten",
                hint: "name a folder that does not exist yet")
        }
        var files = SiteAssets.files(below: blank ? "site/blank/" : "content/")
            .map { ("content/\($0.path)", $0.text) }
        for index in files.indices where files[index].0 == "content/engagement.yaml" {
            files[index].1 = try edited(files[index].1, start: first, zone: zone)
        }
        files.append((".gitignore", "public/\n*.sqlite\n"))
        do {
            for (path, text) in files { try write(text, to: root + "/" + path) }
        } catch {
            throw FileFault(summary: "\(root) cannot be written: \(error)", hint: "check the rights on its folder")
        }
        let contract = try WorkbookFolder(root: root).contract()
        context.print(
            "\(context.paint("made", .green)) \(root): \(contract.title) for \(contract.customer), "
                + "\(contract.window.start.spelled) to \(contract.window.end.spelled)")
        context.print("  next: cd \(folder), read content/engagement.yaml, then `workbook`, `workbook serve`")
        return .done
    }

    /// The contract's text with the customer and the window of this engagement in it; comments stay.
    private func edited(_ text: String, start: CivilDate?, zone: String?) throws -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if let zone {
            replace("  time-zone: ", with: zone, in: &lines)
        } else {
            // A wrong zone moves every session by hours; without one, each reader sees the hour that was typed.
            lines.removeAll { $0.hasPrefix("  time-zone: ") }
        }
        if let customer {
            replace("customer: ", with: Self.quoted(customer), in: &lines)
        }
        guard let start else { return lines.joined(separator: "\n") }
        guard let contract = ContentFolder(files: [("engagement.yaml", Array(text.utf8))]).contract else { return text }
        let end = Self.end(of: contract, from: start)
        replace("  start: ", with: "\(start)", in: &lines)
        replace("  end: ", with: "\(end)", in: &lines)
        lines.removeAll { $0.hasPrefix("  resources-requested: ") }
        return lines.joined(separator: "\n")
    }

    /// The name of the machine's time zone, or nil if it has none.
    private static func machineZone(in context: Context) -> String? {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/etc/localtime")
        let linked = link.flatMap { $0.split(separator: "zoneinfo/", maxSplits: 1).last.map(String.init) }
        return [context.environment["TZ"], linked].compactMap { $0 }.first(where: ICalendar.isTimeZone)
    }

    /// The last business day that keeps the contract's length, or the first one after it if the window would
    /// become shorter than agreed.
    private static func end(of contract: Contract, from start: CivilDate) -> CivilDate {
        let length = contract.window.start.days(until: contract.window.end)
        let last = start.adding(days: length)
        var window = contract.window
        window.start = start
        window.end = contract.calendar.lastBusinessDay(onOrBefore: last)
        guard window.isTooShort, !contract.window.isTooShort else { return window.end }
        return (0...31).lazy.map { last.adding(days: $0) }.first(where: contract.calendar.isBusinessDay) ?? last
    }

    private func replace(_ key: String, with value: String, in lines: inout [String]) {
        guard let index = lines.firstIndex(where: { $0.hasPrefix(key) }) else { return }
        lines[index] = key + value
    }

    /// A YAML double-quoted scalar.
    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .filter { !$0.isNewline }
        return "\"\(escaped)\""
    }

    private func write(_ text: String, to path: String) throws {
        let url = URL(filePath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url, options: .withoutOverwriting)
    }
}

package import CivilTime
import Content
import Engagement
import FoundationEssentials
import ICalendar
import SiteAssets

/// What a new workbook begins with.
package struct Beginning: Sendable {
    /// Nil for the customer of the shipped engagement.
    package var customer: String?
    /// The first day; the window keeps the contract's length. Nil for that of the shipped engagement.
    package var start: CivilDate?
    /// The time zone of the hours of sessions; nil for this machine's.
    package var timeZone: String?
    /// Whether it begins with an empty contract instead of the MLOps advisory service.
    package var isBlank: Bool

    package init(
        customer: String? = nil, start: CivilDate? = nil, timeZone: String? = nil, isBlank: Bool = false
    ) {
        self.customer = customer
        self.start = start
        self.timeZone = timeZone
        self.isBlank = isBlank
    }
}

extension Workspace {
    /// Makes a workbook in a folder that is empty or doesn't exist.
    ///
    /// - Throws: `UnusableInput` if a name can't be used; `Refusal` if the folder holds something; `FileFault` if it can't
    ///   be written.
    package static func make(
        _ folder: String, _ beginning: Beginning, in surroundings: Surroundings
    ) throws -> Workspace {
        if let timeZone = beginning.timeZone, !ICalendar.isTimeZone(timeZone) {
            throw UnusableInput(
                "'\(timeZone)' is not a time zone", hint: "write its name in the tz database: Europe/Berlin")
        }
        if let customer = beginning.customer, customer.allSatisfy(\.isWhitespace) {
            throw UnusableInput("the customer's name is empty", hint: "write the name, or leave it out")
        }
        let zone = beginning.timeZone ?? machineZone(in: surroundings)
        let root = surroundings.absolute(folder)
        guard try FileSystem.isMissingOrEmpty(root) else {
            throw Refusal(
                rule: .folderNotEmpty, "\(root) is not empty, and nothing in it is overwritten",
                hint: "name a folder that does not exist yet")
        }
        var files = SiteAssets.files(below: beginning.isBlank ? "site/blank/" : "content/")
            .map { ("content/\($0.path)", $0.text) }
        for index in files.indices where files[index].0 == "content/engagement.yaml" {
            files[index].1 = try edited(files[index].1, beginning, zone: zone)
        }
        files.append((".gitignore", "public/\n*.sqlite\n"))
        do {
            for (path, text) in files { try write(text, to: root + "/" + path) }
        } catch {
            throw FileFault(summary: "\(root) cannot be written: \(error)", hint: "check the rights on its folder")
        }
        return Workspace(root: root, in: surroundings)
    }

    /// The contract's text with the customer and the window of this engagement in it; comments stay.
    private static func edited(_ text: String, _ beginning: Beginning, zone: String?) throws -> String {
        let start = beginning.start
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if let zone {
            replace("  time-zone: ", with: zone, in: &lines)
        } else {
            // A wrong zone moves every session by hours; without one, each reader sees the hour that was typed.
            lines.removeAll { $0.hasPrefix("  time-zone: ") }
        }
        if let customer = beginning.customer {
            replace("customer: ", with: quoted(customer), in: &lines)
        }
        guard let start else { return lines.joined(separator: "\n") }
        guard let contract = ContentFolder(files: [("engagement.yaml", Array(text.utf8))]).contract else { return text }
        let end = end(of: contract, from: start)
        replace("  start: ", with: "\(start)", in: &lines)
        replace("  end: ", with: "\(end)", in: &lines)
        lines.removeAll { $0.hasPrefix("  resources-requested: ") }
        return lines.joined(separator: "\n")
    }

    /// The name of the machine's time zone, or nil if it has none.
    private static func machineZone(in surroundings: Surroundings) -> String? {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/etc/localtime")
        let linked = link.flatMap { $0.split(separator: "zoneinfo/", maxSplits: 1).last.map(String.init) }
        return [surroundings.environment["TZ"], linked].compactMap { $0 }.first(where: ICalendar.isTimeZone)
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

    private static func replace(_ key: String, with value: String, in lines: inout [String]) {
        guard let index = lines.firstIndex(where: { $0.hasPrefix(key) }) else { return }
        lines[index] = key + value
    }

    /// A YAML double-quoted scalar.
    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .filter { !$0.isNewline }
        return "\"\(escaped)\""
    }

    private static func write(_ text: String, to path: String) throws {
        let url = URL(filePath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url, options: .withoutOverwriting)
    }
}

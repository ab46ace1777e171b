import CivilTime
import Content
import Engagement

/// The text of a contract that a new engagement begins with; comments and the order of its lines stay.
struct ContractText {
    /// Its path below `content/`.
    static let file = "engagement.yaml"

    private var lines: [String]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    var text: String { lines.joined(separator: "\n") }

    /// Writes the customer, the calendar and the promotion paradigm.
    ///
    /// - Parameter holidayFile: The calendar below `content/` that gives the holidays, or nil if the answer gives dates.
    mutating func begin(with answers: [Question: String], timeZone: String?, holidayFile: String?) {
        if let timeZone {
            replace("  time-zone: ", with: timeZone)
        } else {
            // A wrong zone moves every session by hours; without one, each reader sees the hour that was typed.
            lines.removeAll { $0.hasPrefix("  time-zone: ") }
        }
        if let customer = answers[.customer] { replace("customer: ", with: QuotedText.yaml(customer)) }
        if let paradigm = answers[.promote] { replace("    chosen: ", with: "promote-" + paradigm) }
        replace("  # base-url: ", with: "https://docs.example.com/")
        lines.removeAll { $0.hasPrefix("  resources-requested: ") }
        setHolidays(answers[.holidays], file: holidayFile)
    }

    /// Replaces the holidays of the example, which are those of another country and year.
    private mutating func setHolidays(_ answer: String?, file: String?) {
        guard let index = lines.firstIndex(of: "  holidays:") else { return }
        let end = lines[(index + 1)...].firstIndex { !$0.hasPrefix("    - ") } ?? lines.endIndex
        let new: [String]
        if let file {
            new = ["  holiday-files: [\(QuotedText.yaml(file))]"]
        } else if let answer {
            new =
                ["  holidays:"]
                + answer.split { $0 == "," || $0 == " " }.map { "    - {date: \($0), name: Holiday}" }
        } else {
            new = []
        }
        lines.replaceSubrange(index..<end, with: new)
    }

    /// Writes the window; it keeps the contract's length.
    mutating func begin(on start: CivilDate, files: [(path: String, bytes: [UInt8])]) throws {
        let contract = try contract(files: files)
        let end = Self.end(of: contract, from: start)
        replace("  start: ", with: "\(start)")
        replace("  end: ", with: "\(end)")
    }

    /// Returns the first Monday that leaves four weeks to request people.
    func earliestStart(after today: CivilDate) -> CivilDate {
        let day = today.adding(days: 28)
        return day.monday == day ? day : day.monday.adding(days: 7)
    }

    func schedule(files: [(path: String, bytes: [UInt8])]) throws -> Answers.Schedule {
        let contract = try contract(files: files)
        return Answers.Schedule(window: contract.window.start...contract.window.end, calendar: contract.calendar)
    }

    private func contract(files: [(path: String, bytes: [UInt8])]) throws -> Contract {
        let others = files.filter { $0.path != Self.file }
        let folder = ContentFolder(files: others + [(Self.file, Array(text.utf8))])
        guard let contract = folder.contract else {
            throw InvalidContent(diagnostics: folder.diagnostics.filter { $0.severity == .error })
        }
        return contract
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

    private mutating func replace(_ key: String, with value: String) {
        guard let index = lines.firstIndex(where: { $0.hasPrefix(key) }) else { return }
        lines[index] = key + value
    }
}

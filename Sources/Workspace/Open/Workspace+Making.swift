package import CivilTime
package import Content
import Engagement
import FoundationEssentials
import ICalendar
import SiteAssets

/// What a new workbook begins with.
package struct Beginning: Sendable {
    package enum Kind: Sendable {
        /// The MLOps advisory service, with the answers in its contract and pages.
        case service
        /// The worked example as it is shipped: another customer's engagement at its end.
        case example
        /// An empty contract and one page.
        case blank
    }

    package var kind: Kind
    package var answers: [Question: String]
    /// The first day, or nil for the first Monday that leaves the notice for people.
    package var start: CivilDate?

    package init(kind: Kind = .service, answers: [Question: String] = [:], start: CivilDate? = nil) {
        self.kind = kind
        self.answers = answers
        self.start = start
    }
}

extension Workspace {
    /// Makes a workbook in a folder that is empty or doesn't exist.
    ///
    /// - Throws: `WorkspaceError` or `AnswerError` if an answer can't be used; `Refusal` if the folder holds something;
    ///   `WorkspaceError` if a file can't be read or written.
    package static func make(
        _ folder: String, _ beginning: Beginning, in surroundings: Surroundings
    ) throws -> Workspace {
        var beginning = beginning
        beginning.answers = try Answers.checked(beginning.answers)
        if let timeZone = beginning.answers[.timeZone], !ICalendar.isTimeZone(timeZone) {
            throw AnswerError(
                .timeZone, "'\(timeZone)' is not a time zone",
                hint: "write its name in the tz database: Europe/Berlin")
        }
        let root = surroundings.absolute(folder)
        guard try FileSystem.isMissingOrEmpty(root) else {
            throw Refusal(
                rule: .folderNotEmpty, "\(root) is not empty, and nothing in it is overwritten",
                hint: "name a folder that does not exist yet")
        }
        if beginning.kind == .service, beginning.answers[.customer] == nil {
            throw AnswerError(
                .customer, "the new engagement has no customer",
                hint: "name the customer, or begin with a blank contract")
        }
        var files = try files(of: beginning, in: surroundings)
        files.append((".gitignore", Array("public/\n*.sqlite\n".utf8)))
        do {
            for (path, bytes) in files { try write(bytes, to: root + "/" + path) }
        } catch {
            throw WorkspaceError.file("\(root) cannot be written: \(error)", hint: "check the rights on its folder")
        }
        return Workspace(root: root, in: surroundings)
    }

    private static func files(
        of beginning: Beginning, in surroundings: Surroundings
    ) throws -> [(path: String, bytes: [UInt8])] {
        let shipped = SiteAssets.files(below: beginning.kind == .blank ? "site/blank/" : "content/")
        var pages = shipped.filter { $0.path != ContractText.file }
        let contract = shipped.first { $0.path == ContractText.file }?.text ?? ""
        var files: [(path: String, bytes: [UInt8])] = []
        if beginning.kind == .example {
            files.append((ContractText.file, Array(contract.utf8)))
        } else {
            let holidays = try holidayFile(beginning.answers[.holidays], in: surroundings)
            var text = ContractText(contract)
            text.begin(
                with: beginning.answers, timeZone: beginning.answers[.timeZone] ?? machineZone(in: surroundings),
                holidayFile: holidays?.path)
            files += holidays.map { [$0] } ?? []
            try text.begin(on: beginning.start ?? text.earliestStart(after: surroundings.now().date), files: files)
            files.append((ContractText.file, Array(text.text.utf8)))
            let schedule = try text.schedule(files: files)
            if beginning.kind == .service, let example = try? ContractText(contract).schedule(files: []) {
                let answers = try Answers(beginning.answers, schedule: schedule)
                pages = try firstPages(answers, example: example).pages(from: pages)
            }
        }
        files += pages.map { ($0.path, Array($0.text.utf8)) }
        return files.map { ("content/" + $0.path, $0.bytes) }
    }

    private static func firstPages(_ answers: Answers, example: Answers.Schedule) throws -> FirstPages {
        let texts = SiteAssets.files(below: "site/beginning/")
        let (table, diagnostics) = BeginningTable.read(texts.first { $0.path == "beginning.yaml" }?.text ?? "")
        guard let table else { throw InvalidContent(diagnostics: diagnostics) }
        return FirstPages(
            table: table, texts: Dictionary(texts.map { ($0.path, $0.text) }) { first, _ in first }, answers: answers,
            example: example)
    }

    /// Reads the calendar that the answer about holidays names, or returns nil if it gives dates.
    private static func holidayFile(
        _ answer: String?, in surroundings: Surroundings
    ) throws -> (path: String, bytes: [UInt8])? {
        guard let answer, answer.lowercased().hasSuffix(".ics") else { return nil }
        let url = URL(filePath: surroundings.absolute(answer))
        return ("calendars/" + url.lastPathComponent, Array(try Data(contentsOf: url)))
    }

    /// The name of the machine's time zone, or nil if it has none.
    private static func machineZone(in surroundings: Surroundings) -> String? {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/etc/localtime")
        let linked = link.flatMap { $0.split(separator: "zoneinfo/", maxSplits: 1).last.map(String.init) }
        return [surroundings.environment["TZ"], linked].compactMap { $0 }.first(where: ICalendar.isTimeZone)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let url = URL(filePath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url, options: .withoutOverwriting)
    }

    /// Reads a file of answers.
    ///
    /// - Throws: `InvalidContent` with every diagnostic; `CocoaError` if the file can't be read.
    package static func answers(in file: String, _ surroundings: Surroundings) throws -> [Question: String] {
        let path = surroundings.absolute(file)
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        let (answers, diagnostics) = AnswersFile.read(text, file: file)
        guard diagnostics.isEmpty else { throw InvalidContent(diagnostics: diagnostics) }
        return answers
    }
}

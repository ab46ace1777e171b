package import Engagement
import Markdown

/// The contract and every document of a workbook, and all that is wrong with them.
package struct ContentFolder: Sendable {
    /// Nil where `content/engagement.yaml` is missing or faulty; `diagnostics` says why.
    package let contract: Contract?
    /// Sorted by path.
    ///
    /// A page whose front matter cannot be read is left out, with a diagnostic.
    package let pages: [Page]
    /// Images and other files that pages may show or link to, sorted by path.
    package let attachments: [(path: String, bytes: [UInt8])]
    /// Sorted by file and line, with the default severities; `severities` isn't applied.
    package let diagnostics: [Diagnostic]
    /// What `content/workbook.yaml` says.
    package let severities: SeveritySettings

    /// How many points the pages say are still to be decided, read or filled.
    package var openPoints: Int { diagnostics.count { $0.rule == .toBeCompleted } }

    /// What each file said, by its path, for the next time that the folder is read.
    private let readings: [String: FileReading]

    /// Makes the folder of files that are in memory.
    ///
    /// - Parameter files: Paths below `content/` and the bytes of each.
    package init(files: [(path: String, bytes: [UInt8])]) {
        let (contract, found) = Self.contract { path in files.first { $0.path == path }?.bytes }
        let mentions = contract.map(Mentions.init)
        self.init(
            contract: contract, found: found, mentions: mentions,
            readings: files.map { FileReading($0.path, bytes: $0.bytes, contract: contract, mentions: mentions) })
    }

    private init(contract: Contract?, found: [Diagnostic], mentions: Mentions?, readings: [FileReading]) {
        let readings = readings.sorted { $0.path < $1.path }
        let pages = readings.compactMap(\.page)
        let spokenOf = readings.reduce(into: Set<Int>()) { $0.formUnion($1.spokenOf) }
        self.contract = contract
        self.pages = pages
        severities = readings.compactMap(\.severities).first ?? SeveritySettings()
        attachments = readings.compactMap { reading in reading.attachment.map { (reading.path, $0) } }
        diagnostics =
            (found + readings.flatMap(\.diagnostics) + Self.diagnosticsBetween(pages)
            + (mentions.map { Completeness.diagnostics(of: pages, mentions: $0, spokenOf: spokenOf) } ?? []))
            .sorted()
        self.readings = Dictionary(readings.map { ($0.path, $0) }) { first, _ in first }
    }

    /// Reads the `content/` folder below `root`, the workbook's folder.
    ///
    /// Symbolic links are not followed and dot files not read: what is published comes from the folder itself.
    ///
    /// - Parameter previous: The same folder as it was read before; files that have not been written since
    ///   are not read again.
    package static func read(
        at root: String, workers: Workers = .all, after previous: ContentFolder? = nil
    ) throws -> ContentFolder {
        let folder = DiskFolder("content", of: root)
        let time = FileStamp.now()
        let listing = try folder.listing()
        let files = listing.files
        let (contract, found) = try contract(in: folder)
        let mentions = contract.map(Mentions.init)
        let known = previous?.contract == contract ? previous?.readings ?? [:] : [:]
        let readings = workers.at("reading").map(files) { file -> Result<FileReading, DiskFolder.Failure> in
            if let reading = known[file.path], reading.stamp == file.stamp { return .success(reading) }
            guard file.stamp.size <= DiskFolder.Limits.bytes else { return .success(FileReading(tooLarge: file)) }
            return Result { () throws(DiskFolder.Failure) in
                FileReading(
                    file.path, bytes: try folder.contents(of: file.path), contract: contract, mentions: mentions,
                    stamp: file.stamp.isFresh(at: time) ? nil : file.stamp)
            }
        }
        return ContentFolder(
            contract: contract, found: found + listing.links.map { Diagnostic(linkAt: $0, below: "content") },
            mentions: mentions, readings: try readings.map { try $0.get() })
    }

    /// - Throws: What the system says of a file that it cannot read now, because that is not absence.
    private static func contract(in folder: DiskFolder) throws(DiskFolder.Failure) -> (Contract?, [Diagnostic]) {
        var failure: DiskFolder.Failure?
        var refusal: DiskFolder.Failure?
        let made = contract { path in
            do throws(DiskFolder.Failure) {
                return try folder.contentsIfPresent(of: path)
            } catch {
                if error.isOfSystem {
                    failure = failure ?? error
                } else if path == FileReading.contract {
                    refusal = error
                }
                return nil
            }
        }
        if let failure { throw failure }
        guard let refusal else { return made }
        let diagnostic = Diagnostic(
            rule: .unreadable, file: ContractReader.path, "the contract cannot be read: \(refusal)",
            hint: "make it a regular file of the workbook")
        return (nil, [diagnostic])
    }

    /// - Parameter read: The bytes of the file at a path below `content/`, or nil if there is none.
    private static func contract(_ read: @escaping HolidayFile.Source) -> (Contract?, [Diagnostic]) {
        guard let bytes = read(FileReading.contract) else {
            return (nil, [.missingContract])
        }
        return ContractReader.read(String(decoding: bytes, as: UTF8.self), source: read)
    }

    /// Reads only the contract below `root`, for the commands that need no document.
    package static func readContract(at root: String) throws -> (contract: Contract?, diagnostics: [Diagnostic]) {
        let (contract, found) = try contract(in: DiskFolder("content", of: root))
        return (contract, found.sorted())
    }

    /// Returns what is wrong between pages: shared ids and titles, and decisions that contradict each other.
    private static func diagnosticsBetween(_ pages: [Page]) -> [Diagnostic] {
        duplicateIDs(in: pages) + DuplicateTitles.diagnostics(in: pages) + DecisionChecks.diagnostics(in: pages)
    }

    private static func duplicateIDs(in pages: [Page]) -> [Diagnostic] {
        var first: [String: Page] = [:]
        return pages.compactMap { page in
            guard let other = first[page.frontMatter.id] else {
                first[page.frontMatter.id] = page
                return nil
            }
            return Diagnostic(
                rule: .duplicateID, file: "content/" + page.path, line: page.frontMatter.lines["id"],
                "the id '\(page.frontMatter.id)' belongs to content/\(other.path) already",
                hint: "give one of the two another id")
        }
    }
}

/// What one file of the folder said.
///
/// A class, because it is handed on from one reading of the folder to the next, and never changes.
private final class FileReading: Sendable {
    static let contract = "engagement.yaml"

    let path: String
    /// Nil where the file may have been written again since, without another stamp.
    let stamp: FileStamp?
    let page: Page?
    /// The bytes of a file that is not a page, the contract or the settings.
    let attachment: [UInt8]?
    /// What the settings say, if this is their file.
    let severities: SeveritySettings?
    let diagnostics: [Diagnostic]
    /// The parts of the contract that the page speaks of: indices of `Mentions.parts`.
    let spokenOf: Set<Int>

    /// A file that is not read.
    init(tooLarge file: DiskFolder.File) {
        path = file.path
        stamp = nil
        page = nil
        attachment = nil
        severities = nil
        diagnostics = [
            Diagnostic(
                rule: .fileLimits, file: "content/" + file.path,
                "the file is larger than \(DiskFolder.Limits.bytes >> 20) MiB",
                hint: "make it smaller, or link to where it is published")
        ]
        spokenOf = []
    }

    init(_ path: String, bytes: [UInt8], contract: Contract?, mentions: Mentions?, stamp: FileStamp? = nil) {
        self.path = path
        self.stamp = stamp
        guard PagePath.isPage(path) else {
            let settings =
                path == SeveritySettings.name
                ? SeveritySettings.read(String(decoding: bytes, as: UTF8.self)) : nil
            severities = settings?.settings
            page = nil
            attachment = path == Self.contract || settings != nil ? nil : bytes
            diagnostics = settings?.diagnostics ?? []
            spokenOf = []
            return
        }
        severities = nil
        let (page, found) = Page.read(path: path, bytes: bytes, contract: contract)
        self.page = page
        attachment = nil
        diagnostics = found + (page.map { Completeness.sections(of: $0) + OpenPoints.diagnostics(of: $0) } ?? [])
        spokenOf = page.flatMap { page in mentions?.found(in: page.sections.flatMap { [$0.title, $0.text] }) } ?? []
    }
}

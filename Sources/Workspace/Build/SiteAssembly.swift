package import CivilTime
package import Content
package import Engagement
import FoundationEssentials
package import Pages
package import Publishing

/// Reads everything that a site is made of, and makes it: for `build`, `check` and `serve` alike.
package struct SiteAssembly: Sendable {
    package let workspace: Workspace
    package var workers = Workers.all

    package init(workspace: Workspace, workers: Workers = .all) {
        self.workspace = workspace
        self.workers = workers
    }

    /// What was read, and the site it makes.
    package struct Result: Sendable {
        package let report: StatusReport
        package let content: ContentFolder
        package let site: Site
        /// Of the content and of the site, sorted.
        package let diagnostics: [Diagnostic]
        fileprivate let theme: Theme
        fileprivate let options: SiteOptions

        /// Returns the pages of the tracker, which look as the site does: the status, the page for an address that has
        /// none, and the frame of the others.
        package func trackerPages() -> (status: [UInt8], notFound: [UInt8], frame: StatusPage) {
            let page = StatusPage(report, content, theme: theme, options: options, site: site)
            return (page.bytes(), page.notFound(), page)
        }
    }

    /// - Parameters:
    ///   - isRemembered: Whether the result is given to the next call as `previous`, soon.
    ///   - previous: What this made before, of the same edition: spares work, changes nothing else.
    ///   - given: The pages, if they are not those on the disk.
    ///   - printing: Which documents to print are made, or whether only one of them is.
    /// - Throws: `InvalidContent` where there is no contract to work from.
    package func make(
        _ edition: Edition, of given: ContentFolder? = nil, liveReload: Bool = false, isRemembered: Bool = false,
        after previous: Result? = nil, printing: Printing = .withSite
    ) throws -> Result {
        let content = try given ?? read(after: previous?.content)
        guard let contract = content.contract else { throw InvalidContent(diagnostics: content.diagnostics) }
        let today = try today()
        let report = StatusReport(contract: contract, state: try workspace.state(), asOf: today, isDayOver: false)
        let (overrides, linkDiagnostics) = try overrides()
        let theme = previous.flatMap { $0.theme.overrides == overrides ? $0.theme : nil } ?? Theme(overrides: overrides)
        let options = SiteOptions(
            edition: edition, spelling: workspace.surroundings.spelling, madeOn: today,
            liveReload: liveReload, isRemembered: isRemembered,
            attachments: content.attachments.map { OutputFile(path: $0.path, bytes: $0.bytes) },
            printing: printing, inventory: try workspace.inventoryIfPresent())
        var site = SiteBuilder(theme: theme, workers: workers).build(
            report, content, options: options, after: previous?.site)
        let found = Set(content.diagnostics + site.diagnostics + linkDiagnostics).sorted()
        let diagnostics = content.severities.applied(to: found)
        // Only the people who can mend the pages read this edition, and they see what is wrong where it is.
        if edition == .internal, printing == .withSite {
            site = site.showing(diagnostics.filter { $0.severity == .error }, workers: workers)
        }
        return Result(
            report: report, content: content, site: site, diagnostics: diagnostics,
            theme: theme, options: options)
    }

    private func read(after previous: ContentFolder?) throws -> ContentFolder {
        try workspace.readContent(workers: workers, after: previous)
    }

    /// Today, or the day of SOURCE_DATE_EPOCH, so that a build can be repeated byte for byte.
    ///
    /// https://reproducible-builds.org/specs/source-date-epoch/
    package func today() throws -> CivilDate {
        guard let text = workspace.surroundings.environment["SOURCE_DATE_EPOCH"], !text.isEmpty else {
            return workspace.today
        }
        guard let seconds = Int(text), seconds >= 0 else {
            throw InputError(
                "SOURCE_DATE_EPOCH is not a number of seconds: '\(text)'", hint: "unset it, or set it to date +%s")
        }
        guard seconds < CivilDate.firstUntypedDay.dayNumber * 86_400 else {
            throw InputError(
                "SOURCE_DATE_EPOCH is after \(CivilDate.lastTypedYear): '\(text)'",
                hint: "unset it, or set it to date +%s, which counts seconds")
        }
        return CivilDate(dayNumber: seconds / 86_400)
    }

    /// Reads the workbook's own templates, styles and scripts, by their path below its `site/` folder.
    private func overrides() throws -> (texts: [String: String], diagnostics: [Diagnostic]) {
        var texts: [String: String] = [:]
        var diagnostics: [Diagnostic] = []
        for kind in ["css", "js", "templates"] {
            let below = DiskFolder("site/" + kind, of: workspace.root)
            do {
                let listing = try below.listing(isDeep: false)
                diagnostics += listing.links.map { Diagnostic(linkAt: $0, below: "site/" + kind) }
                let ending = kind == "templates" ? ".mustache" : "." + kind
                if let other = listing.others.first(where: { $0.hasSuffix(ending) }) {
                    throw WorkspaceError.file(
                        "\(workspace.root)/site/\(kind)/\(other) is not a file",
                        hint: "remove it: the built-in one is used then")
                }
                for file in listing.files {
                    let bytes = try below.contents(of: file.path)
                    guard let text = String(validating: bytes, as: UTF8.self) else {
                        throw WorkspaceError.file(
                            "\(workspace.root)/site/\(kind)/\(file.path) is not text in UTF-8",
                            hint: "save it as UTF-8, or remove it: the built-in one is used then")
                    }
                    texts["\(kind)/\(file.path)"] = text
                }
            } catch let error as DiskFolder.Failure {
                throw WorkspaceError.file("cannot read \(error)", hint: "check the rights on the file and its folder")
            }
        }
        return (texts, diagnostics)
    }
}

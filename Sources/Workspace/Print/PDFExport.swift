package import Content
package import Engagement
import FoundationEssentials
import Glibc
import Processes
import Publishing
import Reports

/// Makes a PDF of an edition, or of one section of it.
package struct PDFExport {
    package let edition: Edition
    /// As it was typed; nil for everything.
    package let section: String?
    /// The file to write; nil for a name that says what is in it.
    package let output: String?

    package init(edition: Edition, section: String?, output: String?) {
        self.edition = edition
        self.section = section
        self.output = output
    }

    /// 300 pages of paper take WeasyPrint 57 a minute on two cores, and many times as long on a busy machine.
    private static let limits = Program.Limits(time: .seconds(1800), memory: 4 << 30, output: 1 << 20)

    /// A program that makes a PDF of HTML.
    private enum Printer {
        case weasyprint(Program)
        case chromium(Program)

        /// WeasyPrint first: it knows the pages' numbers and titles, and the date of the build.
        static func find(in environment: [String: String]) throws -> Printer {
            if let program = Program.find(["weasyprint"], environment: environment) {
                return .weasyprint(program)
            }
            let chromium = ["chromium", "chromium-browser", "google-chrome"]
            if let program = Program.find(chromium, environment: environment) {
                return .chromium(program)
            }
            throw WorkspaceError.outside(
                "no PDF was made: neither weasyprint nor chromium is installed",
                hint: "sudo apt-get install weasyprint, which numbers the contents, or chromium")
        }

        var program: Program {
            switch self {
            case .weasyprint(let program), .chromium(let program): program
            }
        }

        var name: String {
            switch self {
            case .weasyprint: "WeasyPrint"
            case .chromium: "Chromium"
            }
        }

        /// - Parameter folder: Where `index.html` is, and where the program may put what it needs.
        func arguments(folder: String, output: String) -> [String] {
            switch self {
            case .weasyprint:
                // With this variant, and only with it, WeasyPrint 57 tags headings, lists and tables.
                ["--encoding", "utf-8", "--pdf-variant", "pdf/ua-1", "\(folder)/index.html", output]
            case .chromium:
                ["--headless", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
                    + ["--no-first-run", "--user-data-dir=\(folder)/profile", "--proxy-server=127.0.0.1:9"]
                    // Its sandbox needs a user that is not root.
                    + (getuid() == 0 ? ["--no-sandbox"] : [])
                    + ["--no-pdf-header-footer", "--generate-pdf-document-outline", "--print-to-pdf=\(output)"]
                    + ["file://\(folder)/index.html"]
            }
        }
    }

    /// The PDF that was written.
    package struct Written: Sendable {
        package let path: String
        /// 0 if they can't be counted.
        package let pageCount: Int
        package let size: Int
        /// The program that made it.
        package let printer: String
        /// Whether the table of contents has page numbers, and the footer the date of the build.
        package let hasPageNumbers: Bool
    }

    /// What a print made: the file, or the diagnostics that forbid it.
    package struct Result: Sendable {
        package let diagnostics: [Diagnostic]
        /// Nil if a diagnostic is an error.
        package let written: Written?
    }

    /// - Parameter tell: Called with the program's name before it starts.
    package func run(_ workspace: Workspace, tell: (String) -> Void) async throws -> Result {
        let printer = try Printer.find(in: workspace.surroundings.environment)
        let assembly = SiteAssembly(workspace: workspace)
        let result = try assembly.make(edition, printing: .alone(section: section?.lowercased()))
        guard !result.diagnostics.contains(where: { $0.severity == .error }) else {
            return Result(diagnostics: result.diagnostics, written: nil)
        }
        guard !result.site.files.isEmpty else { throw unknownSection(among: result.site.sections) }
        let name = ["workbook", edition.rawValue, section?.lowercased()].compactMap { $0 }.joined(separator: "-")
        let path = workspace.surroundings.absolute(output ?? name + ".pdf")
        try await print(result.site, with: printer, to: path, in: workspace.surroundings, tell)
        let data = FileManager.default.contents(atPath: path) ?? Data()
        let hasPageNumbers = if case .weasyprint = printer { true } else { false }
        return Result(
            diagnostics: result.diagnostics,
            written: Written(
                path: path, pageCount: Self.pages(in: data), size: data.count, printer: printer.name,
                hasPageNumbers: hasPageNumbers))
    }

    private func unknownSection(among sections: [String]) -> WorkspaceError {
        let known = sections.filter { !$0.isEmpty }
        let near = nearest(to: section ?? "", among: known).map { "did you mean '\($0)'? " } ?? ""
        return WorkspaceError.input(
            "the \(edition.rawValue) edition has no section '\(section ?? "")'",
            hint: "\(near)it has \(abridged(known))")
    }

    /// Written aside, then renamed: a reader never sees half of a file.
    private func print(
        _ site: Site, with printer: Printer, to path: String, in surroundings: Surroundings,
        _ tell: (String) -> Void
    ) async throws {
        guard access(surroundings.absolute(path + "/.."), W_OK) == 0 else {
            throw WorkspaceError.file(
                "\(path) cannot be written: \(String(cString: strerror(errno)))",
                hint: "name a file in a folder of yours with \(.give(.outputFile))")
        }
        let folder: AsideFolder
        do {
            folder = try AsideFolder(for: path)
        } catch {
            throw WorkspaceError.file(
                "\(path) cannot be written: \(error)",
                hint: "name a file in a folder of yours with \(.give(.outputFile))")
        }
        defer { folder.remove() }
        let aside = folder.path + "/document.pdf"
        try SiteFolder(path: folder.path + "/document").write(site)
        tell(printer.name)
        let run = await printer.program.run(
            printer.arguments(folder: folder.path + "/document", output: aside),
            environment: Self.withoutNetwork(surroundings.environment), limits: Self.limits)
        let head = FileManager.default.contents(atPath: aside)?.prefix(5)
        guard run.ending == .exited(status: 0), head == Data("%PDF-".utf8) else {
            throw Self.failure(of: printer, run)
        }
        guard rename(aside, path) == 0 else {
            throw WorkspaceError.file(
                "\(path) cannot be written: \(String(cString: strerror(errno)))",
                hint: "check the rights on its folder")
        }
    }

    /// The proxy variables name a closed local port, so that the program can't use the network.
    private static func withoutNetwork(_ environment: [String: String]) -> [String: String] {
        var environment = environment
        for name in ["http_proxy", "https_proxy", "ftp_proxy", "all_proxy"] {
            environment[name] = "http://127.0.0.1:9"
            environment[name.uppercased()] = "http://127.0.0.1:9"
        }
        environment["no_proxy"] = ""
        environment["NO_PROXY"] = ""
        return environment
    }

    private static func failure(of printer: Printer, _ run: Program.Run) -> WorkspaceError {
        let last = run.lastMessage.map { ": \($0)" } ?? ""
        let path = printer.program.path
        let what =
            switch run.ending {
            case .exited(status: 0): "ended without a PDF"
            case .exited(let status): "ended with status \(status)"
            case .killed(let signal): "was ended by signal \(signal)"
            case .tookTooLong: "was stopped after \(limits.time.components.seconds / 60) minutes"
            case .printedTooMuch: "was stopped, because it printed over \(limits.output >> 20) MiB of messages"
            case .notStarted(let reason): "cannot be run: \(reason)"
            }
        return WorkspaceError.outside(
            "no PDF was made: \(path) \(what)\(last)",
            hint: "run `\(path) --version`; with \(.give(.section)) there is less to print")
    }

    /// How many pages the PDF has: both programs write their page objects in the open.
    private static func pages(in data: Data) -> Int {
        let bytes = Array(data)
        let mark = Array("/Type /Page".utf8)
        var pages = 0
        for start in bytes.indices where bytes[start] == mark[0] && bytes[start...].starts(with: mark) {
            let next = start + mark.count
            // `/Pages` is a list of them.
            if next < bytes.count, bytes[next] != UInt8(ascii: "s") { pages += 1 }
        }
        return pages
    }
}

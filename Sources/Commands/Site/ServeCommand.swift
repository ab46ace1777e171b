import ArgumentParser
import Content
import Engagement
import Ledger
import Publishing
import Reports
import Server
import Workspace

struct ServeCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Work in a browser: the tracker and the site; reload pages when a file changes.",
        discussion: """
            The tracker logs a week of time, and records prerequisites, activities, change
            requests and risks, by the same rules as the other verbs; --by names who
            records. With --edition customer it only shows the site, and records nothing.

            Answers on the loopback address only; makes the ledger where there is none yet.
            Ends with Ctrl-C; a second Ctrl-C does not wait for answers that are still
            being read.

            EXAMPLES
              workbook serve
              workbook serve --by dana
              workbook serve --port 9000 --edition customer
            """)

    /// The port that is tried first without `--port`, so that a bookmark keeps working.
    private static let usualPort = 7340

    @OptionGroup var common: CommonOptions
    @Option(help: ArgumentHelp("The port; by default 7340, or any free one where that is taken.", valueName: "number"))
    var port: Int?
    @Option(
        help: ArgumentHelp("Who records what is entered; by default WORKBOOK_ACTOR or your login.", valueName: "name"))
    var by: String?
    @Option(help: "The edition of the site: internal or customer.")
    var edition = Edition.internal

    func validate() throws {
        guard port.map({ (0...65535).contains($0) }) ?? true else {
            throw ValidationError("--port takes a number from 0 to 65535")
        }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try Workspace.find(common, in: context)
        if try await folder.makeLedger(by: context.actor(by)) { context.print("made \(folder.ledgerPath)") }
        let assembly = SiteAssembly(workspace: folder)
        let first = try await build(assembly)
        let tracker = edition == .internal ? Tracker(workspace: folder, author: context.actor(by)) : nil
        let server = WorkbookServer(preview: Preview(try snapshot(of: first, in: context)), tracker: tracker)
        let watching = Task { await watch(assembly, server.preview, after: first, in: context) }
        defer { watching.cancel() }
        try await serve(server, in: context)
        return .done
    }

    /// Builds the site on its own thread, so that the server keeps answering meanwhile.
    private func build(
        _ assembly: SiteAssembly, after previous: SiteAssembly.Result? = nil
    ) async throws -> SiteAssembly.Result {
        try await BlockingThread.run {
            try assembly.make(edition, liveReload: true, isRemembered: true, after: previous)
        }
    }

    private func serve(_ server: WorkbookServer, in context: Context) async throws {
        let greet: @Sendable (Int) async -> Void = { port in
            context.print("tracker  http://127.0.0.1:\(port)/")
            context.print("site     http://127.0.0.1:\(port)/site/index.html  (\(edition.rawValue) edition)")
            context.talk("reloads when a file changes; stop with Ctrl-C")
        }
        let wanted = port ?? (WorkbookServer.isFree(port: Self.usualPort) ? Self.usualPort : 0)
        guard port == nil || wanted == 0 || WorkbookServer.isFree(port: wanted) else {
            throw portError(wanted, "another program has it")
        }
        do {
            try await server.run(port: wanted, whenRunning: greet)
        } catch let error as WorkbookServer.PortError {
            throw portError(wanted, error.reason)
        }
    }

    private func portError(_ port: Int, _ reason: String) -> WorkspaceError {
        WorkspaceError.outside(
            "port \(port) cannot be used: \(reason)", hint: "name another with --port, or leave it out")
    }

    private func watch(
        _ assembly: SiteAssembly, _ preview: Preview, after first: SiteAssembly.Result, in context: Context
    ) async {
        let root = assembly.workspace.root
        let changes = FileWatcher.changes(
            below: [root + "/content", root + "/site"], files: [assembly.workspace.ledgerPath])
        var last = first
        for await _ in changes {
            do {
                let start = ContinuousClock.now
                last = try await build(assembly, after: last)
                await preview.show(try snapshot(of: last, in: context))
                let time = (ContinuousClock.now - start) / .milliseconds(1)
                context.talk("rebuilt in \(Int(time.rounded())) ms")
            } catch let error as InvalidContent {
                error.report(to: context)
                context.talk("the pages show the last good version")
            } catch {
                context.talk("not rebuilt: \(error)")
            }
        }
        if !Task.isCancelled { context.talk("changes cannot be watched (too many watchers?): pages are not reloaded") }
    }

    private func snapshot(of result: SiteAssembly.Result, in context: Context) throws -> ServedPages {
        for diagnostic in result.diagnostics { context.talk(lines: diagnostic.lines(in: context)) }
        let pages = result.trackerPages()
        return ServedPages(
            site: result.site, tracker: pages.status,
            // The customer edition has no figures, so neither has what is served beside it.
            status: edition == .internal
                ? Array(try jsonText(result.report.json(spelling: CommandSpelling.spell)).text.utf8) : nil,
            notFound: pages.notFound, frame: pages.frame)
    }
}

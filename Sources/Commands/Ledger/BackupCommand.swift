import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

struct BackupCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger to a file, verified before it gets its name.",
        discussion: """
            EXAMPLE
              workbook backup ../backups/2026-12-04.sqlite
            """)

    @Argument(help: "The file to make; it must not exist.")
    var file: String
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let ledger = try Workspace.find(common, in: context).ledger()
        let destination = context.absolute(file)
        guard try !FileSystem.holds(destination) else {
            throw InputError("\(destination) exists already", hint: "name a file that does not")
        }
        try await ledger.onOwnThread { try $0.backUp(to: destination) }
        context.print("\(context.paint("backed up", .green)) to \(destination), and verified")
        return .done
    }
}

struct RestoreCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the ledger's place; the present ledger is kept beside it.",
        discussion: """
            The backup is verified first, and must belong to the same engagement. The
            present ledger is kept beside the restored one, under a name that is printed;
            a damaged one is kept as it is. After an error the present ledger is the one
            that was there.

            EXAMPLE
              workbook restore ../backups/2026-12-04.sqlite
            """)

    @Argument(help: "The backup.")
    var file: String
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try Workspace.find(common, in: context)
        let source = context.absolute(file)
        let kept = try await BlockingThread.run { try folder.restoreLedger(from: source) }
        context.print("\(context.paint("restored", .green)) from \(source), and verified")
        if !kept.isEmpty { context.print("  the ledger that was there is kept as \(kept.joined(separator: " and "))") }
        return .done
    }
}

struct MergeCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Bring two copies of the ledger together that went separate ways.",
        discussion: """
            Every entry of both is kept, in one order that does not depend on which copy
            is merged into which; repeating it changes nothing. Conflicts are listed (exit
            status 1), and the present ledger is kept beside the new one.

            A closed week stays what it was: time of it that comes in later is undone in
            the merged ledger, and how to count it is printed.

            Refused (exit status 3) are the ledger of another engagement, and a copy with an
            entry that no rule would have let through.

            EXAMPLES
              workbook merge ../laptop/workbook.sqlite --dry-run
              workbook merge ../laptop/workbook.sqlite
            """)

    @Argument(help: "The other copy.")
    var file: String
    @Flag(help: "Say what would happen, and change nothing.")
    var dryRun = false
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try Workspace.find(common, in: context)
        let other = context.absolute(file)
        let copy = try Workspace.copyOfLedger(at: other)
        let ledger = try folder.ledger()
        let merge = try await ledger.onOwnThread { try $0.merging(copy) }
        for conflict in merge.conflicts {
            context.print("\(context.paint("conflict:", .yellow)) \(CommandSpelling.text(of: conflict))")
        }
        for late in merge.setAside {
            context.print("\(context.paint("conflict:", .yellow)) \(late.summary)")
            context.print(lines: late.remedies.map { "  " + $0 })
        }
        let summary = "\(count(merge.added, "entry", "entries")) of \(other), \(merge.entries.count) in all"
        let status = merge.conflicts.isEmpty && merge.setAside.isEmpty ? ExitStatus.done : .findings
        guard !dryRun, merge.changesAnything else {
            context.print(merge.changesAnything ? "would add \(summary)" : "nothing to add: \(summary)")
            return status
        }
        let stamp = context.now().timestamp
        let kept = try await ledger.onOwnThread { try $0.replace(with: merge, keptAs: stamp) }
        context.print("\(context.paint("merged", .green)) \(summary)")
        context.print("  the ledger that was there is kept as \(kept)")
        return status
    }
}

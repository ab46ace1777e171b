import ArgumentParser
import Engagement
import Ledger
import Reports
import Workspace

struct AdoptPackCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt-pack",
        abstract: "Make the customer's own workbook of an acceptance pack.",
        discussion: """
            The pages, the contract and the supplier's entries become a workbook of your own,
            to which you add decisions, runbooks and rehearsals. Its ledger begins with the
            supplier's entries, so that what was proved goes on counting. The signed pack is
            kept in history/.

            EXAMPLE
              workbook adopt-pack handover.zip ../our-workbook
            """)

    @Argument(help: "The ZIP file, or the folder it was unpacked to.")
    var pack: String
    @Argument(help: "The folder to make; it must be empty or not exist.")
    var folder: String
    @Option(help: ArgumentHelp("The fingerprint of the supplier's key.", valueName: "fingerprint"))
    var signedBy: String?

    func run(in context: Context) async throws -> ExitStatus {
        let (pack, folder, signedBy, surroundings) = (pack, folder, signedBy, context.surroundings)
        let adopted = try await BlockingThread.run {
            try Workspace.adoptPack(pack, to: folder, signedBy: signedBy, in: surroundings)
        }
        context.print(
            "\(context.paint("made", .green)) \(adopted.root): \(count(adopted.pageCount, "page")), "
                + "\(count(adopted.entryCount, "entry", "entries")) of the supplier, verified")
        context.print("  the signed pack is kept in history/")
        context.print("  workbook --directory \(adopted.root) check, then build or serve")
        if signedBy == nil {
            context.note("compare the key's fingerprint with the supplier's: workbook accept verify \(pack)")
        }
        return .done
    }
}

import ArgumentParser
import Engagement
import Ledger
import Reports
import Workspace

struct VerifyCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Re-derive every hash, id and link of the ledger, and name the first bad entry.",
        discussion: """
            Prints the hash of the last entry. Keep it outside this machine (in a
            report, in a mail): whoever rewrites the whole ledger later cannot make it
            match.

            EXAMPLES
              workbook verify
              workbook verify --json
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Print JSON instead of text.")
    var json = false

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try Workspace.find(common, in: context)
        let verification = try await folder.ledger().onOwnThread { try $0.verify() }
        if json {
            context.print(
                try jsonText(
                    Report(
                        entries: verification.entryCount, head: verification.head, passes: verification.passes,
                        findings: verification.findings)))
        } else {
            for finding in verification.findings {
                let place = finding.sequence.map { "entry \($0)" } ?? "the file"
                context.print("\(context.paint("\(place):", .red)) \(finding.message)")
            }
            let verdict = verification.passes ? context.paint("verified", .green) : context.paint("not verified", .red)
            context.print("\(verdict): \(count(verification.entryCount, "entry", "entries"))")
            context.print("head \(verification.head)")
        }
        return verification.passes ? .done : .findings
    }

    private struct Report: Encodable {
        let entries: Int
        let head: String
        let passes: Bool
        let findings: [Verification.Finding]
    }
}

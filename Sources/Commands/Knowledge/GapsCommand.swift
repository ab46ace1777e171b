import ArgumentParser
import Engagement
import Knowledge
import Reports
import Workspace

struct GapsCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "gaps",
        abstract: "List what the acceptance still lacks, the most important first, and how to close it.",
        discussion: """
            EXAMPLES
              workbook gaps
              workbook gaps --edition customer
              workbook gaps --json
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "internal (everything) or customer (without the supplier's own business).")
    var edition = Edition.internal
    @Flag(help: "End with exit status 1 if there are gaps.")
    var fail = false
    @Flag(help: "Print JSON instead of text.")
    var json = false

    func run(in context: Context) async throws -> ExitStatus {
        let gaps = try Workspace.find(common, in: context).knowledge().gaps(edition)
        if json {
            context.print(try jsonText(GapsReport(gaps, spelling: CommandSpelling.spell)))
        } else {
            for count in gaps.counts where count.total > 0 {
                context.print(context.paint(count.words, count.missing == 0 ? .green : .bold))
                for gap in gaps.all where gap.kind == count.kind {
                    context.print(lines: wrapped(gap.message, first: "  ! ", rest: "    ", width: 80))
                    let hint = wrapped(
                        CommandSpelling.text(of: gap.hint), first: "    hint: ", rest: "      ", width: 80)
                    context.print(lines: hint.map { context.paint($0, .dim) })
                }
            }
            context.talk(gaps.all.isEmpty ? "no gaps" : count(gaps.all.count, "gap"))
        }
        return fail && !gaps.all.isEmpty ? .findings : .done
    }
}

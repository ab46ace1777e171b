import ArgumentParser
import CivilTime
import Engagement
import Knowledge
import Ledger
import Reports
import Workspace

struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Record who followed which runbook; list the rehearsals.",
        discussion: """
            A rehearsal is about the runbook's text as it is now. Only the customer's own
            rehearsals prove anything: reverse-shadow (they run it, an expert watches) and
            unaided, if they passed. An edit of the text makes the proof one of an older
            revision.

            EXAMPLES
              workbook rehearse RB-001 --level unaided --by ann --side customer \\
                  --result passed --minutes 25
              workbook rehearse list
              workbook rehearse diff RB-001
              workbook rehearse immaterial RB-001 --by ann --reason "a typo"
            """,
        subcommands: [
            RecordCommand.self, ListCommand.self, DiffCommand.self, ImmaterialCommand.self, ImportCommand.self,
        ],
        defaultSubcommand: RecordCommand.self)

    struct RecordCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "record", abstract: "Record a rehearsal of a runbook.",
            discussion: """
                The levels: read-through, tabletop (talked through), shadow (watched),
                reverse-shadow (ran it, watched by an expert), unaided. Each question becomes
                an open task of the documentation; `workbook question` lists them.

                EXAMPLES
                  workbook rehearse record RB-001 --level reverse-shadow --by ann \\
                      --side customer --result passed --minutes 40
                  workbook rehearse RB-002 --level unaided --by ann --side customer \\
                      --result partly --minutes 25 --question "Who approves the release?"
                """)

        @Argument(help: "The runbook's id.")
        var id: String
        @Option(help: "read-through, tabletop, shadow, reverse-shadow or unaided.")
        var level: Rehearsal.Level
        @Option(
            help: ArgumentHelp(
                "Who followed it; who records it comes from WORKBOOK_ACTOR or your login.", valueName: "name"))
        var by: String
        @Option(help: "Whose people they belong to: customer or supplier.")
        var side: Side
        @Option(help: "passed, failed or partly.")
        var result: Rehearsal.Result
        @Option(help: "How long it took, in minutes.")
        var minutes: Int
        @Option(help: "The day; today without it.")
        var date: String?
        @Option(help: ArgumentHelp("What they had to ask; may be given more than once.", valueName: "text"))
        var question: [String] = []
        @Option(help: ArgumentHelp("The record of the run, a file in runs/.", valueName: "file"))
        var run: String?
        @Option(help: .operation)
        var operation: String?
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let workspace = try Workspace.find(common, in: context)
            var input = Workspace.RehearsalInput(
                document: id, level: level, performer: by, side: side, result: result,
                minutes: try duration(ofMinutes: minutes))
            input.performedOn = try date.map { try CivilDate(parsing: $0, today: context.now().date) }
            input.questions = question
            input.run = run
            let receipt = try await workspace.rehearse(input, by: context.author(operation: operation))
            context.report(receipt, "\(receipt.entry.event.effect)")
            if case .rehearsal(.recorded(let rehearsal)) = receipt.entry.event, !rehearsal.proves {
                context.note("it proves nothing: that takes the customer's reverse-shadow or unaided that passed")
            }
            return .done
        }
    }

    struct ListCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the runbooks with their rehearsals, and what they prove.",
            discussion: """
                EXAMPLES
                  workbook rehearse list
                  workbook rehearse list --json
                """)

        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let knowledge = try Workspace.find(common, in: context).knowledge()
            let trace = knowledge.trace()
            let proof = Proof(knowledge.state, documents: knowledge.documents)
            if json {
                let lines = knowledge.state.rehearsals.all.map { RehearsalLine($0, standing: proof.standing(of: $0)) }
                context.print(try jsonText(lines))
                return .done
            }
            for line in trace.runbooks {
                context.print("\(context.paint(line.document.id, .bold))  \(line.words)")
                context.print(lines: wrapped(line.document.title, first: "  ", rest: "  ", width: 80))
                for rehearsal in line.rehearsals {
                    let old = proof.standing(of: rehearsal) == .olderRevision ? ", at an older revision" : ""
                    context.print(
                        lines: wrapped(
                            rehearsal.summary + old, first: "  \(rehearsal.shortID)  ", rest: "    ", width: 80))
                    for step in rehearsal.recorded.steps ?? [] where step.result != .passed || step.note != nil {
                        context.print(lines: wrapped(step.summary, first: "    ", rest: "      ", width: 80))
                    }
                    if let note = rehearsal.recorded.note {
                        context.print(lines: wrapped("note: \(note)", first: "    ", rest: "      ", width: 80))
                    }
                }
            }
            context.talk(trace.runbookSummary)
            return .done
        }
    }

    struct ImmaterialCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "immaterial",
            abstract: "Vouch that a document's last change leaves its proof valid, by name and with a reason.",
            discussion: """
                EXAMPLE
                  workbook rehearse immaterial RB-001 --by ann --reason "a typo in step 2"
                """)

        @Argument(help: "The document's id.")
        var id: String
        @Option(
            help: ArgumentHelp(
                "The fingerprint before the change, or its beginning; without it, the last one that was proved.",
                valueName: "fingerprint"))
        var from: String?
        @OptionGroup var decision: DecisionOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let receipt = try await Workspace.find(common, in: context).markImmaterial(
                id, from: from, by: decision.by, reason: decision.reason, author: context.author(decision.writing))
            context.report(receipt, receipt.entry.event.effect)
            return .done
        }
    }
}

extension RehearseCommand {
    struct ImportCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Record the rehearsals of a file that the site's form saved.",
            discussion: """
                Importing a file twice records nothing twice. A rehearsal counts for the text
                that its performer had.

                EXAMPLES
                  workbook rehearse import rehearsals.json --dry-run
                  workbook rehearse import rehearsals.json
                """)

        @Argument(help: "The response file.")
        var file: String
        @Flag(help: "Say what would be recorded, and record nothing.")
        var dryRun = false
        @Option(help: ArgumentHelp("Who records this; by default WORKBOOK_ACTOR or your login.", valueName: "name"))
        var by: String?
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let imported = try await Workspace.find(common, in: context)
                .importRehearsals(file, isDryRun: dryRun, by: context.actor(by))
            for line in imported {
                let verb = line.isKnown ? "already recorded:" : dryRun ? "would record:" : "recorded:"
                context.print("\(context.paint(verb, .green)) \(Event.rehearsal(.recorded(line.rehearsal)).effect)")
                for question in line.rehearsal.questions { context.print("  question: \(question)") }
                for step in line.rehearsal.steps ?? [] { context.print("  \(step.summary)") }
                if let note = line.rehearsal.note { context.print("  note: \(note)") }
                if line.isOlder {
                    context.print("  at an older revision: \(line.rehearsal.document.document) has changed since")
                }
                if let entry = line.receipt?.entry { context.print("  undo: workbook undo \(entry.shortID)") }
            }
            let new = imported.count { !$0.isKnown }
            context.print(
                "\(dryRun ? "would record" : "recorded") \(count(new, "rehearsal")), "
                    + "\(imported.count - new) there already")
            return .done
        }
    }
}

/// Minutes that were typed as a number.
private func duration(ofMinutes count: Int) throws -> Minutes {
    guard (0...1_000_000).contains(count) else {
        throw InputError("\(count) is not a number of minutes", hint: "write --minutes 25")
    }
    return Minutes(count)
}

extension Context {
    /// The author of a write whose `--by` names another person than the recorder.
    func author(operation: String?) -> Author {
        Author(name: actor(nil), operation: operation)
    }
}

extension Rehearsal.Level: ExpressibleByArgument {}
extension Rehearsal.Result: ExpressibleByArgument {}
extension Side: ExpressibleByArgument {}

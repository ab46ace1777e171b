import ArgumentParser
import CivilTime
import Engagement
import Knowledge
import Reports
import Workspace

extension RehearseCommand {
    struct DiffCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "Show what changed in a runbook since it was rehearsed.",
            discussion: """
                The text that was rehearsed is found in git by its fingerprint, so it has to be
                committed. If the change leaves what was proved valid, an editor may say so:
                `workbook rehearse immaterial`.

                EXAMPLES
                  workbook rehearse diff RB-001
                  workbook rehearse diff RB-001 --json
                """)

        /// The answer for scripts.
        private struct Answer: Encodable {
            let document: String
            let performer: String
            let performedOn: CivilDate
            let fingerprint: String
            let isChanged: Bool
            /// The commit with the text that was rehearsed; nil if the text is unchanged or isn't found.
            var commit: String?
            /// The lines in the form of `diff -u`; nil if no commit was found.
            var hunks: [[String]]?
            /// Why what changed can't be shown.
            var reason: String?
        }

        @Argument(help: "The runbook's id.")
        var id: String
        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let changes = try await Workspace.find(common, in: context).changesSinceRehearsal(of: id)
            let recorded = changes.rehearsal.recorded
            if json {
                context.print(try jsonText(answer(changes)))
                return .done
            }
            let name = "\(changes.document.id) '\(changes.document.title)'"
            let since = "since \(recorded.performer) rehearsed it on \(recorded.performedOn)"
            switch changes.found {
            case .unchanged: context.talk("\(name) has not changed \(since)")
            case .unknown(let reason):
                context.talk("\(name) has changed \(since); what changed can't be shown: \(reason)")
            case .changed(let commit, let date, let diff):
                context.talk("\(name) has changed \(since); compared with commit \(commit) of \(date)")
                for (index, hunk) in diff.hunks.enumerated() {
                    if index > 0 { context.print("...") }
                    for line in hunk { context.print(painted(line, in: context)) }
                }
            }
            return .done
        }

        private func painted(_ line: LineDiff.Line, in context: Context) -> String {
            switch line {
            case .kept: line.text
            case .removed: context.paint(line.text, .red)
            case .added: context.paint(line.text, .green)
            }
        }

        private func answer(_ changes: ProofChanges) -> Answer {
            let recorded = changes.rehearsal.recorded
            func answer(isChanged: Bool) -> Answer {
                Answer(
                    document: changes.document.id, performer: recorded.performer, performedOn: recorded.performedOn,
                    fingerprint: recorded.document.fingerprint, isChanged: isChanged)
            }
            switch changes.found {
            case .unchanged: return answer(isChanged: false)
            case .unknown(let reason):
                var found = answer(isChanged: true)
                found.reason = reason
                return found
            case .changed(let commit, _, let diff):
                var found = answer(isChanged: true)
                found.commit = commit
                found.hunks = diff.hunks.map { $0.map(\.text) }
                return found
            }
        }
    }
}

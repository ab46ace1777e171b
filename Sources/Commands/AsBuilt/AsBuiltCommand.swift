import ArgumentParser
import AsBuilt
import Engagement
import Reports
import Workspace

struct AsBuiltCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "as-built",
        abstract: "Keep an inventory of what the customer's repository and platform contain.",
        discussion: """
            EXAMPLES
              workbook as-built read --bundle ../churn-mlops
              workbook as-built show
              workbook as-built diff --bundle ../churn-mlops
              workbook as-built check --bundle ../churn-mlops
            """,
        subcommands: [ShowCommand.self, ReadCommand.self, DiffCommand.self, CheckCommand.self],
        defaultSubcommand: ShowCommand.self)

    /// What is read: for every verb that reads.
    struct SourceOptions: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "A folder of the customer's repository; by default the repository that the workbook is in.",
                valueName: "dir"))
        var bundle: String?
        @Option(help: ArgumentHelp("A target of the bundle; all without it. Repeatable.", valueName: "name"))
        var target: [String] = []
        @Option(
            help: ArgumentHelp(
                "The address of an MLflow server; its token comes from MLFLOW_TRACKING_TOKEN.", valueName: "uri"))
        var mlflow: String?
        @Option(
            help: ArgumentHelp(
                "A profile of ~/.databrickscfg, or `environment` for DATABRICKS_HOST and DATABRICKS_TOKEN.",
                valueName: "profile"))
        var databricks: String?
        @Option(help: ArgumentHelp("How long a server may be silent.", valueName: "seconds"))
        var timeout = 30

        func validate() throws {
            guard 1...600 ~= timeout else { throw ValidationError("--timeout must be between 1 and 600 seconds") }
        }

        var request: AsBuiltRequest {
            AsBuiltRequest(
                bundle: bundle, targets: target, mlflow: mlflow, databricks: databricks, timeout: timeout)
        }
    }

    struct ReadCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "read",
            abstract: "Read the repository and the platform, and write the inventory.",
            discussion: """
                Reads every Databricks bundle with its targets, and the workflows of GitHub
                Actions, Azure DevOps and GitLab. --mlflow and --databricks ask a server too;
                they only read. The result is content/as-built/inventory.json: sorted, without
                values of secrets, one fact on a line. A source that fails is told, and the
                others are written; the exit status is 6 then.

                EXAMPLES
                  workbook as-built read --bundle ../churn-mlops
                  workbook as-built read --bundle ../churn-mlops --target prod
                """)

        @OptionGroup var sources: SourceOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let written = try await Workspace.find(common, in: context).writeAsBuilt(sources.request)
            let inventory = written.reading.inventory
            let revision = inventory.source.revision.map { " at \(shortened($0))" } ?? ""
            context.print(
                "\(context.paint(written.isChanged ? "written" : "unchanged", .green)) \(written.path): "
                    + "\(count(inventory.items.count, "item"))\(revision)")
            for (title, items) in Self.parts(of: inventory) {
                context.print(
                    lines: wrapped("\(title): \(count(items, "item"))", first: "  ", rest: "    ", width: 80))
            }
            for reading in inventory.source.readings { context.print("  \(reading)") }
            let unknown = inventory.notes.count { $0.severity == .unknown }
            let wrong = inventory.notes.count - unknown
            if wrong > 0 { context.talk("\(count(wrong, "diagnostic")); workbook as-built check shows them") }
            if unknown > 0 {
                context.talk("\(count(unknown, "fact")) cannot be known; workbook as-built show tells why")
            }
            return try told(written.reading.failures, in: context)
        }

        /// The number of items of each target, of all workflows, and of each server.
        private static func parts(of inventory: Inventory) -> [(title: String, items: Int)] {
            var parts: [(title: String, items: Int)] = []
            for group in inventory.groups {
                let title = group.origin == .workflow ? "workflows" : group.title
                if parts.last?.title == title {
                    parts[parts.count - 1].items += group.items.count
                } else {
                    parts.append((title, group.items.count))
                }
            }
            return parts
        }
    }

    struct DiffCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff",
            abstract: "Compare the inventory with the repository and the platform as they are now.",
            discussion: """
                Reads what `as-built read` was asked to read. The exit status is 1 if anything
                differs.

                EXAMPLES
                  workbook as-built diff --bundle ../churn-mlops
                  workbook as-built diff --bundle ../churn-mlops --json
                """)

        @OptionGroup var sources: SourceOptions
        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let difference = try await Workspace.find(common, in: context).compareAsBuilt(sources.request)
            if json {
                context.print(try jsonText(difference.changes.map(ChangeLine.init)))
            } else {
                for change in difference.changes {
                    let ink: Ink =
                        switch change.kind {
                        case .added: .green
                        case .removed: .red
                        case .changed: .yellow
                        }
                    let sign =
                        switch change.kind {
                        case .added: "+"
                        case .removed: "-"
                        case .changed: "~"
                        }
                    let lines = wrapped(change.description, first: "\(sign) ", rest: "    ", width: 80)
                    context.print(lines: lines.map { context.paint($0, ink) })
                }
                context.talk(
                    difference.changes.isEmpty
                        ? "the inventory is what was read now" : count(difference.changes.count, "difference"))
            }
            let status = try told(difference.failures, in: context)
            return difference.changes.isEmpty ? status : .findings
        }
    }

    /// A difference, for scripts.
    private struct ChangeLine: Encodable {
        let change: String
        let origin: String
        let scope: String
        let target: String
        let kind: String
        let key: String
        let field: String?
        let old: String?
        let new: String?
        let oldPlace: String?
        let newPlace: String?

        init(_ change: InventoryDifference.Change) {
            self.change = change.kind.rawValue
            origin = change.id.origin.rawValue
            scope = change.id.scope
            target = change.id.target
            kind = change.id.kind
            key = change.id.key
            field = change.field
            old = change.old
            new = change.new
            oldPlace = change.oldPlace?.description
            newPlace = change.newPlace?.description
        }
    }
}

/// The beginning of a commit's id, as git shortens it, with the mark of a changed work tree.
func shortened(_ revision: String) -> String {
    let mark = "-dirty"
    return revision.prefix(12) + (revision.hasSuffix(mark) ? mark : "")
}

/// Tells why sources were not read, and returns the exit status.
func told(_ failures: [WorkspaceError], in context: Context) throws -> ExitStatus {
    for failure in failures { context.fail(failure.explanation.summary, hint: failure.explanation.hint) }
    return failures.isEmpty ? .done : .outside
}

import ArgumentParser
import AsBuilt
import CivilTime
import Engagement
import Reports
import Workspace

extension AsBuiltCommand {
    struct ShowCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show the inventory, or every fact of one item.",
            discussion: """
                EXAMPLES
                  workbook as-built show
                  workbook as-built show --target prod
                  workbook as-built show model_training_job --target prod
                  workbook as-built show --json
                """)

        @Argument(help: "The key or the name of an item, for all its facts with their places.")
        var item: String?
        @Option(help: ArgumentHelp("Only this target.", valueName: "name"))
        var target: String?
        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let all = try Workspace.find(common, in: context).inventory()
            let known = Set(all.items.map(\.id.target)).subtracting([""])
            if let target, !known.contains(target) {
                throw InputError(
                    "the inventory has no target '\(target)'", hint: "the targets: \(abridged(known.sorted()))")
            }
            let shown = all.filtered { found in
                (target == nil || found.id.target == target)
                    && (item == nil || found.id.key == item || found.name == item)
            }
            if let item, shown.items.isEmpty {
                let keys = Set(all.items.map(\.id.key)).sorted()
                let near = nearest(to: item, among: keys).map { "did you mean '\($0)'?" }
                throw InputError(
                    "the inventory has no item '\(item)'", hint: "\(near ?? "workbook as-built show lists all items")")
            }
            if json {
                context.printFile(shown.json)
            } else if item == nil {
                printOverview(shown, in: context)
            } else {
                for item in shown.items { printFacts(of: item, in: context) }
            }
            return .done
        }

        private func printOverview(_ inventory: Inventory, in context: Context) {
            let revision = inventory.source.revision.map { " of \(shortened($0))" } ?? ""
            context.print("inventory\(revision): \(count(inventory.items.count, "item"))")
            for reading in inventory.source.readings {
                context.print(lines: wrapped(reading, first: "  ", rest: "    ", width: 80))
            }
            for group in inventory.groups {
                context.print("")
                context.print(
                    lines: wrapped(group.title, first: "", rest: "  ", width: 80).map { context.paint($0, .bold) })
                var kind = ""
                for item in group.items {
                    if item.id.kind != kind {
                        kind = item.id.kind
                        context.print("  \(kind.replacing("_", with: " "))")
                    }
                    let summary = item.summary.isEmpty ? item.id.key : "\(item.id.key): \(item.summary)"
                    context.print(lines: folded(summary, first: "    ", rest: "      "))
                }
            }
            guard !inventory.notes.isEmpty else { return }
            context.print("")
            context.print(context.paint("notes", .bold))
            for note in inventory.notes {
                context.print(lines: folded("\(note)", first: "  ", rest: "    "))
            }
        }

        private func printFacts(of item: Inventory.Item, in context: Context) {
            context.print(lines: folded("\(item.id)", first: "", rest: "  ").map { context.paint($0, .bold) })
            if let place = item.place { context.print(lines: folded("\(place)", first: "  ", rest: "    ")) }
            for (field, fact) in item.sortedFacts {
                let line = fact.place.map { " (line \($0.line))" } ?? ""
                context.print(lines: folded("\(field): \(fact.value)\(line)", first: "  ", rest: "      "))
            }
        }
    }
}

/// Wraps a text at 80 columns; a word that is longer than a line is cut.
private func folded(_ text: String, first: String, rest: String) -> [String] {
    wrapped(text, first: first, rest: rest, width: 80).flatMap { line in
        guard line.count > 80 else { return [line] }
        var lines: [String] = []
        var remaining = line[...]
        while remaining.count > 80 {
            lines.append(String(remaining.prefix(80)))
            remaining = rest + remaining.dropFirst(80)
        }
        return lines + [String(remaining)]
    }
}

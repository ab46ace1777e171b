import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

struct ChangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Propose, approve or decline a change of the contract.",
        discussion: """
            An approved change moves a cap, lifts an exclusion, adds or removes an
            activity, extends the window, or allows both options of a choice. Held time
            is released, the oldest first.

            EXAMPLES
              workbook change propose --role data-scientist --add 2d \\
                  --title "Second model" --requester piet --reason "steering meeting"
              workbook change propose --lift llm-deployment --title "LLM pilot" \\
                  --requester piet --reason "asked by the sponsor"
              workbook change approve CR-1 --by "A. Sponsor" --reason "order 4711"
              workbook change
            """,
        subcommands: [ListCommand.self, ProposeCommand.self, ApproveCommand.self, DeclineCommand.self],
        defaultSubcommand: ListCommand.self)

    struct ListCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List every change request and what became of it.",
            discussion: """
                EXAMPLES
                  workbook change list
                  workbook change list --json
                """)

        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let changes = try Workspace.find(common, in: context).state().changes.map(ChangeLine.init)
            if json {
                context.print(try jsonText(changes))
                return .done
            }
            for change in changes {
                context.print("\(context.paint(change.label, .bold))  \(change.status.rawValue)  \(change.effect)")
                let decided = change.decidedBy.map {
                    ", \(change.status.rawValue) by \($0): \(change.decisionReason ?? "")"
                }
                let text = "\(change.title), asked by \(change.requester): \(change.reason)\(decided ?? "")"
                context.print(lines: wrapped(text, first: "  ", rest: "  ", width: 80))
            }
            if changes.isEmpty { context.talk("there are no change requests") }
            return .done
        }
    }

    struct ProposeCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "propose", abstract: "Ask for a change of the contract.",
            discussion: """
                One request changes one thing, so that it is decided as a whole.

                EXAMPLES
                  workbook change propose --role data-scientist --add 2d \\
                      --title "Second model" --requester piet --reason "steering meeting"
                  workbook change propose --extend-to 2027-01-08 --title "One more week" \\
                      --requester piet --reason "access came late"
                  workbook change propose --lift llm-deployment --title "LLM pilot" \\
                      --requester piet --reason "asked by the sponsor"
                  workbook change propose --add-activity cost-review \\
                      --focus-area mlops-strategy --name "Review the costs" \\
                      --title "Costs" --requester piet --reason "asked by the sponsor"
                """)

        @Option(help: "What the change is about, in a few words.")
        var title: String
        @Option(help: ArgumentHelp("Who asks for it.", valueName: "name"))
        var requester: String
        @Option(help: "Why it is needed.")
        var reason: String
        @Option(help: "The role whose cap grows; with --add.")
        var role: String?
        @Option(help: ArgumentHelp("How much time it adds: 2d.", valueName: "duration"))
        var add: String?
        @Option(help: ArgumentHelp("The exclusion that it lifts.", valueName: "exclusion"))
        var lift: String?
        @Option(
            help: ArgumentHelp("The id of an activity that it adds; with --focus-area and --name.", valueName: "id"))
        var addActivity: String?
        @Option(help: ArgumentHelp("The focus area of the added activity.", valueName: "id"))
        var focusArea: String?
        @Option(help: ArgumentHelp("The title of the added activity.", valueName: "text"))
        var name: String?
        @Option(help: ArgumentHelp("The activity that it removes.", valueName: "activity"))
        var removeActivity: String?
        @Option(help: ArgumentHelp("The later end of the window.", valueName: "date"))
        var extendTo: String?
        @Option(help: ArgumentHelp("The choice of which it allows both options.", valueName: "choice"))
        var allowBoth: String?
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let effect = try effect(today: context.now().date)
            let receipt = try await Workspace.find(common, in: context).append(writing, in: context) {
                try $0.proposeChange(title: title, requester: requester, reason: reason, effect: effect)
            }
            let label = receipt.state.changes.first { $0.id == receipt.entry.id }?.label ?? ""
            context.report(receipt, "proposed \(label), which \(effect)")
            context.print("  decide: workbook change approve \(label) --by NAME --reason TEXT")
            return .done
        }

        /// Exactly one effect, so that a request is decided as a whole.
        private func effect(today: CivilDate) throws -> ChangeEffect {
            var effects: [ChangeEffect] = []
            if let role, let add { effects.append(.addTime(role: role, minutes: try Minutes(parsing: add))) }
            if let lift { effects.append(.liftExclusion(id: lift)) }
            if let addActivity, let focusArea {
                effects.append(.addActivity(id: addActivity, title: name ?? addActivity, focusArea: focusArea))
            }
            if let removeActivity { effects.append(.removeActivity(id: removeActivity)) }
            if let extendTo { effects.append(.extendWindow(end: try CivilDate(parsing: extendTo, today: today))) }
            if let allowBoth { effects.append(.allowBoth(choice: allowBoth)) }
            let halves = [
                (role != nil) != (add != nil), (addActivity != nil) != (focusArea != nil),
                name != nil && addActivity == nil,
            ]
            guard !halves.contains(true) else {
                throw InputError(
                    "the change is named by halves",
                    hint: "--role goes with --add, and --add-activity with --focus-area (and --name)")
            }
            guard effects.count == 1, let effect = effects.first else {
                throw InputError(
                    effects.isEmpty ? "the change says nothing to change" : "a change request changes one thing",
                    hint:
                        "give one of: --role with --add, --lift, --add-activity with --focus-area, --remove-activity, "
                        + "--extend-to, --allow-both")
            }
            return effect
        }
    }

    struct ApproveCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve", abstract: "Approve a change request; it takes effect at once.",
            discussion: """
                EXAMPLE
                  workbook change approve CR-1 --by "A. Sponsor" --reason "order 4711"
                """)

        @Argument(help: "The change request: CR-1.")
        var id: String
        @OptionGroup var decision: DecisionOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            try await decision.decide(id, isApproved: true, common, in: context)
        }
    }

    struct DeclineCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "decline", abstract: "Decline a change request.",
            discussion: """
                EXAMPLE
                  workbook change decline CR-1 --by "A. Sponsor" --reason "next year"
                """)

        @Argument(help: "The change request: CR-1.")
        var id: String
        @OptionGroup var decision: DecisionOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            try await decision.decide(id, isApproved: false, common, in: context)
        }
    }
}

extension DecisionOptions {
    /// Approves or declines a change request.
    fileprivate func decide(
        _ id: String, isApproved: Bool, _ common: CommonOptions, in context: Context
    ) async throws -> ExitStatus {
        let folder = try Workspace.find(common, in: context)
        var before: State?
        let receipt = try await folder.append(writing, in: context) { rules in
            before = rules.state
            return try rules.decideChange(id, isApproved: isApproved, by: by, reason: reason)
        }
        let label = receipt.stateThen.changes.first { $0.id == receipt.entry.event.decidedChange }?.label
        context.report(receipt, "\(isApproved ? "approved" : "declined") \(label ?? id), by \(by): \(reason)")
        // From the states of the write itself: after "recorded", nothing is read that could fail.
        guard let before, let contract = receipt.stateThen.contract else { return .done }
        let oldEnd = contract.amended(by: before.changes).window.end
        let end = contract.amended(by: receipt.stateThen.changes).window.end
        if oldEnd != end { context.print("  the window ends on \(end), it ended on \(oldEnd)") }
        context.printBudgets(from: before, to: receipt.stateThen)
        return .done
    }
}

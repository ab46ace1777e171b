extension Inventory {
    /// Returns the items of workflows: each file, and each of its jobs.
    package init(_ workflows: [Workflow]) {
        var items: [Item] = []
        for workflow in workflows {
            let scope = workflow.file
            var facts = Facts()
            facts.add("platform", workflow.platform.rawValue, Place(scope, 1))
            facts.add("concurrency", workflow.concurrency, Place(scope, 1))
            for trigger in workflow.triggers {
                let field = "triggers[\(trigger.event.rawValue)]"
                let earlier = facts.facts[field]?.value
                let detail = trigger.detail.isEmpty ? "always" : trigger.detail
                facts.add(field, [earlier, detail].compactMap { $0 }.joined(separator: " | "), trigger.place)
            }
            items.append(
                Item(
                    id: ID(origin: .workflow, scope: scope, kind: "workflows", key: FilePath.name(of: scope)),
                    name: workflow.name.map(Redaction.text), place: Place(scope, 1), facts: facts.facts))
            for job in workflow.jobs {
                let key = [job.stage, job.id].compactMap { $0 }.joined(separator: "/")
                items.append(
                    Item(
                        id: ID(origin: .workflow, scope: scope, kind: "workflow_jobs", key: key),
                        name: job.name.map(Redaction.text), place: job.place, facts: Self.facts(of: job)))
            }
        }
        self.init(items: items)
    }

    private static func facts(of job: Workflow.Job) -> [String: Fact] {
        var facts = Facts()
        func names(_ uses: [Workflow.Use]) -> String? {
            uses.isEmpty ? nil : uses.map(\.name).sorted().joined(separator: ", ")
        }
        facts.add(
            "needs", job.needs.isEmpty ? nil : job.needs.joined(separator: ", "), job.places["needs"] ?? job.place)
        facts.add("condition", job.condition, job.places["condition"] ?? job.place)
        if let condition = job.condition, let expression = AzureCondition.parse(condition) {
            facts.add("condition.words", AzureCondition.words(expression), job.places["condition"] ?? job.place)
        }
        switch job.gate {
        case .none: facts.add("approval", "none: no environment", job.place)
        case .environment(let name):
            facts.add("approval", "environment \(name): its reviewers are set on the platform", job.gatePlace)
        case .manual: facts.add("approval", "a person starts the job", job.gatePlace)
        }
        facts.add("runs_on", job.runsOn, job.places["runs_on"] ?? job.place)
        facts.add("calls", job.calls, job.places["calls"] ?? job.place)
        facts.add("oidc", job.usesOIDC ? "true" : nil, job.place)
        facts.add("secrets", names(job.secrets), job.secrets.first?.place)
        facts.add("variables", names(job.variables), job.variables.first?.place)
        facts.add("variable_groups", names(job.variableGroups), job.variableGroups.first?.place)
        facts.add("actions", names(job.actions), job.actions.first?.place)
        for tool in job.tools { facts.add("tools[\(tool.name)]", tool.version ?? "not pinned", tool.place) }
        for (position, command) in job.commands.enumerated() {
            var text = "bundle \(command.verb)" + (command.resource.map { " \($0)" } ?? "")
            text += ", target \(command.target ?? "default")"
            if let folder = command.folder { text += ", in \(folder)" }
            if let profile = command.profile { text += ", profile \(profile)" }
            for variable in command.variables {
                let name = variable.split(separator: "=", maxSplits: 1).first.map(String.init) ?? variable
                text += ", sets \(name)"
            }
            let number = position < 9 ? "0\(position + 1)" : "\(position + 1)"
            facts.add("commands[\(number)]", text, command.place)
        }
        return facts.facts
    }
}

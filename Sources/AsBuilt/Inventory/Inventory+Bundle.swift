extension Inventory {
    /// Returns the items of a bundle's target: the target, its variables and its resources.
    package init(_ target: ResolvedTarget, origin: Origin = .bundle) {
        func id(_ kind: String, _ key: String) -> ID {
            ID(origin: origin, scope: target.root, target: target.name, kind: kind, key: key)
        }
        var items: [Item] = []
        var own = Facts()
        own.add("bundle", target.bundle, target.place)
        own.add("mode", target.mode ?? "none", target.place)
        own.add("is_default", target.isDefault ? "true" : "false", target.place)
        for key in ["host", "root_path", "file_path", "state_path"] {
            let entry = target.workspace.map?.entry(key)
            own.add("workspace.\(key)", entry?.value.scalarText, entry?.value.place)
        }
        for entry in target.runAs?.map?.entries ?? [] {
            own.add("run_as.\(entry.key)", entry.value.scalarText, entry.value.place)
        }
        for entry in target.permissions {
            guard let principal = Permissions.principal(of: entry) else { continue }
            own.add("permissions[\(principal)]", entry["level"]?.scalarText, entry.place)
        }
        items.append(
            Item(id: id("targets", target.name), name: target.name, place: target.place, facts: own.facts))
        for variable in target.variables {
            var facts = Facts(Datum(.map(DatumMap()), variable.place).with(variable.name, variable.value))
            facts.add("source", variable.source.rawValue, variable.place)
            facts.add("description", variable.description, variable.place)
            var renamed = facts.facts
            // The value is under its name, so that a secret's name hides it.
            for (field, fact) in facts.facts
            where field == variable.name || field.hasPrefix(variable.name + ".")
                || field.hasPrefix(variable.name + "[")
            {
                renamed[field] = nil
                renamed["value" + field.dropFirst(variable.name.count)] = fact
            }
            renamed["source"] = facts.facts["source"]
            renamed["description"] = facts.facts["description"]
            items.append(Item(id: id("variables", variable.name), place: variable.place, facts: renamed))
        }
        for resource in target.resources {
            var facts = Facts(resource.config)
            Self.derive(&facts, from: resource)
            items.append(
                Item(
                    id: id(resource.kind, resource.key), name: resource.name.map(Redaction.text), place: resource.place,
                    facts: facts.facts))
        }
        self.init(items: items, notes: target.notes.map(\.redacted))
    }

    /// Adds what a person wants to read and no key says.
    private static func derive(_ facts: inout Facts, from resource: ResolvedTarget.Resource) {
        let config = resource.config
        if let schedule = config["schedule"], let cron = schedule["quartz_cron_expression"], let text = cron.scalarText
        {
            facts.add("schedule.words", Quartz.words(text, zone: schedule["timezone_id"]?.scalarText), cron.place)
        }
        switch resource.kind {
        case "registered_models", "volumes", "schemas":
            let parts = ["catalog_name", "schema_name", "name"].compactMap { config[$0]?.scalarText }
            facts.add("full_name", parts.joined(separator: "."), resource.place)
        case "jobs":
            for task in config["tasks"]?.list ?? [] {
                guard let key = task["task_key"]?.scalarText else { continue }
                let kind = task.map?.keys.first { $0.hasSuffix("_task") }
                facts.add("tasks[\(key)].type", kind ?? "unknown", task.place)
                facts.add("tasks[\(key)].compute", compute(of: task), task.place)
            }
        default: break
        }
    }

    private static func compute(of task: Datum) -> String {
        if let key = task["job_cluster_key"]?.scalarText { return "job cluster \(key)" }
        if task["new_cluster"]?.map != nil { return "cluster of the task" }
        if let id = task["existing_cluster_id"]?.scalarText { return "existing cluster \(id)" }
        if let key = task["environment_key"]?.scalarText { return "serverless, environment \(key)" }
        if task["condition_task"] != nil || task["run_job_task"] != nil || task["for_each_task"] != nil {
            return "none"
        }
        if let id = task.at("sql_task", "warehouse_id")?.scalarText { return "SQL warehouse \(id)" }
        if task["pipeline_task"] != nil { return "compute of the pipeline" }
        return "serverless"
    }
}

extension Note {
    /// The note without what may be a secret.
    var redacted: Note { Note(severity, rule, place, Redaction.text(text)) }
}

extension Inventory {
    /// A part of the inventory that a reader looks at as one: a target of a bundle, a workflow or a server.
    package struct Group: Sendable {
        package let origin: Origin
        package let scope: String
        package let target: String
        /// In the order of the inventory.
        package var items: [Item]

        /// `turbine_failures, target prod`.
        package var title: String {
            (scope.isEmpty ? "the top folder" : scope) + (target.isEmpty ? "" : ", target \(target)")
        }
    }

    /// The items by origin, scope and target.
    package var groups: [Group] {
        var groups: [Group] = []
        for item in items {
            if let last = groups.last, last.origin == item.id.origin, last.scope == item.id.scope,
                last.target == item.id.target
            {
                groups[groups.count - 1].items.append(item)
            } else {
                groups.append(
                    Group(origin: item.id.origin, scope: item.id.scope, target: item.id.target, items: [item]))
            }
        }
        return groups
    }

    /// Returns the items that `isKept` accepts, with the same source and notes.
    package func filtered(_ isKept: (Item) -> Bool) -> Inventory {
        Inventory(source: source, items: items.filter(isKept), notes: notes)
    }
}

extension Inventory.Item {
    /// The values of the fields that begin with `prefix[`, with what is between the brackets.
    package func elements(_ prefix: String) -> [(name: String, value: String)] {
        sortedFacts.compactMap { field, fact in
            guard field.hasPrefix(prefix + "["), field.hasSuffix("]") else { return nil }
            return (String(field.dropFirst(prefix.count + 1).dropLast()), fact.value)
        }
    }

    /// The keys of the job's tasks.
    package var tasks: [String] {
        sortedFacts.compactMap { field, fact in
            field.hasPrefix("tasks[") && field.hasSuffix("].task_key") ? fact.value : nil
        }
    }

    /// What a list says of the item beside its key.
    package var summary: String {
        switch id.kind {
        case "jobs":
            let schedule = self["schedule.words"] ?? "no schedule"
            let paused = self["schedule.pause_status"] == "PAUSED" ? ", paused" : ""
            return "\(schedule)\(paused); \(tasks.count) \(tasks.count == 1 ? "task" : "tasks")"
        case "registered_models":
            let aliases = elements("aliases").map { "\($0.name) is version \($0.value)" }
            return ([self["full_name"] ?? name ?? ""] + aliases).joined(separator: "; ")
        case "workflows": return elements("triggers").map { "\($0.name): \($0.value)" }.joined(separator: "; ")
        case "workflow_jobs": return elements("commands").map(\.value).joined(separator: "; ")
        case "targets": return "mode \(self["mode"] ?? "none")" + (self["workspace.host"].map { ", \($0)" } ?? "")
        case "variables": return self["value"] ?? ""
        default: return self["full_name"] ?? name.flatMap { $0 == id.key ? nil : $0 } ?? ""
        }
    }
}

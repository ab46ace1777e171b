/// Turns the configuration of a resource into facts by field.
struct Facts {
    private(set) var facts: [String: Inventory.Fact] = [:]

    /// Keys by which an element of a list is named in a field; the first one that it has counts.
    private static let names = [
        "task_key", "job_cluster_key", "environment_key", "principal", "name", "key", "label", "metric",
        "served_entity_name", "served_model_name",
    ]
    private static let principals = [
        ("user_name", "user"), ("group_name", "group"), ("service_principal_name", "service principal"),
    ]

    init() {}

    init(_ config: Datum) {
        for entry in config.map?.entries ?? [] {
            add(entry.value, path: [entry.key], field: entry.key, at: entry.place)
        }
    }

    /// The same facts without lines, which an answer of a server has no use for.
    var withoutPlaces: Facts {
        var result = self
        result.facts = facts.mapValues { Inventory.Fact($0.value) }
        return result
    }

    /// Adds a fact that follows from others.
    mutating func add(_ field: String, _ value: String?, _ place: Place?) {
        guard let value else { return }
        facts[field] = Inventory.Fact(Redaction.text(value), place)
    }

    private mutating func add(_ datum: Datum, path: [String], field: String, at place: Place) {
        switch datum.value {
        case .null: return
        case .map(let map):
            for entry in map.entries {
                add(entry.value, path: path + [entry.key], field: field + "." + entry.key, at: entry.place)
            }
        case .list(let list): add(list, path: path, field: field, at: place)
        default:
            facts[field] = Inventory.Fact(Redaction.value(datum.scalarText ?? "", path: path), datum.place)
        }
    }

    private mutating func add(_ list: [Datum], path: [String], field: String, at place: Place) {
        guard !list.isEmpty else { return }
        if list.allSatisfy({ $0.scalarText != nil }) {
            let values = list.compactMap(\.scalarText).map { Redaction.value($0, path: path) }
            facts[field] = Inventory.Fact(values.joined(separator: ", "), place)
            return
        }
        switch path.last {
        case "permissions":
            for entry in list {
                guard let level = (entry["level"] ?? entry["permission_level"])?.scalarText else { continue }
                for (key, kind) in Self.principals {
                    guard let principal = entry[key]?.scalarText else { continue }
                    facts["\(field)[\(kind) \(principal)]"] = Inventory.Fact(level, entry.place)
                }
            }
        case "grants":
            for entry in list {
                guard let principal = entry["principal"]?.scalarText else { continue }
                let privileges = entry["privileges"]?.scalarTexts ?? []
                facts["\(field)[\(principal)]"] = Inventory.Fact(
                    privileges.sorted().joined(separator: ", "), entry.place)
            }
        case "depends_on":
            let tasks = list.compactMap { entry in
                entry["task_key"]?.scalarText.map { key in
                    key + (entry["outcome"]?.scalarText.map { " (\($0))" } ?? "")
                }
            }
            facts[field] = Inventory.Fact(tasks.joined(separator: ", "), place)
        default:
            for (position, element) in list.enumerated() {
                let found = Self.names.lazy.compactMap { key in element[key]?.scalarText.map { (key, $0) } }.first
                // Elements of the same name stay apart.
                let isTaken = found.map { name in facts["\(field)[\(name.1)].\(name.0)"] != nil } ?? false
                let label = isTaken ? nil : found?.1
                add(
                    element, path: path, field: "\(field)[\(label ?? String(position))]", at: element.place)
            }
        }
    }
}

/// The schedules of a target's jobs, for a drawing of a day.
package struct Timeline: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var job: Inventory.ID
        package var name: String
        /// The schedule in words, with its time zone.
        package var words: String
        package var zone: String
        /// The starts of a day in minutes after midnight of the zone; empty if the expression has no simple form.
        package var minutes: [Int]
        package var isPaused: Bool
        package var place: Place?
    }

    /// By first start, and then by name.
    package var entries: [Entry]

    package init(_ inventory: Inventory, target: String) {
        entries = inventory.items("jobs", target: target).compactMap { item in
            guard let cron = item.facts["schedule.quartz_cron_expression"] else { return nil }
            let zone = item["schedule.timezone_id"] ?? "UTC"
            return Entry(
                job: item.id, name: item.name ?? item.id.key, words: Quartz.words(cron.value, zone: zone), zone: zone,
                minutes: Quartz(cron.value)?.minutesOfDay ?? [], isPaused: item["schedule.pause_status"] == "PAUSED",
                place: cron.place)
        }.sorted { ($0.minutes.first ?? .max, $0.name) < ($1.minutes.first ?? .max, $1.name) }
    }
}

/// The facts of one resource side by side in every target.
package struct TargetComparison: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package var field: String
        /// One value for each target, in their order; nil where a target has none.
        package var values: [String?]

        package var isEqual: Bool { Set(values).count == 1 }
    }

    package var targets: [String]
    /// By field.
    package var rows: [Row]

    /// Compares a resource of a bundle, as in `("jobs", "model_training_job")`.
    package init(_ inventory: Inventory, scope: String, kind: String, key: String) {
        let items = inventory.items.filter { $0.id.scope == scope && $0.id.kind == kind && $0.id.key == key }
        targets = items.map(\.id.target)
        rows = Set(items.flatMap(\.facts.keys)).sorted().map { field in
            Row(field: field, values: items.map { $0[field] })
        }
    }
}

/// Which task reads and writes which table, and which model it uses, by the names of its parameters.
///
/// A parameter says it by its name: `input_table_name`, `output_table_name`, `model_name`. What code reads without a
/// parameter is not seen.
package struct Lineage: Hashable, Sendable {
    package enum Relation: String, Hashable, Sendable {
        case reads, writes, uses, serves
    }

    package struct Edge: Hashable, Sendable {
        package var job: String
        /// Nil for a serving endpoint.
        package var task: String?
        package var relation: Relation
        /// A table, a path or a model.
        package var object: String
        package var place: Place?
    }

    /// By job, task and object.
    package var edges: [Edge]

    package init(_ inventory: Inventory, target: String) {
        var edges: [Edge] = []
        for item in inventory.items("jobs", target: target) {
            for (field, fact) in item.sortedFacts {
                guard field.hasPrefix("tasks["), let end = field.firstIndex(of: "]"),
                    let range = field.firstRange(of: "_parameters."), !fact.value.isEmpty,
                    let relation = Self.relation(String(field[range.upperBound...]), fact.value)
                else { continue }
                let task = String(field[field.index(field.startIndex, offsetBy: 6)..<end])
                edges.append(
                    Edge(job: item.id.key, task: task, relation: relation, object: fact.value, place: fact.place))
            }
        }
        for item in inventory.items("model_serving_endpoints", target: target) {
            for (field, fact) in item.sortedFacts
            where field.hasSuffix(".entity_name") || field.hasSuffix(".model_name") {
                edges.append(
                    Edge(job: item.id.key, task: nil, relation: .serves, object: fact.value, place: fact.place))
            }
        }
        self.edges = edges
    }

    private static func relation(_ parameter: String, _ value: String) -> Relation? {
        if parameter == "model_name" || parameter == "model_uri" { return .uses }
        let isTable = parameter.contains("table") || KnownNames.isThreeLevel(value)
        guard isTable, KnownNames.isThreeLevel(value) || value.contains("/") else { return nil }
        if parameter.contains("output") || parameter.contains("target") || parameter.contains("predictions") {
            return .writes
        }
        return .reads
    }
}

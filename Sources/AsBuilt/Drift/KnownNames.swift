/// The names of an inventory by kind, each with the place where it is declared.
struct KnownNames {
    private(set) var names: [PageDrift.Kind: [String: Place]] = [:]
    /// The schedules of each job, by every name of the job.
    private(set) var schedules: [String: [String: Place]] = [:]
    private(set) var catalogs: Set<String> = []
    /// Every name of any kind.
    private(set) var all: [String: Place] = [:]

    /// Kinds of resources that a page may name, and what they are called here.
    private static let kinds: [String: PageDrift.Kind] = [
        "jobs": .job, "registered_models": .model, "models": .model, "experiments": .experiment, "schemas": .schema,
        "targets": .target, "workflows": .workflow, "model_versions": .model,
    ]

    init(_ inventory: Inventory) {
        for item in inventory.items {
            let place = item.place ?? Place(item.id.scope)
            let kind = Self.kinds[item.id.kind] ?? .name
            add(kind, item.id.key, place)
            if let name = item.name { add(kind, name, item.facts["name"]?.place ?? place) }
            if let name = item.facts["full_name"] {
                add(kind, name.value, item.facts["name"]?.place ?? place)
                if let catalog = name.value.split(separator: ".").first { catalogs.insert(String(catalog)) }
            }
            if item.id.kind == "workflows" { add(.workflow, item.id.scope, place) }
            for (field, fact) in item.facts { read(field, fact, of: item, place) }
        }
        for name in (names[.table] ?? [:]).keys { addParents(of: name) }
        for name in (names[.model] ?? [:]).keys { addParents(of: name) }
    }

    private mutating func add(_ kind: PageDrift.Kind, _ name: String, _ place: Place) {
        guard !name.isEmpty else { return }
        if names[kind, default: [:]][name] == nil { names[kind, default: [:]][name] = place }
        if all[name] == nil { all[name] = place }
    }

    /// A table's schema is a name too.
    private mutating func addParents(of name: String) {
        let parts = name.split(separator: ".")
        guard parts.count == 3, let place = all[name] else { return }
        add(.schema, parts[0] + "." + parts[1], place)
    }

    private mutating func read(_ field: String, _ fact: Inventory.Fact, of item: Inventory.Item, _ place: Place) {
        let at = fact.place ?? place
        let value = fact.value
        if field.hasPrefix("tasks["), [".task_key", ".type"].contains(where: { field.hasSuffix("]" + $0) }) {
            add(.task, String(field.dropFirst(6).prefix { $0 != "]" }), at)
        }
        if field == "schedule.quartz_cron_expression" {
            add(.schedule, value, at)
            for name in [item.id.key, item.name].compactMap({ $0 }) { schedules[name, default: [:]][value] = at }
        }
        if let open = field.firstIndex(of: "["), field.hasPrefix("permissions[") || field.hasPrefix("grants[") {
            let inside = field[field.index(after: open)...].dropLast()
            let kinds = ["user ", "group ", "service principal "]
            let prefix = kinds.first { inside.hasPrefix($0) }
            add(.principal, String(inside.dropFirst(field.hasPrefix("permissions[") ? prefix?.count ?? 0 : 0)), at)
        }
        if field.hasPrefix("run_as.") { add(.principal, value, at) }
        if field == "secrets" || field == "variables", item.id.origin == .workflow {
            for name in value.split(separator: ", ") { add(.secret, String(name), at) }
        }
        if field == "catalog_name" { catalogs.insert(value) }
        // `v0.236.0` has three parts too.
        if item.id.origin != .workflow, value.utf8.count < 300, Self.isThreeLevel(value) {
            add(field.contains("model_name") ? .model : .table, value, at)
            if let catalog = value.split(separator: ".").first { catalogs.insert(String(catalog)) }
        }
    }

    /// Whether a text has the form `catalog.schema.name`.
    static func isThreeLevel(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 && parts.allSatisfy(isWord) && parts[0].first?.isNumber == false
    }

    static func isWord(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "_-«»".contains($0) }
    }

    func has(_ name: String, _ kind: PageDrift.Kind) -> Bool { names[kind]?[name] != nil }

    func place(_ name: String, _ kind: PageDrift.Kind) -> Place? { names[kind]?[name] }

    /// Returns the known name of a kind that is one or two letters away, or nil.
    func nearest(_ name: String, _ kind: PageDrift.Kind) -> String? {
        let limit = name.count < 6 ? 0 : name.count < 10 ? 1 : 2
        guard limit > 0 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in (names[kind] ?? [:]).keys.sorted() {
            guard let distance = Self.distance(name, candidate, limit: limit) else { continue }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Returns how many letters differ, or nil beyond `limit`.
    private static func distance(_ left: String, _ right: String, limit: Int) -> Int? {
        let (a, b) = (Array(left.utf8), Array(right.utf8))
        guard abs(a.count - b.count) <= limit, a.count < 200, b.count < 200 else { return nil }
        var previous = Array(0...b.count)
        for (i, byte) in a.enumerated() {
            var row = [i + 1]
            for (j, other) in b.enumerated() {
                row.append(min(previous[j] + (byte == other ? 0 : 1), previous[j + 1] + 1, row[j] + 1))
            }
            guard (row.min() ?? 0) <= limit else { return nil }
            previous = row
        }
        return previous[b.count] <= limit ? previous[b.count] : nil
    }
}

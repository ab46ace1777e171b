/// Everything that was read, by item and fact, sorted.
///
/// Two readings of the same state are equal, and so is their text. No secret value is in it.
package struct Inventory: Hashable, Sendable {
    /// Where an item was read.
    package enum Origin: String, Hashable, Sendable, CaseIterable {
        /// Files of a bundle.
        case bundle
        /// A recorded `bundle validate -o json` or `bundle summary -o json`.
        case recorded
        /// Files of a CI platform.
        case workflow
        /// An MLflow server.
        case mlflow
        /// A Databricks workspace and its Unity Catalog.
        case databricks
    }

    /// What an item is, among all items.
    package struct ID: Hashable, Comparable, Sendable, CustomStringConvertible {
        package var origin: Origin
        /// The folder of a bundle, the file of a workflow, or the address of a server.
        package var scope: String
        /// The target of a bundle; empty for anything else.
        package var target: String
        /// `jobs`, `registered_models`, `variables`, `workflow_jobs`, or any other.
        package var kind: String
        package var key: String

        package init(origin: Origin, scope: String, target: String = "", kind: String, key: String) {
            self.origin = origin
            self.scope = scope
            self.target = target
            self.kind = kind
            self.key = key
        }

        package static func < (left: ID, right: ID) -> Bool {
            (left.origin.rawValue, left.scope, left.target, left.kind, left.key)
                < (right.origin.rawValue, right.scope, right.target, right.kind, right.key)
        }

        package var description: String {
            "\(kind)/\(key)" + (target.isEmpty ? "" : " of target \(target)") + " (\(origin.rawValue) \(scope))"
        }
    }

    /// One value of an item.
    package struct Fact: Hashable, Sendable {
        package var value: String
        /// Nil for what no file says.
        package var place: Place?

        package init(_ value: String, _ place: Place? = nil) {
            self.value = value
            self.place = place
        }
    }

    package struct Item: Hashable, Sendable {
        package var id: ID
        /// The name on the platform.
        package var name: String?
        package var place: Place?
        /// By field, as in `tasks[Train].notebook_task.source_file`.
        package var facts: [String: Fact]

        package init(id: ID, name: String? = nil, place: Place? = nil, facts: [String: Fact] = [:]) {
            self.id = id
            self.name = name
            self.place = place
            self.facts = facts
        }

        package subscript(field: String) -> String? { facts[field]?.value }

        /// The facts in the order of their fields.
        package var sortedFacts: [(field: String, fact: Fact)] {
            facts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
    }

    /// Where the inventory comes from, as a caller knows it.
    package struct Source: Hashable, Sendable {
        /// The commit of the repository, or nil if it has none.
        package var revision: String?
        /// Who asked each server, and when: filled in for live sources only.
        package var readings: [String]
        /// The targets that were chosen; empty for all.
        package var targets: [String]
        /// The folders of the bundles that were chosen; empty for all.
        package var bundles: [String]

        package init(
            revision: String? = nil, readings: [String] = [], targets: [String] = [], bundles: [String] = []
        ) {
            self.revision = revision
            self.readings = readings
            self.targets = targets
            self.bundles = bundles
        }
    }

    /// The name of `Note` for modules that have another type of that name.
    package typealias ReadingNote = Note

    package var source: Source
    /// Sorted by id; no two have the same.
    package private(set) var items: [Item]
    package private(set) var notes: [Note]

    /// - Parameter items: Of items with the same id, the first one stays.
    package init(source: Source = Source(), items: [Item], notes: [Note] = []) {
        self.source = source
        var seen: Set<ID> = []
        self.items = items.filter { seen.insert($0.id).inserted }.sorted { $0.id < $1.id }
        self.notes = Set(notes).sorted()
    }

    /// Returns the items of a kind, of one target or of all.
    package func items(_ kind: String, target: String? = nil) -> [Item] {
        items.filter { $0.id.kind == kind && (target == nil || $0.id.target == target) }
    }

    package func item(_ id: ID) -> Item? {
        // Sorted, so half of the rest is left out at each step.
        var (low, high) = (0, items.count)
        while low < high {
            let middle = (low + high) / 2
            if items[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < items.count && items[low].id == id ? items[low] : nil
    }

    /// Adds the items and notes of another reading.
    package mutating func merge(_ other: Inventory) {
        self = Inventory(
            source: Source(
                revision: source.revision ?? other.source.revision, readings: source.readings + other.source.readings,
                targets: source.targets, bundles: source.bundles),
            items: items + other.items, notes: notes + other.notes)
    }
}

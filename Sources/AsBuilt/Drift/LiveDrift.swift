/// A difference between what a target declares and what a server has.
package struct LiveDrift: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable {
        /// Declared, and not on the server.
        case missing
        /// Declared with another value.
        case changed
        /// Declared with a value that only a deployment knows.
        case notComparable = "not-comparable"
        /// The server doesn't tell this identity.
        case notVisible = "not-visible"
    }

    package var kind: Kind
    package var declared: Inventory.ID
    package var live: Inventory.ID?
    /// Nil for a whole item.
    package var field: String?
    package var expected: String?
    package var actual: String?
    package var place: Place?

    package var description: String {
        let what = "\(declared)" + (field.map { ": \($0)" } ?? "")
        let at = place.map { "\($0): " } ?? ""
        return switch kind {
        case .missing: at + what + " is not on the server"
        case .changed: at + what + ": \(expected ?? "none") is declared, and the server has \(actual ?? "nothing")"
        case .notComparable: at + what + ": \(expected ?? "the value") is known at deploy only"
        case .notVisible: at + what + " is not visible to the identity that was used"
        }
    }
}

extension LiveDrift {
    /// Kinds that both sides have, with the field that names an object on a server.
    private static let kinds: [String: String] = [
        "jobs": "name", "registered_models": "full_name", "schemas": "full_name", "volumes": "full_name",
        "model_serving_endpoints": "name", "experiments": "name", "quality_monitors": "table_name", "models": "name",
        "secret_scopes": "name",
    ]
    /// Fields that only a repository has.
    private static let onlyDeclared = ["source_file", "schedule.words", "depends_on", "storage_root", "assets_dir"]
    private static let onlyDeclaredEnds = ["].type", "].compute", ".source_file"]

    /// Compares one target of a bundle with a reading of a server.
    ///
    /// Settings that only the server has are no drift: it fills in defaults.
    package static func all(declared: Inventory, live: Inventory) -> [LiveDrift] {
        var servers: [String: [String: Inventory.Item]] = [:]
        for item in live.items where [.databricks, .mlflow].contains(item.id.origin) {
            for name in [item["full_name"], item.name, item.id.key].compactMap({ $0 })
            where servers[item.id.kind]?[name.lowercased()] == nil {
                servers[item.id.kind, default: [:]][name.lowercased()] = item
            }
        }
        var found: [LiveDrift] = []
        for item in declared.items {
            guard let field = kinds[item.id.kind], let fact = item.facts[field] else { continue }
            let place = fact.place ?? item.place
            guard isKnown(fact.value) else {
                found.append(
                    LiveDrift(
                        kind: .notComparable, declared: item.id, field: field, expected: fact.value, place: place))
                continue
            }
            if let other = servers[item.id.kind]?[fact.value.lowercased()] {
                found += compare(item, other, nameField: field)
            } else {
                let isHidden = live.notes.contains { note in
                    note.rule == .notVisible
                        && (note.text.hasPrefix(item.id.kind + ":") || note.text.contains(fact.value))
                }
                found.append(
                    LiveDrift(kind: isHidden ? .notVisible : .missing, declared: item.id, place: item.place))
            }
        }
        return found
    }

    private static func isKnown(_ value: String) -> Bool { !value.contains("«") && !value.contains("${") }

    private static func compare(
        _ declared: Inventory.Item, _ live: Inventory.Item, nameField: String
    ) -> [LiveDrift] {
        declared.sortedFacts.compactMap { field, fact in
            let isOwn =
                field == nameField || field == "name" || onlyDeclared.contains(field)
                || onlyDeclaredEnds.contains { field.hasSuffix($0) }
            // The deployer owns what it deploys; a server lists that apart.
            guard !isOwn, fact.value != "IS_OWNER", fact.value != Redaction.hidden else { return nil }
            let actual = live[field]
            guard actual != fact.value else { return nil }
            let isComparable = isKnown(fact.value) && isKnown(field)
            // A server that fills in nothing leaves out a flag or a number that is at its default.
            if actual == nil, ["false", "0", ""].contains(fact.value) { return nil }
            return LiveDrift(
                kind: isComparable ? .changed : .notComparable, declared: declared.id, live: live.id, field: field,
                expected: fact.value, actual: actual, place: fact.place ?? declared.place)
        }
    }
}

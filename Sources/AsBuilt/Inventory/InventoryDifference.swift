/// How one inventory differs from another.
package struct InventoryDifference: Hashable, Sendable {
    package struct Change: Hashable, Sendable, CustomStringConvertible {
        package enum Kind: String, Hashable, Sendable {
            /// Only the new inventory has it.
            case added
            /// Only the old inventory has it.
            case removed
            case changed
        }

        package var kind: Kind
        package var id: Inventory.ID
        /// The field, or nil if the whole item was added or removed.
        package var field: String?
        package var old: String?
        package var new: String?
        package var oldPlace: Place?
        package var newPlace: Place?

        package var description: String {
            let what = "\(id)" + (field.map { ": \($0)" } ?? "")
            let place = (newPlace ?? oldPlace).map { "\($0): " } ?? ""
            return switch kind {
            case .added: place + what + " added" + (new.map { ": \($0)" } ?? "")
            case .removed: place + what + " removed" + (old.map { ", was: \($0)" } ?? "")
            case .changed: place + what + ": \(old ?? "none") -> \(new ?? "none")"
            }
        }
    }

    /// Sorted by item and field.
    package var changes: [Change]

    package var isEmpty: Bool { changes.isEmpty }

    /// Compares two inventories.
    ///
    /// Places are no part of the comparison.
    package init(from old: Inventory, to new: Inventory) {
        changes = []
        var (left, right) = (old.items[...], new.items[...])
        while !left.isEmpty || !right.isEmpty {
            if let before = left.first, right.first.map({ before.id < $0.id }) ?? true {
                changes.append(
                    Change(kind: .removed, id: before.id, old: before.name, oldPlace: before.place))
                left = left.dropFirst()
            } else if let after = right.first, left.first.map({ after.id < $0.id }) ?? true {
                changes.append(Change(kind: .added, id: after.id, new: after.name, newPlace: after.place))
                right = right.dropFirst()
            } else if let before = left.first, let after = right.first {
                compare(before, after)
                left = left.dropFirst()
                right = right.dropFirst()
            }
        }
    }

    private mutating func compare(_ before: Inventory.Item, _ after: Inventory.Item) {
        for field in Set(before.facts.keys).union(after.facts.keys).sorted() {
            let (old, new) = (before.facts[field], after.facts[field])
            guard old?.value != new?.value else { continue }
            let kind: Change.Kind = old == nil ? .added : new == nil ? .removed : .changed
            changes.append(
                Change(
                    kind: kind, id: after.id, field: field, old: old?.value, new: new?.value,
                    oldPlace: old?.place ?? before.place, newPlace: new?.place ?? after.place))
        }
        if before.name != after.name, before["name"] == nil, after["name"] == nil {
            changes.append(
                Change(
                    kind: .changed, id: after.id, field: "name", old: before.name, new: after.name,
                    oldPlace: before.place, newPlace: after.place))
        }
    }
}

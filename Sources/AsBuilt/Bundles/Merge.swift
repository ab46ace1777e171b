/// The merge rule of a bundle: maps by key, lists one after the other, a later scalar over an earlier one, and null as
/// "no opinion".
enum Merge {
    static func merge(_ left: Datum, _ right: Datum, log: inout NoteLog) -> Datum {
        switch (left.value, right.value) {
        case (_, .null): return left
        case (.null, _): return right
        case (.map(let first), .map(let second)):
            var map = first
            for entry in second.entries {
                if let earlier = map.entry(entry.key) {
                    let value = merge(earlier.value, entry.value, log: &log)
                    // A scalar is where it is written last, a map where it begins.
                    let isReplaced = value.place == entry.value.place
                    map.set(entry.key, value, at: isReplaced ? entry.place : earlier.place)
                } else {
                    map.set(entry.key, entry.value, at: entry.place)
                }
            }
            return Datum(.map(map), left.place)
        case (.list(let first), .list(let second)): return Datum(.list(first + second), left.place)
        case (.map, _), (_, .map), (.list, _), (_, .list):
            log.add(
                .error, .mergeConflict, right.place,
                "\(right.kindName) can't be merged with \(left.kindName) at \(left.place)")
            return left
        default: return right
        }
    }
}

/// A value of a YAML or JSON file, with the place where it is written.
package struct Datum: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case null
        case bool(Bool)
        case integer(Int)
        /// A number with a fraction, as it is written: `3.10` stays `3.10`.
        case float(String)
        case string(String)
        case list([Datum])
        case map(DatumMap)
    }

    package var value: Value
    package var place: Place

    package init(_ value: Value, _ place: Place) {
        self.value = value
        self.place = place
    }
}

extension Datum {
    package var isNull: Bool { value == .null }

    /// The map, or nil if this is something else.
    package var map: DatumMap? {
        if case .map(let map) = value { map } else { nil }
    }

    /// The list, or nil if this is something else.
    package var list: [Datum]? {
        if case .list(let list) = value { list } else { nil }
    }

    /// The text of a string, or nil if this is something else.
    package var string: String? {
        if case .string(let text) = value { text } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let flag) = value { flag } else { nil }
    }

    package var integer: Int? {
        if case .integer(let number) = value { number } else { nil }
    }

    /// What a person reads for a scalar, or nil for a list, a map and null.
    package var scalarText: String? {
        switch value {
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .float(let text), .string(let text): text
        case .null, .list, .map: nil
        }
    }

    /// The texts of a list of scalars, or of one scalar.
    package var scalarTexts: [String] {
        list.map { $0.compactMap(\.scalarText) } ?? scalarText.map { [$0] } ?? []
    }

    package subscript(key: String) -> Datum? { map?[key] }

    /// Returns the value under `path`, or nil if a key of it is missing.
    package func at(_ path: String...) -> Datum? {
        var datum = self
        for key in path {
            guard let next = datum[key] else { return nil }
            datum = next
        }
        return datum
    }

    /// The name of the value's kind, for messages.
    var kindName: String {
        switch value {
        case .null: "null"
        case .bool: "a truth value"
        case .integer, .float: "a number"
        case .string: "text"
        case .list: "a list"
        case .map: "a map"
        }
    }
}

/// A map that keeps the order of its keys, and where each of them is written.
package struct DatumMap: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var key: String
        /// The place of the key, which the value may follow on a later line.
        package var place: Place
        package var value: Datum
    }

    package private(set) var entries: [Entry] = []
    /// Where each key is, once there are too many to look through.
    private var index: [String: Int] = [:]

    private static let indexed = 12

    package init() {}

    package var keys: [String] { entries.map(\.key) }
    package var isEmpty: Bool { entries.isEmpty }
    package var count: Int { entries.count }

    private func position(of key: String) -> Int? {
        entries.count > Self.indexed ? index[key] : entries.firstIndex { $0.key == key }
    }

    package func entry(_ key: String) -> Entry? { position(of: key).map { entries[$0] } }

    package subscript(key: String) -> Datum? { position(of: key).map { entries[$0].value } }

    /// Replaces the value of `key`, or appends the key.
    package mutating func set(_ key: String, _ value: Datum, at place: Place? = nil) {
        if let position = position(of: key) {
            entries[position].value = value
            if let place { entries[position].place = place }
            return
        }
        entries.append(Entry(key: key, place: place ?? value.place, value: value))
        if entries.count == Self.indexed + 1 {
            for (position, entry) in entries.enumerated() { index[entry.key] = position }
        } else if entries.count > Self.indexed {
            index[key] = entries.count - 1
        }
    }

    package mutating func remove(_ key: String) {
        guard position(of: key) != nil else { return }
        let rest = entries.filter { $0.key != key }
        self = DatumMap()
        for entry in rest { set(entry.key, entry.value, at: entry.place) }
    }

    /// Replaces each value by what `transform` makes of it, in place.
    mutating func mapValues(_ transform: (Entry) -> Datum) {
        for position in entries.indices { entries[position].value = transform(entries[position]) }
    }
}

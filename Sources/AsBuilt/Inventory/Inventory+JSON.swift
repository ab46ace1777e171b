/// The form of an inventory in a file: JSON with one fact on a line, sorted, so that git compares it well.
///
/// The lines of an item's facts are on one line of their own: moving text in a source changes only that.
extension Inventory {
    /// The version of the form.
    static let format = 1

    package var json: String {
        var text = "{\n  \"format\": \(Self.format),\n  \"source\": {"
        var source: [String] = []
        if let revision = self.source.revision { source.append("\"revision\": " + Self.quoted(revision)) }
        for (key, values) in [
            ("bundles", self.source.bundles), ("targets", self.source.targets), ("readings", self.source.readings),
        ] where !values.isEmpty {
            source.append("\"\(key)\": [\(values.map(Self.quoted).joined(separator: ", "))]")
        }
        text += source.joined(separator: ", ") + "},\n  \"items\": ["
        text += items.map { "\n    " + Self.text(of: $0) }.joined(separator: ",")
        text += (items.isEmpty ? "" : "\n  ") + "],\n  \"notes\": ["
        text += notes.map { "\n    " + Self.text(of: $0) }.joined(separator: ",")
        return text + (notes.isEmpty ? "" : "\n  ") + "]\n}\n"
    }

    private static func text(of item: Item) -> String {
        var lines: [String] = []
        func add(_ key: String, _ value: String?) {
            if let value, !value.isEmpty { lines.append("      \"\(key)\": " + quoted(value)) }
        }
        add("origin", item.id.origin.rawValue)
        add("scope", item.id.scope)
        add("target", item.id.target)
        add("kind", item.id.kind)
        add("key", item.id.key)
        add("name", item.name)
        add("place", item.place?.description)
        let facts = item.sortedFacts
        if !facts.isEmpty {
            let texts = facts.map { "        " + quoted($0.field) + ": " + quoted($0.fact.value) }
            lines.append("      \"facts\": {\n" + texts.joined(separator: ",\n") + "\n      }")
            let places = facts.compactMap { field, fact in
                fact.place.map { place in
                    let isHere = place.file == item.place?.file
                    return quoted(field) + ": " + (isHere ? String(place.line) : quoted(place.description))
                }
            }
            if !places.isEmpty { lines.append("      \"lines\": {" + places.joined(separator: ", ") + "}") }
        }
        return "{\n" + lines.joined(separator: ",\n") + "\n    }"
    }

    private static func text(of note: Note) -> String {
        "{\"severity\": \(quoted(note.severity.rawValue)), \"rule\": \(quoted(note.rule.rawValue)), "
            + "\"place\": \(quoted(note.place.description)), \"text\": \(quoted(note.text))}"
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension Inventory {
    /// Why a text is not an inventory.
    package struct Unreadable: Error, Hashable, CustomStringConvertible {
        package var place: Place
        package var problem: String

        package var description: String { "\(place): \(problem)" }
    }

    /// Reads the text that `json` makes.
    package init(json bytes: [UInt8], file: String) throws(Unreadable) {
        let (datum, notes) = JSONReader.read(bytes, file: file, nodes: 5_000_000)
        guard let datum else {
            throw Unreadable(place: notes.first?.place ?? Place(file), problem: notes.first?.text ?? "no JSON")
        }
        guard let format = datum["format"]?.integer else {
            throw Unreadable(place: Place(file, 1), problem: "the file has no format, so it is no inventory")
        }
        guard format == Self.format else {
            throw Unreadable(
                place: datum["format"]?.place ?? Place(file),
                problem: "the inventory has format \(format), and this program reads format \(Self.format)")
        }
        var items: [Item] = []
        for element in datum["items"]?.list ?? [] { items.append(try Self.item(element)) }
        let source = Source(
            revision: datum.at("source", "revision")?.string,
            readings: datum.at("source", "readings")?.scalarTexts ?? [],
            targets: datum.at("source", "targets")?.scalarTexts ?? [],
            bundles: datum.at("source", "bundles")?.scalarTexts ?? [])
        self.init(source: source, items: items, notes: (datum["notes"]?.list ?? []).compactMap(Self.note))
    }

    private static func item(_ datum: Datum) throws(Unreadable) -> Item {
        guard let origin = datum["origin"]?.string.flatMap(Origin.init), let kind = datum["kind"]?.string,
            let key = datum["key"]?.string
        else { throw Unreadable(place: datum.place, problem: "the item has no known origin, kind and key") }
        let id = ID(
            origin: origin, scope: datum["scope"]?.string ?? "", target: datum["target"]?.string ?? "", kind: kind,
            key: key)
        let place = datum["place"]?.string.map(place)
        let lines = datum["lines"]?.map
        var facts: [String: Fact] = [:]
        for entry in datum["facts"]?.map?.entries ?? [] {
            let at = lines?[entry.key].flatMap { line in
                line.integer.flatMap { number in place.map { Place($0.file, number) } } ?? line.string.map(Self.place)
            }
            facts[entry.key] = Fact(entry.value.scalarText ?? "", at)
        }
        return Item(id: id, name: datum["name"]?.string, place: place, facts: facts)
    }

    /// Reads `file:12`, or a file without a line.
    private static func place(_ text: String) -> Place {
        guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]), line > 0 else {
            return Place(text)
        }
        return Place(String(text[..<colon]), line)
    }

    private static func note(_ datum: Datum) -> Note? {
        guard let severity = datum["severity"]?.string.flatMap(Note.Severity.init),
            let rule = datum["rule"]?.string.flatMap(Note.Rule.init), let place = datum["place"]?.string,
            let text = datum["text"]?.string
        else { return nil }
        return Note(severity, rule, Self.place(place), text)
    }
}

import Yams

/// Reads YAML as the Databricks CLI does, with the line of every value.
///
/// Aliases are unfolded here and not by the parser, because a few hundred bytes of nested aliases unfold into
/// gigabytes. The parser sees a text in which a private character replaces each asterisk, and every value that an alias
/// adds is counted.
struct YAMLReader {
    /// What a key may be.
    enum Dialect {
        /// Keys must be text, as in a bundle.
        case bundle
        /// Numbers and truth values are keys too, as the CI platforms read them.
        case workflow
    }

    private let file: String
    private let dialect: Dialect
    /// Replaces each asterisk, or nil if the text has none.
    private let asterisk: Unicode.Scalar?
    /// Marks a key that a later one of the same map replaces.
    private let repeated: Unicode.Scalar
    private var anchors: [String: Anchored] = [:]
    private var open: [String: Int] = [:]
    private var count = 0
    private var log = NoteLog()

    private struct Anchored {
        var datum: Datum
        var nodes: Int
    }

    /// A limit was reached; a note says which.
    private struct Stop: Error {}

    /// Returns the value of the first document of `text`, or nil if it can't be read, with notes.
    static func read(_ text: String, file: String, dialect: Dialect = .bundle) -> (datum: Datum?, notes: [Note]) {
        guard text.utf8.count <= AsBuilt.Limits.fileBytes else {
            let limit = AsBuilt.Limits.fileBytes
            let note = Note(.error, .limit, Place(file), "the file is larger than \(limit) bytes, and is not read")
            return (nil, [note])
        }
        let source = text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
        var spare = (0xE000...0xF8FF).lazy.compactMap(Unicode.Scalar.init)
            .filter { !source.unicodeScalars.contains($0) }.makeIterator()
        guard let first = spare.next(), let second = spare.next() else {
            return (nil, [Note(.error, .invalidYAML, Place(file), "the file uses every private character")])
        }
        let hasAsterisk = source.utf8.contains(UInt8(ascii: "*"))
        var reader = YAMLReader(
            file: file, dialect: dialect, asterisk: hasAsterisk ? first : nil, repeated: second)
        let masked =
            hasAsterisk
            ? String(String.UnicodeScalarView(source.unicodeScalars.map { $0 == "*" ? first : $0 })) : source
        let datum = reader.read(masked)
        return (datum, reader.log.notes)
    }

    private init(file: String, dialect: Dialect, asterisk: Unicode.Scalar?, repeated: Unicode.Scalar) {
        self.file = file
        self.dialect = dialect
        self.asterisk = asterisk
        self.repeated = repeated
    }

    private mutating func read(_ masked: String) -> Datum? {
        var text = masked
        for _ in 0...AsBuilt.Limits.duplicateKeys {
            do {
                // Scalars stay text: their types are decided here.
                let parser = try Parser(yaml: text, resolver: .basic, constructor: .default, encoding: .utf8)
                guard let node = try parser.nextRoot() else { return Datum(.null, Place(file, 1)) }
                // A node holds its anchor weakly; the parser owns it.
                return try withExtendedLifetime(parser) { try convert(node, depth: 1) }
            } catch YamlError.duplicatedKeysInMapping(_, let context) {
                // The CLI reads such a map, and the last key counts. The parser doesn't, so the first one is renamed.
                guard let patched = Self.inserting(repeated, into: text, at: context.mark) else { return nil }
                text = patched
            } catch is Stop {
                return nil
            } catch {
                let (line, problem) = Self.describe(error)
                log.add(.error, .invalidYAML, Place(file, line), "not valid YAML: \(restored(problem))")
                return nil
            }
        }
        let limit = AsBuilt.Limits.duplicateKeys
        log.add(.error, .limit, Place(file), "the file repeats more than \(limit) keys, and is not read")
        return nil
    }

    /// Returns `text` with `mark` inserted at a position, after a quotation mark that is there; nil beyond its end.
    private static func inserting(_ scalar: Unicode.Scalar, into text: String, at mark: Mark) -> String? {
        let scalars = text.unicodeScalars
        var (line, column) = (1, 1)
        var index = scalars.startIndex
        while index < scalars.endIndex, (line, column) != (mark.line, mark.column) {
            let current = scalars[index]
            index = scalars.index(after: index)
            let isLineEnd =
                switch current {
                case "\r": index == scalars.endIndex || scalars[index] != "\n"
                case "\n", "\u{85}", "\u{2028}", "\u{2029}": true
                default: false
                }
            (line, column) = isLineEnd ? (line + 1, 1) : (line, column + 1)
        }
        guard index < scalars.endIndex else { return nil }
        if scalars[index] == "\"" || scalars[index] == "'" { index = scalars.index(after: index) }
        var patched = String.UnicodeScalarView(scalars[..<index])
        patched.append(scalar)
        patched.append(contentsOf: scalars[index...])
        return String(patched)
    }

    private static func describe(_ error: any Error) -> (line: Int, problem: String) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (mark.line, problem)
        case .reader(let problem, _, _, _): (0, problem)
        default: (0, "the parser gives no reason")
        }
    }
}

// MARK: - From nodes to values

extension YAMLReader {
    private func restored(_ text: String) -> String {
        guard let asterisk, text.unicodeScalars.contains(asterisk) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == asterisk ? "*" : $0 }))
    }

    private mutating func charge(_ nodes: Int, at place: Place) throws {
        count += nodes
        guard count <= AsBuilt.Limits.nodes else {
            let limit = AsBuilt.Limits.nodes
            log.add(.error, .limit, place, "the file has more than \(limit) values with its aliases, and is not read")
            throw Stop()
        }
    }

    private mutating func convert(_ node: Node, depth: Int, isKey: Bool = false) throws -> Datum {
        let place = Place(file, node.mark?.line ?? 1)
        guard depth <= AsBuilt.Limits.depth else {
            let limit = AsBuilt.Limits.depth
            log.add(
                .error, .limit, place, "lists and maps are nested more than \(limit) deep, and the file is not read")
            throw Stop()
        }
        let before = count
        try charge(1, at: place)
        let name = node.anchor?.rawValue
        if let name { open[name, default: 0] += 1 }
        let datum: Datum
        switch node {
        case .scalar(let scalar): datum = try convert(scalar, place, isKey: isKey)
        case .sequence(let sequence):
            var list: [Datum] = []
            list.reserveCapacity(sequence.count)
            for element in sequence { list.append(try convert(element, depth: depth + 1)) }
            datum = Datum(.list(list), place)
        case .mapping(let mapping): datum = try convert(mapping, place, depth: depth)
        case .alias: datum = Datum(.null, place)
        }
        if let name {
            open[name, default: 1] -= 1
            anchors[name] = Anchored(datum: datum, nodes: count - before)
        }
        return datum
    }

    private mutating func convert(_ scalar: Node.Scalar, _ place: Place, isKey: Bool) throws -> Datum {
        let isPlain = scalar.style == .plain || scalar.style == .any
        if isPlain, let asterisk, scalar.string.unicodeScalars.first == asterisk {
            return try unfold(String(scalar.string.unicodeScalars.dropFirst()), place)
        }
        let text = restored(scalar.string)
        // The parser tags keys as text when it looks for repeated ones, so their tags tell nothing.
        guard isPlain, isKey || scalar.tag.rawValue != Tag.Name.str.rawValue else {
            return Datum(.string(text), place)
        }
        return Datum(PlainScalar.value(of: text), place)
    }

    private mutating func unfold(_ name: String, _ place: Place) throws -> Datum {
        if let anchored = anchors[name] {
            try charge(anchored.nodes, at: place)
            return anchored.datum
        }
        if open[name, default: 0] > 0 {
            log.add(.error, .cyclicAlias, place, "the alias '*\(name)' is inside the value that it repeats")
            return Datum(.null, place)
        }
        let isName = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        let reason = isName ? "no anchor '&\(name)' comes before it" : "put text that begins with '*' in quotes"
        log.add(.error, .invalidYAML, place, "'*\(restored(name))' is not a valid alias: \(reason)")
        return Datum(isName ? .null : .string(restored("*" + name)), place)
    }

    private mutating func convert(_ mapping: Node.Mapping, _ place: Place, depth: Int) throws -> Datum {
        var own = DatumMap()
        var merged: Datum?
        for (key, value) in mapping {
            let keyPlace = Place(file, key.mark?.line ?? place.line)
            if case .scalar(let scalar) = key, scalar.string.unicodeScalars.first == repeated {
                let name = restored(String(scalar.string.unicodeScalars.drop { $0 == repeated }))
                // Its anchors count all the same.
                _ = try convert(value, depth: depth + 1)
                if name == "<<" {
                    log.add(.error, .duplicateKey, keyPlace, "'<<' is written twice in one map; use a list of aliases")
                } else {
                    log.add(
                        .warning, .duplicateKey, keyPlace, "the key '\(name)' is repeated below, and the last counts")
                }
                continue
            }
            if case .scalar(let scalar) = key, scalar.style == .plain, scalar.string == "<<" {
                merged = try convert(value, depth: depth + 1)
                continue
            }
            let name = try self.key(key, keyPlace, depth: depth)
            let datum = try convert(value, depth: depth + 1)
            if let name { own.set(name, datum, at: keyPlace) }
        }
        guard let merged else { return Datum(.map(own), place) }
        return Datum(.map(merge(merged, under: own)), place)
    }

    /// Returns the text of a key, or nil, with a note, if it can't be one.
    private mutating func key(_ node: Node, _ place: Place, depth: Int) throws -> String? {
        let datum = try convert(node, depth: depth + 1, isKey: true)
        switch datum.value {
        case .string(let text): return text
        case .null: return "null"
        case .bool, .integer, .float:
            if dialect == .workflow { return datum.scalarText }
            let text = datum.scalarText ?? ""
            log.add(.error, .invalidKey, place, "the key '\(text)' is \(datum.kindName); put it in quotes")
            return nil
        case .list, .map:
            log.add(.error, .invalidKey, place, "a key can't be \(datum.kindName)")
            return nil
        }
    }

    /// Returns the keys of `source`, a map or a list of maps, with those of `own` over them.
    ///
    /// Of a list, later maps win, as in the CLI; YAML's own rule is the other way round.
    private mutating func merge(_ source: Datum, under own: DatumMap) -> DatumMap {
        var result = DatumMap()
        for part in source.list ?? [source] {
            guard let map = part.map else {
                log.add(.error, .wrongShape, part.place, "'<<' needs a map, and this is \(part.kindName)")
                continue
            }
            for entry in map.entries { result.set(entry.key, entry.value, at: entry.place) }
        }
        for entry in own.entries { result.set(entry.key, entry.value, at: entry.place) }
        return result
    }
}

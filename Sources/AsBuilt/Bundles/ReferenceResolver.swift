/// Replaces references by what they refer to.
///
/// Resources and artifacts are known only after a deployment: references to them stay as they are written.
struct ReferenceResolver {
    /// The configuration of the target: `bundle` and `workspace` are looked up here.
    let config: Datum
    let variables: [String: Datum]
    private(set) var log = NoteLog()

    private var resolved: [String: Resolved] = [:]
    private var open: [String] = []
    private var references = 0
    private var nodes = 0

    private struct Resolved {
        var datum: Datum
        var nodes: Int
    }

    private enum Answer {
        case value(Datum)
        /// The reference stays in the text.
        case stays
    }

    init(config: Datum, variables: [String: Datum]) {
        self.config = config
        self.variables = variables
    }

    /// Returns `datum` with every reference in it replaced.
    mutating func resolve(_ datum: Datum) -> Datum {
        switch datum.value {
        case .string(let text):
            return Reference.mayBe(in: text) ? resolve(text, datum.place) : datum
        case .list(let list):
            guard hasReference(datum) else { return datum }
            var result: [Datum] = []
            result.reserveCapacity(list.count)
            for element in list { result.append(resolve(element)) }
            return Datum(.list(result), datum.place)
        case .map(var map):
            guard hasReference(datum) else { return datum }
            map.mapValues { resolve($0.value) }
            return Datum(.map(map), datum.place)
        default: return datum
        }
    }

    private func hasReference(_ datum: Datum) -> Bool {
        switch datum.value {
        case .string(let text): Reference.mayBe(in: text)
        case .list(let list): list.contains(where: hasReference)
        case .map(let map): map.entries.contains { hasReference($0.value) }
        default: false
        }
    }

    private mutating func resolve(_ text: String, _ place: Place) -> Datum {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<AsBuilt.Limits.referenceRounds {
            let found = Reference.all(in: scalars)
            guard !found.isEmpty else { break }
            if found.count == 1, found[0].range == scalars.startIndex..<scalars.endIndex {
                switch answer(found[0], place) {
                case .value(let datum): return Datum(datum.value, place)
                case .stays: return string(scalars, place)
                }
            }
            var next: [Unicode.Scalar] = []
            var end = 0
            var isChanged = false
            for reference in found {
                next.append(contentsOf: scalars[end..<reference.range.lowerBound])
                end = reference.range.upperBound
                if let text = insertion(of: reference, place) {
                    next.append(contentsOf: text.unicodeScalars)
                    isChanged = true
                } else {
                    next.append(contentsOf: scalars[reference.range])
                }
            }
            next.append(contentsOf: scalars[end...])
            guard next.count <= AsBuilt.Limits.textBytes else {
                let limit = AsBuilt.Limits.textBytes
                log.add(.error, .limit, place, "the references of this text unfold to more than \(limit) characters")
                return string(scalars, place)
            }
            scalars = next
            guard isChanged else { break }
        }
        return string(scalars, place)
    }

    private func string(_ scalars: [Unicode.Scalar], _ place: Place) -> Datum {
        Datum(.string(String(String.UnicodeScalarView(scalars))), place)
    }

    /// Returns the text that replaces a reference inside a longer text, or nil if it stays.
    private mutating func insertion(of reference: Reference, _ place: Place) -> String? {
        guard case .value(let datum) = answer(reference, place) else { return nil }
        if datum.isNull { return "" }
        if let text = datum.scalarText { return text }
        log.add(
            .error, .referenceInText, place,
            "'${\(reference.name)}' is \(datum.kindName), which can't be part of a text")
        return nil
    }

    private mutating func answer(_ reference: Reference, _ place: Place) -> Answer {
        references += 1
        guard references <= AsBuilt.Limits.references, nodes <= AsBuilt.Limits.resolvedNodes else {
            log.add(.error, .limit, Place(place.file), "the target has too many references; the rest stays as written")
            return .stays
        }
        switch reference.key(0) {
        case "resources", "artifacts": return .stays
        case "var": return variable(reference, from: 1, place)
        case "variables": return variable(reference, from: 1, place)
        case "bundle", "workspace": return section(reference, place)
        default:
            log.add(
                .error, .unknownReference, place,
                "'${\(reference.name)}' refers to none of bundle, workspace, var, resources and artifacts")
            return .stays
        }
    }

    private mutating func variable(_ reference: Reference, from start: Int, _ place: Place) -> Answer {
        guard let name = reference.key(start) else { return .stays }
        guard let value = variables[name] else {
            log.add(.error, .unknownVariable, place, "the bundle has no variable '\(name)'")
            return .stays
        }
        guard let datum = memoized("var." + name, value, place) else { return .stays }
        var rest = reference.path[(start + 1)...]
        if reference.key(0) == "variables", reference.key(start + 1) == "value" { rest = rest.dropFirst() }
        return step(into: datum, along: rest, of: reference, place)
    }

    private mutating func section(_ reference: Reference, _ place: Place) -> Answer {
        guard let first = reference.key(0) else { return .stays }
        var datum = config[first] ?? Datum(.map(DatumMap()), config.place)
        var known = first
        var rest = reference.path[1...]
        // Each value is resolved once, so the walk to it is over values as they are written.
        while case .key(let key)? = rest.first, let next = datum[key] {
            datum = next
            known += "." + key
            rest = rest.dropFirst()
        }
        if reference.name.hasPrefix("bundle.git."), !rest.isEmpty, let fact = reference.key(2) {
            return .value(Datum(.string(Unknown.git(fact)), place))
        }
        guard rest.isEmpty || datum.map == nil else { return .value(Datum(.string(""), place)) }
        // Authentication is needed before anything is resolved.
        if first == "workspace", let key = reference.key(1), WorkspaceSettings.authentication.contains(key) {
            return .value(datum)
        }
        guard let value = memoized(known, datum, place) else { return .stays }
        return step(into: value, along: rest, of: reference, place)
    }

    private mutating func step(
        into datum: Datum, along path: ArraySlice<Reference.Step>, of reference: Reference, _ place: Place
    ) -> Answer {
        var datum = datum
        for step in path {
            let next: Datum? =
                switch step {
                case .key(let key): datum[key]
                case .index(let index): datum.list.flatMap { $0.indices.contains(index) ? $0[index] : nil }
                }
            guard let next else {
                log.add(.error, .unknownReference, place, "'${\(reference.name)}' refers to nothing in its value")
                return .stays
            }
            datum = next
        }
        return .value(datum)
    }

    /// Returns `datum` resolved, each `name` once; nil, with a note, if it refers to itself.
    private mutating func memoized(_ name: String, _ datum: Datum, _ place: Place) -> Datum? {
        if let value = resolved[name] {
            nodes += value.nodes
            return value.datum
        }
        guard !open.contains(name), open.count < AsBuilt.Limits.depth else {
            let cycle = (open + [name]).map { "'\($0)'" }.joined(separator: " -> ")
            log.add(.error, .cyclicReference, place, "the reference refers to itself: \(cycle)")
            return nil
        }
        open.append(name)
        let before = nodes
        let value = resolve(datum)
        open.removeLast()
        let count = Self.count(value, limit: AsBuilt.Limits.resolvedNodes)
        nodes = before + count
        resolved[name] = Resolved(datum: value, nodes: count)
        return value
    }

    private static func count(_ datum: Datum, limit: Int) -> Int {
        var count = 0
        var pending = [datum]
        while let next = pending.popLast(), count <= limit {
            count += 1
            switch next.value {
            case .list(let list): pending.append(contentsOf: list)
            case .map(let map): pending.append(contentsOf: map.entries.map(\.value))
            default: break
            }
        }
        return count
    }
}

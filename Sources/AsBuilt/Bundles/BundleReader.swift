/// Reads the root file of a bundle and what it includes, and merges them.
struct BundleReader {
    private let root: String
    private let repository: Repository
    private var log = NoteLog()

    /// The sections of a configuration, and whether each is a map or a list.
    private static let sections: [String: Datum.Value] = [
        "bundle": .map(DatumMap()), "workspace": .map(DatumMap()), "artifacts": .map(DatumMap()),
        "resources": .map(DatumMap()), "sync": .map(DatumMap()), "presets": .map(DatumMap()),
        "variables": .map(DatumMap()), "targets": .map(DatumMap()), "environments": .map(DatumMap()),
        "run_as": .map(DatumMap()), "experimental": .map(DatumMap()), "python": .map(DatumMap()),
        "scripts": .map(DatumMap()), "permissions": .list([]), "include": .list([]),
    ]

    /// Reads the bundle of the folder `root`.
    static func read(_ root: String, in repository: Repository) -> Bundle {
        var reader = BundleReader(root: root, repository: repository)
        return reader.read()
    }

    private init(root: String, repository: Repository) {
        self.root = root
        self.repository = repository
    }

    private mutating func read() -> Bundle {
        let candidates = Bundle.rootFiles.compactMap { FilePath.join(root, $0) }.filter(repository.paths.contains)
        let file = candidates.first ?? FilePath.join(root, Bundle.rootFiles[0]) ?? ""
        if candidates.count > 1 {
            let names = candidates.map { "'\(FilePath.name(of: $0))'" }.joined(separator: ", ")
            log.add(
                .error, .severalRootFiles, Place(file), "a bundle has one root file, and this folder has \(names)")
        }
        var config = section(file)
        let included = includes(of: config, file: file)
        for path in included {
            var part = section(path)
            if let entry = part.map?.entry("include"), !entry.value.isNull {
                log.add(.warning, .ignoredInclude, entry.place, "'include' counts only in the root file")
            }
            part = part.without("include")
            checkKeys(part, across: config)
            config = Merge.merge(config, part, log: &log)
        }
        config = withTargets(config, file: file)
        checkResources(config)
        let targets = targets(of: config, file: file)
        return Bundle(
            root: root, file: file, included: included, notIncluded: notIncluded(file: file, included: Set(included)),
            name: config.at("bundle", "name")?.scalarText ?? FilePath.name(of: root), targets: targets, config: config,
            notes: log.notes)
    }

    /// Returns the sections of one file; other keys at the top only hold anchors.
    private mutating func section(_ path: String) -> Datum {
        let empty = Datum(.map(DatumMap()), Place(path, 1))
        let (datum, notes) = repository.datum(path)
        log.add(contentsOf: notes)
        guard let datum, !datum.isNull else { return empty }
        guard let map = datum.map else {
            log.add(.error, .wrongShape, datum.place, "the file is \(datum.kindName) and not a map of sections")
            return empty
        }
        var result = DatumMap()
        for entry in map.entries {
            guard let expected = Self.sections[entry.key] else { continue }
            let isExpected =
                switch (expected, entry.value.value) {
                case (.map, .map), (.list, .list), (_, .null): true
                default: false
                }
            if isExpected {
                result.set(entry.key, entry.value, at: entry.place)
            } else {
                let want = Datum(expected, entry.place).kindName
                log.add(
                    .warning, .wrongShape, entry.place,
                    "'\(entry.key)' is \(entry.value.kindName) and not \(want), so it is ignored")
            }
        }
        return Datum(.map(result), datum.place)
    }

    // MARK: Includes

    private mutating func includes(of config: Datum, file: String) -> [String] {
        var included: [String] = []
        var seen = Set(Bundle.rootFiles.compactMap { FilePath.join(root, $0) })
        for entry in config["include"]?.list ?? [] {
            guard let pattern = entry.string else {
                log.add(.error, .wrongShape, entry.place, "an entry of 'include' is \(entry.kindName) and not a path")
                continue
            }
            guard let full = pattern.hasPrefix("/") ? nil : FilePath.join(root, pattern) else {
                log.add(.error, .missingInclude, entry.place, "'\(pattern)' is outside the repository")
                continue
            }
            var matches: [String] = []
            if Glob.isPattern(pattern) {
                let glob = Glob(full)
                matches = repository.paths.filter(glob.matches).sorted()
            } else if repository.paths.contains(full) {
                matches = [full]
            } else {
                log.add(.error, .missingInclude, entry.place, "there is no file '\(pattern)' to include")
            }
            for path in matches where seen.insert(path).inserted {
                guard ["yml", "yaml", "json"].contains(FilePath.extension(of: path)) else {
                    log.add(.error, .missingInclude, entry.place, "'\(path)' is included and is neither YAML nor JSON")
                    continue
                }
                guard included.count < AsBuilt.Limits.includes else {
                    let limit = AsBuilt.Limits.includes
                    log.add(.error, .limit, entry.place, "more than \(limit) files are included; the rest is not read")
                    return included
                }
                included.append(path)
            }
        }
        return included
    }

    /// Returns files that declare resources, by a `resources:` at the start of a line, and that nothing includes.
    private func notIncluded(file: String, included: Set<String>) -> [String] {
        let prefix = root.isEmpty ? "" : root + "/"
        let others = Bundle.roots(in: repository).filter { $0 != root && $0.hasPrefix(prefix) }
        return repository.contents.keys.filter { path in
            path.hasPrefix(prefix) && !included.contains(path) && !Bundle.rootFiles.contains(FilePath.name(of: path))
                && ["yml", "yaml"].contains(FilePath.extension(of: path)) && !path.contains("{{")
                && !others.contains { path.hasPrefix($0 + "/") }
                && !path.dropFirst(prefix.count).split(separator: "/").dropLast().contains { $0.hasPrefix(".") }
                && declaresResources(path)
        }.sorted()
    }

    private func declaresResources(_ path: String) -> Bool {
        guard let text = repository.text(path), text.utf8.count <= AsBuilt.Limits.fileBytes else { return false }
        return text.split(whereSeparator: \.isNewline).contains { line in
            guard line.hasPrefix("resources:") || line.hasPrefix("targets:") else { return false }
            return line.drop { $0 != ":" }.dropFirst().allSatisfy { $0 == " " || $0 == "\r" }
                || line.contains("#")
        }
    }

    // MARK: Targets and resources

    private mutating func withTargets(_ config: Datum, file: String) -> Datum {
        guard let old = config.map?.entry("environments") else { return config }
        var result = config.without("environments")
        if let targets = config.map?.entry("targets") {
            log.add(
                .error, .targetsAndEnvironments, old.place,
                "'environments' is the old name of 'targets' (\(targets.place)), and a bundle has one of them")
        } else {
            result = result.with("targets", old.value, at: old.place)
        }
        return result
    }

    private mutating func targets(of config: Datum, file: String) -> [Bundle.Target] {
        let entries = config["targets"]?.map?.entries ?? []
        guard !entries.isEmpty else { return [Bundle.Target(name: "default", place: Place(file), isDefault: true)] }
        let defaults = entries.filter { $0.value["default"]?.bool == true }
        if defaults.count > 1 {
            let names = defaults.map { "'\($0.key)'" }.joined(separator: ", ")
            log.add(.error, .defaultTarget, defaults[1].place, "only one target can be the default: \(names)")
        } else if defaults.isEmpty, entries.count > 1 {
            log.add(
                .warning, .defaultTarget, config.map?.entry("targets")?.place ?? Place(file),
                "no target is the default, so each command needs --target")
        }
        if entries.count > AsBuilt.Limits.targets {
            let limit = AsBuilt.Limits.targets
            log.add(.error, .limit, entries[limit].place, "only the first \(limit) targets are read")
        }
        return entries.prefix(AsBuilt.Limits.targets).map { entry in
            Bundle.Target(
                name: entry.key, place: entry.place,
                isDefault: entries.count == 1 || (defaults.count == 1 && defaults[0].key == entry.key))
        }
    }

    /// Notes each resource of `part` whose key an earlier file has too.
    private mutating func checkKeys(_ part: Datum, across config: Datum) {
        for kind in part["resources"]?.map?.entries ?? [] {
            for entry in kind.value.map?.entries ?? [] {
                guard let earlier = config.at("resources", kind.key)?.map?.entry(entry.key) else { continue }
                duplicate(entry, kind.key, earlier.place)
            }
        }
    }

    private mutating func duplicate(_ entry: DatumMap.Entry, _ kind: String, _ earlier: Place) {
        log.add(
            .error, .duplicateResource, entry.place,
            "the key '\(entry.key)' of \(kind) is used at \(earlier) too; keys are unique among all resources")
    }

    private mutating func checkResources(_ config: Datum) {
        var seen: [String: (kind: String, place: Place)] = [:]
        for kind in config["resources"]?.map?.entries ?? [] {
            guard let resources = kind.value.map else {
                if !kind.value.isNull {
                    log.add(.warning, .wrongShape, kind.place, "'\(kind.key)' is \(kind.value.kindName) and not a map")
                }
                continue
            }
            for entry in resources.entries {
                if entry.key.contains("${") {
                    log.add(
                        .error, .referenceInKey, entry.place, "the key '\(entry.key)' can't hold a reference")
                }
                if let earlier = seen[entry.key], earlier.kind != kind.key {
                    duplicate(entry, kind.key, earlier.place)
                } else {
                    seen[entry.key] = (kind.key, entry.place)
                }
            }
        }
    }
}

extension Bundle {
    /// Reads the bundle in the folder `root`, which `roots(in:)` names.
    package static func read(at root: String, in repository: Repository) -> Bundle {
        BundleReader.read(root, in: repository)
    }
}

extension Datum {
    /// Returns a map without `key`.
    func without(_ key: String) -> Datum {
        guard var map, map[key] != nil else { return self }
        map.remove(key)
        return Datum(.map(map), place)
    }

    /// Returns a map with `key` set; anything else becomes a map of this one key.
    func with(_ key: String, _ value: Datum, at place: Place? = nil) -> Datum {
        var map = map ?? DatumMap()
        map.set(key, value, at: place)
        return Datum(.map(map), self.place)
    }
}

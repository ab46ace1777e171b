extension Bundle {
    /// Returns what the target `name` deploys, or nil if the bundle doesn't declare it.
    ///
    /// - Parameter repository: Tells which files exist, and may hold the target's `variable-overrides.json`.
    package func resolve(
        _ name: String, in repository: Repository, supplied: SuppliedValues = SuppliedValues()
    ) -> ResolvedTarget? {
        guard let target = targets.first(where: { $0.name == name }) else { return nil }
        return TargetResolver(bundle: self, target: target, repository: repository, supplied: supplied).resolve()
    }

    /// Returns what each target deploys, in the order of the targets in the file.
    package func resolveAll(
        in repository: Repository, supplied: SuppliedValues = SuppliedValues()
    ) -> [ResolvedTarget] {
        targets.compactMap { resolve($0.name, in: repository, supplied: supplied) }
    }
}

/// Resolves one target: overlay, variables, references, keyed lists, presets, permissions, defaults, paths.
private struct TargetResolver {
    let bundle: Bundle
    let target: Bundle.Target
    let repository: Repository
    let supplied: SuppliedValues

    func resolve() -> ResolvedTarget {
        var log = NoteLog()
        let declared = bundle.config.at("targets", target.name) ?? Datum(.map(DatumMap()), target.place)
        var config = Overlay.apply(declared, named: target.name, to: bundle.config, log: &log)
        let deployer = supplied.deployers[target.name]
        config = config.with(
            "workspace",
            WorkspaceSettings.withDefaults(config["workspace"], deployer: deployer, place: target.place))
        noteUnread(config, log: &log)
        let variables = variables(config, log: &log)
        var resolver = ReferenceResolver(
            config: config, variables: Dictionary(variables.map { ($0.name, $0.value) }) { first, _ in first })
        let resolved = variables.map { variable in
            var result = variable
            result.value = resolver.resolve(Datum(.string("${var.\(variable.name)}"), variable.value.place))
            return result
        }
        let workspace = workspace(config, &resolver)
        let permissions = resolver.resolve(config["permissions"] ?? Datum(.list([]), target.place)).list ?? []
        let runAs = config["run_as"].map { resolver.resolve($0) }
        let presets = config["presets"].map { resolver.resolve($0) }
        let mode = config.at("bundle", "mode").map { resolver.resolve($0) }?.scalarText
        let resources = resources(config, &resolver, log: &log)
        log.add(contentsOf: resolver.log.notes)

        let user = deployer ?? Unknown.deployer
        let changes = Presets(
            mode: mode, presets: presets, shortName: WorkspaceSettings.shortName(user), place: target.place)
        let shared = Permissions(shared: permissions, deployer: deployer)
        var paths = LocalPaths(
            repository: repository, root: bundle.root, filePath: workspace["file_path"]?.scalarText ?? "")
        let finished = resources.map { resource in
            var result = resource
            result.config = KeyedLists.merge(result.config, kind: result.kind, log: &log)
            result = Defaults.named(result)
            result.declaredName = result.name
            result = changes.apply(to: result)
            result = Defaults.applied(to: result, runAs: runAs)
            return paths.apply(to: shared.apply(to: result))
        }
        log.add(contentsOf: paths.log.notes)
        noteMode(mode, config: config, runAs: runAs, resources: finished, log: &log)
        return ResolvedTarget(
            bundle: bundle.name, root: bundle.root, name: target.name, place: target.place,
            isDefault: target.isDefault, mode: mode, workspace: workspace, runAs: runAs, permissions: permissions,
            variables: resolved, resources: finished, notes: log.notes.sorted())
    }

    private func variables(_ config: Datum, log: inout NoteLog) -> [ResolvedTarget.Variable] {
        let path = FilePath.join(bundle.root, ".databricks/bundle/\(target.name)/variable-overrides.json") ?? ""
        var overrides: Datum?
        if repository.contents[path] != nil {
            let (datum, notes) = repository.datum(path)
            log.add(contentsOf: notes)
            overrides = datum
        }
        return Variables.values(config["variables"], supplied: supplied, overrides: overrides, log: &log)
    }

    /// Authentication is not resolved: the CLI needs it first.
    private func workspace(_ config: Datum, _ resolver: inout ReferenceResolver) -> Datum {
        let section = config["workspace"] ?? Datum(.map(DatumMap()), target.place)
        var map = DatumMap()
        for entry in section.map?.entries ?? [] {
            let isRaw = WorkspaceSettings.authentication.contains(entry.key)
            map.set(entry.key, isRaw ? entry.value : resolver.resolve(entry.value), at: entry.place)
        }
        return Datum(.map(map), section.place)
    }

    private func resources(
        _ config: Datum, _ resolver: inout ReferenceResolver, log: inout NoteLog
    ) -> [ResolvedTarget.Resource] {
        var result: [ResolvedTarget.Resource] = []
        for kind in config["resources"]?.map?.entries ?? [] {
            for entry in kind.value.map?.entries ?? [] {
                guard entry.value.map != nil else {
                    if !entry.value.isNull {
                        log.add(
                            .warning, .wrongShape, entry.place,
                            "'\(entry.key)' of \(kind.key) is \(entry.value.kindName) and not a map, so it is ignored")
                    }
                    continue
                }
                result.append(
                    ResolvedTarget.Resource(
                        kind: kind.key, key: entry.key, place: entry.place, config: resolver.resolve(entry.value)))
            }
        }
        return result.sorted { ($0.kind, $0.key) < ($1.kind, $1.key) }
    }

    private func noteUnread(_ config: Datum, log: inout NoteLog) {
        for path in [["python"], ["experimental", "python"], ["experimental", "pydabs"]] {
            var datum: Datum? = config
            for key in path.dropLast() { datum = datum?[key] }
            guard let entry = path.last.flatMap({ datum?.map?.entry($0) }), entry.value.map?.isEmpty == false else {
                continue
            }
            log.add(
                .unknown, .resourcesInPython, entry.place,
                "resources are declared or changed in Python, which is not read; "
                    + "record `databricks bundle validate -o json` to see them")
        }
        for key in WorkspaceSettings.authentication.sorted() {
            guard let entry = config["workspace"]?.map?.entry(key), let text = entry.value.string,
                Reference.mayBe(in: text)
            else { continue }
            log.add(
                .warning, .referenceNotRead, entry.place, "no reference is replaced in workspace.\(key): '\(text)'")
        }
        if let name = config.at("bundle", "name"), let text = name.string, Reference.mayBe(in: text) {
            log.add(.warning, .referenceNotRead, name.place, "a reference in bundle.name is not replaced: '\(text)'")
        }
    }

    private func noteMode(
        _ mode: String?, config: Datum, runAs: Datum?, resources: [ResolvedTarget.Resource], log: inout NoteLog
    ) {
        let root =
            bundle.config.at("targets", target.name, "workspace", "root_path")
            ?? bundle.config.at("workspace", "root_path")
        if mode == "production", runAs == nil, root == nil {
            log.add(
                .warning, .modeCheck, target.place,
                "the target '\(target.name)' has mode: production, but neither run_as nor workspace.root_path, "
                    + "so only a service principal can deploy it")
        }
        if let mode, mode != "production", mode != "development" {
            log.add(.error, .modeCheck, target.place, "'\(mode)' is no mode; write development or production")
        }
        guard let runAs, !runAs.isNull else { return }
        for resource in resources where Defaults.withoutRunAs.contains(resource.kind) {
            log.add(
                .warning, .runAs, resource.place,
                "'\(resource.key)' of \(resource.kind) runs as its deployer and not as the run_as of \(runAs.place); "
                    + "the CLI refuses the bundle if the two differ")
        }
    }
}

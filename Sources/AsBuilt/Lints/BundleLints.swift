extension LintSubject {
    /// Files that are not included, and what a template left to do.
    func bundleLints() -> [Lint] {
        reading.bundles.flatMap { bundle -> [Lint] in
            let missing = bundle.notIncluded.map { path in
                Lint(.resourceNotIncluded, Place(path, 1), "'\(path)' is not included in '\(bundle.file)'")
            }
            return missing + ([bundle.file] + bundle.included).flatMap(toDos)
        }
    }

    private func toDos(_ path: String) -> [Lint] {
        guard let text = repository.text(path) else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { offset, line in
            guard let range = line.firstRange(of: "TODO") else { return nil }
            let rest = line[range.lowerBound...].prefix(80)
            return Lint(.toDo, Place(path, offset + 1), "'\(rest.filter { $0 != "\r" })' is still in the file")
        }
    }

    /// Targets: hosts, mode and identity, and the names that the code gets.
    func targetLints() -> [Lint] {
        var lints: [Lint] = []
        for bundle in reading.bundles {
            let targets = reading.targets.filter { $0.root == bundle.root }
            lints += hosts(targets)
            for target in targets {
                if Self.isProduction(target) { lints += production(target) }
                lints += catalogs(target, among: targets)
                if target.mode == "development" { lints += developmentNames(target) }
            }
        }
        return lints
    }

    private func hosts(_ targets: [ResolvedTarget]) -> [Lint] {
        var first: [String: ResolvedTarget] = [:]
        return targets.compactMap { target in
            guard let entry = target.workspace.map?.entry("host"), let host = entry.value.scalarText, !host.isEmpty
            else {
                let place = target.workspace.map?.entry("host")?.place ?? target.place
                return Lint(.noHost, place, "the target '\(target.name)' has no host", targets: [target.name])
            }
            let key = host.lowercased().hasSuffix("/") ? String(host.lowercased().dropLast()) : host.lowercased()
            guard let other = first[key] else {
                first[key] = target
                return nil
            }
            return Lint(
                .sharedHost, entry.place, "the targets '\(other.name)' and '\(target.name)' are in one workspace",
                targets: [other.name, target.name].sorted())
        }
    }

    private func production(_ target: ResolvedTarget) -> [Lint] {
        var missing: [String] = []
        if target.mode != "production" { missing.append("mode: production") }
        if target.runAs?.map?.isEmpty ?? true { missing.append("run_as") }
        var lints: [Lint] = []
        if !missing.isEmpty {
            lints.append(
                Lint(
                    .productionMode, target.place,
                    "the target '\(target.name)' has no \(missing.joined(separator: " and no "))",
                    targets: [target.name]))
        }
        for experiment in target.resources(of: "experiments") {
            guard let entry = experiment.config.map?.entry("name"), let name = entry.value.scalarText,
                name.hasPrefix("/Users/") || name.hasPrefix("/Workspace/Users/")
            else { continue }
            lints.append(
                Lint(
                    .personalExperiment, entry.place,
                    "the experiment '\(experiment.key)' is in a home folder: \(name)", targets: [target.name]))
        }
        return lints
    }

    // MARK: Names

    /// The catalogs that a target's own resources and variables name.
    private func catalogs(of target: ResolvedTarget) -> Set<String> {
        let declared = target.resources.compactMap { $0.config["catalog_name"]?.scalarText }
        let variables = target.variables.filter { $0.name.contains("catalog") }.compactMap(\.value.scalarText)
        return Set(declared + variables).filter { !$0.contains("«") && !$0.contains("${") && !$0.isEmpty }
    }

    private func catalogs(_ target: ResolvedTarget, among targets: [ResolvedTarget]) -> [Lint] {
        let own = catalogs(of: target)
        guard !own.isEmpty else { return [] }
        let foreign = targets.reduce(into: Set(targets.map(\.name))) { $0.formUnion(catalogs(of: $1)) }.subtracting(own)
        return parameters(of: target).compactMap { parameter in
            let isName = parameter.key.contains("table") || parameter.key.contains("model_name")
            let parts = parameter.value.split(separator: ".", omittingEmptySubsequences: false)
            guard isName, parts.count == 3, let catalog = parts.first.map(String.init), foreign.contains(catalog) else {
                return nil
            }
            return Lint(
                .foreignCatalog, parameter.place,
                "'\(parameter.key)' is '\(parameter.value)', but the catalog of the target '\(target.name)' is "
                    + own.sorted().map { "'\($0)'" }.joined(separator: ", "), targets: [target.name])
        }
    }

    private func developmentNames(_ target: ResolvedTarget) -> [Lint] {
        /// The full name that a resource would have without the mode, with the one that it has.
        var renamed: [String: String] = [:]
        for resource in target.resources {
            guard let before = resource.declaredName, let name = resource.name, before != name else { continue }
            switch resource.kind {
            case "experiments": renamed[before] = name
            case "registered_models":
                let parts = ["catalog_name", "schema_name"].compactMap { resource.config[$0]?.scalarText }
                renamed[(parts + [before]).joined(separator: ".")] = (parts + [name]).joined(separator: ".")
            case "models", "model_serving_endpoints": renamed[before] = name
            default: break
            }
        }
        return parameters(of: target).compactMap { parameter in
            guard let name = renamed[parameter.value] else { return nil }
            return Lint(
                .developmentName, parameter.place,
                "the code gets '\(parameter.value)' as \(parameter.key), but the bundle creates '\(name)'",
                targets: [target.name])
        }
    }

    struct Parameter {
        var key: String
        var value: String
        var place: Place
    }

    /// The parameters of a target's jobs and tasks.
    private func parameters(of target: ResolvedTarget) -> [Parameter] {
        target.resources(of: "jobs").flatMap { job -> [Parameter] in
            var found: [Parameter] = []
            for parameter in job.config["parameters"]?.list ?? [] {
                if let key = parameter["name"]?.scalarText, let value = parameter["default"],
                    let text = value.scalarText
                {
                    found.append(Parameter(key: key, value: text, place: value.place))
                }
            }
            for task in job.config["tasks"]?.list ?? [] {
                for entry in (task.map?.entries ?? []) where entry.key.hasSuffix("_task") {
                    for key in ["base_parameters", "named_parameters", "job_parameters"] {
                        for parameter in entry.value[key]?.map?.entries ?? [] {
                            guard let text = parameter.value.scalarText else { continue }
                            found.append(Parameter(key: parameter.key, value: text, place: parameter.value.place))
                        }
                    }
                }
            }
            return found
        }
    }
}

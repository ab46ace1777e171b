/// Finds the files that resources name, relative to the file that names them.
struct LocalPaths {
    /// The key that holds the path of a file in the repository; its own key holds the path in the workspace.
    static let sourceKey = "source_file"

    let repository: Repository
    let root: String
    /// The folder of the workspace that a deployment copies files to.
    let filePath: String
    private(set) var log = NoteLog()

    init(repository: Repository, root: String, filePath: String) {
        self.repository = repository
        self.root = root
        self.filePath = filePath
    }

    mutating func apply(to resource: ResolvedTarget.Resource) -> ResolvedTarget.Resource {
        var result = resource
        switch resource.kind {
        case "jobs":
            let isGit = resource.config["git_source"]?.map != nil
            result.config = mapList(result.config, "tasks") { $0.task($1, isGit: isGit) }
            result.config = mapList(result.config, "environments") { paths, element in
                for dependency in element.at("spec", "dependencies")?.list ?? [] {
                    paths.check(requirement: dependency)
                }
                return element
            }
        case "pipelines":
            result.config = mapList(result.config, "libraries") { paths, element in
                var element = element
                for key in ["notebook", "file"] {
                    if let part = element[key] {
                        element = element.with(key, paths.located(part, "path", isNotebook: key == "notebook"))
                    }
                }
                return element
            }
        case "dashboards": result.config = located(result.config, "file_path", isNotebook: false)
        default: break
        }
        return result
    }

    private mutating func mapList(
        _ config: Datum, _ key: String, _ transform: (inout LocalPaths, Datum) -> Datum
    ) -> Datum {
        guard let entry = config.map?.entry(key), let list = entry.value.list else { return config }
        var result: [Datum] = []
        for element in list { result.append(transform(&self, element)) }
        return config.with(key, Datum(.list(result), entry.value.place))
    }

    private mutating func task(_ task: Datum, isGit: Bool) -> Datum {
        var result = task
        for (kind, key) in [("notebook_task", "notebook_path"), ("spark_python_task", "python_file")] {
            guard let part = result[kind] else { continue }
            let source = part["source"]?.scalarText
            guard source == "WORKSPACE" || (source == nil && !isGit) else { continue }
            result = result.with(kind, located(part, key, isNotebook: kind == "notebook_task"))
        }
        if let file = result.at("sql_task", "file"), let sql = result["sql_task"],
            file["source"]?.scalarText != "GIT"
        {
            result = result.with("sql_task", sql.with("file", located(file, "path", isNotebook: false)))
        }
        for library in result["libraries"]?.list ?? [] {
            if let requirements = library["requirements"] { check(file: requirements) }
        }
        if let loop = result["for_each_task"], let inner = loop["task"] {
            result = result.with("for_each_task", loop.with("task", self.task(inner, isGit: isGit)))
        }
        return result
    }

    /// Returns `config` with the workspace's path in place of a relative one, and the repository's path beside it.
    private mutating func located(_ config: Datum, _ key: String, isNotebook: Bool) -> Datum {
        guard let entry = config.map?.entry(key), let path = entry.value.string, Self.isLocal(path) else {
            return config
        }
        let place = entry.value.place
        guard let full = FilePath.join(FilePath.folder(of: place.file), path) else {
            log.add(.error, .missingFile, place, "'\(path)' is outside the repository")
            return config
        }
        if !repository.paths.contains(full) {
            let similar = isNotebook ? candidates(full).first { repository.paths.contains($0) } : nil
            let hint = similar.map { "; '\($0)' exists, and a path needs its extension" } ?? ""
            log.add(.error, .missingFile, place, "there is no file '\(full)'\(hint)")
        }
        let relative = FilePath.relative(full, to: root)
        let remote = filePath + "/" + (isNotebook ? FilePath.withoutExtension(relative) : relative)
        return config.with(key, Datum(.string(remote), place))
            .with(Self.sourceKey, Datum(.string(full), place), at: place)
    }

    private func candidates(_ path: String) -> [String] {
        ["py", "ipynb", "sql", "r", "scala"].map { path + "." + $0 }
    }

    private mutating func check(requirement: Datum) {
        guard let text = requirement.string, text.hasPrefix("-r ") else { return }
        let path = String(text.dropFirst(3).drop { $0 == " " })
        check(file: Datum(.string(path), requirement.place))
    }

    private mutating func check(file: Datum) {
        guard let path = file.string, Self.isLocal(path) else { return }
        guard let full = FilePath.join(FilePath.folder(of: file.place.file), path),
            repository.paths.contains(full)
        else {
            log.add(.error, .missingFile, file.place, "there is no file '\(path)' as seen from '\(file.place.file)'")
            return
        }
    }

    /// Whether a path is of the repository, and known.
    private static func isLocal(_ path: String) -> Bool {
        !path.isEmpty && !path.hasPrefix("/") && !path.hasPrefix("~") && !path.contains("://")
            && !path.hasPrefix("dbfs:")
            && !path.contains("${") && !path.contains("«") && !path.contains("{{")
    }
}

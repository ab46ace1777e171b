extension Workflow {
    /// Reads every workflow of a repository, sorted by file.
    package static func all(in repository: Repository) -> (workflows: [Workflow], notes: [Note]) {
        var log = NoteLog()
        var workflows: [Workflow] = []
        var paths = repository.contents.keys.filter { path in
            ["yml", "yaml"].contains(FilePath.extension(of: path))
                && (isGitHub(path) || isAzure(path) || isGitLab(path))
        }.sorted()
        if paths.count > AsBuilt.Limits.files {
            let limit = AsBuilt.Limits.files
            log.add(.error, .limit, Place(paths[limit]), "only the first \(limit) workflows are read")
            paths.removeLast(paths.count - limit)
        }
        workflows += GitHubReader.all(paths.filter(isGitHub), in: repository, log: &log)
        workflows += AzureReader.all(paths.filter(isAzure), in: repository, log: &log)
        workflows += GitLabReader.all(paths.filter(isGitLab), in: repository, log: &log)
        return (workflows.sorted { $0.file < $1.file }, log.notes)
    }

    private static func isGitHub(_ path: String) -> Bool {
        path.hasPrefix(".github/workflows/") && path.split(separator: "/").count == 3
    }

    private static func isAzure(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return [".azure", ".azuredevops", ".azure-pipelines", "azure-pipelines"].contains(parts.first)
            || FilePath.name(of: path).hasPrefix("azure-pipelines")
    }

    private static func isGitLab(_ path: String) -> Bool {
        path == ".gitlab-ci.yml" || path == ".gitlab-ci.yaml" || path.hasPrefix(".gitlab/")
    }
}

extension Workflow.Job {
    /// Adds names, each once, at the place of its first use.
    static func add(_ uses: [Workflow.Use], to list: inout [Workflow.Use]) {
        for use in uses where !list.contains(where: { $0.name == use.name }) { list.append(use) }
    }
}

extension Datum {
    /// Returns every text in the value with its place.
    func texts() -> [(text: String, place: Place)] {
        var found: [(text: String, place: Place)] = []
        var pending = [self]
        while let next = pending.popLast() {
            switch next.value {
            case .string(let text): found.append((text, next.place))
            case .list(let list): pending.append(contentsOf: list.reversed())
            case .map(let map): pending.append(contentsOf: map.entries.reversed().map(\.value))
            default: break
            }
        }
        return found
    }

    /// Returns the scalars of a map as texts.
    func textMap() -> [String: String] {
        Dictionary((map?.entries ?? []).compactMap { entry in entry.value.scalarText.map { (entry.key, $0) } }) { $1 }
    }
}

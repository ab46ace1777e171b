/// Reads a workflow of GitHub Actions.
struct GitHubReader {
    /// The actions of the repository, by the path of their file.
    private let actions: [String: Datum]
    private let environment: [String: String]
    private let folder: String?
    private let usesOIDC: Bool
    /// The steps that may still be read, those of local actions included.
    private var budget = 20_000

    /// The deepest chain of local actions that is followed.
    private static let actionDepth = 3

    /// Reads the workflows among `paths`.
    static func all(_ paths: [String], in repository: Repository, log: inout NoteLog) -> [Workflow] {
        var actions: [String: Datum] = [:]
        for path in repository.contents.keys.sorted()
        where ["action.yml", "action.yaml"].contains(FilePath.name(of: path)) && actions.count < AsBuilt.Limits.includes
        {
            actions[path] = repository.datum(path, dialect: .workflow).datum
        }
        return paths.compactMap { read($0, in: repository, actions: actions, log: &log) }
    }

    private static func read(
        _ path: String, in repository: Repository, actions: [String: Datum], log: inout NoteLog
    ) -> Workflow? {
        let (datum, notes) = repository.datum(path, dialect: .workflow)
        log.add(contentsOf: notes)
        guard let datum, let map = datum.map else { return nil }
        var workflow = Workflow(platform: .gitHub, file: path, name: datum["name"]?.scalarText)
        workflow.triggers = triggers(map.entry("on"))
        workflow.concurrency = (datum.at("concurrency", "group") ?? datum["concurrency"])?.scalarText
        var reader = GitHubReader(
            actions: actions, environment: datum["env"]?.textMap() ?? [:],
            folder: datum.at("defaults", "run", "working-directory")?.scalarText,
            usesOIDC: datum.at("permissions", "id-token")?.string == "write")
        let shared = names(in: datum["env"])
        for entry in datum["jobs"]?.map?.entries ?? [] where entry.value.map != nil {
            var job = reader.job(entry)
            Workflow.Job.add(shared.secrets, to: &job.secrets)
            Workflow.Job.add(shared.variables, to: &job.variables)
            workflow.jobs.append(job)
        }
        return workflow
    }

    private static func triggers(_ entry: DatumMap.Entry?) -> [Workflow.Trigger] {
        guard let entry else { return [] }
        let events: [DatumMap.Entry]
        if let map = entry.value.map {
            events = map.entries
        } else {
            let names = entry.value.list ?? [entry.value]
            events = names.compactMap { name in
                name.scalarText.map { DatumMap.Entry(key: $0, place: name.place, value: Datum(.null, name.place)) }
            }
        }
        return events.map { event in
            let kind: Workflow.Trigger.Event =
                switch event.key {
                case "push": .push
                case "pull_request", "pull_request_target": .pullRequest
                case "schedule": .schedule
                case "workflow_dispatch": .manual
                case "workflow_call": .call
                default: .other
                }
            var details: [String] = event.key == "pull_request_target" || kind == .other ? [event.key] : []
            for (key, word) in [
                ("branches", "branches"), ("branches-ignore", "not branches"), ("tags", "tags"), ("paths", "paths"),
                ("paths-ignore", "not paths"), ("types", "types"),
            ] {
                let values = event.value[key]?.scalarTexts ?? []
                if !values.isEmpty { details.append(word + " " + values.joined(separator: ", ")) }
            }
            for entry in event.value.list ?? [] {
                if let cron = entry["cron"]?.scalarText { details.append("cron \(cron) UTC") }
            }
            if kind == .manual, let inputs = event.value["inputs"]?.map, !inputs.isEmpty {
                details.append("inputs " + inputs.keys.joined(separator: ", "))
            }
            return Workflow.Trigger(event: kind, detail: details.joined(separator: "; "), place: event.place)
        }
    }

    private mutating func job(_ entry: DatumMap.Entry) -> Workflow.Job {
        let datum = entry.value
        var job = Workflow.Job(id: entry.key, place: entry.place)
        job.name = datum["name"]?.scalarText
        job.needs = datum["needs"]?.scalarTexts ?? []
        job.condition = datum["if"]?.scalarText
        job.runsOn = datum["runs-on"]?.scalarTexts.joined(separator: ", ")
        for (field, key) in [("needs", "needs"), ("condition", "if"), ("runs_on", "runs-on"), ("calls", "uses")] {
            job.places[field] = datum.map?.entry(key)?.place
        }
        job.usesOIDC = (datum.at("permissions", "id-token")?.string).map { $0 == "write" } ?? usesOIDC
        if let environment = datum.map?.entry("environment"),
            let name = (environment.value["name"] ?? environment.value).scalarText
        {
            job.gate = .environment(name)
            job.gatePlace = environment.place
        }
        if let uses = datum["uses"]?.scalarText {
            job.calls = uses.hasPrefix("./") ? String(uses.dropFirst(2)) : uses
        }
        let found = Self.names(in: datum)
        job.secrets = found.secrets
        job.variables = found.variables
        if let secrets = datum.map?.entry("secrets"), secrets.value.string == "inherit" {
            Workflow.Job.add([Workflow.Use(name: "every secret (inherit)", place: secrets.place)], to: &job.secrets)
        }
        let own = environment.merging(datum["env"]?.textMap() ?? [:]) { $1 }
        let jobFolder = datum.at("defaults", "run", "working-directory")?.scalarText ?? folder
        for step in datum["steps"]?.list ?? [] {
            read(step, into: &job, environment: own, folder: jobFolder, depth: 0)
        }
        job.commands = job.commands.flatMap { Self.unfolded($0, matrix: datum.at("strategy", "matrix")) }
        return job
    }

    private mutating func read(
        _ step: Datum, into job: inout Workflow.Job, environment: [String: String], folder: String?, depth: Int
    ) {
        budget -= 1
        guard budget > 0 else { return }
        let own = environment.merging(step["env"]?.textMap() ?? [:]) { $1 }
        let script = ShellScript(step["run"])
        let stepFolder = step["working-directory"]?.scalarText ?? folder
        job.commands += script.bundleCommands(environment: own, folder: stepFolder)
        job.printed += script.printed()
        job.tools += script.tools()
        guard let uses = step["uses"], let action = uses.scalarText else { return }
        if action.hasPrefix("./") {
            let base = String(action.dropFirst(2))
            let path = ["action.yml", "action.yaml"].map { base + "/" + $0 }.first { actions[$0] != nil }
            if depth < Self.actionDepth, let path,
                let steps = actions[path]?.at("runs", "steps")?.list
            {
                for inner in steps { read(inner, into: &job, environment: own, folder: stepFolder, depth: depth + 1) }
            }
            Workflow.Job.add([Workflow.Use(name: action, place: uses.place)], to: &job.actions)
            return
        }
        Workflow.Job.add([Workflow.Use(name: action, place: uses.place)], to: &job.actions)
        let parts = action.split(separator: "@", maxSplits: 1).map(String.init)
        switch parts.first {
        case "databricks/setup-cli":
            let version = step.at("with", "version")?.scalarText ?? (parts.count > 1 ? parts[1] : nil)
            let isPinned =
                version.map {
                    $0.hasPrefix("v") && $0.dropFirst().first?.isNumber == true
                        || $0.first?.isNumber == true || $0.count == 40
                } ?? false
            job.tools.append(
                Workflow.Tool(name: "databricks cli", version: isPinned ? version : nil, place: uses.place))
        case "actions/setup-python":
            let version = step.at("with", "python-version")
            let isNumber = if case .float? = version?.value { true } else { false }
            job.tools.append(
                Workflow.Tool(
                    name: "python", version: version?.scalarText, isNumber: isNumber,
                    place: version?.place ?? uses.place))
        default: break
        }
    }

    /// Returns one command for each value of a matrix that the target names.
    private static func unfolded(_ command: BundleCommand, matrix: Datum?) -> [BundleCommand] {
        guard let target = command.target, target.hasPrefix("${{"), target.hasSuffix("}}") else { return [command] }
        let expression = target.dropFirst(3).dropLast(2).split(separator: " ").joined()
        guard expression.hasPrefix("matrix.") else { return [command] }
        var keys = expression.dropFirst("matrix.".count).split(separator: ".").map(String.init)[...]
        guard let first = keys.popFirst() else { return [command] }
        var values = matrix?[first]?.list ?? []
        for include in matrix?["include"]?.list ?? [] { values += [include[first]].compactMap { $0 } }
        let texts = values.compactMap { value in keys.reduce(Optional(value)) { $0?[$1] }?.scalarText }
        guard !texts.isEmpty else { return [command] }
        return texts.map { text in
            var result = command
            result.target = text
            return result
        }
    }

    /// Returns the names after `secrets.` and `vars.` in every text of a value.
    private static func names(in datum: Datum?) -> (secrets: [Workflow.Use], variables: [Workflow.Use]) {
        var secrets: [Workflow.Use] = []
        var variables: [Workflow.Use] = []
        for (text, place) in datum?.texts() ?? [] where text.contains("${{") || text.contains("secrets.") {
            Workflow.Job.add(uses("secrets.", in: text, place), to: &secrets)
            Workflow.Job.add(uses("vars.", in: text, place), to: &variables)
        }
        return (secrets, variables)
    }

    private static func uses(_ prefix: String, in text: String, _ place: Place) -> [Workflow.Use] {
        var uses: [Workflow.Use] = []
        var rest = text[...]
        while let range = rest.firstRange(of: prefix) {
            let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
            rest = rest[range.upperBound...]
            let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
            let isWord = before.isLetter || before.isNumber || before == "_" || before == "." || before == "/"
            if !name.isEmpty, !isWord { uses.append(Workflow.Use(name: String(name), place: place)) }
        }
        return uses
    }
}

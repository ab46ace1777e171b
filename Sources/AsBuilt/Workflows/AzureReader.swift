/// Reads pipelines of Azure DevOps.
struct AzureReader {
    private let repository: Repository
    private let file: String
    /// Values of the pipeline's own variables.
    private var environment: [String: String] = [:]
    private var groups: [Workflow.Use] = []
    private var workflow: Workflow
    /// The files that were used as templates, each parsed once.
    private var templates: [String: Datum] = [:]
    private var budget = 5000

    /// The deepest chain of templates that is followed.
    private static let templateDepth = 5

    /// Reads the pipelines among `paths`; a file that another one uses as a template is no pipeline.
    static func all(_ paths: [String], in repository: Repository, log: inout NoteLog) -> [Workflow] {
        var workflows: [Workflow] = []
        var templates: Set<String> = []
        for path in paths {
            let (datum, notes) = repository.datum(path, dialect: .workflow)
            log.add(contentsOf: notes)
            guard let datum, ["stages", "jobs", "steps", "extends"].contains(where: { datum[$0] != nil }) else {
                continue
            }
            var reader = AzureReader(repository: repository, file: path)
            reader.read(datum)
            workflows.append(reader.workflow)
            templates.formUnion(reader.templates.keys)
        }
        return workflows.filter { !templates.contains($0.file) }
    }

    private init(repository: Repository, file: String) {
        self.repository = repository
        self.file = file
        workflow = Workflow(platform: .azureDevOps, file: file)
    }

    private mutating func read(_ datum: Datum) {
        workflow.name = datum["name"]?.scalarText
        workflow.triggers = Self.triggers(datum)
        let variables = readVariables(datum["variables"])
        environment = variables.values
        groups = variables.groups
        let pool = datum["pool"].map(Self.pool) ?? nil
        readBody(datum, stage: nil, stageCondition: nil, pool: pool, file: file, depth: 0)
        Self.order(&workflow.jobs, datum)
    }

    // MARK: Triggers

    private static func triggers(_ datum: Datum) -> [Workflow.Trigger] {
        var triggers: [Workflow.Trigger] = []
        for (key, event) in [("trigger", Workflow.Trigger.Event.push), ("pr", .pullRequest)] {
            guard let entry = datum.map?.entry(key) else { continue }
            if entry.value.scalarText == "none" {
                if key == "trigger" {
                    triggers.append(Workflow.Trigger(event: .manual, detail: "", place: entry.place))
                }
                continue
            }
            triggers.append(Workflow.Trigger(event: event, detail: detail(entry.value), place: entry.place))
        }
        if datum["trigger"] == nil {
            triggers.append(
                Workflow.Trigger(event: .push, detail: "every branch, because no trigger is set", place: datum.place))
        }
        for schedule in datum["schedules"]?.list ?? [] {
            let branches = schedule.at("branches", "include")?.scalarTexts.joined(separator: ", ") ?? ""
            let cron = schedule["cron"]?.scalarText ?? ""
            triggers.append(
                Workflow.Trigger(
                    event: .schedule, detail: "cron \(cron) UTC" + (branches.isEmpty ? "" : "; branches \(branches)"),
                    place: schedule.place))
        }
        return triggers
    }

    private static func detail(_ datum: Datum) -> String {
        let simple = datum.scalarTexts
        guard simple.isEmpty else { return "branches " + simple.joined(separator: ", ") }
        var details: [String] = []
        for key in ["branches", "paths", "tags"] {
            let include = datum.at(key, "include")?.scalarTexts ?? datum[key]?.scalarTexts ?? []
            let exclude = datum.at(key, "exclude")?.scalarTexts ?? []
            if !include.isEmpty { details.append("\(key) " + include.joined(separator: ", ")) }
            if !exclude.isEmpty { details.append("not \(key) " + exclude.joined(separator: ", ")) }
        }
        return details.joined(separator: "; ")
    }

    // MARK: Variables

    private func readVariables(_ datum: Datum?) -> (values: [String: String], groups: [Workflow.Use]) {
        guard let list = datum?.list else { return (datum?.textMap() ?? [:], []) }
        var values: [String: String] = [:]
        var groups: [Workflow.Use] = []
        for element in list {
            if let group = element["group"]?.scalarText {
                groups.append(Workflow.Use(name: group, place: element.place))
            } else if let name = element["name"]?.scalarText {
                values[name] = element["value"]?.scalarText ?? ""
            }
        }
        return (values, groups)
    }

    private static func pool(_ datum: Datum) -> String? {
        datum.scalarText ?? (datum["vmImage"] ?? datum["name"])?.scalarText
    }

    // MARK: Stages, jobs and steps

    /// Reads what a pipeline, a stage or a template holds: stages, jobs, or steps.
    private mutating func readBody(
        _ datum: Datum, stage: String?, stageCondition: String?, pool: String?, file: String, depth: Int
    ) {
        for element in Self.elements(datum["stages"]) {
            guard charge() else { return }
            if let template = follow(element, from: file, depth: depth) {
                readBody(
                    template.datum, stage: nil, stageCondition: nil, pool: pool, file: template.file, depth: depth + 1)
                continue
            }
            let name = element["stage"]?.scalarText ?? ""
            let outer = (environment, groups)
            let variables = readVariables(element["variables"])
            environment.merge(variables.values) { $1 }
            groups += variables.groups
            readBody(
                element, stage: name, stageCondition: element["condition"]?.scalarText,
                pool: element["pool"].map(Self.pool) ?? pool, file: file, depth: depth)
            (environment, groups) = outer
        }
        for element in Self.elements(datum["jobs"]) {
            guard charge() else { return }
            if let template = follow(element, from: file, depth: depth) {
                readBody(
                    template.datum, stage: stage, stageCondition: stageCondition, pool: pool, file: template.file,
                    depth: depth + 1)
                continue
            }
            readJob(element, stage: stage, stageCondition: stageCondition, pool: pool, file: file, depth: depth)
        }
        if datum["steps"] != nil, datum["jobs"] == nil, datum["stages"] == nil {
            readJob(datum, stage: stage, stageCondition: stageCondition, pool: pool, file: file, depth: depth)
        }
    }

    private mutating func readJob(
        _ datum: Datum, stage: String?, stageCondition: String?, pool: String?, file: String, depth: Int
    ) {
        let id = (datum["job"] ?? datum["deployment"])?.scalarText ?? "job"
        var job = Workflow.Job(id: id, place: datum.place)
        job.name = datum["displayName"]?.scalarText
        job.stage = stage
        job.needs = datum["dependsOn"]?.scalarTexts ?? []
        for (field, key) in [("needs", "dependsOn"), ("condition", "condition"), ("runs_on", "pool")] {
            job.places[field] = datum.map?.entry(key)?.place
        }
        let conditions = [stageCondition, datum["condition"]?.scalarText].compactMap { $0 }
        job.condition = conditions.isEmpty ? nil : conditions.joined(separator: " and ")
        job.runsForPullRequests = AzureCondition.runsForPullRequests(conditions)
        job.runsOn = datum["pool"].map(Self.pool) ?? pool
        if datum["deployment"] != nil, let environment = datum.map?.entry("environment"),
            let name = (environment.value["name"] ?? environment.value).scalarText
        {
            job.gate = .environment(name)
            job.gatePlace = environment.place
        }
        let variables = readVariables(datum["variables"])
        let own = environment.merging(variables.values) { $1 }
        job.variableGroups = groups + variables.groups
        var lists = [datum["steps"]]
        for strategy in ["runOnce", "rolling", "canary"] {
            for hook in ["preDeploy", "deploy", "routeTraffic", "postRouteTraffic"] {
                lists.append(datum.at("strategy", strategy, hook, "steps"))
            }
        }
        for list in lists { readSteps(list, into: &job, environment: own, file: file, depth: depth) }
        workflow.jobs.append(job)
    }

    private mutating func readSteps(
        _ list: Datum?, into job: inout Workflow.Job, environment: [String: String], file: String, depth: Int
    ) {
        for step in Self.elements(list) {
            guard charge() else { return }
            if let template = follow(step, from: file, depth: depth) {
                readSteps(
                    template.datum["steps"], into: &job, environment: environment, file: template.file, depth: depth + 1
                )
                continue
            }
            let own = environment.merging(step["env"]?.textMap() ?? [:]) { $1 }
            let folder = step["workingDirectory"]?.scalarText ?? step.at("inputs", "workingDirectory")?.scalarText
            for key in ["script", "bash", "pwsh", "powershell"] {
                read(ShellScript(step[key]), into: &job, environment: own, folder: folder)
            }
            read(ShellScript(step.at("inputs", "inlineScript")), into: &job, environment: own, folder: folder)
            read(ShellScript(step.at("inputs", "script")), into: &job, environment: own, folder: folder)
            if let task = step["task"], let name = task.scalarText {
                Workflow.Job.add([Workflow.Use(name: name, place: task.place)], to: &job.actions)
                if name.hasPrefix("UsePythonVersion@") {
                    let version = step.at("inputs", "versionSpec")
                    let isNumber = if case .float? = version?.value { true } else { false }
                    job.tools.append(
                        Workflow.Tool(
                            name: "python", version: version?.scalarText, isNumber: isNumber,
                            place: version?.place ?? task.place))
                }
            }
            for (text, place) in step.texts() {
                let names = Self.macros(in: text).filter { environment[$0] == nil && !$0.contains(".") }
                Workflow.Job.add(names.map { Workflow.Use(name: $0, place: place) }, to: &job.variables)
            }
        }
    }

    private func read(
        _ script: ShellScript, into job: inout Workflow.Job, environment: [String: String], folder: String?
    ) {
        job.commands += script.bundleCommands(environment: environment, folder: folder)
        job.printed += script.printed()
        job.tools += script.tools()
    }

    /// Returns the elements of a list, those under `${{ if ... }}:` and `${{ each ... }}:` included.
    private static func elements(_ datum: Datum?) -> [Datum] {
        var result: [Datum] = []
        var pending = Array((datum?.list ?? []).reversed())
        while let next = pending.popLast() {
            if let entries = next.map?.entries, let first = entries.first, first.key.hasPrefix("${{"),
                entries.count == 1
            {
                pending.append(contentsOf: (first.value.list ?? []).reversed())
            } else {
                result.append(next)
            }
        }
        return result
    }

    /// Returns the local template that an element names.
    private mutating func follow(_ element: Datum, from file: String, depth: Int) -> (datum: Datum, file: String)? {
        guard depth < Self.templateDepth, let name = element["template"]?.scalarText, !name.contains("${{") else {
            return nil
        }
        let path = name.hasSuffix("@self") ? String(name.dropLast(5)) : name
        guard !path.contains("@") else { return nil }
        let full =
            path.hasPrefix("/") ? FilePath.join("", path) : FilePath.join(FilePath.folder(of: file), path)
        guard let full, repository.contents[full] != nil,
            let datum = templates[full] ?? repository.datum(full, dialect: .workflow).datum
        else { return nil }
        templates[full] = datum
        return (datum, full)
    }

    /// Counts an element; false once a pipeline with its templates has too many.
    private mutating func charge() -> Bool {
        budget -= 1
        return budget > 0
    }

    /// Returns the names in `$(NAME)`.
    private static func macros(in text: String) -> [String] {
        var names: [String] = []
        var rest = text[...]
        while let range = rest.firstRange(of: "$(") {
            rest = rest[range.upperBound...]
            let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
            rest = rest[name.endIndex...]
            if rest.first == ")", !name.isEmpty { names.append(String(name)) }
        }
        return names
    }

    /// A stage without `dependsOn` comes after the one before it.
    private static func order(_ jobs: inout [Workflow.Job], _ datum: Datum) {
        let stages = elements(datum["stages"])
        var previous: String?
        for stage in stages {
            guard let name = stage["stage"]?.scalarText else { continue }
            let needed = stage["dependsOn"].map(\.scalarTexts) ?? [previous].compactMap { $0 }
            for position in jobs.indices where jobs[position].stage == name {
                jobs[position].needs += needed.map { "stage \($0)" }
            }
            previous = name
        }
    }
}

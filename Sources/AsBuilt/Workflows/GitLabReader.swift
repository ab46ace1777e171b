/// Reads pipelines of GitLab, each file for itself; child pipelines get the rules of the job that starts them.
struct GitLabReader {
    private let file: String
    /// Every key at the top, hidden templates included.
    private let entries: DatumMap
    private var budget = 5000

    private static let reserved: Set = [
        "stages", "include", "default", "variables", "workflow", "image", "services", "cache", "before_script",
        "after_script", "pages", "spec",
    ]
    /// The deepest chain of `extends`, as on the platform.
    private static let extendsDepth = 11

    static func all(_ paths: [String], in repository: Repository, log: inout NoteLog) -> [Workflow] {
        var workflows: [String: Workflow] = [:]
        var started: [(file: String, trigger: Workflow.Trigger, isForPullRequests: Bool)] = []
        for path in paths {
            let (datum, notes) = repository.datum(path, dialect: .workflow)
            log.add(contentsOf: notes)
            guard let datum, let map = datum.map else { continue }
            var reader = GitLabReader(file: path, entries: map)
            workflows[path] = reader.read(datum)
            for child in reader.children(datum) {
                started.append((child.file, child.trigger, child.isForPullRequests))
            }
        }
        for start in started { workflows[start.file]?.triggers.append(start.trigger) }
        for start in started where !start.isForPullRequests {
            guard var workflow = workflows[start.file] else { continue }
            let others = started.filter { $0.file == start.file && $0.isForPullRequests }
            for position in workflow.jobs.indices where others.isEmpty {
                workflow.jobs[position].runsForPullRequests = workflow.jobs[position].runsForPullRequests ?? false
            }
            workflows[start.file] = workflow
        }
        return workflows.values.sorted { $0.file < $1.file }
    }

    private init(file: String, entries: DatumMap) {
        self.file = file
        self.entries = entries
    }

    private mutating func read(_ datum: Datum) -> Workflow {
        var workflow = Workflow(platform: .gitLab, file: file, name: datum.at("workflow", "name")?.scalarText)
        let stages = datum["stages"]?.scalarTexts ?? []
        let variables = datum["variables"]?.textMap() ?? [:]
        for entry in entries.entries where !Self.reserved.contains(entry.key) && !entry.key.hasPrefix(".") {
            guard entry.value.map != nil else { continue }
            workflow.jobs.append(
                job(entry, defaults: Self.defaults(datum), variables: variables, stages: stages))
        }
        for rule in datum.at("workflow", "rules")?.list ?? [] {
            if let text = rule["if"]?.scalarText {
                workflow.triggers.append(
                    Workflow.Trigger(event: Self.event(of: text), detail: "if \(text)", place: rule.place))
            }
        }
        return workflow
    }

    private static func defaults(_ datum: Datum) -> Datum {
        var result = DatumMap()
        for key in ["image", "before_script", "after_script"] {
            if let value = datum.at("default", key) ?? datum[key] { result.set(key, value) }
        }
        return Datum(.map(result), datum.place)
    }

    /// Returns a job with what it extends under it; keys of the job win, and lists are replaced.
    private mutating func extended(_ datum: Datum, depth: Int) -> Datum {
        budget -= 1
        guard depth < Self.extendsDepth, budget > 0, let names = datum["extends"]?.scalarTexts, !names.isEmpty else {
            return datum
        }
        var result = Datum(.map(DatumMap()), datum.place)
        for name in names {
            guard let base = entries[name] else { continue }
            result = Self.over(result, extended(base, depth: depth + 1))
        }
        return Self.over(result, datum)
    }

    private static func over(_ base: Datum, _ top: Datum) -> Datum {
        guard let first = base.map, let second = top.map else { return top }
        var map = first
        for entry in second.entries {
            map.set(entry.key, first[entry.key].map { over($0, entry.value) } ?? entry.value, at: entry.place)
        }
        return Datum(.map(map), top.place)
    }

    private mutating func job(
        _ entry: DatumMap.Entry, defaults: Datum, variables: [String: String], stages: [String]
    ) -> Workflow.Job {
        let datum = Self.over(defaults, extended(entry.value, depth: 0))
        var job = Workflow.Job(id: entry.key, place: entry.place)
        job.stage = datum["stage"]?.scalarText
        job.needs = (datum["needs"]?.list ?? []).compactMap { ($0["job"] ?? $0).scalarText }
        if datum["needs"] == nil, let stage = job.stage, let position = stages.firstIndex(of: stage), position > 0 {
            job.needs = ["stage \(stages[position - 1])"]
        }
        job.runsOn = (datum.at("image", "name") ?? datum["image"])?.scalarText
        if let image = datum["image"], let name = job.runsOn {
            let tag = FilePath.name(of: name).split(separator: ":").dropFirst().first.map(String.init)
            job.tools.append(
                Workflow.Tool(
                    name: "image \(name)", version: tag == "latest" ? nil : tag, place: image.place))
        }
        for (field, key) in [("needs", "needs"), ("condition", "rules"), ("runs_on", "image"), ("calls", "trigger")] {
            job.places[field] = datum.map?.entry(key)?.place
        }
        let rules = datum["rules"]?.list ?? []
        job.condition = Self.condition(datum, rules: rules)
        if let environment = datum.map?.entry("environment"),
            let name = (environment.value["name"] ?? environment.value).scalarText
        {
            job.gate = .environment(name)
            job.gatePlace = environment.place
        }
        let manual = rules.first { $0["when"]?.scalarText == "manual" } ?? datum["when"]
        if let manual, manual["when"]?.scalarText == "manual" || manual.scalarText == "manual" {
            job.gate = .manual
            job.gatePlace = manual.place
        }
        if !rules.isEmpty || datum["only"] != nil { job.runsForPullRequests = Self.isForPullRequests(datum) }
        if case .list(let includes)? = datum.at("trigger", "include")?.value {
            job.calls = includes.compactMap { $0["local"]?.scalarText }.joined(separator: ", ")
        } else {
            job.calls = datum.at("trigger", "include")?.scalarText
        }
        readScripts(datum, into: &job, variables: variables.merging(datum["variables"]?.textMap() ?? [:]) { $1 })
        return job
    }

    private mutating func readScripts(_ datum: Datum, into job: inout Workflow.Job, variables: [String: String]) {
        // The first two run in one shell, the last one in another.
        for keys in [["before_script", "script"], ["after_script"]] {
            var parts: [Datum] = []
            for key in keys { parts += datum[key].map { resolved($0, depth: 0) } ?? [] }
            let script = ShellScript(Datum(.list(parts), job.place))
            job.commands += script.bundleCommands(environment: variables, folder: nil)
            job.printed += script.printed()
            job.tools += script.tools()
            let names = script.variableNames().filter {
                variables[$0.name] == nil && !$0.name.hasPrefix("CI_") && $0.name.contains { $0.isUppercase }
            }
            Workflow.Job.add(names, to: &job.variables)
        }
    }

    /// Returns the lines of a script, with those of each `!reference [.job, script]`, which reads as a list in the list.
    private mutating func resolved(_ script: Datum, depth: Int) -> [Datum] {
        guard let list = script.list else { return [script] }
        var lines: [Datum] = []
        for element in list {
            let path = element.list?.compactMap(\.scalarText) ?? []
            guard path.count >= 2 else {
                lines.append(element)
                continue
            }
            budget -= 1
            guard budget > 0, depth < Self.extendsDepth else { continue }
            var target = entries[path[0]]
            for key in path.dropFirst() { target = target?[key] }
            if let target { lines += resolved(target, depth: depth + 1) }
        }
        return lines
    }

    // MARK: Rules

    private static func condition(_ datum: Datum, rules: [Datum]) -> String? {
        let texts = rules.compactMap { rule -> String? in
            var parts: [String] = []
            if let text = rule["if"]?.scalarText { parts.append("if \(text)") }
            let changes = rule.at("changes", "paths")?.scalarTexts ?? rule["changes"]?.scalarTexts ?? []
            if !changes.isEmpty { parts.append("changes \(changes.joined(separator: ", "))") }
            if let when = rule["when"]?.scalarText { parts.append("when \(when)") }
            return parts.isEmpty ? nil : parts.joined(separator: "; ")
        }
        let only = (datum["only"]?.scalarTexts ?? datum.at("only", "refs")?.scalarTexts ?? []).map { "only \($0)" }
        let all = texts + only
        return all.isEmpty ? nil : all.joined(separator: " or ")
    }

    private static func isForPullRequests(_ datum: Datum) -> Bool {
        let rules = datum["rules"]?.list ?? []
        let texts = rules.filter { $0["when"]?.scalarText != "never" }.map { $0["if"]?.scalarText ?? "" }
        let only = datum["only"]?.scalarTexts ?? datum.at("only", "refs")?.scalarTexts ?? []
        return only.contains("merge_requests") || texts.contains { event(of: $0) == .pullRequest || $0.isEmpty }
    }

    private static func event(of rule: String) -> Workflow.Trigger.Event {
        if rule.contains("merge_request_event") || rule.contains("CI_MERGE_REQUEST") { return .pullRequest }
        if rule.contains("\"schedule\"") || rule.contains("'schedule'") { return .schedule }
        if rule.contains("\"web\"") || rule.contains("'web'") { return .manual }
        return rule.contains("CI_COMMIT_BRANCH") || rule.contains("CI_COMMIT_REF_NAME") ? .push : .other
    }

    /// Returns the files that this one includes or starts as child pipelines.
    private mutating func children(
        _ datum: Datum
    ) -> [(file: String, trigger: Workflow.Trigger, isForPullRequests: Bool)] {
        var result: [(file: String, trigger: Workflow.Trigger, isForPullRequests: Bool)] = []
        for element in datum["include"]?.list ?? [datum["include"]].compactMap({ $0 }) {
            guard let path = (element["local"] ?? element).scalarText, let full = FilePath.join("", path) else {
                continue
            }
            let trigger = Workflow.Trigger(event: .call, detail: "included by \(file)", place: element.place)
            result.append((full, trigger, true))
        }
        for entry in entries.entries where !Self.reserved.contains(entry.key) && !entry.key.hasPrefix(".") {
            let job = extended(entry.value, depth: 0)
            guard let include = job.at("trigger", "include") else { continue }
            let rules = job["rules"]?.list ?? []
            let condition = Self.condition(job, rules: rules)
            let event = rules.first?["if"]?.scalarText.map(Self.event) ?? .call
            for element in include.list ?? [include] {
                guard let path = (element["local"] ?? element).scalarText, let full = FilePath.join("", path) else {
                    continue
                }
                let detail = (condition.map { $0 + "; " } ?? "") + "started by \(file), job \(entry.key)"
                let trigger = Workflow.Trigger(event: event, detail: detail, place: entry.place)
                result.append((full, trigger, rules.isEmpty || Self.isForPullRequests(job)))
            }
        }
        return result
    }
}

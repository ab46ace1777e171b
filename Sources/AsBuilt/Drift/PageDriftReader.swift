extension PageDrift {
    /// Returns where code of pages names something that the inventory doesn't have, sorted by place.
    ///
    /// A text is checked if its form says what it is (a table in a known catalog, a Quartz expression, a secret's name, a
    /// job's name), if it is one or two letters away from a known name, or if an earlier inventory had it.
    ///
    /// - Parameter previous: The inventory that the pages were last checked against, if there is one.
    package static func all(
        in codes: [PageCode], against inventory: Inventory, previous: Inventory? = nil
    ) -> [PageDrift] {
        let reader = PageDriftReader(known: KnownNames(inventory), previous: previous.map(KnownNames.init))
        let rows = Dictionary(grouping: codes, by: \.place)
        var found: Set<PageDrift> = []
        for code in codes { found.formUnion(reader.drift(of: code)) }
        for row in rows.values { found.formUnion(reader.schedules(in: row)) }
        return found.sorted()
    }
}

private struct PageDriftReader {
    let known: KnownNames
    let previous: KnownNames?

    func drift(of code: PageCode) -> [PageDrift] {
        if code.isShell { return commands(code) }
        let text = code.text
        guard !text.isEmpty, text.utf8.count < 300, known.all[text] == nil else { return [] }
        return form(code) ?? gone(code) ?? near(code) ?? []
    }

    private func missing(
        _ kind: PageDrift.Kind, _ code: PageCode, _ text: String? = nil, _ noun: String
    ) -> PageDrift {
        let text = text ?? code.text
        let nearest = known.nearest(text, kind)
        let hint = nearest.map { "; is it '\($0)'?" } ?? ""
        return PageDrift(
            kind: kind, text: text, place: code.place, problem: "there is no \(noun) '\(text)'" + hint,
            source: nearest.flatMap { known.place($0, kind) })
    }

    /// Checks a text whose form says what it is; nil if the form says nothing.
    private func form(_ code: PageCode) -> [PageDrift]? {
        let text = code.text
        if KnownNames.isThreeLevel(text), let catalog = text.split(separator: ".").first,
            known.catalogs.contains(String(catalog))
        {
            return known.has(text, .table) || known.has(text, .model)
                ? [] : [missing(.table, code, nil, "table or model")]
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 2, parts.allSatisfy(KnownNames.isWord), known.catalogs.contains(String(parts[0])),
            !["yml", "yaml", "py", "json", "md", "txt", "sql"].contains(String(parts[1]))
        {
            return known.has(text, .schema) ? [] : [missing(.schema, code, nil, "schema")]
        }
        if Quartz(text) != nil {
            return known.has(text, .schedule) ? [] : [missing(.schedule, code, nil, "schedule")]
        }
        if text.hasPrefix(".github/workflows/") || text.hasPrefix(".azure/") || text.hasPrefix(".gitlab/"),
            text.hasSuffix(".yml") || text.hasSuffix(".yaml")
        {
            return known.has(text, .workflow) ? [] : [missing(.workflow, code, nil, "workflow")]
        }
        let isConstant =
            text.contains("_") && text.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
        if isConstant, ["_TOKEN", "_SECRET", "_PASSWORD", "_CLIENT_ID", "_TENANT_ID"].contains(where: text.hasSuffix),
            !Self.platform.contains(where: text.hasPrefix)
        {
            return known.has(text, .secret) ? [] : [missing(.secret, code, nil, "secret or variable")]
        }
        if KnownNames.isWord(text), text.hasSuffix("_job") || text.hasSuffix("-job") {
            return known.has(text, .job) || known.has(text, .task) ? [] : [missing(.job, code, nil, "job")]
        }
        return nil
    }

    /// Names that the tools themselves read.
    private static let platform = ["DATABRICKS_", "ARM_", "GITHUB_", "CI_", "MLFLOW_", "BUNDLE_VAR_", "SYSTEM_"]

    /// A name that the earlier inventory had.
    private func gone(_ code: PageCode) -> [PageDrift]? {
        guard let previous else { return nil }
        for kind in PageDrift.Kind.allCases where previous.has(code.text, kind) {
            return [missing(kind, code, nil, kind == .name ? "resource" : kind.rawValue)]
        }
        return nil
    }

    /// A name that is almost one of the inventory.
    private func near(_ code: PageCode) -> [PageDrift]? {
        guard code.text.split(separator: " ").allSatisfy(KnownNames.isWord) else { return nil }
        for kind in [PageDrift.Kind.job, .task, .principal, .model] where known.nearest(code.text, kind) != nil {
            return [missing(kind, code, nil, kind.rawValue)]
        }
        return nil
    }

    /// A row that names one job and one schedule.
    func schedules(in row: [PageCode]) -> [PageDrift] {
        let jobs = row.filter { known.has($0.text, .job) }
        let expressions = row.filter { Quartz($0.text) != nil && known.has($0.text, .schedule) }
        guard jobs.count == 1, expressions.count == 1, let own = known.schedules[jobs[0].text] else { return [] }
        guard own[expressions[0].text] == nil, let actual = own.min(by: { $0.value < $1.value }) else { return [] }
        return [
            PageDrift(
                kind: .schedule, text: expressions[0].text, place: expressions[0].place,
                problem: "the schedule of '\(jobs[0].text)' is '\(actual.key)' and not '\(expressions[0].text)'",
                source: actual.value)
        ]
    }

    /// Targets and resources of `databricks bundle` commands.
    private func commands(_ code: PageCode) -> [PageDrift] {
        let script = ShellScript(Datum(.string(code.text), code.place))
        return script.bundleCommands(environment: [:], folder: nil).flatMap { command -> [PageDrift] in
            var found: [PageDrift] = []
            if let target = command.target, Self.isLiteral(target), !known.has(target, .target) {
                found.append(missing(.target, code, target, "target"))
            }
            if let resource = command.resource, Self.isLiteral(resource), known.all[resource] == nil {
                found.append(missing(.job, code, resource, "job"))
            }
            return found
        }
    }

    private static func isLiteral(_ word: String) -> Bool {
        word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" } && word.contains { $0.isLowercase }
    }
}

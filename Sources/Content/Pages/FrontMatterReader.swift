import Engagement

/// Splits a Markdown file into front matter and body, and reads the first.
enum FrontMatterReader {
    /// Where the body begins, and the YAML before it; nil where the file has no front matter.
    static func split(_ text: String) -> (yaml: String, body: String, bodyLine: Int)? {
        let bytes = text.utf8
        let lineFeed = UInt8(ascii: "\n")
        guard bytes.starts(with: "---\n".utf8) else { return nil }
        var line = 1
        var start = bytes.index(bytes.startIndex, offsetBy: 4)
        let yamlStart = start
        while start < bytes.endIndex {
            line += 1
            let end = bytes[start...].firstIndex(of: lineFeed) ?? bytes.endIndex
            let next = end < bytes.endIndex ? bytes.index(after: end) : end
            if bytes[start..<end].elementsEqual("---".utf8) {
                return (String(text[yamlStart..<start]), String(text[next...]), line + 1)
            }
            start = next
        }
        return nil
    }

    /// The front matter of `yaml`; nil, with diagnostics in `log`, where it lacks what every page needs.
    static func read(_ yaml: String, file: String, contract: Contract?, log: DiagnosticLog) -> FrontMatter? {
        guard
            let record = YAMLRecord.parse(
                yaml, name: "front matter", file: file, lineOffset: 1, bytes: YAMLTree.Limits.frontMatter, log: log)
        else { return nil }
        record.name = "the front matter"
        let id = record.text("id", example: "ADR-0001")
        let title = record.text("title")
        let kind = record.choice("kind", of: DocumentKind.self, rule: .unknownKind)
        record.require("kind", example: "guide")
        var matter = FrontMatter(id: id ?? "", title: title ?? "", kind: kind ?? .guide)
        matter.description = record.optionalText("description") ?? ""
        matter.audience = record.choice("audience", of: Audience.self, rule: .unknownAudience) ?? .internal
        matter.owner = record.optionalText("owner")
        matter.activities = record.texts("activities")
        matter.criteria = record.texts("criteria")
        matter.watches = record.texts("watches")
        matter.reviewIn = period(record)
        matter.reviewed = record.optionalDate("reviewed")
        matter.triggers = record.texts("triggers")
        matter.parameters = parameters(record)
        let decision = decision(record)
        matter.status =
            decision.hasPhrase
            ? decision.status : record.choice("status", of: DecisionStatus.self, rule: .unknownStatus)
        matter.implementation = record.choice("implementation", of: Implementation.self, rule: .unknownImplementation)
        matter.date = record.optionalDate("date")
        matter.decisionMakers = record.texts("decision-makers")
        matter.consulted = record.texts("consulted")
        matter.informed = record.texts("informed")
        func ids(_ kind: DecisionRelation.Kind) -> [String] {
            decision.relations.filter { $0.kind == kind }.map(\.target.label)
        }
        matter.supersedes = ids(.supersedes)
        matter.amends = ids(.amends)
        matter.supersededBy = ids(.supersededBy)
        matter.amendedBy = ids(.amendedBy)
        matter.links = ids(.links)
        for relation in decision.relations { matter.parts[relation.target.label] = relation.part }
        matter.aliases = record.texts("aliases")
        matter.tags = record.texts("tags")
        matter.order = record.integer("order")
        matter.lines = record.keyLines
        // What other tools say of the page is kept, and means nothing here.
        record.finish(except: "x-")
        checkStatus(of: matter, record)
        checkTriggers(of: matter, record)
        checkParameters(of: matter, record)
        if let contract { checkReferences(of: matter, contract, record) }
        return id == nil || title == nil || kind == nil ? nil : matter
    }

    /// Reads the status of a decision, and its relations to others.
    ///
    /// - Returns: `hasPhrase` is whether the status names the successor, as MADR 4 does: `superseded by ADR-0123`.
    static func decision(
        _ record: YAMLRecord
    ) -> (status: DecisionStatus?, hasPhrase: Bool, relations: [DecisionRelation]) {
        let phrase = record.optionalText("status").flatMap { StatusPhrase($0) }
        let successors = phrase?.successors ?? []
        let written = DecisionRelation.Kind.allCases.flatMap { kind in
            record.texts(kind.rawValue).map { text in
                let (id, part) = RelationPhrase.inMatter(text)
                return DecisionRelation(kind, DecisionTarget(label: id), part: part)
            }
        }
        return (
            phrase?.status, !successors.isEmpty, successors.map { DecisionRelation(.supersededBy, $0) } + written
        )
    }

    /// A decision without a status is an error, never silently accepted.
    private static func checkStatus(of matter: FrontMatter, _ record: YAMLRecord) {
        if matter.kind == .decision { record.require("status", rule: .missingStatus, example: "proposed") }
        if matter.kind != .decision, record.keyLines["status"] != nil {
            record.diagnose(
                "status", rule: .statusWithoutDecision, "only a decision has a status",
                hint: "drop the status, or write `kind: decision`")
        }
    }

    private static func checkTriggers(of matter: FrontMatter, _ record: YAMLRecord) {
        guard matter.kind != .runbook, record.keyLines["triggers"] != nil else { return }
        record.diagnose(
            "triggers", rule: .triggersWithoutRunbook, "only a runbook has triggers",
            hint: "drop them, or write `kind: runbook`")
    }

    private static func checkParameters(of matter: FrontMatter, _ record: YAMLRecord) {
        guard matter.kind != .runbook, record.keyLines["parameters"] != nil else { return }
        record.diagnose(
            "parameters", rule: .parametersWithoutRunbook, "only a runbook has parameters",
            hint: "drop them, or write `kind: runbook`")
    }

    private static func period(_ record: YAMLRecord) -> String? {
        guard let text = record.optionalText("review_in") else { return nil }
        if ReviewPeriod(text) == nil {
            record.diagnose(
                "review_in", rule: .badPeriod, "'\(text)' is not a period",
                hint: "write `review_in: 6 months`")
        }
        return text
    }

    private static func checkReferences(of matter: FrontMatter, _ contract: Contract, _ record: YAMLRecord) {
        func check(_ key: String, _ given: [String], _ known: [String], _ kind: String, _ rule: DiagnosticRule) {
            for id in given where !known.contains(id) {
                let near = nearest(to: id, among: known).map { "did you mean '\($0)'? " } ?? ""
                record.diagnose(
                    key, rule: rule, "the contract has no \(kind) '\(id)'",
                    hint: "\(near)it names: \(abridged(known))")
            }
        }
        check("activities", matter.activities, contract.activities.map(\.id), "activity", .unknownActivity)
        check("criteria", matter.criteria, contract.criteria.map(\.id), "criterion", .unknownCriterion)
    }
}

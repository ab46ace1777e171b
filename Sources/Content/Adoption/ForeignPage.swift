import CivilTime
import Markdown
import Yams

/// A Markdown file that was written for another tool, as far as adoption needs to know it.
struct ForeignPage {
    /// The path below the folder that is adopted: `alerts/disk-full.md`.
    let path: String
    /// The text, whose lines are edited in place.
    let lines: TextLines
    /// The front matter, or nil if there is none.
    let matter: MatterLines?
    /// The keys and values of the front matter, or nil if it is missing or unreadable.
    let values: Node.Mapping?
    /// Why the front matter can't be read.
    let refusal: YAMLTree.Refusal?
    /// The text of the first heading of level 1.
    let heading: String?
    /// The texts of the headings below the title, in lower case.
    let sections: Set<String>
    /// What links may name in the page.
    let headingIDs: Set<String>
    let hasSteps: Bool
    /// What the file says if it is read as a decision, whatever style it has.
    let decision: DecisionFacts

    init(path: String, bytes: [UInt8]) {
        self.path = path
        decision = DecisionDocument(path: path, bytes: bytes).facts
        lines = TextLines(bytes)
        matter = MatterLines(lines)
        var refusal: YAMLTree.Refusal?
        var values: Node.Mapping?
        if let yaml = matter?.yaml {
            do throws(YAMLTree.Refusal) {
                values = try YAMLTree.compose(yaml, bytes: YAMLTree.Limits.frontMatter)?.mapping
            } catch {
                refusal = error
            }
        }
        (self.values, self.refusal) = (values, refusal)
        let (lines, start) = (lines, matter.map { $0.range.upperBound + 1 } ?? 0)
        let body = lines.indices.dropFirst(start).map { lines[$0] }
        // A text that is over the limits is adopted all the same: `check` says what to do about it.
        let document = try? Document(parsing: body.joined(separator: "\n"), firstLine: 1)
        heading = document?.title.flatMap { $0.isEmpty ? nil : $0 }
        sections = Set((document?.outline(levels: 2...6) ?? []).map { Self.name($0.text) })
        headingIDs = document?.headingIDs ?? []
        hasSteps =
            document?.blocks.contains { block in
                if case .list(let list) = block { list.start != nil } else { false }
            } ?? false
    }

    private static func name(_ heading: String) -> String {
        heading.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }

    func text(_ key: String) -> String? {
        guard let scalar = values?[Node(key)]?.scalar else { return nil }
        let text = scalar.string.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return text.isEmpty ? nil : text
    }

    /// The name of the file without its ending.
    var name: String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    }

    /// The names of the folders that the file is in.
    var folders: [String] { path.split(separator: "/").dropLast().map { $0.lowercased() } }

    /// Whether the file is what a folder shows.
    var isIndex: Bool { ["readme", "index", "_index"].contains(name.lowercased()) }

    /// Whether it is a page of this workbook already.
    var isOwn: Bool {
        text("id") != nil && text("title") != nil && text("kind").flatMap(DocumentKind.init) != nil
    }

    /// Where the Markdown of a page is looked for.
    static func isMarkdown(_ path: String) -> Bool {
        let path = path.lowercased()
        return path.hasSuffix(".md") || path.hasSuffix(".markdown")
    }
}

extension ForeignPage {
    private static let decisionFolders: Set = [
        "adr", "adrs", "decision", "decisions", "decision-records", "architecture-decisions",
        "architecture-decision-records",
    ]
    private static let runbookFolders: Set = [
        "runbook", "runbooks", "playbook", "playbooks", "alerts", "procedures", "sop", "sops",
    ]

    /// What the page is: its front matter may say so, or its sections and its folder.
    ///
    /// - Parameter folder: The name of the folder that is adopted, which may say so too.
    func kind(in folder: String) -> DocumentKind {
        if let kind = text("kind").flatMap(DocumentKind.init) { return kind }
        let folders = Set(folders + [folder.lowercased()])
        let isTemplate = name.lowercased().contains("template")
        if isIndex || isTemplate { return .guide }
        if !sections.isDisjoint(with: Self.outcomes), sections.contains("context") || sections.contains("status") {
            return .decision
        }
        if !folders.isDisjoint(with: Self.decisionFolders), status != nil { return .decision }
        if sections.contains("considered options") || sections.contains("context and problem statement") {
            return .decision
        }
        // The sections of an alert's runbook, as the collections of Prometheus and OpenShift have them.
        if sections.intersection(["meaning", "impact", "diagnosis", "mitigation"]).count >= 2 { return .runbook }
        if !folders.isDisjoint(with: Self.runbookFolders), hasSteps || !sections.isEmpty { return .runbook }
        let procedure: Set = ["procedure", "rollback", "verification", "escalation", "when to use"]
        return sections.intersection(procedure).count >= 2 ? .runbook : .guide
    }

    /// The status that a decision gets, how far it is carried out, and why if the page doesn't say it.
    ///
    /// A format without a status is for decisions that were made; a word that means nothing here is a proposal.
    var decided: (status: DecisionStatus, implementation: Implementation?, reason: String?) {
        if let (status, implementation) = status { return (status, implementation, nil) }
        if let written = decision.writtenStatus {
            return (.proposed, nil, "the page says '\(written)', which is not a status here")
        }
        let hasOutcome = !sections.isDisjoint(with: Self.outcomes)
        return hasOutcome
            ? (.accepted, nil, "the page has an outcome, and no status")
            : (.proposed, nil, "the page has neither a status nor an outcome")
    }

    private static let outcomes: Set = ["decision", "decision outcome", "decisions"]

    /// The status that the page says, and how far the decision is carried out if the word for it says that too.
    ///
    /// The words are those that public collections of decisions use beside the six of this workbook.
    private var status: (DecisionStatus, Implementation?)? {
        let facts = decision
        if let status = facts.status { return (status, facts.implementation) }
        guard let word = facts.writtenStatus?.lowercased().split(whereSeparator: { !$0.isLetter }).first else {
            return nil
        }
        switch word {
        case "approved", "adopted", "active", "agreed", "decided", "final": return (.accepted, nil)
        case "implemented", "done", "completed", "complete", "implementable": return (.accepted, .done)
        case "provisional", "pending", "discussion", "review", "reviewing", "open", "wip": return (.proposed, nil)
        case "declined", "withdrawn", "abandoned", "dropped": return (.rejected, nil)
        case "retired", "obsolete", "removed": return (.deprecated, nil)
        case "replaced": return (.superseded, nil)
        default: return nil
        }
    }
}

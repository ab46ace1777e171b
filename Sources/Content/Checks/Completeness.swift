import Engagement
import Markdown

/// What the documents leave out: parts of the contract that no page mentions, sections that a runbook or a
/// decision needs.
///
/// Warnings, because a workbook grows page by page; `check --strict` counts them.
enum Completeness {
    /// - Parameter spokenOf: The indices of `mentions.parts` that some page mentions.
    static func diagnostics(of pages: [Page], mentions: Mentions, spokenOf: Set<Int>) -> [Diagnostic] {
        pages.isEmpty ? [] : unspoken(mentions, spokenOf, in: pages)
    }

    /// Every activity, prerequisite and exclusion is named on some page: by its id, or by its title.
    private static func unspoken(_ mentions: Mentions, _ spokenOf: Set<Int>, in pages: [Page]) -> [Diagnostic] {
        let served = Set(pages.flatMap(\.frontMatter.activities))
        return mentions.parts.indices.compactMap { index in
            let part = mentions.parts[index]
            let isActivity = part.kind == .activity
            guard !spokenOf.contains(index), !(isActivity && served.contains(part.id)) else { return nil }
            return Diagnostic(
                .warning, rule: part.kind.unmentioned, file: ContractReader.path,
                "no page mentions the \(part.kind.rawValue) '\(part.id)'",
                hint: isActivity
                    ? "name it under `activities:` of the page that serves it"
                    : "explain it on a page, and name it there: \(part.id)")
        }
    }

    /// The sections that `page` lacks for its kind, and its owner.
    static func sections(of page: Page) -> [Diagnostic] {
        switch page.frontMatter.kind {
        case .runbook: runbookSections(of: page) + owner(of: page)
        case .decision: decisionSections(of: page) + owner(of: page)
        case .guide: owner(of: page)
        }
    }

    /// Somebody answers for what people act on: a runbook, a decision in force, a document that is handed over.
    private static func owner(of page: Page) -> [Diagnostic] {
        guard let what = owned(page), page.frontMatter.owner == nil else { return [] }
        return [
            Diagnostic(
                .warning, rule: .missingOwner, file: "content/" + page.path, line: 1, "\(what) has no owner",
                hint: "add `owner:` with the role or the party that answers for it, as in `owner: pipeline-owner`")
        ]
    }

    /// What a page is that needs an owner, or nil if it needs none.
    fileprivate static func owned(_ page: Page) -> String? {
        switch page.frontMatter.kind {
        case .runbook: "the runbook"
        case .decision: page.frontMatter.status == .accepted ? "the decision in force" : nil
        case .guide: KnownFolder.handover.holds(page.path) ? "the handover document" : nil
        }
    }

    /// Of procedures and of alerts: DESIGN's two kinds of runbook.
    private static let procedure = [
        "When to use", "Prerequisites", "Procedure", "Verification", "Rollback", "Escalation", "Follow-up",
    ]
    private static let alert = ["Meaning", "Impact", "Diagnosis", "Mitigation"]

    private static func runbookSections(of page: Page) -> [Diagnostic] {
        let headings = Set(headings(of: page))
        let isAlert = headings.contains("meaning") || headings.contains("diagnosis")
        let missing = (isAlert ? alert : procedure).filter { !headings.contains($0.lowercased()) }
        guard let first = missing.first else { return [] }
        let names = missing.map { "'\($0)'" }.joined(separator: ", ")
        return [
            Diagnostic(
                .warning, rule: .missingSection, file: "content/" + page.path,
                "the runbook has no section \(names)",
                hint: missing.count == 1
                    ? "add `## \(first)`, even if it says that there is none"
                    : "add each, as in `## \(first)`, even if it says that there is none")
        ]
    }

    private static func headings(of page: Page) -> [String] {
        page.document.outline(levels: 2...2).map { $0.text.lowercased() }
    }

    /// A decision weighs at least two options; an imported one may head them as its own tool does.
    private static func decisionSections(of page: Page) -> [Diagnostic] {
        guard let options = options(of: page), options < 2 else { return [] }
        return [
            Diagnostic(
                .warning, rule: .oneOption, file: "content/" + page.path,
                "the decision names \(options == 0 ? "no option" : "one option") under 'Considered options'",
                hint: "list at least two, including the rejected ones")
        ]
    }

    /// The items of the list below "Considered options"; nil where the section is missing.
    private static func options(of page: Page) -> Int? {
        let title = "considered options"
        guard let entry = page.document.outline.first(where: { $0.level == 2 && $0.text.lowercased() == title }) else {
            return nil
        }
        var isInside = false
        for block in page.document.blocks {
            switch block {
            case .heading(let heading): isInside = heading.id == entry.id
            case .list(let list) where isInside: return list.items.count
            default: break
            }
        }
        return 0
    }
}

extension Page {
    /// Whether the page needs an owner: a runbook, a decision in force, or a handover document.
    package var needsOwner: Bool { Completeness.owned(self) != nil }
}

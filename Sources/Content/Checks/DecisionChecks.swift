package import CivilTime
package import Engagement
import Markdown

/// What decisions say about each other that doesn't fit together.
package enum DecisionChecks {
    /// - Parameter pages: Sorted by path.
    static func diagnostics(in pages: [Page]) -> [Diagnostic] {
        let decisions = pages.filter { $0.frontMatter.kind == .decision }
        guard !decisions.isEmpty else { return [] }
        let byID = Dictionary(decisions.map { ($0.frontMatter.id, $0) }) { first, _ in first }
        return decisions.flatMap { unknown(of: $0, byID) + sides(of: $0, byID) + successors(of: $0, decisions) }
            + citations(of: decisions.filter { $0.frontMatter.status == .superseded }, in: pages)
    }

    /// Relations to decisions that don't exist.
    private static func unknown(of page: Page, _ known: [String: Page]) -> [Diagnostic] {
        let matter = page.frontMatter
        let keys: [(String, [String])] = [
            ("supersedes", matter.supersedes), ("superseded-by", matter.supersededBy), ("amends", matter.amends),
            ("amended-by", matter.amendedBy), ("links", matter.links),
        ]
        return keys.flatMap { key, ids in
            ids.filter { known[$0] == nil }.map { id in
                let near = nearest(to: id, among: known.keys.sorted()).map { "did you mean '\($0)'? " } ?? ""
                return Diagnostic(
                    rule: .unknownDecision, file: "content/" + page.path,
                    line: matter.lines[key] ?? matter.lines["status"],
                    "there is no decision '\(id)'", hint: "\(near)`workbook decision` lists the ids")
            }
        }
    }

    /// Supersessions that one of the two files doesn't mention.
    private static func sides(of page: Page, _ known: [String: Page]) -> [Diagnostic] {
        let matter = page.frontMatter
        let asNewer = matter.supersedes.compactMap { known[$0] }.filter { old in
            let isWhole = matter.parts[old.frontMatter.id] == nil
            let isMentioned = old.frontMatter.supersededBy.contains(matter.id)
            return matter.status == .accepted && (!isMentioned || isWhole && old.frontMatter.status == .accepted)
        }.map { old in (old: old, newer: page) }
        let asOlder = matter.supersededBy.compactMap { known[$0] }
            .filter { !$0.frontMatter.supersedes.contains(matter.id) }.map { newer in (old: page, newer: newer) }
        return (asNewer + asOlder).map { old, newer in
            let other = page === old ? newer : old
            let part = matter.parts[other.frontMatter.id].map { " --part \"\($0)\"" } ?? ""
            return Diagnostic(
                .warning, rule: .oneSidedSupersession, file: "content/" + other.path,
                line: other.frontMatter.lines["status"],
                "\(newer.frontMatter.id) supersedes \(old.frontMatter.id), and this page does not say so",
                hint: "workbook decision supersede \(old.frontMatter.id) --with \(newer.frontMatter.id)\(part)")
        }
    }

    /// Superseded decisions that no decision replaces.
    private static func successors(of page: Page, _ decisions: [Page]) -> [Diagnostic] {
        let matter = page.frontMatter
        guard matter.status == .superseded, matter.supersededBy.isEmpty,
            !decisions.contains(where: { $0.frontMatter.supersedes.contains(matter.id) })
        else { return [] }
        return [
            Diagnostic(
                .warning, rule: .missingSuccessor, file: "content/" + page.path, line: matter.lines["status"],
                "\(matter.id) is superseded, and no decision supersedes it",
                hint: "name its successor with `workbook decision supersede \(matter.id) --with ID`, or write "
                    + "`status: deprecated`")
        ]
    }

    /// Links of pages in force to superseded decisions.
    private static func citations(of superseded: [Page], in pages: [Page]) -> [Diagnostic] {
        guard !superseded.isEmpty else { return [] }
        let byPath = Dictionary(superseded.map { ($0.path, $0) }) { first, _ in first }
        return pages.filter(isCurrent).flatMap { page in
            var seen: Set<String> = []
            return page.document.links.compactMap { link -> Diagnostic? in
                let file = String(link.destination.prefix { $0 != "#" && $0 != "?" })
                guard let path = LinkDestinations.resolved(file, from: page.path), let old = byPath[path],
                    old !== page, !isRelated(page, to: old), seen.insert(path).inserted
                else { return nil }
                let successors =
                    pages.filter { $0.frontMatter.supersedes.contains(old.frontMatter.id) }.map(\.frontMatter.id)
                    + old.frontMatter.supersededBy
                let successor = successors.first
                return Diagnostic(
                    .warning, rule: .supersededCited, file: "content/" + page.path, line: link.line,
                    "the page links to \(old.frontMatter.id), which is superseded"
                        + (successor.map { " by \($0)" } ?? ""),
                    hint: "link to \(successor ?? "its successor")"
                        + (page.frontMatter.kind == .decision
                            ? ", or declare the relation with `links: [\(old.frontMatter.id)]`" : ""))
            }
        }
    }

    /// Whether readers act on the page: a decision that was replaced or rejected is only history.
    private static func isCurrent(_ page: Page) -> Bool {
        switch page.frontMatter.status {
        case .superseded, .rejected, .deprecated: false
        case .draft, .proposed, .accepted, nil: true
        }
    }

    private static func isRelated(_ page: Page, to old: Page) -> Bool {
        let matter = page.frontMatter
        let id = old.frontMatter.id
        return [matter.supersedes, matter.amends, matter.amendedBy, matter.links].contains { $0.contains(id) }
            || old.frontMatter.supersededBy.contains(matter.id)
    }

    /// Accepted decisions that are not started by the end of the engagement.
    ///
    /// - Parameter today: The last day of the window itself is still in time.
    package static func unimplemented(_ pages: [Page], _ contract: Contract, today: CivilDate) -> [Diagnostic] {
        guard today > contract.window.end else { return [] }
        return pages.filter { page in
            let matter = page.frontMatter
            return matter.kind == .decision && matter.status == .accepted && matter.implementation == .notStarted
        }.map { page in
            Diagnostic(
                .warning, rule: .notImplemented, file: "content/" + page.path,
                line: page.frontMatter.lines["implementation"],
                "\(page.frontMatter.id) is accepted and not implemented, and the window ended on \(contract.window.end)",
                hint: "carry it out and run `workbook decision implement \(page.frontMatter.id)`, or take it back with "
                    + "`workbook decision propose \(page.frontMatter.id)`")
        }
    }
}

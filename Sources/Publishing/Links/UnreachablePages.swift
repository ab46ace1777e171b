import Content

/// Finds pages that readers reach only through the menu or the search.
///
/// The menu of a large workbook doesn't list every page, and few readers read a menu from top to bottom. A page is
/// reached from the page that opens its section, from a generated list (the index of a section without an opening page,
/// the documents of the scope, the runbooks by situation), and from there by the links of the text.
struct UnreachablePages {
    private let plan: SitePlan
    private let reached: Set<String>

    init(_ plan: SitePlan, drawn: [DrawnPage]) {
        self.plan = plan
        let pages = Dictionary(drawn.map { ($0.page.path, $0) }) { first, _ in first }
        let paths = Dictionary(drawn.map { ($0.page.frontMatter.id, $0.page.path) }) { first, _ in first }
        var pending = plan.sections.flatMap { section in
            section.opening.map { [$0.path] } ?? section.pages.map(\.path)
        }
        pending += drawn.map(\.page).filter(Self.isListed).map(\.path)
        var reached = Set(pending)
        while let path = pending.popLast() {
            guard let drawn = pages[path] else { continue }
            let matter = drawn.page.frontMatter
            // The head of a decision links to the ones that it replaces.
            var next = (matter.supersedes + matter.amends).compactMap { paths[$0] }
            for target in drawn.targets.values {
                switch target {
                case .page(let page, _), .unknownHeading(_, let page), .otherCase(_, let page): next.append(page.path)
                case .generated, .attachment, .nothing: break
                }
            }
            for path in next where reached.insert(path).inserted { pending.append(path) }
        }
        self.reached = reached
    }

    /// Whether a generated list contains the page.
    private static func isListed(_ page: PublishedPage) -> Bool {
        let matter = page.frontMatter
        return matter.kind == .runbook || !matter.activities.isEmpty || !matter.criteria.isEmpty
    }

    var diagnostics: [Diagnostic] {
        plan.sections.flatMap { section in
            section.pages.filter { !reached.contains($0.path) }.map { page in
                let opening = section.opening?.file ?? "content/index.md"
                return Diagnostic(
                    .warning, rule: .unreachablePage, file: page.file, line: 1,
                    "no page that readers reach links to this one",
                    hint: "link to it from \(opening), or from a page that its readers use")
            }
        }
    }
}

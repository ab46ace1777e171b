import Content

/// The pages that cite a page, and the decisions that supersede or amend a decision.
struct Backlinks: Sendable {
    /// By the path of the cited page; in the order of the site.
    private var citing: [String: [PublishedPage]] = [:]
    private var superseding: [String: [PublishedPage]] = [:]
    private var amending: [String: [PublishedPage]] = [:]
    private let byID: [String: PublishedPage]

    init(_ pages: [DrawnPage]) {
        byID = Dictionary(pages.map { ($0.page.frontMatter.id, $0.page) }) { first, _ in first }
        for drawn in pages {
            let page = drawn.page
            var cited: Set<String> = [page.path]
            for target in drawn.targets.values {
                switch target {
                case .page(let target, _), .unknownHeading(_, let target), .otherCase(_, let target):
                    if cited.insert(target.path).inserted { citing[target.path, default: []].append(page) }
                case .generated, .attachment, .nothing: break
                }
            }
            for id in page.frontMatter.supersedes { superseding[id, default: []].append(page) }
            for id in page.frontMatter.amends { amending[id, default: []].append(page) }
        }
    }

    func pagesCiting(_ page: PublishedPage) -> [PublishedPage] { citing[page.path] ?? [] }

    func decisionsSuperseding(_ page: PublishedPage) -> [PublishedPage] {
        superseding[page.frontMatter.id] ?? []
    }

    func decisionsAmending(_ page: PublishedPage) -> [PublishedPage] { amending[page.frontMatter.id] ?? [] }

    func page(withID id: String) -> PublishedPage? { byID[id] }
}

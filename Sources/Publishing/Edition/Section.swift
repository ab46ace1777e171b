import Content
import Pages

/// A part of the site, and its pages in reading order.
struct Section: Sendable {
    /// The folder below `content/`; empty for the pages at the top.
    let folder: String
    let title: String
    let summary: String
    /// The page that opens the section: an author's `index.md` or `README.md`, if there is one.
    let opening: PublishedPage?
    /// The other pages.
    let pages: [PublishedPage]

    /// Where the section begins: every section has such a page, written or made.
    var address: String { folder.isEmpty ? "index.html" : folder + "/index.html" }

    /// The section in a breadcrumb, or nil for the pages at the top.
    var crumb: Crumbs.Crumb? { folder.isEmpty ? nil : Crumbs.Crumb(title: title, address: address) }

    /// Returns the same section with its pages replaced by those of `current`, by path.
    func with(_ current: [String: PublishedPage]) -> Section {
        Section(
            folder: folder, title: title, summary: summary, opening: opening.map { current[$0.path] ?? $0 },
            pages: pages.map { current[$0.path] ?? $0 })
    }

    var hasRunbooks: Bool { pages.contains { $0.frontMatter.kind == .runbook } }

    /// The sections that every workbook has, in their order, with the sentence of their index page.
    static let known: [(folder: String, title: String, summary: String)] =
        [
            ("", "Start", "Where to begin.")
        ]
        + KnownFolder.allCases.map { ($0.rawValue, words($0.rawValue), summary(of: $0)) }

    private static func summary(of folder: KnownFolder) -> String {
        switch folder {
        case .engagement: "What was agreed, where it stands, and how the work is run."
        case .architecture: "What is built, and how a change travels to production."
        case .decisions: "What was decided, why, and what would overturn it."
        case .runbooks: "What to do, step by step, when something breaks or has to be done."
        case .handover: "Everything that the receiving team takes over."
        case .guides: "How each of the people involved works with all this."
        }
    }

    /// The sections of `pages`: the known ones first, any other folder after them by name.
    static func all(of pages: [PublishedPage]) -> [Section] {
        let groups = Dictionary(grouping: pages, by: \.section)
        let others = groups.keys.filter { folder in !known.contains { $0.folder == folder } }.sorted()
        let list = known + others.map { ($0, words($0), "") }
        return list.compactMap { folder, title, summary in
            let members = (groups[folder] ?? []).sorted { left, right in
                let (first, second) = (left.frontMatter.order ?? .max, right.frontMatter.order ?? .max)
                return first == second ? left.path < right.path : first < second
            }
            // The start and the engagement's figures exist without a page of an author's.
            guard !members.isEmpty || folder.isEmpty || folder == KnownFolder.engagement.rawValue else { return nil }
            let opening = members.first { $0.opensFolder && PagePath.folder(of: $0.path) == folder }
            return Section(
                folder: folder, title: title, summary: summary, opening: opening,
                pages: members.filter { $0.path != opening?.path })
        }
    }
}

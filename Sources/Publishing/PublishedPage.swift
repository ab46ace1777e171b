import Content
import Markdown

/// A page that the edition shows.
struct PublishedPage: Sendable {
    /// Path below `content/`.
    let path: String
    /// Path in the site.
    let address: String
    /// Names other pages only where the edition shows those too.
    let frontMatter: FrontMatter
    /// Without the first heading, which is the title, and without what the edition leaves out.
    let document: Document
    /// What may stand after `#` in a link to this page, and what stands there in this edition.
    ///
    /// An author links to the id that GitHub gives; an edition without the heading before has another one.
    let anchors: [String: String]

    /// - Parameter visibleIDs: The ids of all pages that the edition shows.
    init(_ page: Page, edition: Edition, visibleIDs: Set<String>) {
        path = page.path
        address = Address.ofPage(page.path)
        var matter = page.frontMatter
        matter.supersedes.removeAll { !visibleIDs.contains($0) }
        matter.amends.removeAll { !visibleIDs.contains($0) }
        frontMatter = matter
        let whole = page.document(for: edition)
        // Of a document's headings, no two stand in one line.
        let ids = Dictionary(whole.headings.map { ($0.line, $0.id) }) { first, _ in first }
        let written = page.document.headings.filter { !$0.id.isEmpty }
        let known = written.compactMap { heading in ids[heading.line].map { (heading.id, $0) } }
        anchors = Dictionary(known) { first, _ in first }
        if let first = whole.blocks.first, case .heading(let heading) = first, heading.level == 1 {
            document = whole.replacing(blocks: Array(whole.blocks.dropFirst()))
        } else {
            document = whole
        }
    }

    var title: String { frontMatter.title }

    /// Decisions and runbooks are spoken of by number; a guide's id is only a name for machines.
    var number: String? { frontMatter.kind == .guide ? nil : frontMatter.id }

    /// `ADR-0007 Validation gates`, or only the title.
    var numberedTitle: String { number.map { $0 + " " + title } ?? title }

    /// The first folder on the way to the page: its section.
    var section: String {
        path.split(separator: "/").dropLast().first.map(String.init) ?? ""
    }

    /// Where a diagnostic points.
    var file: String { "content/" + path }
}

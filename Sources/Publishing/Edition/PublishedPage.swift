import Content
import Engagement
import Fingerprint
import Knowledge
import Markdown
import Markup
import Pages

/// A page that the edition shows.
///
/// A class, because a page is shared by many values and never changes.
final class PublishedPage: Sendable {
    /// A link or an image: what was written, and in which line.
    struct Reference: Sendable {
        let destination: String
        let line: Int
    }

    /// The fingerprint of the page's file.
    let source: Fingerprint
    /// Path below `content/`.
    let path: String
    /// Path in the site.
    let address: String
    /// Whether it is shown for the folder that it is in.
    let opensFolder: Bool
    /// The first folder on the way to the page: its section.
    let section: String
    /// `ADR-0007 Validation gates`, or only the title.
    let numberedTitle: String
    /// Names other pages only where the edition shows those too.
    let frontMatter: FrontMatter
    /// Without the first heading, which is the title, and without what the edition leaves out.
    let document: Document
    /// The ids after `#` in links to this page, as authors write them, with the ids in this edition.
    ///
    /// An author links to the id that GitHub gives; an edition without the heading before has another one.
    let anchors: [String: String]
    /// Of a runbook: the steps of the text that the edition shows, the procedure and the verification.
    let steps: [Runbook.Step]
    /// The ids of a runbook's steps, by line; without those that a heading has already.
    let stepIDs: [Int: String]
    /// Of a runbook: the fingerprint that rehearsals refer to.
    let documentFingerprint: Fingerprint?
    /// The headings that the outline shows.
    let outline: [Document.OutlineEntry]
    /// The relative links, in their order.
    let links: [Reference]
    let images: [Inline.Image]
    /// The blocks of code that are drawn: live figures and diagrams.
    let liveBlocks: [CodeBlock]
    /// Whether a block shows the engagement's state or the inventory, which change without the page.
    let showsState: Bool
    /// The words, in the parts that a search can link to.
    let sections: [Document.Section]

    /// - Parameters:
    ///   - visibleIDs: The ids of all pages that the edition shows.
    ///   - opensFolder: Whether the edition shows the page for the folder that it is in.
    init(_ page: Page, edition: Edition, visibleIDs: Set<String>, opensFolder: Bool) {
        source = page.fingerprint
        path = page.path
        address = Self.address(of: page, opensFolder)
        self.opensFolder = opensFolder
        section = page.path.split(separator: "/").dropLast().first.map(String.init) ?? ""
        frontMatter = Self.frontMatter(of: page, visibleIDs)
        numberedTitle = Self.number(in: frontMatter).map { $0 + " " + page.frontMatter.title } ?? frontMatter.title
        let isWhole = edition == .internal || !page.hasInternalMarks
        let whole = isWhole ? page.document : page.document(for: edition)
        document = whole.withoutTitle
        let parts = Parts(of: document)
        outline = parts.headings.lazy.filter { 2...3 ~= $0.level }.map { $0.entry }
        links = parts.links
        images = parts.images
        liveBlocks = parts.liveBlocks
        showsState = liveBlocks.contains { ["tracker", "as-built"].contains($0.language) }
        // Of a document's headings, no two stand in one line.
        let headings = [whole.titleHeading].compactMap(\.self) + parts.headings
        let written = (isWhole ? headings : page.document.headings).filter { !$0.id.isEmpty }
        let ids = Dictionary(headings.map { ($0.line, $0.id) }) { first, _ in first }
        let known = written.compactMap { heading in ids[heading.line].map { (heading.id, $0) } }
        let isRunbook = frontMatter.kind == .runbook
        let found = isRunbook ? Runbook.steps(in: document) : (steps: [], rollback: [])
        let taken = Set(headings.map(\.id))
        let addressed = (found.steps + found.rollback).filter { !taken.contains($0.address) }
        steps = found.steps
        stepIDs = Dictionary(addressed.map { ($0.line, $0.address) }) { first, _ in first }
        documentFingerprint = isRunbook ? page.documentFingerprint : nil
        anchors = Dictionary(known + stepIDs.values.map { ($0, $0) }) { first, _ in first }
        sections = isWhole && document.blocks.count == whole.blocks.count ? page.sections : document.sections
    }

    /// Whether this is what the edition shows of `page`.
    func isMade(of page: Page, visibleIDs: Set<String>, opensFolder: Bool) -> Bool {
        source == page.fingerprint && path == page.path && self.opensFolder == opensFolder
            && frontMatter == Self.frontMatter(of: page, visibleIDs)
    }

    private static func address(of page: Page, _ opensFolder: Bool) -> String {
        guard opensFolder else { return Address.ofPage(page.path) }
        let folder = PagePath.folder(of: page.path)
        return folder.isEmpty ? "index.html" : folder + "/index.html"
    }

    /// Returns the id that a link's fragment means, and whether it is written in the same letters.
    ///
    /// Browsers tell letters apart by case, and GitHub doesn't.
    func anchor(_ fragment: String) -> (id: String, isExact: Bool)? {
        if let id = anchors[fragment] { return (id, true) }
        let folded = fragment.lowercased()
        return anchors.filter { $0.key.lowercased() == folded }.min { $0.key < $1.key }.map { ($0.value, false) }
    }

    private static func frontMatter(of page: Page, _ visibleIDs: Set<String>) -> FrontMatter {
        var matter = page.frontMatter
        matter.supersedes.removeAll { !visibleIDs.contains($0) }
        matter.amends.removeAll { !visibleIDs.contains($0) }
        return matter
    }

    var title: String { frontMatter.title }

    /// The id that readers see, or nil for a guide, whose id is only for links.
    var number: String? { Self.number(in: frontMatter) }

    private static func number(in matter: FrontMatter) -> String? { matter.kind == .guide ? nil : matter.id }

    /// Whether the two have the same front matter, so that they look the same in every list of pages.
    func isTitled(as other: PublishedPage) -> Bool {
        self === other || (path == other.path && frontMatter == other.frontMatter)
    }

    /// Where a diagnostic points.
    var file: String { "content/" + path }
}

/// What the other parts of a build ask of a document, found in one walk.
private struct Parts {
    var headings: [Block.Heading] = []
    var links: [PublishedPage.Reference] = []
    var images: [Inline.Image] = []
    var liveBlocks: [CodeBlock] = []

    init(of document: Document) {
        var (headings, links, images, liveBlocks) = (headings, links, images, liveBlocks)
        document.walk(
            block: { block in
                switch block {
                case .heading(let heading): headings.append(heading)
                case .code(let code) where BlockDrawing.draws(code): liveBlocks.append(code)
                default: break
                }
            },
            inline: { inline in
                switch inline {
                case .link(let link) where LinkPolicy.isRelative(link.destination):
                    links.append(.init(destination: link.destination, line: link.line))
                case .image(let image): images.append(image)
                default: break
                }
            })
        (self.headings, self.links, self.images, self.liveBlocks) = (headings, links, images, liveBlocks)
    }
}

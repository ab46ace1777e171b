import Content
import Engagement
import Markdown
import Pages

/// What a build keeps for the next one of the same edition.
///
/// Nothing here decides what is in the output: a part is used again only if everything it was derived from is the same.
struct SiteMemory: Sendable {
    /// The workbook's own templates and styles.
    let overrides: [String: String]
    let view: EditionView
    let plan: SitePlan
    let frame: FrameKey
    /// By path below `content/`.
    let written: [String: WrittenPage]
    let links: SiteLinks
    /// The main parts of the generated pages, by address.
    let generated: [String: GeneratedMain]

    init(
        _ theme: Theme, view: EditionView, plan: SitePlan, frame: FrameKey, written: [WrittenPage], links: SiteLinks,
        generated: [GeneratedMain]
    ) {
        overrides = theme.overrides
        self.view = view
        self.plan = plan
        self.frame = frame
        self.links = links
        self.written = Dictionary(written.map { ($0.drawn.page.path, $0) }) { first, _ in first }
        self.generated = Dictionary(generated.map { ($0.page.address, $0) }) { first, _ in first }
    }

    /// Whether the links of the pages resolve to the same pages and files as before.
    func hasLinks(of drawn: [DrawnPage]) -> Bool {
        drawn.count == written.count
            && drawn.allSatisfy { page in written[page.page.path]?.drawn.targets == page.targets }
    }
}

/// What follows from the links between pages, and from their titles and addresses, whatever else they contain.
///
/// Taken from the build before, it has the pages as they were then, of which only titles and addresses are used.
struct SiteLinks: Sendable {
    let backlinks: Backlinks
    /// Pages that no page links to, and addresses that two pages or files claim.
    let diagnostics: [Diagnostic]
    /// The addresses of the site's own files, which no page may claim.
    private let assets: [String]

    init(_ plan: SitePlan, drawn: [DrawnPage], attachments: [OutputFile], assets: [String]) {
        backlinks = Backlinks(drawn)
        diagnostics =
            DuplicateDiagnostics.all(of: plan, attachments: attachments + plan.shadowedAttachments, assets: assets)
            + UnreachablePages(plan, drawn: drawn).diagnostics
        self.assets = assets
    }

    func isMade(with assets: [String]) -> Bool { self.assets == assets }
}

/// Everything that the frames of all pages are derived from.
struct FrameKey: Sendable, Equatable {
    let shell: Shell
    let navigation: Navigation
    let scope: Scope
    let prerequisites: [ShownPrerequisite]
    let activities: [ShownActivity]
    let coverage: Coverage
    let proof: ShownProof
    let hasFeed: Bool
}

/// The other pages that a page's frame mentions, by title and address.
struct Surroundings: Sendable, Equatable {
    let before: PublishedPage?
    let after: PublishedPage?
    let others: [[PublishedPage]]

    static func == (left: Surroundings, right: Surroundings) -> Bool {
        isAlike(left.before, right.before) && isAlike(left.after, right.after)
            && left.others.elementsEqual(right.others) { $0.elementsEqual($1, by: isAlike) }
    }

    private static func isAlike(_ left: PublishedPage?, _ right: PublishedPage?) -> Bool {
        left === right
            || (left?.path == right?.path && left?.title == right?.title
                && left?.frontMatter.kind == right?.frontMatter.kind && left?.frontMatter.id == right?.frontMatter.id)
    }
}

/// A document with its text written as HTML.
///
/// A class, because it is handed on from build to build and never changes.
final class WrittenPage: Sendable {
    let drawn: DrawnPage
    let text: DocumentText
    /// The whole page, or nil for the first one, which is made last.
    let file: OutputFile?
    let surroundings: Surroundings?

    init(_ drawn: DrawnPage, _ text: DocumentText, file: OutputFile? = nil, surroundings: Surroundings? = nil) {
        self.drawn = drawn
        self.text = text
        self.file = file
        self.surroundings = surroundings
    }

    /// Whether `other` has the same text.
    func isMade(of other: DrawnPage) -> Bool {
        // The section's title, the search's name of the place, is the same in every build.
        drawn.page === other.page && drawn.blocks == other.blocks && drawn.targets == other.targets
            && drawn.imageSizes == other.imageSizes
    }
}

/// What is derived from the text of a page alone.
struct DocumentText: Sendable {
    /// The text as HTML, without its frame, or empty once it is no longer needed.
    var prose: [UInt8]
    /// The revision of the author's text; see `Revision`.
    let revision: String
    let searchEntry: [UInt8]
    let listEntry: String

    init(_ drawn: DrawnPage, writer: DocumentWriter, place: String) {
        prose = writer.prose(of: drawn)
        revision = Revision.of(drawn, prose: prose, writer: writer)
        searchEntry = SearchIndex.entry(of: drawn.page, place: place)
        listEntry = PageList.entry(of: drawn.page, revision: revision, edition: writer.view.edition)
    }
}

import Content
import Engagement
import Markdown
import Pages

/// What a build keeps for the next one of the same edition.
///
/// Nothing here decides what is in the output: a part is taken from here only where everything it was made
/// of is the same.
struct SiteMemory: Sendable {
    /// What the templates and styles of the workbook's own were.
    let overrides: [String: String]
    let view: EditionView
    let plan: SitePlan
    let frame: FrameKey
    /// By path below `content/`.
    let written: [String: WrittenPage]
    let links: SiteLinks
    /// The main parts of the made pages, by address.
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

    /// Whether the links of the pages lead to the same pages and files as before.
    func hasLinks(of drawn: [DrawnPage]) -> Bool {
        drawn.count == written.count
            && drawn.allSatisfy { page in written[page.page.path]?.drawn.targets == page.targets }
    }
}

/// What follows from which page links to which, and from the pages' titles and addresses, whatever else they say.
///
/// Taken from the build before, it speaks of the pages as they were then: of their titles and addresses only.
struct SiteLinks: Sendable {
    let backlinks: Backlinks
    /// Pages that nobody comes to, and addresses that two pages or files claim.
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

/// What the frames of all pages are made of.
struct FrameKey: Sendable, Equatable {
    let shell: Shell
    let navigation: Navigation
    let scope: Scope
    let prerequisites: [ShownPrerequisite]
    let activities: [ShownActivity]
    let coverage: Coverage
    let hasFeed: Bool
}

/// The other pages that a page's frame speaks of: by their titles, and where they are.
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
    /// The whole page; nil for the first one, which is made last.
    let file: OutputFile?
    let surroundings: Surroundings?

    init(_ drawn: DrawnPage, _ text: DocumentText, file: OutputFile? = nil, surroundings: Surroundings? = nil) {
        self.drawn = drawn
        self.text = text
        self.file = file
        self.surroundings = surroundings
    }

    /// Whether writing `other` would make the same text.
    func isMade(of other: DrawnPage) -> Bool {
        // The section's title, the search's name of the place, is the same in every build.
        drawn.page === other.page && drawn.blocks == other.blocks && drawn.targets == other.targets
            && drawn.imageSizes == other.imageSizes
    }
}

/// What is made of the text of a page alone.
struct DocumentText: Sendable {
    /// As HTML, without the frame round it; empty once nobody needs it.
    var prose: [UInt8]
    /// Of what the author wrote; see `Revision`.
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

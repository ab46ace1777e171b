import Content
import Markdown

/// What a build keeps for the next one of the same edition.
///
/// Nothing here decides what is in the output: a part is taken from here only where everything it was made
/// of is the same.
struct SiteMemory: Sendable {
    let view: EditionView
    let plan: SitePlan
    let frame: FrameKey
    /// By path below `content/`.
    let written: [String: WrittenPage]
    /// The main parts of the made pages that are made of titles alone, by address.
    let indexes: [String: HTML]

    init(view: EditionView, plan: SitePlan, frame: FrameKey, written: [WrittenPage], indexes: [String: HTML]) {
        self.view = view
        self.plan = plan
        self.frame = frame
        self.written = Dictionary(written.map { ($0.drawn.page.path, $0) }) { first, _ in first }
        self.indexes = indexes
    }

    var pages: [String: PublishedPage] { written.mapValues { $0.drawn.page } }

    /// Whether the pages of `other` say the same of themselves, in the same order.
    func hasTitles(of other: SitePlan) -> Bool {
        plan.pages.elementsEqual(other.pages) { known, page in
            known === page || (known.path == page.path && known.frontMatter == page.frontMatter)
        }
    }
}

/// What the frames of all pages are made of.
struct FrameKey: Sendable, Equatable {
    let shell: Shell
    let navigation: Navigation
    let scope: Scope
    let prerequisites: [PrerequisiteLine]
    let activities: [ActivityLine]
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
struct WrittenPage: Sendable {
    var drawn: DrawnPage
    /// The text, without the frame round it.
    var prose: [UInt8]
    /// Of what the author wrote; see `Revision`.
    let revision: String
    let searchEntry: [UInt8]
    let listEntry: String
    /// The whole page; nil for the first one, which is made last.
    var file: OutputFile?
    var surroundings: Surroundings?

    init(_ drawn: DrawnPage, writer: PageWriter, place: String) {
        self.drawn = drawn
        prose = writer.prose(of: drawn)
        revision = Revision.of(drawn, prose: prose, writer: writer)
        searchEntry = SearchIndex.entry(of: drawn.page, place: place)
        listEntry = PageList.entry(of: drawn.page, revision: revision, edition: writer.view.edition)
    }

    /// Whether writing `other` would make the same text.
    func isMade(of other: DrawnPage) -> Bool {
        // The section's title, the search's name of the place, is the same in every build.
        drawn.page === other.page && drawn.blocks == other.blocks && drawn.targets == other.targets
            && drawn.imageSizes == other.imageSizes
    }
}

/// Puts a page's text into the frame that all pages share.
struct PageFrame: Sendable {
    let shell: Shell
    let navigation: Navigation
    let writer: PageWriter
    /// Whether the decisions have a feed, which their first page names.
    let hasFeed: Bool

    var key: FrameKey {
        FrameKey(
            shell: shell, navigation: navigation, scope: writer.view.scope, prerequisites: writer.view.prerequisites,
            activities: writer.view.activities, coverage: writer.view.coverage, hasFeed: hasFeed)
    }

    /// - Parameter previous: The file of the page as it was; taken again if it would be the same.
    func file(
        of written: WrittenPage, turn: (PublishedPage?, PublishedPage?), _ revision: String,
        after previous: OutputFile? = nil
    ) -> OutputFile {
        let page = written.drawn.page
        let root = Address.root(from: page.address)
        let bytes = shell.page(
            Shell.Filling(
                title: page.numberedTitle, description: page.frontMatter.description, root: root,
                home: root + "index.html", layout: writer.hasOutline(page) ? .withOutline : .wide,
                revision: revision, head: head(of: page.address),
                navigation: navigation.html(for: page.address, in: page.section, root: root),
                outline: writer.outline(of: page), main: writer.main(of: page, prose: written.prose, turn: turn)))
        if let previous, previous.path == page.address, previous.bytes == bytes { return previous }
        return OutputFile(path: page.address, bytes: bytes)
    }

    /// The file of a page that the site makes.
    func file(_ page: MadePage, _ main: HTML, outline: HTML = HTML(), revision: String) -> OutputFile {
        let root = Address.root(from: page.address)
        return OutputFile(
            path: page.address,
            bytes: shell.page(
                Shell.Filling(
                    title: page.title, description: page.summary, root: root, home: root + "index.html",
                    layout: outline.isEmpty ? .wide : .withOutline, revision: revision,
                    head: head(of: page.address),
                    navigation: navigation.html(for: page.address, in: page.folder, root: root), outline: outline,
                    main: main)))
    }

    private func head(of address: String) -> HTML {
        var html = HTML()
        guard hasFeed, address == "decisions/index.html" else { return html }
        html.markup("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Decisions\" href=\"feed.xml\">\n")
        return html
    }
}

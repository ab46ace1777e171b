import Content
import Markdown

/// What a build keeps for the next one of the same edition.
///
/// Nothing here decides what is in the output: a part is taken from here only where everything it was made
/// of is the same.
struct SiteMemory: Sendable {
    let view: EditionView
    let plan: SitePlan
    /// By path below `content/`.
    let written: [String: WrittenPage]

    init(view: EditionView, plan: SitePlan, written: [WrittenPage]) {
        self.view = view
        self.plan = plan
        self.written = Dictionary(written.map { ($0.drawn.page.path, $0) }) { first, _ in first }
    }

    var pages: [String: PublishedPage] { written.mapValues { $0.drawn.page } }
}

/// A document with its text written as HTML.
struct WrittenPage: Sendable {
    let drawn: DrawnPage
    /// The text, without the frame round it.
    var prose: [UInt8]
    /// Of what the author wrote; see `Revision`.
    let revision: String
    let searchEntry: [UInt8]
    /// The whole page; nil for the first one, which is made last.
    var file: OutputFile?

    init(_ drawn: DrawnPage, writer: PageWriter, place: String) {
        self.drawn = drawn
        prose = writer.prose(of: drawn)
        revision = Revision.of(drawn, prose: prose, writer: writer)
        searchEntry = SearchIndex.entry(of: drawn.page, place: place)
    }

    /// Whether writing `other` would make the same text.
    func isMade(of other: DrawnPage) -> Bool {
        // The section's title, the search's name of the place, is the same in every build.
        drawn.page === other.page && drawn.blocks == other.blocks && drawn.targets == other.targets
    }
}

/// Puts a page's text into the frame that all pages share.
struct PageFrame: Sendable {
    let shell: Shell
    let navigation: Navigation
    let writer: PageWriter

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
                revision: revision, navigation: navigation.html(for: page.address, in: page.section, root: root),
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
                    navigation: navigation.html(for: page.address, in: page.folder, root: root), outline: outline,
                    main: main)))
    }
}

import Content
import Engagement
import Markup
import Pages

/// Puts a page's text into the frame that all pages share.
struct SiteFrame: Sendable {
    let shell: Shell
    let navigation: Navigation
    let writer: DocumentWriter
    /// Whether the decisions have a feed, which their first page names.
    let hasFeed: Bool

    var key: FrameKey {
        FrameKey(
            shell: shell, navigation: navigation, scope: writer.view.scope,
            prerequisites: writer.view.figures.prerequisites,
            activities: writer.view.figures.activities, coverage: writer.view.coverage, proof: writer.view.proof,
            hasFeed: hasFeed)
    }

    /// - Parameter previous: The file of the page in the build before, which is used again if it would be the same.
    func file(
        of page: PublishedPage, prose: [UInt8], turn: (PublishedPage?, PublishedPage?), _ revision: String,
        after previous: OutputFile? = nil
    ) -> OutputFile {
        let root = Address.root(from: page.address)
        var head = head(of: page.address)
        head.append(script(of: page))
        let bytes = shell.page(
            Shell.Filling(
                title: page.numberedTitle, description: page.frontMatter.description, root: root,
                home: root + "index.html", layout: writer.hasOutline(page) ? .withOutline : .wide,
                revision: revision, head: head,
                navigation: navigation.html(for: page.address, in: page.section, root: root),
                outline: writer.outline(of: page), main: writer.main(of: page, prose: prose, turn: turn)))
        if let previous, previous.path == page.address, previous.bytes == bytes { return previous }
        return OutputFile(path: page.address, bytes: bytes)
    }

    /// Returns the file of a generated page.
    func file(_ page: GeneratedPage, _ main: HTML, outline: HTML = HTML(), revision: String) -> OutputFile {
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

    /// Returns the script of a runbook that has something to fill in.
    private func script(of page: PublishedPage) -> HTML {
        var html = HTML()
        guard page.frontMatter.kind == .runbook,
            !page.frontMatter.parameters.isEmpty || writer.view.edition == .customer
        else { return html }
        html.markup("<script src=\"")
        html.address(Address.root(from: page.address), "js/runbook.js")
        html.markup("\" defer></script>\n")
        return html
    }

    private func head(of address: String) -> HTML {
        var html = HTML()
        guard hasFeed, address == KnownFolder.decisions.path("index.html") else { return html }
        html.markup("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Decisions\" href=\"feed.xml\">\n")
        return html
    }
}

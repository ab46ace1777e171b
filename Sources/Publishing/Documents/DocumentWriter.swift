import Content
import Engagement
import Markdown
import Markup
import Pages

/// Writes the main part of a document's page: head, text, and what belongs at its end.
struct DocumentWriter: Sendable {
    let view: EditionView
    let sections: [Section]
    let resolver: LinkResolver
    let backlinks: Backlinks
    /// The state at a glance, for the first page.
    let figures: HTML

    /// The outline is shown from this many headings on.
    private static let fewestHeadings = 2

    /// - Parameter prose: What `prose(of:)` makes of the page.
    func main(of page: PublishedPage, prose: [UInt8], turn: (PublishedPage?, PublishedPage?)) -> HTML {
        let root = Address.root(from: page.address)
        var html = HTML()
        html.reserve(prose.count + 4096)
        crumbs(to: page, root, &html)
        head(of: page, in: .file(root: root), &html)
        remarks(on: page, in: .file(root: root), &html)
        html.append(view.coverage.note(on: page, ownerTitle: view.scope.ownerTitle))
        if page.address == "index.html" { html.append(figures) }
        if hasOutline(page) {
            html.append(Outline.button)
        }
        html.append(ParameterTable.html(of: page))
        html.markup("<div class=\"prose\">\n")
        html.append(trusted: prose)
        html.markup("</div>\n")
        if view.edition == .customer { RehearsalForm(page, in: view.scope)?.write(to: &html) }
        after(page, in: .file(root: root), &html)
        turnLinks(turn, root, &html)
        return html
    }

    /// Returns the page as a part of a document to print: without navigation, and its footnotes counted on.
    func printed(_ drawn: DrawnPage, in place: PrintPlace, firstFootnote: Int) -> HTML {
        let page = drawn.page
        var html = HTML()
        head(of: page, in: .print(place), &html)
        remarks(on: page, in: .print(place), &html)
        if page.address == "index.html" { html.append(trusted: place.moved(figures.bytes)) }
        html.append(trusted: place.moved(ParameterTable.html(of: page).bytes))
        html.markup("<div class=\"prose\">\n")
        html.append(trusted: prose(of: drawn, in: place, firstFootnote: firstFootnote))
        html.markup("</div>\n")
        after(page, in: .print(place), &html)
        return html
    }

    func hasOutline(_ page: PublishedPage) -> Bool { page.outline.count >= Self.fewestHeadings }

    func outline(of page: PublishedPage) -> HTML {
        guard hasOutline(page) else { return HTML() }
        return Outline.html(
            page.outline.map { Outline.Entry(id: $0.id, title: $0.text, isDeeper: $0.level > 2) })
    }

    /// Returns everything outside the page that its frame mentions, besides what `FrameKey` holds.
    func surroundings(of page: PublishedPage, turn: (PublishedPage?, PublishedPage?)) -> Surroundings {
        Surroundings(
            before: turn.0, after: turn.1,
            others: [
                backlinks.pagesCiting(page), backlinks.decisionsSuperseding(page), backlinks.decisionsAmending(page),
                page.frontMatter.supersedes.compactMap(backlinks.page(withID:)),
                page.frontMatter.amends.compactMap(backlinks.page(withID:)),
            ])
    }

    /// Returns the text of the page as HTML, its links and live blocks included.
    func prose(of drawn: DrawnPage) -> [UInt8] {
        let page = drawn.page
        let root = Address.root(from: page.address)
        var renderer = HTMLRenderer()
        renderer.link = { LinkResolver.address(of: drawn.targets[$0] ?? .nothing(nil), in: .file(root: root)) }
        renderer.fragment = { written in
            // A link to nowhere is reported, and loses the reader's place if it is followed.
            guard !written.isEmpty else { return .destination("#") }
            return page.anchor(Address.decoded(written)).map { .destination("#" + Address.encoded($0.id)) } ?? .broken
        }
        renderer.image = { LinkResolver.image(drawn.targets[$0] ?? .nothing(nil), root: root) }
        renderer.imageSize = { drawn.imageSizes[$0] }
        renderer.anchors = page.stepIDs
        let parameters = page.frontMatter.parameters
        renderer.codeBlock = { code in
            drawn.blocks[code.line]
                ?? (CommandListing.html(of: code, parameters) ?? CodeListing.html(of: code)).bytes
        }
        return renderer.render(page.document)
    }

    /// Returns the same for paper.
    private func prose(of drawn: DrawnPage, in place: PrintPlace, firstFootnote: Int) -> [UInt8] {
        let page = drawn.page
        var renderer = HTMLRenderer()
        renderer.paper = PaperProfile(headingShift: place.depth, breaksCells: place.isAlone)
        renderer.idPrefix = place.idPrefix
        renderer.anchors = page.stepIDs
        renderer.firstFootnote = firstFootnote
        renderer.link = { LinkResolver.address(of: drawn.targets[$0] ?? .nothing(nil), in: .print(place)) }
        renderer.fragment = { written in
            guard !written.isEmpty else { return place.link(toFragment: "") }
            return page.anchor(Address.decoded(written)).map { place.link(toFragment: Address.encoded($0.id)) }
                ?? .broken
        }
        renderer.image = { LinkResolver.image(drawn.targets[$0] ?? .nothing(nil), root: place.addresses.imageRoot) }
        renderer.imageSize = { drawn.imageSizes[$0] }
        renderer.codeBlock = { drawn.blocks[$0.line].map(place.moved) ?? CodeListing.html(of: $0).bytes }
        return renderer.render(page.document)
    }

    /// Returns what the author wrote, without what the engagement's state or other pages add to it.
    func plainText(of page: PublishedPage) -> [UInt8] { HTMLRenderer().render(page.document) }

    private func crumbs(to page: PublishedPage, _ root: String, _ html: inout HTML) {
        guard page.address != "index.html" else { return }
        let section = sections.first { $0.folder == page.section }
        let above = section?.address == page.address ? nil : section
        html.append(Crumbs.html(above.flatMap(\.crumb).map { [$0] } ?? [], root: root))
    }

    private func head(of page: PublishedPage, in place: ReadingPlace, _ html: inout HTML) {
        let matter = page.frontMatter
        html.markup("<header>\n")
        if let number = page.number {
            html.markup("<p class=\"kicker\">")
            html.text(number)
            html.markup("</p>\n")
        }
        html.markup(place.isPrint ? "<h3>" : "<h1>")
        html.text(page.title)
        html.markup(place.isPrint ? "</h3>\n" : "</h1>\n")
        if !matter.description.isEmpty {
            html.markup("<p class=\"lede\">")
            html.text(matter.description)
            html.markup("</p>\n")
        }
        DocumentFacts(page, view: view).write(&html)
        html.markup("</header>\n")
    }

    /// Writes which decisions supersede or amend this one, and which ones it replaces.
    private func remarks(on page: PublishedPage, in place: ReadingPlace, _ html: inout HTML) {
        let superseding = backlinks.decisionsSuperseding(page)
        let superseded = page.frontMatter.supersedes.compactMap(backlinks.page(withID:))
        let amending = backlinks.decisionsAmending(page)
        let amended = page.frontMatter.amends.compactMap(backlinks.page(withID:))
        let lines: [(StaticString, [PublishedPage])] = [
            ("Superseded by ", superseding), ("Supersedes ", superseded), ("Amended by ", amending),
            ("Amends ", amended),
        ]
        guard lines.contains(where: { !$0.1.isEmpty }) else { return }
        html.markup(
            superseding.isEmpty
                ? "<aside class=\"alert alert-note\" role=\"note\">\n"
                : "<aside class=\"alert alert-warning\" role=\"note\">\n")
        for (words, pages) in lines where !pages.isEmpty {
            html.markup("<p>")
            html.markup(words)
            for (index, other) in pages.enumerated() {
                if index > 0 { html.markup(", ") }
                html.link(other.numberedTitle, to: other.address, in: place)
            }
            html.markup(".</p>\n")
        }
        html.markup("</aside>\n")
    }

    /// Writes what the page serves in the contract, and which pages cite it.
    private func after(_ page: PublishedPage, in place: ReadingPlace, _ html: inout HTML) {
        let criteria = view.scope.criteria.filter { page.frontMatter.criteria.contains($0.id) }
        let activities = view.figures.activities.filter { page.frontMatter.activities.contains($0.id) }
        let citing = backlinks.pagesCiting(page)
        guard !criteria.isEmpty || !activities.isEmpty || !citing.isEmpty else { return }
        html.markup("<aside class=\"after\" aria-label=\"About this page\"")
        // A landmark on the page's own; of a hundred in one document, each would need another name.
        html.markup(place.isPrint ? " role=\"note\">\n" : ">\n")
        let (heading, end): (StaticString, StaticString) = place.isPrint ? ("<h4>", "</h4>") : ("<h2>", "</h2>")
        if !criteria.isEmpty || !activities.isEmpty {
            html.markup(heading)
            html.markup("Serves")
            html.markup(end)
            html.markup("\n<ul>\n")
            for criterion in criteria {
                html.markup("<li>Criterion: ")
                html.link(
                    criterion.title, to: GeneratedPage.scope.address, fragment: "criterion-" + criterion.id, in: place)
                html.markup("</li>\n")
            }
            for activity in activities {
                html.markup("<li>Activity: ")
                html.link(
                    activity.title, to: GeneratedPage.status.address, fragment: "activity-" + activity.id, in: place)
                html.markup("</li>\n")
            }
            html.markup("</ul>\n")
        }
        if !citing.isEmpty {
            html.markup(heading)
            html.markup("Cited by")
            html.markup(end)
            html.markup("\n<ul>\n")
            for other in citing {
                html.markup("<li>")
                html.link(other.numberedTitle, to: other.address, in: place)
                html.markup("</li>\n")
            }
            html.markup("</ul>\n")
        }
        html.markup("</aside>\n")
    }

    private func turnLinks(_ turn: (PublishedPage?, PublishedPage?), _ root: String, _ html: inout HTML) {
        guard turn.0 != nil || turn.1 != nil else { return }
        html.markup("<nav class=\"turn\" aria-label=\"Previous and next page\">\n")
        if let previous = turn.0 {
            html.markup("<a class=\"previous\" rel=\"prev\" href=\"")
            html.address(root, previous.address)
            html.markup("\"><span>Previous</span>")
            html.text(previous.numberedTitle)
            html.markup("</a>\n")
        }
        if let next = turn.1 {
            html.markup("<a class=\"next\" rel=\"next\" href=\"")
            html.address(root, next.address)
            html.markup("\"><span>Next</span>")
            html.text(next.numberedTitle)
            html.markup("</a>\n")
        }
        html.markup("</nav>\n")
    }
}

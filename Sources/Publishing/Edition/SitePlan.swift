import Content
import Engagement
import Markdown
import Markup
import Pages

/// The pages of the site, in order, with their addresses.
struct SitePlan: Sendable {
    let sections: [Section]
    /// In reading order.
    let pages: [PublishedPage]
    let generated: [GeneratedPage]
    let navigation: Navigation
    let resolver: LinkResolver
    /// Whether the site has documents to print; see `Printing`.
    let hasPrints: Bool
    private let attachments: [OutputFile]
    private let isServed: Bool

    /// - Parameters:
    ///   - isServed: Whether the tracker is at the root of the same server.
    ///   - previous: The plan for the same pages with the same titles, in which only their text was another.
    init(
        _ view: EditionView, attachments: [OutputFile], isServed: Bool, printing: Printing,
        after previous: SitePlan? = nil
    ) {
        let hasPrints = printing == .withSite && !isServed && view.pages.count <= Printing.most
        self.hasPrints = hasPrints
        self.attachments = attachments
        self.isServed = isServed
        let sections = previous.map { $0.sections(with: view.pages) } ?? Section.all(of: view.pages)
        let generated = GeneratedPage.all(beside: sections, focusAreas: view.scope.focusAreas)
        self.sections = sections
        self.generated = generated
        if let previous, previous.generated == generated, previous.isServed == isServed, previous.hasPrints == hasPrints
        {
            navigation = previous.navigation
        } else {
            navigation = Navigation(
                NavigationSection.all(of: sections, generated: generated, hasPrints: hasPrints), isServed: isServed,
                printAddress: hasPrints ? PrintDocument.address : nil)
        }
        pages = sections.flatMap { ($0.opening.map { [$0] } ?? []) + $0.pages }
        let shown = view.pages.flatMap { page in
            page.images.compactMap { LinkResolver.path(of: Address.decoded($0.source), from: page.path) }
        }
        resolver = LinkResolver(
            pages: view.pages, generated: Set(generated.map(\.address)), attachments: Set(attachments.map(\.path)),
            images: ImageFiles(attachments, shownAt: Set(shown)))
    }

    /// The same sections with `pages` in place of those of the same paths.
    private func sections(with pages: [PublishedPage]) -> [Section] {
        let current = Dictionary(pages.map { ($0.path, $0) }) { first, _ in first }
        return sections.map { $0.with(current) }
    }

    var generatedAddresses: Set<String> { Set(generated.map(\.address)) }

    /// The attachments that a page of the edition shows or links to, as they are published; the others stay private.
    func attachments(usedBy pages: [DrawnPage]) -> [OutputFile] {
        var used: Set<String> = []
        for drawn in pages where !drawn.leadsToPagesOnly {
            for case .attachment(let path) in drawn.targets.values { used.insert(path) }
        }
        return attachments.filter { used.contains($0.path) }.map(ImageFiles.published)
    }

    /// Attachments at the address of a generated page: a link to one resolves to that page.
    var shadowedAttachments: [OutputFile] { attachments.filter { generatedAddresses.contains($0.path) } }

    /// An old address of a page.
    struct Alias {
        let address: String
        let page: PublishedPage
    }

    func aliases() -> [Alias] {
        pages.flatMap { page in
            page.frontMatter.aliases.compactMap { alias in
                let folderless = alias.hasSuffix("/") ? String(alias.dropLast()) : alias
                guard let path = Address.resolve(folderless, from: ""), !path.isEmpty else { return nil }
                return Alias(address: path.hasSuffix(".html") ? path : Address.ofPage(path), page: page)
            }
        }
    }

    /// Returns a page at each old address that redirects to the new one.
    func redirects() -> [OutputFile] {
        aliases().map { OutputFile(path: $0.address, bytes: redirect(from: $0.address, to: $0.page)) }
    }

    private func redirect(from address: String, to page: PublishedPage) -> [UInt8] {
        let root = Address.root(from: address)
        var html = HTML()
        html.markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
        html.text(page.title)
        html.markup("</title>\n<meta http-equiv=\"refresh\" content=\"0; url=")
        html.address(root, page.address)
        html.markup("\">\n</head>\n<body>\n<p>This page is now at ")
        html.link(page.title, root: root, path: page.address)
        html.markup(".</p>\n</body>\n</html>\n")
        return html.bytes
    }
}

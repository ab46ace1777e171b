import CivilTime
import Content
import Engagement
import Markdown
import Markup
import Pages

/// Which documents to print a build makes.
package enum Printing: Sendable, Equatable {
    /// As pages of the site: one of all pages and one of each section, while the edition is not too long. A
    /// preview has none, because every edit would rebuild all of them.
    case withSite
    /// One document instead of the site, at `index.html`: of everything, or of the section in this folder.
    case alone(section: String?)
    case none

    /// Larger editions get no print documents, because they would triple the size of the site.
    package static let most = 300

    var isAlone: Bool { if case .alone = self { true } else { false } }
}

/// Many pages as one document: a cover, the contents, then each page, for paper and for PDF.
///
/// It holds the pages of an edition, rendered for paper, so nothing can be in it that the edition does not show.
/// `Relocation` moves what templates made. Headings: 1 the engagement, 2 a section, 3 a page, 4 and below what is in it.
struct PrintDocument {
    /// What the documents of one build share.
    struct Source {
        let view: EditionView
        let plan: SitePlan
        let templates: Templates
        let writer: DocumentWriter
        /// With their prose.
        let written: [String: WrittenPage]
        /// The text of the pages that the site makes, by address.
        let generated: [String: HTML]
        let madeOn: CivilDate
        let revision: String

        init(
            view: EditionView, plan: SitePlan, templates: Templates, writer: DocumentWriter, written: [WrittenPage],
            generated: [GeneratedMain], madeOn: CivilDate, revision: String
        ) {
            self.view = view
            self.plan = plan
            self.templates = templates
            self.writer = writer
            self.written = Dictionary(written.map { ($0.drawn.page.path, $0) }) { first, _ in first }
            self.generated = Dictionary(generated.map { ($0.page.address, $0.html) }) { first, _ in first }
            self.madeOn = madeOn
            self.revision = revision
        }
    }

    /// One page or section heading of the document.
    private struct Part: Sendable {
        let address: String
        let anchor: String
        let title: String
        /// 2 for a section, 3 for a page.
        let level: Int
        let body: Body

        enum Body: Sendable {
            case document(WrittenPage, firstFootnote: Int)
            case generated(HTML)
            case heading(Section)
        }
    }

    private let source: Source
    /// Nil for the document of everything.
    private let section: Section?
    private let parts: [Part]
    private let relocation: Relocation
    /// The relative path to the site's root.
    private let root: String
    private let isAlone: Bool

    /// - Parameters:
    ///   - section: The only section; nil for all.
    ///   - address: The address of the document, or nil if it is read without the site.
    ///   - drawingStyle: See `PaperStyle`.
    init(_ source: Source, section: Section?, address: String?, drawingStyle: [UInt8] = []) {
        self.source = source
        self.section = section
        isAlone = address == nil
        root = address.map(Address.root(from:)) ?? ""
        parts = Self.parts(of: section.map { [$0] } ?? source.plan.sections, source)
        // A heading that is no page of the site has no address to link to.
        let anchors = parts.filter { !$0.address.isEmpty }.map { ($0.address, $0.anchor) }
        let addresses = PrintAddresses(
            anchors: Dictionary(anchors) { first, _ in first }, outside: isAlone ? .dropped : .linked(root: root))
        relocation = Relocation(addresses: addresses, drawingStyle: drawingStyle)
    }

    private static func parts(of sections: [Section], _ source: Source) -> [Part] {
        var parts: [Part] = []
        var anchors: Set<String> = []
        var footnotes = 0
        func add(_ address: String, _ place: String, _ title: String, level: Int, _ body: Part.Body) {
            // An id of ASCII needs no encoding in a link, and in a drawing it has to be a name of XML.
            var anchor = place.replacing("%", with: "_").replacing("/", with: ".")
            if anchor.utf8.first.map({ !(UInt8(ascii: "A")...UInt8(ascii: "z") ~= $0) }) ?? true {
                anchor = "_" + anchor
            }
            while !anchors.insert(anchor).inserted { anchor += "_" }
            parts.append(Part(address: address, anchor: anchor, title: title, level: level, body: body))
        }
        for section in sections {
            if let generated = source.generated[section.address], section.opening == nil {
                add(
                    Address.encoded(section.address), stem(section.address), section.title, level: 2,
                    .generated(generated))
            } else {
                add("", "section-" + Address.encoded(section.folder), section.title, level: 2, .heading(section))
            }
            for page in source.plan.generated where page.section == section.folder && page.address != section.address {
                guard let html = source.generated[page.address] else { continue }
                add(Address.encoded(page.address), stem(page.address), page.title, level: 3, .generated(html))
            }
            for page in (section.opening.map { [$0] } ?? []) + section.pages {
                guard let written = source.written[page.path] else { continue }
                add(
                    Address.encoded(page.address), stem(page.address), page.numberedTitle, level: 3,
                    .document(written, firstFootnote: footnotes + 1))
                footnotes += page.document.footnotes.count
            }
        }
        return parts
    }

    /// `guides/engineer` for `guides/engineer/index.html`, as in a link.
    private static func stem(_ address: String) -> String {
        let encoded = Address.encoded(address)
        for ending in ["/index.html", ".html"] where encoded.hasSuffix(ending) {
            return String(encoded.dropLast(ending.count))
        }
        return encoded
    }

    /// The document as a file.
    func bytes(workers: Workers) -> [UInt8] {
        let frame = source.templates.render("print", context).description
        let halves = frame.split(separator: Self.mark, maxSplits: 1, omittingEmptySubsequences: false)
        var bytes = Array((halves.first ?? "").utf8)
        for part in workers.map(parts, { html(of: $0) }) { bytes += part }
        bytes += (halves.count > 1 ? halves[1] : "").utf8
        return bytes
    }

    /// Stands in the template's output where the pages go: a private-use character, which escaping leaves alone.
    private static let mark: Character = "\u{E000}"

    private func html(of part: Part) -> [UInt8] {
        var html = HTML()
        switch (part.level, part.body) {
        case (2, .heading): html.markup("<section class=\"print-section is-heading\" id=\"")
        case (2, _): html.markup("<section class=\"print-section\" id=\"")
        default: html.markup("<section class=\"print-page\" id=\"")
        }
        html.text(part.anchor)
        html.markup("\">\n")
        switch part.body {
        case .document(let written, let firstFootnote):
            let place = PrintPlace(relocation: relocation, address: part.address, depth: 2)
            html.append(source.writer.printed(written.drawn, in: place, firstFootnote: firstFootnote))
        case .generated(let main):
            html.append(trusted: relocation.moved(main.bytes, from: part.address, depth: part.level - 1))
        case .heading(let section):
            html.markup("<header>\n<h2>")
            html.text(section.title)
            html.markup("</h2>\n<p class=\"lede\">")
            html.text(section.summary)
            html.markup("</p>\n</header>\n")
        }
        html.markup("</section>\n")
        return html.bytes
    }

    private var contents: HTML {
        var html = HTML()
        html.markup("<ol>\n")
        var isOpen = false
        for part in parts {
            if part.level == 2 {
                if isOpen { html.markup("</ol>\n</li>\n") }
                html.markup("<li>")
            } else {
                html.markup("<li>")
            }
            html.markup("<a href=\"#")
            html.text(part.anchor)
            html.markup("\"><span>")
            html.text(part.title)
            html.markup("</span></a>")
            if part.level == 2 {
                html.markup("\n<ol>\n")
                isOpen = true
            } else {
                html.markup("</li>\n")
            }
        }
        if isOpen { html.markup("</ol>\n</li>\n") }
        html.markup("</ol>\n")
        return html
    }

    private var context: PrintData {
        let scope = source.view.scope
        let edition = words(source.view.edition.rawValue) + " edition"
        return PrintData(
            title: ([scope.title] + (section.map { [$0.title] } ?? []) + [edition]).joined(separator: " · "),
            engagement: scope.title, section: section?.title, summary: section?.summary ?? scope.objective.first ?? "",
            customer: scope.customer, supplier: scope.supplier, edition: edition,
            isInternal: source.view.edition == .internal, start: scope.window.start.spelled,
            end: scope.window.end.spelled, madeOn: source.madeOn.spelled, isoDate: source.madeOn.description,
            revision: source.revision, root: root, isAlone: isAlone, contents: contents, pages: String(Self.mark))
    }
}

/// What `print.mustache` is filled from.
struct PrintData: Sendable {
    let title: String
    let engagement: String
    /// The section of the document, or nil if it holds everything.
    let section: String?
    let summary: String
    let customer: String
    let supplier: String
    let edition: String
    let isInternal: Bool
    let start: String
    let end: String
    let madeOn: String
    /// As in `2026-12-09`, for the metadata.
    let isoDate: String
    let revision: String
    let root: String
    /// Whether the document is read without the site.
    let isAlone: Bool
    let contents: HTML
    let pages: String
    /// Styles and images of the same folder, and nothing else.
    let policy = "default-src 'none'; style-src 'self' file:; img-src 'self' file:; base-uri 'none'; form-action 'none'"
}

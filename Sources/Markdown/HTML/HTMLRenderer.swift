import Markup

/// Where a link or image leads on the page that is being written.
package enum LinkTarget: Sendable, Equatable {
    /// To this destination, which `LinkPolicy` must permit as well.
    case destination(String)

    /// Nowhere: only its text is shown.
    case broken
}

/// How large an image is, in CSS pixels.
package struct ImageSize: Sendable, Equatable {
    package let width: Int
    package let height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}

/// Writes a document as a fragment of HTML.
///
/// The HTML suits a strict content security policy: no inline style, no script, no attribute of the
/// author's. Set the hooks for what depends on the place of the page in its site:
///
///     var renderer = HTMLRenderer()
///     renderer.link = { $0 == "limits.md" ? .destination("../limits/index.html") : .broken }
///     renderer.codeBlock = { $0.language == "dot" ? diagram(of: $0.text) : nil }
///     let bytes = renderer.render(document)
///
/// What becomes of Markdown without hooks:
///
///     ## Roll back            <h2 id="roll-back">Roll back <a class="anchor" href="#roll-back"
///                                 aria-label="Link to Roll back">#</a></h2>
///     - [x] done              <ul class="task-list"><li class="task"><input type="checkbox" disabled
///                                 checked aria-label="Done"> done</li></ul>
///     > [!NOTE]               <aside class="alert alert-note" role="note">
///     > text                      <p class="alert-title">Note</p><p>text</p></aside>
///     - **bash** and code,    <fieldset class="tabs"> with a radio button and a panel for each: see
///     - **Python** and code         `TabSet`
///     a[^1]                   a<sup><a id="fnref:1" href="#fn:1" ...>1</a></sup>
///
/// Rendering holds no lock: several tasks may share a renderer.
package struct HTMLRenderer: Sendable {
    /// Rewrites a relative destination of a link.
    ///
    /// It is not asked about whole URLs, nor about fragments of the same page: see `fragment`.
    package var link: (@Sendable (_ destination: String) -> LinkTarget)?

    /// Rewrites a link within the page, `#caps`, of which it gets the part after the `#`.
    ///
    /// An edition may have other ids, and a passage may be shown on another page.
    package var fragment: (@Sendable (_ fragment: String) -> LinkTarget)?

    /// Rewrites a relative source of an image.
    package var image: (@Sendable (_ source: String) -> LinkTarget)?

    /// The size of the image at a relative source, where it is known.
    ///
    /// A browser then keeps the room free, and need not load the image before a reader comes near it.
    package var imageSize: (@Sendable (_ source: String) -> ImageSize?)?

    /// HTML for a block of code in place of the usual, copied as it is; nil for the usual.
    package var codeBlock: (@Sendable (_ block: CodeBlock) -> [UInt8]?)?

    /// Whether headings end with a link to themselves.
    package var hasHeadingAnchors = true

    /// What comes before every id, and before the fragment of every link within the document.
    ///
    /// One page can then hold several documents.
    package var idPrefix = ""

    /// Further ids, by line: of the list item whose first block begins there, or in the heading.
    ///
    /// Steps of a procedure then have addresses, which Markdown can't give them. Each id is written once.
    package var anchors: [Int: String] = [:]

    /// The number of the document's first footnote, 1 or more.
    ///
    /// A page that holds several documents counts through, so that each number is there once.
    package var firstFootnote = 1

    /// How the document is written for paper, or nil for a screen.
    package var paper: PaperProfile?

    /// A renderer that changes no destination and no block of code.
    package init() {}

    /// The HTML of `document`, in UTF-8.
    package func render(_ document: Document) -> [UInt8] {
        var writer = HTMLWriter(renderer: self)
        writer.out.reserve(16 << 10)
        writer.write(document)
        return writer.out.bytes
    }

    /// The HTML of some inlines, in UTF-8: a heading in a list of contents, a cell of a table.
    package func render(_ inlines: [Inline]) -> [UInt8] {
        var writer = HTMLWriter(renderer: self)
        writer.inlines(inlines)
        return writer.out.bytes
    }

    /// Returns the destination of a link after policy, hook and prefix, or nil if it has none.
    func target(ofLink destination: String) -> String? {
        if destination.utf8.first == UInt8(ascii: "#") {
            guard let fragment else { return "#" + idPrefix + destination.dropFirst() }
            guard case .destination(let target) = fragment(String(destination.dropFirst())),
                LinkPolicy.permits(target, in: .link)
            else { return nil }
            return target
        }
        guard let link, LinkPolicy.isRelative(destination) else { return destination }
        guard case .destination(let target) = link(destination), LinkPolicy.permits(target, in: .link) else {
            return nil
        }
        return target
    }

    /// Whether an image on another site becomes a link to it: a site loads nothing from elsewhere.
    var linksRemoteImages: Bool { image != nil }

    /// Returns the source of an image after policy and hook, or nil if it has none.
    func target(ofImage source: String) -> String? {
        guard let image, LinkPolicy.isRelative(source) else { return source }
        guard case .destination(let target) = image(source), LinkPolicy.permits(target, in: .image) else {
            return nil
        }
        return target
    }
}

//  Markdown text to a tree of values, and from the tree to HTML.
//
//  Read the files in this order:
//
//  1. `Document` (this file): a parsed text. `Block` and `Inline` are its tree, plain values that any
//     task may hold; where an author's HTML or link was refused, the tree says so.
//  2. `CMark` runs GitHub's own parser, cmark-gfm, through the C target `CMarkParsing`, which makes it
//     thread-safe and bounds its time and memory. `TreeBuilder` turns its tree into ours, once;
//     `RawHTML` decides which tags an author may write, `LinkPolicy` which links, `HeadingSlugger` what
//     a heading's id is.
//  3. Questions to a document: `Document+Walk` (links, images, code), `Document+Outline` (title and
//     headings), `Document+Search` (plain text), `Document+Replacing` (part of a document).
//  4. `HTMLRenderer` is what a caller sets up and calls; `HTMLWriter` does the writing
//     (`HTMLWriter+Tabs` makes tabs of certain lists), through the `HTML` of Markup, which escapes what an author wrote.
//
//  A document goes one way: text -> cmark's tree -> `[Block]` -> bytes. Nothing here reads a file,
//  knows about pages or keeps state between two documents.

/// A Markdown text, parsed.
///
/// The dialect is GitHub's: tables, strikethrough, bare links, task lists, footnotes, alerts, and
/// `<details>`. What the text looks like on GitHub is what it looks like here.
///
///     let document = try Document(parsing: "# Roll back\n\nAsk [Ann](mailto:ann@example.com).")
///     document.title                              // "Roll back"
///     document.links.map(\.destination)           // ["mailto:ann@example.com"]
///     HTMLRenderer().render(document)             // UTF-8 of "<h1 id="roll-back">Roll back ..."
///
/// Several tasks may parse at once (see `CMark`).
///
/// cmark-gfm as Debian 12 ships it takes quadratic time on some hostile texts, and copies a long link
/// once for every reference to it. So the work is counted before a text is parsed: one that takes up to ten times
/// what a page takes is tried first in another process, and one that takes more ends in a `ParseError`.
package struct Document: Sendable, Equatable {
    /// What the text says, from top to bottom.
    package let blocks: [Block]

    /// The notes that the text refers to, in the order of their numbers.
    package let footnotes: [Footnote]

    /// What may stand in it that seldom does.
    package let traits: Traits

    /// Parses `text`, which begins in line `firstLine` of its file.
    ///
    /// A text that starts after four lines of front matter has `firstLine: 5`; every line number in the
    /// tree is then a line of the file. Throws only for a text that no reader could have written:
    /// larger or deeper than `Limits` allow.
    package init(parsing text: String, firstLine: Int = 1) throws(ParseError) {
        let size = text.utf8.count
        guard size <= Limits.bytes else { throw ParseError(line: firstLine, reason: .tooLarge(bytes: size)) }
        self = try CMark.parse(text, firstLine: firstLine)
    }

    /// Whether `text` could keep the parser busy, and is therefore tried in another process first.
    package static func isSuspicious(_ text: String) -> Bool { CMark.suspiciousLine(of: text) != nil }

    /// Whether several texts are parsed at the same time; otherwise the parser takes them one by one.
    package static var isParsedInParallel: Bool { CMark.isParallel }

    init(blocks: [Block], footnotes: [Footnote], traits: Traits) {
        self.blocks = blocks
        self.footnotes = footnotes
        self.traits = traits
    }

    /// Whether the two say the same: the traits of a part of a document are those of the whole.
    package static func == (left: Document, right: Document) -> Bool {
        left.blocks == right.blocks && left.footnotes == right.footnotes
    }
}

extension Document {
    /// A note at the end of the document, with the number that its references show.
    package struct Footnote: Sendable, Equatable {
        /// The author's name for the note: `caps` for `[^caps]`.
        package let label: String

        /// The number that readers see, from 1.
        package let index: Int

        /// How many references point to it; each gets a way back.
        package let referenceCount: Int

        /// What the note says.
        package let blocks: [Block]

        /// The line in which the note begins.
        package let line: Int
    }

    /// Rare parts of a document, so that a search for one can skip the documents without it.
    package struct Traits: OptionSet, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// Raw HTML, a comment, or text that contains a `<`.
        package static let markup = Traits(rawValue: 1)

        /// A link or an image whose destination is not permitted.
        package static let refusedLinks = Traits(rawValue: 2)
    }

    /// How much of a text is accepted.
    package enum Limits {
        /// The largest text, in bytes of UTF-8.
        package static let bytes = 1 << 20

        /// The deepest nest of quotes, lists, emphasis and `<details>`, together.
        ///
        /// Everything here that walks a tree calls itself once a level, so this bounds the stack.
        package static let depth = 200

        /// The most blocks and inlines: a table can make 400 bytes of output from one byte.
        package static let nodes = 500_000

        /// The most bytes in destinations and titles of all links and images together.
        ///
        /// They can be more than the text has only where one reference is used again and again.
        package static let linkBytes = 2 << 20

        /// The most memory that the parser may take for a text of `size` bytes.
        ///
        /// A page takes 30 times its size, and a table of empty cells 200 times.
        static func memory(forBytes size: Int) -> Int { min(256 << 20, (16 << 20) + 256 * size) }
    }

    /// Why a text was not parsed.
    package struct ParseError: Error, Sendable, Equatable, CustomStringConvertible {
        /// The limit that the text broke.
        package enum Reason: Sendable, Equatable {
            case tooLarge(bytes: Int)
            case tooDeep
            case tooManyNodes
            case tooManyLinkBytes
            case tooCostly
        }

        /// The line in which it broke.
        package let line: Int

        /// The limit that it broke.
        package let reason: Reason

        package var description: String {
            switch reason {
            case .tooLarge(let bytes):
                "the text is \(bytes) bytes long; the limit is \(Limits.bytes)"
            case .tooDeep:
                "quotes, lists or emphasis are nested more than \(Limits.depth) deep"
            case .tooManyNodes:
                "the text has more than \(Limits.nodes) elements"
            case .tooManyLinkBytes:
                "link destinations and titles together exceed \(Limits.linkBytes) bytes"
            case .tooCostly:
                "the text takes more time or memory to read than any page that a person writes"
            }
        }
    }
}

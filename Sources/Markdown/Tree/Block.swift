/// A part of a document that has its own lines.
///
/// The line numbers are those of the file that the text came from.
package enum Block: Sendable, Equatable {
    /// `## Roll back` -> `<h2 id="roll-back">Roll back</h2>`.
    case heading(Heading)

    /// Text up to a blank line -> `<p>text</p>`.
    case paragraph([Inline], line: Int)

    /// `- a`, `1. a` or `- [x] a` -> `<ul>` or `<ol>`.
    case list(List)

    /// `> text` -> `<blockquote>`.
    case quote([Block], line: Int)

    /// `> [!NOTE]` and the text below it -> `<aside class="alert alert-note">`.
    case alert(Alert)

    /// A fenced or indented block -> `<pre><code>`.
    case code(CodeBlock)

    /// `| a | b |` -> `<table>`.
    case table(Table)

    /// `---` -> `<hr>`.
    case thematicBreak(line: Int)

    /// `<!-- text -->` on its own lines, which renders as nothing. The text is trimmed.
    case comment(String, line: Int)

    /// `<details>` to `</details>` around Markdown, as GitHub permits it.
    case details(Details)

    /// Raw HTML that is not permitted: shown as it was written.
    case escaped(String, line: Int)
}

extension Block {
    /// A heading, with the id that GitHub gives it.
    package struct Heading: Sendable, Equatable {
        /// 1 to 6.
        package let level: Int

        /// What a link's fragment says; empty when the heading has no letter or digit.
        package let id: String

        /// The text.
        package let content: [Inline]

        /// Its line, counted from 1.
        package let line: Int
    }

    /// A list, numbered or not.
    package struct List: Sendable, Equatable {
        /// The number of the first item, or nil for bullets.
        package let start: Int?

        /// Whether no blank line separates the items: then their paragraphs have no `<p>`.
        package let isTight: Bool

        /// The items.
        package let items: [ListItem]

        /// The line in which it begins.
        package let line: Int

        /// Whether the items are numbered.
        package var isOrdered: Bool { start != nil }
    }

    /// One item of a list.
    package struct ListItem: Sendable, Equatable {
        /// The box before an item: `- [ ]` or `- [x]`.
        package enum Task: Sendable, Equatable {
            case open
            case done
        }

        /// The box, where the item has one.
        package let task: Task?

        /// What the item says.
        package let blocks: [Block]

        /// The line in which it begins.
        package let line: Int
    }

    /// A quote that GitHub shows in a colour, because its first line is `[!NOTE]` or alike.
    package struct Alert: Sendable, Equatable {
        /// The five words that GitHub knows.
        package enum Kind: String, Sendable, Equatable, CaseIterable {
            case note
            case tip
            case important
            case warning
            case caution
        }

        /// The word in the first line.
        package let kind: Kind

        /// What follows the first line.
        package let blocks: [Block]

        /// The line of the word.
        package let line: Int
    }

    /// A table; every row has as many cells as the header.
    package struct Table: Sendable, Equatable {
        /// How a column's text is set.
        package enum Alignment: Sendable, Equatable {
            case left
            case center
            case right
        }

        /// One for each column; nil where the author gave none.
        package let alignments: [Alignment?]

        /// The cells of the first row.
        package let header: [[Inline]]

        /// The cells of the other rows.
        package let rows: [[[Inline]]]

        /// The line of the header.
        package let line: Int
    }

    /// A part that a reader opens.
    package struct Details: Sendable, Equatable {
        /// What `<summary>` says; empty when the author wrote none.
        package let summary: [Inline]

        /// Whether it starts open: `<details open>`.
        package let isOpen: Bool

        /// What it hides.
        package let blocks: [Block]

        /// The line of `<details>`.
        package let line: Int
    }

    /// The line in which the block begins.
    package var line: Int {
        switch self {
        case .heading(let heading): heading.line
        case .list(let list): list.line
        case .alert(let alert): alert.line
        case .code(let code): code.line
        case .table(let table): table.line
        case .details(let details): details.line
        case .paragraph(_, let line), .quote(_, let line), .thematicBreak(let line),
            .comment(_, let line), .escaped(_, let line):
            line
        }
    }
}

/// A block of code, fenced or indented.
///
/// For the fence ```` ```tracker budget ```` `info` is `tracker budget` and `language` is `tracker`.
package struct CodeBlock: Sendable, Equatable {
    /// Everything after the fence; empty for an indented block.
    package let info: String

    /// The code, with its last line break.
    package let text: String

    /// The line of the fence.
    package let line: Int

    /// A block as the parser would have made it.
    package init(info: String, text: String, line: Int) {
        self.info = info
        self.text = text
        self.line = line
    }

    /// The first word of `info`, if it is safe as a class name: at most 32 of `A-Z a-z 0-9 + # _ -`.
    package var language: String? {
        let word = info.utf8.prefix { $0 != 0x20 && $0 != 0x09 }
        guard 1...32 ~= word.count, word.allSatisfy(isLanguageByte) else { return nil }
        return String(Substring(word))
    }
}

private func isLanguageByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "#"), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        true
    default: false
    }
}

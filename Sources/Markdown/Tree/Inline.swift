/// A part of a line: text, or something within text.
package enum Inline: Sendable, Equatable {
    /// Text, with entities and escapes resolved: `a &amp; b` is `a & b`.
    case text(String)

    /// Raw HTML that is not permitted: shown as it was written.
    case escaped(String)

    /// `<!-- text -->` within a line; nothing in HTML. The text is trimmed.
    case comment(String)

    /// A line break in the text that means nothing.
    case softBreak

    /// Two spaces or a backslash at a line's end, or `<br>` -> `<br>`.
    case lineBreak

    /// `` `code` `` -> `<code>code</code>`.
    case code(String)

    /// `*text*` -> `<em>text</em>`.
    case emphasis([Inline])

    /// `**text**` -> `<strong>text</strong>`.
    case strong([Inline])

    /// `~~text~~` -> `<del>text</del>`.
    case strikethrough([Inline])

    /// `<kbd>Q</kbd>` -> itself: one of the few tags that an author may write.
    case tagged(Tag, [Inline])

    /// `[text](destination "title")`, where the destination is permitted.
    indirect case link(Link)

    /// `![alternative](source "title")`, where the source is permitted.
    indirect case image(Image)

    /// A link or image whose destination is not permitted: only its text is shown.
    indirect case refused(RefusedLink)

    /// `[^label]` -> a raised number that links to the note.
    indirect case footnoteReference(FootnoteReference)
}

extension Inline {
    /// A tag that an author may write, without attributes, if it is closed within the same parent.
    ///
    /// `<br>` is permitted as well, and is a `lineBreak`.
    package enum Tag: String, Sendable, Equatable, CaseIterable {
        case kbd
        case sub
        case sup
        case mark
        case ins
        case del
    }

    /// A link that may be followed.
    package struct Link: Sendable, Equatable {
        /// Where it leads, as the author wrote it, with entities and escapes resolved.
        package let destination: String

        /// The text that shows when the pointer rests on it.
        package let title: String

        /// Its text.
        package let content: [Inline]

        /// The line in which it begins.
        package let line: Int
    }

    /// An image that may be loaded.
    package struct Image: Sendable, Equatable {
        /// Where it is, as the author wrote it, with entities and escapes resolved.
        package let source: String

        /// The text that shows when the pointer rests on it.
        package let title: String

        /// What it says to those who do not see it.
        package let alternative: String

        /// The line in which it begins.
        package let line: Int
    }

    /// A link or image that is not rendered as one.
    package struct RefusedLink: Sendable, Equatable {
        /// What the author wrote.
        package let destination: String

        /// Whether it was an image.
        package let isImage: Bool

        /// The text of the link, or the alternative of the image.
        package let content: [Inline]

        /// The line in which it begins.
        package let line: Int
    }

    /// A reference to a note at the end.
    package struct FootnoteReference: Sendable, Equatable {
        /// The author's name for the note.
        package let label: String

        /// The note's number, from 1.
        package let index: Int

        /// Which of the references to this note it is, from 1.
        package let occurrence: Int

        /// Its line, counted from 1.
        package let line: Int
    }
}

extension Document {
    /// A line of the table of contents.
    package struct OutlineEntry: Sendable, Equatable {
        /// The heading's level, 1 to 6.
        package let level: Int

        /// The heading's id.
        package let id: String

        /// The heading's words.
        package let text: String

        /// The line of the heading, counted from 1.
        package let line: Int
    }

    /// The words of the first heading of level 1, or nil.
    package var title: String? {
        headings.first { $0.level == 1 }.map { PlainText.of($0.content) }
    }

    /// The headings of levels 2 and 3, from top to bottom: what a table of contents shows.
    package var outline: [OutlineEntry] {
        outline(levels: 2...3)
    }

    /// The headings of `levels`, from top to bottom.
    package func outline(levels: ClosedRange<Int>) -> [OutlineEntry] {
        headings.lazy.filter { levels.contains($0.level) }.map(\.entry)
    }

    /// Every heading, in quotes, lists and footnotes as well.
    package var headings: [Block.Heading] {
        var found: [Block.Heading] = []
        walk(
            block: { if case .heading(let heading) = $0 { found.append(heading) } },
            inline: { _ in })
        return found
    }

    /// What may stand after `#` in a link to a heading of this document.
    package var headingIDs: Set<String> {
        Set(headings.lazy.map(\.id).filter { !$0.isEmpty })
    }
}

extension Block.Heading {
    /// The heading as a line of the table of contents.
    package var entry: Document.OutlineEntry {
        Document.OutlineEntry(level: level, id: id, text: PlainText.of(content), line: line)
    }
}

extension Document {
    /// The heading of level 1 that the document begins with, if it does.
    package var titleHeading: Block.Heading? {
        guard case .heading(let heading)? = blocks.first, heading.level == 1 else { return nil }
        return heading
    }

    /// The document without that heading.
    package var withoutTitle: Document {
        guard titleHeading != nil else { return self }
        let rest = Array(blocks.dropFirst())
        // Only a note that the title refers to makes the others change their numbers.
        var refersToNote = false
        blocks[0].walk(block: { _ in }) { inline in
            if case .footnoteReference = inline { refersToNote = true }
        }
        return refersToNote
            ? replacing(blocks: rest) : Document(blocks: rest, footnotes: footnotes, traits: traits)
    }
}

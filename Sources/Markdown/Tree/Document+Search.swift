extension Document {
    /// A heading and the words below it, up to the next heading.
    package struct Section: Sendable, Equatable {
        /// The heading's id; nil before the first heading.
        package let id: String?

        /// The heading's words; empty before the first heading.
        package let title: String

        /// The heading's level; 0 before the first heading.
        package let level: Int

        /// The words, a line for each block; code is among them, comments are not.
        package let text: String
    }

    /// The document in pieces that a search can lead to.
    ///
    /// A heading within a quote or a list does not begin a section. Footnotes belong to the last one.
    package var sections: [Section] { sections { $0.text } }

    /// The document in pieces, with the words that `code` gives in place of each code block.
    package func sections(code: (CodeBlock) -> String) -> [Section] {
        var sections: [Section] = []
        var heading: Block.Heading?
        var text = ""
        func close() {
            guard heading != nil || !text.isEmpty else { return }
            while text.utf8.last == 0x0A { text.removeLast() }
            sections.append(
                Section(
                    id: heading?.id, title: heading.map { PlainText.of($0.content) } ?? "",
                    level: heading?.level ?? 0, text: text))
        }
        for block in blocks {
            if case .heading(let next) = block {
                close()
                heading = next
                text = ""
            } else {
                PlainText.append([block], to: &text, code: code)
            }
        }
        for footnote in footnotes { PlainText.append(footnote.blocks, to: &text, code: code) }
        close()
        return sections
    }

    /// All words, a line for each block; code is among them, comments are not.
    package var plainText: String {
        var text = ""
        PlainText.append(blocks, to: &text)
        for footnote in footnotes { PlainText.append(footnote.blocks, to: &text) }
        return text
    }

    /// How many words a reader reads, code included.
    package var wordCount: Int { PlainText.wordCount(of: plainText) }
}

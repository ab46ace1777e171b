//  Mermaid: the text that GitHub draws in a ```mermaid block, to values, and from those to a drawing.
//
//  Flowcharts and sequence diagrams are read; every other type is an error that names it. Nothing of
//  mermaid's own program is run: the grammar is read here, and what has no effect in this site (colours,
//  callbacks) is named in `ignored`, so that its author knows.
//
//  Read the files in this order:
//
//  1. `Mermaid.read` (this file), `MermaidDiagram`, `MermaidError`: what a caller uses.
//  2. `SourceText` takes off what surrounds a diagram: front matter, directives, comments; `Cursor` walks the
//     rest, and `LabelText` resolves what a label means: entity codes, line breaks, markdown strings.
//  3. `Flowchart` is the model, `FlowchartReader` reads it, `DotWriter` writes it as DOT for Graphviz.
//  4. `SequenceDiagram` is the model, `SequenceReader` reads it, `SequenceLayout` gives everything a place
//     (`TextWidth` knows how wide words are), and `SequenceDrawing` writes SVG, of `SequenceShapes`.
//  5. `Words` describes a diagram in sentences, for readers who do not see it.

/// Reads diagrams in mermaid's language.
package enum Mermaid {
    /// The diagram that `text` describes.
    ///
    ///     let diagram = try Mermaid.read("flowchart LR\n  a[Train] -->|register| b[(Registry)]")
    ///     diagram.words     // ["Train leads to Registry (register)."]
    ///
    /// - Parameter text: one flowchart or sequence diagram, at most 64 KiB.
    package static func read(_ text: String) throws(MermaidError) -> MermaidDiagram {
        let source = try SourceText(text)
        switch source.kind {
        case .flowchart:
            var reader = FlowchartReader(source)
            return .flowchart(try reader.read())
        case .sequence:
            var reader = SequenceReader(source)
            return .sequence(try reader.read())
        }
    }
}

/// A diagram that was read.
package enum MermaidDiagram: Sendable, Equatable {
    case flowchart(Flowchart)
    case sequence(SequenceDiagram)

    /// What the author wrote about the diagram.
    package var heading: Heading {
        switch self {
        case .flowchart(let chart): chart.heading
        case .sequence(let diagram): diagram.heading
        }
    }

    /// What was read and has no effect here, in the order in which it was found.
    package var ignored: [String] {
        switch self {
        case .flowchart(let chart): chart.ignored
        case .sequence(let diagram): diagram.ignored
        }
    }

    /// The links of the diagram.
    package var links: [DiagramLink] {
        switch self {
        case .flowchart(let chart): chart.links
        case .sequence(let diagram): diagram.participants.flatMap(\.links)
        }
    }

    /// What a screen reader reads: the author's words, or else what kind of diagram it is and how large.
    package var alternative: String { heading.alternative ?? summary }
}

/// What an author wrote about a diagram, apart from the drawing.
package struct Heading: Sendable, Equatable {
    /// Shown above the drawing: `title:` in the front matter, or a line `title ...`.
    package var title: String?
    /// `accTitle: ...`.
    package var accessibleTitle: String?
    /// The author's text for those who do not see the drawing: `accDescr: ...`, or a comment `%% alt: ...`.
    package var alternative: String?
}

/// A link of a diagram.
package struct DiagramLink: Sendable, Equatable {
    /// The words of the link; empty where a node is the link.
    package let text: String
    /// As the author wrote it: `https`, or relative.
    package let destination: String
    /// The line of the block, from 1.
    package let line: Int
}

/// Why a diagram was not drawn.
package struct MermaidError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The line of the block, from 1.
    package let line: Int
    /// What is wrong, in a few words.
    package let message: String
    /// What to do about it.
    package let hint: String

    init(_ line: Int, _ message: String, hint: String) {
        self.line = line
        self.message = message
        self.hint = hint
    }

    package var description: String { "line \(line): \(message) (\(hint))" }
}

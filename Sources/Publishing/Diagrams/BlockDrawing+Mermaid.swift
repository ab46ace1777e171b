import Content
import Diagrams
import Engagement
import Markdown
import Markup

/// Draws ```` ```mermaid ```` blocks, as they are pasted from GitHub.
extension BlockDrawing {
    func mermaid(
        _ code: CodeBlock, number: Int, on drawn: inout DrawnPage, within allowance: inout BlockAllowance
    ) -> HTML? {
        let page = drawn.page
        let diagram: MermaidDiagram
        do {
            diagram = try Mermaid.read(code.text)
        } catch {
            drawn.diagnostics.append(
                Diagnostic(
                    rule: .badDiagram, file: page.file, line: code.line + error.line,
                    "the diagram cannot be drawn: \(error.message)", hint: error.hint))
            return nil
        }
        for link in diagram.links { drawn.add(link.destination, line: code.line + link.line, resolver: resolver) }
        if !diagram.ignored.isEmpty {
            drawn.diagnostics.append(
                Diagnostic(
                    .warning, rule: .diagramRemark, file: page.file, line: code.line,
                    "the diagram is drawn without \(abridged(diagram.ignored, separator: "; "))",
                    hint: "remove it from the block, or leave it: the site's own styles apply"))
        }
        let title = diagram.heading.accessibleTitle ?? diagram.heading.title ?? "Diagram \(number) of \(page.title)"
        let prefix = "diagram-\(number)-"
        switch diagram {
        case .sequence(let sequence):
            let drawing = SequenceDrawing(
                sequence, title: title, alternative: diagram.alternative, idPrefix: prefix, link: link(from: page))
            return figure(drawing.svg, width: drawing.width, of: diagram)
        case .flowchart(let flowchart):
            do {
                let drawing = try Graphviz.render(
                    dot: flowchart.dot(alternative: diagram.alternative), title: title, idPrefix: prefix,
                    within: &allowance.drawing, link: link(from: page))
                return figure(drawing.svg, width: drawing.width, of: diagram)
            } catch {
                drawn.diagnostics.append(
                    error.reason == .beyondAllowance
                        ? allowance.diagnostic(code, in: page)
                        : Diagnostic(
                            rule: .badDiagram, file: page.file, line: code.line,
                            "the diagram cannot be drawn: \(error.message)", hint: "draw several smaller diagrams"))
                return nil
            }
        }
    }

    /// The drawing; below it the author's words for it, or else what was made of the diagram itself.
    private func figure(_ svg: [UInt8], width: Int, of diagram: MermaidDiagram) -> HTML {
        var html = HTML()
        let isSequence = if case .sequence = diagram { true } else { false }
        html.markup("<figure class=\"drawing\">\n<div class=\"drawing-canvas")
        html.markup(Self.leastWidth(width))
        html.markup("\" role=\"group\" tabindex=\"0\" aria-label=\"Diagram\">\n")
        html.append(trusted: svg)
        html.markup("\n</div>\n")
        if let alternative = diagram.heading.alternative {
            html.markup("<figcaption>")
            html.text(alternative)
            html.markup("</figcaption>\n")
        } else {
            html.markup("<details class=\"drawing-words\">\n<summary>Diagram in words</summary>\n")
            html.markup(isSequence ? "<ol>\n" : "<ul>\n")
            for sentence in diagram.words {
                html.markup("<li>")
                html.text(sentence)
                html.markup("</li>\n")
            }
            html.markup(isSequence ? "</ol>\n" : "</ul>\n")
            html.markup("</details>\n")
        }
        html.markup("</figure>\n")
        return html
    }

    /// Returns the class that makes a wide drawing scroll instead of shrinking until it is illegible.
    private static func leastWidth(_ width: Int) -> StaticString {
        switch width {
        case ..<900: ""
        case ..<1100: " is-wide"
        case ..<1450: " is-wider"
        case ..<1800: " is-very-wide"
        default: " is-widest"
        }
    }
}

import Markup

/// Draws a sequence diagram as SVG: shapes with classes, whose colours the page's style sheet gives.
package struct SequenceDrawing: Sendable {
    /// One `<svg>` element in UTF-8, for an HTML page.
    package let svg: [UInt8]
    /// The natural size in CSS pixels.
    package let width: Int
    package let height: Int

    /// Draws `diagram`; equal arguments give equal bytes.
    ///
    /// - Parameters:
    ///   - title: the name that a screen reader reads.
    ///   - alternative: the description that it reads next.
    ///   - idPrefix: what comes before each id, so that two diagrams fit on one page.
    ///   - link: rewrites a link's relative destination; nil leaves its words without a link.
    package init(
        _ diagram: SequenceDiagram, title: String, alternative: String, idPrefix: String,
        link: @escaping (String) -> String?
    ) {
        let layout = SequenceLayout(diagram)
        var pen = SequencePen(layout: layout, link: link)
        pen.draw(title: title, alternative: alternative, idPrefix: idPrefix)
        svg = pen.svg.bytes
        width = layout.width
        height = layout.height
    }
}

/// Writes what a layout placed, from the back to the front.
struct SequencePen {
    let layout: SequenceLayout
    let link: (String) -> String?
    var svg = HTML()

    init(layout: SequenceLayout, link: @escaping (String) -> String?) {
        self.layout = layout
        self.link = link
    }

    mutating func draw(title: String, alternative: String, idPrefix: String) {
        open(title: title, alternative: alternative, idPrefix: idPrefix)
        svg.lines(
            layout.titleLines, "sequence-title", x: middle(layout.extent), y: 8 + 16,
            lineHeight: SequenceLayout.titleLineHeight)
        for box in layout.boxes {
            svg.rectangle(
                "sequence-box", x: box.extent, y: layout.boxTop, height: layout.height - layout.boxTop - 6, radius: 6)
            svg.lines(
                box.lines, "sequence-box-title", x: middle(box.extent), y: layout.boxTop + 19,
                lineHeight: SequenceColumns.lineHeight)
        }
        for frame in layout.frames where frame.frame == .rect {
            svg.rectangle("sequence-rect", x: frame.extent, y: frame.top, height: frame.bottom - frame.top, radius: 4)
        }
        for life in layout.lives {
            svg.shape(
                "line", "sequence-life", ["x1": life.center, "y1": life.top, "x2": life.center, "y2": life.bottom])
        }
        for bar in layout.bars.sorted(by: { ($0.x, $0.top) < ($1.x, $1.top) }) {
            svg.rectangle(
                "sequence-bar", x: bar.x...(bar.x + SequenceColumns.barWidth), y: bar.top,
                height: bar.bottom - bar.top)
        }
        for frame in layout.frames where frame.frame != .rect { draw(frame) }
        for message in layout.messages { draw(message) }
        for note in layout.notes {
            svg.rectangle("sequence-note", x: note.extent, y: note.y, height: note.height, radius: 3)
            svg.lines(
                note.lines, "sequence-words", x: middle(note.extent), y: note.y + 19,
                lineHeight: SequenceColumns.lineHeight)
        }
        for (index, life) in layout.lives.enumerated() {
            drawHead(of: index, top: life.headTop, hasLinks: true)
            if life.isDestroyed {
                cross(at: life.center, life.bottom, size: 8, "sequence-end")
            } else {
                drawHead(of: index, top: life.bottom, hasLinks: false)
            }
        }
        svg.markup("</svg>")
    }

    private mutating func open(title: String, alternative: String, idPrefix: String) {
        let hasLinks = layout.diagram.participants.contains { !$0.links.isEmpty }
        svg.markup("<svg class=\"diagram sequence\"")
        // The content of an image is not read out, and links must be.
        svg.attribute("role", hasLinks ? "group" : "img")
        svg.attribute("aria-labelledby", idPrefix + "title")
        svg.attribute("aria-describedby", idPrefix + "desc")
        svg.attribute("viewBox", "\(layout.extent.lowerBound) 0 \(layout.width) \(layout.height)")
        svg.attribute("width", layout.width)
        svg.attribute("height", layout.height)
        svg.attribute("font-size", SequenceColumns.letter)
        svg.markup(">\n<title")
        svg.attribute("id", idPrefix + "title")
        svg.markup(">")
        svg.text(title)
        svg.markup("</title>\n<desc")
        svg.attribute("id", idPrefix + "desc")
        svg.markup(">")
        svg.text(alternative)
        svg.markup("</desc>\n")
    }

    func middle(_ extent: ClosedRange<Int>) -> Int { (extent.lowerBound + extent.upperBound) / 2 }

    private mutating func draw(_ frame: SequenceLayout.PlacedFrame) {
        let (left, right) = (frame.extent.lowerBound, frame.extent.upperBound)
        svg.rectangle("sequence-frame", x: frame.extent, y: frame.top, height: frame.bottom - frame.top)
        for divider in frame.dividers {
            svg.shape("line", "sequence-divider", ["x1": left, "y1": divider.y, "x2": right, "y2": divider.y])
            svg.lines(
                divider.lines, "sequence-condition", x: left + 12, y: divider.y + 15,
                lineHeight: SequenceColumns.smallLineHeight, anchor: .start)
        }
        let tag = left + SequenceLayout.tagWidth(frame.frame)
        svg.path(
            "sequence-tag", .move(left, frame.top), .line(tag, frame.top), .line(tag, frame.top + 12),
            .line(tag - 8, frame.top + 20), .line(left, frame.top + 20), .close)
        svg.lines(
            [frame.frame.rawValue], "sequence-kind", x: left + 7, y: frame.top + 14, lineHeight: 0, anchor: .start)
        svg.lines(
            frame.label.lines, "sequence-condition", x: tag + 8, y: frame.top + 15,
            lineHeight: SequenceColumns.smallLineHeight, anchor: .start)
    }

    mutating func cross(at x: Int, _ y: Int, size: Int, _ className: StaticString) {
        svg.path(
            className, .move(x - size, y - size), .line(x + size, y + size), .move(x - size, y + size),
            .line(x + size, y - size))
    }
}

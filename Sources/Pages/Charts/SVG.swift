import Markup

/// A drawing in the page.
///
/// Across, places are shares of the width; down, they are pixels. So a drawing is as wide as its column, and
/// its words keep their size on a phone. Colours are the style sheet's: a shape has a class and no style.
struct SVG {
    /// What a screen reader reads.
    struct Name {
        /// The prefix of the ids in the page.
        let id: String
        let title: String
        let description: String
    }

    enum Anchor: String {
        case start, middle, end
    }

    /// A point of a line: across in shares of the width, down in tenths of a pixel.
    struct Point {
        let x: Share
        let y: Int
    }

    private(set) var html = HTML()
    private let height: Int

    /// - Parameter name: Nil if the text beside the drawing describes all that it shows.
    init(_ className: StaticString, height: Int, name: Name?) {
        self.height = height
        html.markup("<svg class=\"")
        html.markup(className)
        html.markup("\" width=\"100%\"")
        html.attribute("height", height)
        guard let name else {
            html.markup(" aria-hidden=\"true\" focusable=\"false\">")
            return
        }
        html.markup(" role=\"img\" aria-labelledby=\"")
        html.text(name.id + "-title " + name.id + "-desc")
        html.markup("\">\n<title id=\"")
        html.text(name.id)
        html.markup("-title\">")
        html.text(name.title)
        html.markup("</title>\n<desc id=\"")
        html.text(name.id)
        html.markup("-desc\">")
        html.text(name.description)
        html.markup("</desc>\n")
    }

    /// The whole drawing.
    func closed() -> HTML {
        var closed = html
        closed.markup("</svg>\n")
        return closed
    }

    mutating func line(_ className: StaticString, x1: Share, y1: Int, x2: Share, y2: Int) {
        open("line", className)
        html.attribute("x1", x1.percent)
        html.attribute("y1", y1)
        html.attribute("x2", x2.percent)
        html.attribute("y2", y2)
        html.markup("/>\n")
    }

    /// A line from the top to the bottom, however high the drawing becomes.
    mutating func rule(_ className: StaticString, x: Share) {
        open("line", className)
        html.attribute("x1", x.percent)
        html.attribute("y1", 0)
        html.attribute("x2", x.percent)
        html.markup(" y2=\"100%\"/>\n")
    }

    /// - Parameter tip: What a pointer over it shows.
    mutating func rectangle(
        _ className: StaticString, x: Share, width: Share, y: Int, height: Int, radius: Int = 0, tip: String? = nil
    ) {
        open("rect", className)
        html.attribute("x", x.percent)
        html.attribute("y", y)
        html.attribute("width", width.percent)
        html.attribute("height", height)
        if radius > 0 { html.attribute("rx", radius) }
        guard let tip else { return html.markup("/>\n") }
        html.markup("><title>")
        html.text(tip)
        html.markup("</title></rect>\n")
    }

    /// - Parameter shift: Pixels to the right of `x`.
    mutating func text(
        _ className: StaticString, _ text: String, x: Share, y: Int, shift: Int = 0, anchor: Anchor = .start
    ) {
        open("text", className)
        html.attribute("x", x.percent)
        html.attribute("y", y)
        if shift != 0 { html.attribute("dx", shift) }
        if anchor != .start {
            html.attribute("text-anchor", anchor.rawValue)
        }
        html.markup(">")
        html.text(text)
        html.markup("</text>\n")
    }

    /// A sign of fixed size, whose path is drawn around the point.
    mutating func sign(_ className: StaticString, _ path: StaticString, x: Share, y: Int) {
        html.markup("<svg overflow=\"visible\"")
        html.attribute("x", x.percent)
        html.attribute("y", y)
        html.markup(">")
        open("path", className)
        html.markup(" d=\"")
        html.markup(path)
        html.markup("\"/></svg>\n")
    }

    /// A line through `points`, or with `isClosed` the area between them.
    mutating func path(_ className: StaticString, _ points: [Point], isClosed: Bool = false) {
        guard let first = points.first else { return }
        // A nested drawing, whose units stretch with the width.
        html.markup("<svg viewBox=\"0 0 10000 ")
        html.number(height * 10)
        html.markup("\" preserveAspectRatio=\"none\" overflow=\"visible\" width=\"100%\"")
        html.attribute("height", height)
        html.markup(">")
        open("path", className)
        html.markup(" d=\"M")
        html.number(first.x.count)
        html.markup(" ")
        html.number(first.y)
        for point in points.dropFirst() {
            html.markup("L")
            html.number(point.x.count)
            html.markup(" ")
            html.number(point.y)
        }
        if isClosed { html.markup("Z") }
        html.markup("\"/></svg>\n")
    }

    private mutating func open(_ element: StaticString, _ className: StaticString) {
        html.markup("<")
        html.markup(element)
        html.markup(" class=\"")
        html.markup(className)
        html.markup("\"")
    }
}

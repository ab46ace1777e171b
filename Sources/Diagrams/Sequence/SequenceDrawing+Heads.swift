import Markup

// Participants: boxes and figures, with names and links.
extension SequencePen {
    /// Draws the head of a participant, whose upper edge is at `top`.
    mutating func drawHead(of index: Int, top: Int, hasLinks: Bool) {
        let head = layout.columns.heads[index]
        let center = layout.lives[index].center
        let height = hasLinks ? head.height : head.heightWithoutLinks
        let extent = (center - head.width / 2)...(center + head.width / 2)
        var text = top + 22
        switch head.role {
        case .participant: box(extent, top, height)
        case .collections:
            svg.rectangle(
                "sequence-head", x: (extent.lowerBound + 5)...(extent.upperBound + 5), y: top - 5, height: height,
                radius: 4)
            box(extent, top, height)
        case .database:
            cylinder(extent, top, height)
            text += 14
        case .queue: queue(extent, top, height)
        case .actor, .boundary, .control, .entity:
            text = top + SequenceColumns.iconHeight + 17
            drawFigure(head.role, center, top)
        }
        svg.lines(head.lines, "sequence-name", x: center, y: text, lineHeight: SequenceColumns.lineHeight)
        guard hasLinks else { return }
        text += head.lines.count * SequenceColumns.lineHeight - 3
        for (number, link) in head.links.enumerated() {
            draw(link, center, text + number * SequenceColumns.smallLineHeight)
        }
    }

    private mutating func draw(_ link: DiagramLink, _ x: Int, _ y: Int) {
        let target = LinkPolicy.isRelative(link.destination) ? self.link(link.destination) : link.destination
        let isLink = target.map { LinkPolicy.permits($0, in: .diagram) } ?? false
        if isLink, let target {
            svg.markup("<a")
            svg.attribute("href", target)
            svg.markup(">")
        }
        svg.lines([link.text], isLink ? "sequence-link" : "sequence-condition", x: x, y: y, lineHeight: 0)
        if isLink { svg.markup("</a>\n") }
    }

    private mutating func box(_ extent: ClosedRange<Int>, _ top: Int, _ height: Int) {
        svg.rectangle("sequence-head", x: extent, y: top, height: height, radius: 4)
    }

    private mutating func cylinder(_ extent: ClosedRange<Int>, _ top: Int, _ height: Int) {
        let (left, right, upper, lower) = (extent.lowerBound, extent.upperBound, top + 7, top + height - 7)
        svg.path(
            "sequence-head", .move(left, upper), .curve([left, upper - 9, right, upper - 9, right, upper]),
            .line(right, lower), .curve([right, lower + 9, left, lower + 9, left, lower]), .close, .move(left, upper),
            .curve([left, upper + 9, right, upper + 9, right, upper]))
    }

    private mutating func queue(_ extent: ClosedRange<Int>, _ top: Int, _ height: Int) {
        let (left, right, bottom) = (extent.lowerBound + 8, extent.upperBound - 8, top + height)
        svg.path(
            "sequence-head", .move(left, top), .line(right, top),
            .curve([right + 10, top, right + 10, bottom, right, bottom]), .line(left, bottom),
            .curve([left - 10, bottom, left - 10, top, left, top]), .close, .move(right, top),
            .curve([right - 10, top, right - 10, bottom, right, bottom]))
    }

    /// A person, or one of the three signs of analysis: boundary, control, entity.
    private mutating func drawFigure(_ role: SequenceDiagram.Role, _ x: Int, _ top: Int) {
        switch role {
        case .actor:
            svg.shape("circle", "sequence-figure", ["cx": x, "cy": top + 8, "r": 7])
            svg.path(
                "sequence-figure", .move(x, top + 15), .line(x, top + 27), .move(x - 11, top + 20),
                .line(x + 11, top + 20), .move(x - 9, top + 39), .line(x, top + 27), .line(x + 9, top + 39))
        case .boundary:
            svg.shape("circle", "sequence-figure", ["cx": x + 8, "cy": top + 20, "r": 15])
            svg.path(
                "sequence-figure", .move(x - 22, top + 7), .line(x - 22, top + 33), .move(x - 22, top + 20),
                .line(x - 7, top + 20))
        case .control:
            svg.shape("circle", "sequence-figure", ["cx": x, "cy": top + 22, "r": 15])
            svg.path(
                "sequence-figure", .move(x + 6, top + 2), .line(x - 1, top + 7), .line(x + 6, top + 12))
        default:
            svg.shape("circle", "sequence-figure", ["cx": x, "cy": top + 20, "r": 15])
            svg.path("sequence-figure", .move(x - 15, top + 37), .line(x + 15, top + 37))
        }
    }
}

import Markup

// Arrows and their texts.
extension SequencePen {
    mutating func draw(_ placed: SequenceLayout.PlacedMessage) {
        let message = placed.message
        let isLoop = message.from == message.to
        let direction = placed.end > placed.start ? 1 : -1
        let plate = SequenceColumns.width(ofNumber: message.number)
        // A cross of the participant's own end takes the place of the arrow's.
        let head = message.destroys.contains(message.to) && message.head == .cross ? .none : message.head
        if isLoop {
            drawLoop(placed, plate: plate)
            drawHead(head, at: placed.end, placed.lowerY, direction: -1)
        } else {
            let start = message.tail == .arrow ? placed.start + 8 * direction : placed.start
            let end = head == .arrow ? placed.end - 8 * direction : placed.end
            line(isDotted: message.isDotted, start, end, placed.y)
            drawHead(head, at: placed.end, placed.y, direction: direction)
            if message.tail != .none {
                drawHead(message.tail, at: placed.start, placed.y, direction: -direction)
            }
            svg.lines(
                placed.lines, "sequence-words", x: (placed.start + placed.end + plate * direction) / 2,
                y: placed.y - 7 - (placed.lines.count - 1) * SequenceColumns.lineHeight,
                lineHeight: SequenceColumns.lineHeight)
        }
        if message.dotAtStart { svg.shape("circle", "sequence-dot", ["cx": placed.start, "cy": placed.y, "r": 4]) }
        if message.dotAtEnd { svg.shape("circle", "sequence-dot", ["cx": placed.end, "cy": placed.lowerY, "r": 4]) }
        if let number = message.number {
            let middle = placed.start + (isLoop ? 1 : direction) * (plate / 2 + 3)
            svg.rectangle(
                "sequence-number", x: (middle - plate / 2)...(middle + plate / 2), y: placed.y - 9, height: 18,
                radius: 9)
            svg.lines([number], "sequence-digits", x: middle, y: placed.y + 4, lineHeight: 0)
        }
    }

    private mutating func line(isDotted: Bool, _ start: Int, _ end: Int, _ y: Int) {
        let ends: KeyValuePairs<StaticString, Int> = ["x1": start, "y1": y, "x2": end, "y2": y]
        svg.shape("line", isDotted ? "sequence-message dotted" : "sequence-message", ends)
    }

    /// A message to oneself goes out to the right and comes back lower down.
    private mutating func drawLoop(_ placed: SequenceLayout.PlacedMessage, plate: Int) {
        let far = max(placed.start, placed.end) + plate + SequenceColumns.loopWidth
        let end = placed.message.head == .arrow ? placed.end + 8 : placed.end
        let bend = 6
        let (top, bottom) = (placed.y, placed.lowerY)
        svg.path(
            placed.message.isDotted ? "sequence-message dotted" : "sequence-message", .move(placed.start, top),
            .line(far - bend, top), .curve([far, top, far, top, far, top + bend]), .line(far, bottom - bend),
            .curve([far, bottom, far, bottom, far - bend, bottom]), .line(end, bottom))
        let text = placed.lines.count * SequenceColumns.lineHeight
        svg.lines(
            placed.lines, "sequence-words", x: far + 8, y: (top + bottom - text) / 2 + 14,
            lineHeight: SequenceColumns.lineHeight, anchor: .start)
    }

    /// Draws the head of an arrow that points in `direction`, 1 to the right and -1 to the left.
    private mutating func drawHead(_ head: SequenceDiagram.Head, at x: Int, _ y: Int, direction: Int) {
        let back = x - 9 * direction
        switch head {
        case .none: break
        case .arrow:
            svg.path("sequence-arrow", .move(x, y), .line(back, y - 4), .line(back, y + 4), .close)
        case .open:
            svg.path("sequence-message", .move(back, y - 5), .line(x, y), .line(back, y + 5))
        case .cross: cross(at: x - 7 * direction, y, size: 5, "sequence-cross")
        case .upperHalf: svg.path("sequence-arrow", .move(x, y), .line(back, y - 6), .line(back, y), .close)
        case .lowerHalf: svg.path("sequence-arrow", .move(x, y), .line(back, y + 6), .line(back, y), .close)
        }
    }
}

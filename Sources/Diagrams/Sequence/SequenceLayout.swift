/// A sequence diagram with a place for everything: pixels, from the top left.
struct SequenceLayout {
    struct PlacedMessage {
        let message: SequenceDiagram.Message
        let lines: [String]
        /// Where the line starts and ends; for a message to oneself both are at its bar's right edge.
        let start: Int
        let end: Int
        let y: Int
        /// The lower end of a message to oneself; `y` for others.
        let lowerY: Int
    }

    struct PlacedNote {
        let extent: ClosedRange<Int>
        let y: Int
        let height: Int
        let lines: [String]
    }

    struct Label {
        let y: Int
        let lines: [String]
    }

    struct PlacedFrame {
        let frame: SequenceDiagram.Frame
        let extent: ClosedRange<Int>
        let top: Int
        var bottom: Int
        let label: Label
        var dividers: [Label] = []
    }

    struct Bar {
        let x: Int
        let top: Int
        let bottom: Int
    }

    /// The life of a participant: its head at the top, its line, and where it ends.
    struct Life {
        let center: Int
        var headTop: Int
        var top: Int
        var bottom = 0
        var isDestroyed = false
    }

    let diagram: SequenceDiagram
    let columns: SequenceColumns
    private(set) var messages: [PlacedMessage] = []
    private(set) var notes: [PlacedNote] = []
    private(set) var frames: [PlacedFrame] = []
    private(set) var bars: [Bar] = []
    private(set) var lives: [Life] = []
    private(set) var titleLines: [String] = []
    /// The extents of the boxes, with the lines of their titles.
    private(set) var boxes: [(extent: ClosedRange<Int>, lines: [String])] = []
    private(set) var extent: ClosedRange<Int>
    private(set) var boxTop = 0
    private(set) var height = 0

    private var y = 0
    private var openBars: [[(x: Int, top: Int)]]
    private var openFrames: [Int] = []
    private let frameExtents: [ClosedRange<Int>]

    static let titleLetter = 16
    static let titleLineHeight = 22

    init(_ diagram: SequenceDiagram) {
        self.diagram = diagram
        columns = SequenceColumns(diagram)
        frameExtents = Self.frameExtents(diagram, columns)
        openBars = Array(repeating: [], count: diagram.participants.count)
        extent = 0...0
        boxes = placedBoxes()
        extent = wholeExtent()
        place()
    }

    var width: Int { extent.count }

    // MARK: Extents

    private static func union(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>) -> ClosedRange<Int> {
        guard let left else { return right }
        return min(left.lowerBound, right.lowerBound)...max(left.upperBound, right.upperBound)
    }

    /// How wide the tag with a frame's kind is.
    static func tagWidth(_ frame: SequenceDiagram.Frame) -> Int {
        TextWidth.pixels(frame.rawValue, size: SequenceColumns.smallLetter) * 11 / 10 + 22
    }

    /// The extents of the frames, in the order in which they open: as wide as what is in them.
    private static func frameExtents(_ diagram: SequenceDiagram, _ columns: SequenceColumns) -> [ClosedRange<Int>] {
        var extents: [ClosedRange<Int>?] = []
        var minimums: [Int] = []
        var open: [Int] = []
        func add(_ extent: ClosedRange<Int>) {
            if let last = open.last { extents[last] = union(extents[last], extent) }
        }
        for event in diagram.events {
            switch event.kind {
            case .message(let message): add(columns.extent(of: message))
            case .note(let note): add(columns.extent(of: note))
            case .open(let frame, let label):
                open.append(extents.count)
                extents.append(nil)
                let words = TextWidth.pixels(label, size: SequenceColumns.smallLetter) + 16
                minimums.append(frame == .rect ? 0 : tagWidth(frame) + min(label.isEmpty ? 10 : words, 170))
            case .divide(let label):
                guard let last = open.last else { break }
                let words = TextWidth.pixels(label, size: SequenceColumns.smallLetter) + 30
                minimums[last] = max(minimums[last], min(words, 190))
            case .close:
                guard let last = open.popLast() else { break }
                var extent = extents[last] ?? ((columns.centers.first ?? 0)...(columns.centers.last ?? 0))
                extent = (extent.lowerBound - 12)...(extent.upperBound + 12)
                let missing = minimums[last] - extent.count
                if missing > 0 { extent = extent.lowerBound...(extent.upperBound + missing) }
                extents[last] = extent
                add(extent)
            default: break
            }
        }
        return extents.map { $0 ?? 0...0 }
    }

    private func placedBoxes() -> [(extent: ClosedRange<Int>, lines: [String])] {
        diagram.boxes.indices.compactMap { box in
            let members = diagram.participants.indices.filter { diagram.participants[$0].box == box }
            guard let first = members.first, let last = members.last else { return nil }
            let left = columns.centers[first] - columns.heads[first].width / 2 - 12
            let right = columns.centers[last] + columns.heads[last].width / 2 + 12
            return (left...right, SequenceColumns.lines(of: diagram.boxes[box], width: right - left - 12))
        }
    }

    private func wholeExtent() -> ClosedRange<Int> {
        var whole: ClosedRange<Int>?
        for (head, center) in zip(columns.heads, columns.centers) {
            whole = Self.union(whole, (center - head.width / 2)...(center + head.width / 2))
        }
        for event in diagram.events {
            if case .message(let message) = event.kind { whole = Self.union(whole, columns.extent(of: message)) }
            if case .note(let note) = event.kind { whole = Self.union(whole, columns.extent(of: note)) }
        }
        for extent in frameExtents + boxes.map(\.extent) { whole = Self.union(whole, extent) }
        let found = whole ?? 0...0
        return (found.lowerBound - 8)...(found.upperBound + 8)
    }
}

// From top to bottom.
extension SequenceLayout {
    private mutating func place() {
        y = 8
        if let title = diagram.heading.title {
            titleLines = SequenceColumns.lines(of: title, width: width - 16, size: Self.titleLetter)
            y += titleLines.count * Self.titleLineHeight + 8
        }
        boxTop = y
        if !boxes.isEmpty { y += (boxes.map(\.lines.count).max() ?? 0) * SequenceColumns.lineHeight + 12 }
        let tallest = columns.heads.map(\.height).max() ?? 0
        lives = diagram.participants.indices.map { index in
            let top = y + tallest - columns.heads[index].height
            return Life(center: columns.centers[index], headTop: top, top: y + tallest)
        }
        y += tallest + 14
        for event in diagram.events { place(event.kind) }
        for participant in openBars.indices {
            while !openBars[participant].isEmpty { closeBar(of: participant, at: y) }
        }
        y += 10
        for index in lives.indices where !lives[index].isDestroyed { lives[index].bottom = y }
        height = y + (columns.heads.map(\.heightWithoutLinks).max() ?? 0) + (boxes.isEmpty ? 8 : 18)
    }

    private mutating func place(_ kind: SequenceDiagram.Event.Kind) {
        switch kind {
        case .message(let message): place(message)
        case .note(let note):
            let lines = columns.lines(of: note)
            let height = max(lines.count, 1) * SequenceColumns.lineHeight + 12
            y += 6
            notes.append(PlacedNote(extent: columns.extent(of: note), y: y, height: height, lines: lines))
            y += height + 8
        case .activate(let participant): openBar(of: participant, at: y)
        case .deactivate(let participant):
            closeBar(of: participant, at: messages.last.map { $0.lowerY > y - 12 ? $0.lowerY : y } ?? y)
        case .open(let frame, let label): open(frame, label)
        case .divide(let label):
            guard let index = openFrames.last else { break }
            y += 6
            let lines = label.isEmpty ? [] : self.label(label, width: frames[index].extent.count - 24)
            frames[index].dividers.append(Label(y: y, lines: lines))
            y += lines.count * SequenceColumns.smallLineHeight + 6
        case .close:
            guard let index = openFrames.popLast() else { break }
            y += 6
            frames[index].bottom = y
            y += 10
        }
    }

    private func label(_ text: String, width: Int) -> [String] {
        SequenceColumns.lines(of: "[\(text)]", width: width, size: SequenceColumns.smallLetter)
    }

    private mutating func open(_ frame: SequenceDiagram.Frame, _ text: String) {
        y += 8
        let extent = frameExtents[frames.count]
        let isPlain = frame == .rect
        let lines = text.isEmpty || isPlain ? [] : label(text, width: extent.count - Self.tagWidth(frame) - 16)
        openFrames.append(frames.count)
        frames.append(
            PlacedFrame(frame: frame, extent: extent, top: y, bottom: y, label: Label(y: y, lines: lines)))
        y += isPlain ? 4 : max(24, lines.count * SequenceColumns.smallLineHeight + 8)
    }

    private mutating func place(_ message: SequenceDiagram.Message) {
        let lines = columns.lines(of: message)
        let isLoop = message.from == message.to
        let text = lines.count * SequenceColumns.lineHeight
        var line = y + (isLoop ? 10 : text + 12)
        if message.creates {
            let height = columns.heads[message.to].height
            line = max(line, y + height / 2 + 6)
            lives[message.to].headTop = line - height / 2
            lives[message.to].top = lives[message.to].headTop + height
        }
        let lowerLine = isLoop ? line + max(22, text - 4) : line
        let goesRight = columns.centers[message.to] > columns.centers[message.from] || isLoop
        let start = edge(of: message.from, onRight: goesRight)
        if message.deactivates { closeBar(of: message.from, at: line) }
        if message.activates { openBar(of: message.to, at: lowerLine) }
        var end = edge(of: message.to, onRight: !goesRight || isLoop)
        if message.creates { end += (goesRight ? -1 : 1) * columns.heads[message.to].width / 2 }
        messages.append(
            PlacedMessage(message: message, lines: lines, start: start, end: end, y: line, lowerY: lowerLine))
        for participant in message.destroys {
            while !openBars[participant].isEmpty { closeBar(of: participant, at: lowerLine) }
            lives[participant].isDestroyed = true
            lives[participant].bottom = lowerLine
        }
        y = max(lowerLine + (message.destroys.isEmpty ? 10 : 18), message.creates ? lives[message.to].top + 8 : 0)
    }

    /// Where an arrow meets a participant: at its line, or at the edge of its bars.
    private func edge(of participant: Int, onRight: Bool) -> Int {
        let half = SequenceColumns.barWidth / 2
        let center = columns.centers[participant]
        guard let last = openBars[participant].last else { return center }
        return onRight ? last.x + 2 * half : center - half
    }

    private mutating func openBar(of participant: Int, at top: Int) {
        let half = SequenceColumns.barWidth / 2
        let depth = min(openBars[participant].count, 4)
        openBars[participant].append((columns.centers[participant] - half + depth * half, top))
    }

    private mutating func closeBar(of participant: Int, at bottom: Int) {
        guard let bar = openBars[participant].popLast() else { return }
        let end = max(bottom, bar.top + 14)
        bars.append(Bar(x: bar.x, top: bar.top, bottom: end))
        y = max(y, end + 4)
    }
}

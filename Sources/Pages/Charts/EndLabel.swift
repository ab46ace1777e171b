/// The name of a line of a chart, beside the line's right end.
struct EndLabel {
    private static let lineHeight = 16
    private static let gap = 5

    /// The middle of the words, in pixels from the top.
    var y: Int
    let lines: [String]
    let className: StaticString

    private var height: Int { lines.count * Self.lineHeight + Self.gap }

    func write(to svg: inout SVG) {
        let first = y - (lines.count - 1) * Self.lineHeight / 2 + 4
        for (number, line) in lines.enumerated() {
            svg.text(className, line, x: .whole, y: first + number * Self.lineHeight, shift: 10)
        }
    }

    /// The labels from top to bottom, moved apart as far as they would overlap.
    static func apart(_ labels: [EndLabel]) -> [EndLabel] {
        var placed = labels.sorted { $0.y < $1.y }
        // Down from the first, and then half of the way back up: each stays as near to its line as can be.
        var pushed = 0
        for index in placed.indices.dropFirst() {
            let room = (placed[index - 1].height + placed[index].height) / 2
            let free = max(placed[index].y, placed[index - 1].y + room)
            pushed = max(pushed, free - placed[index].y)
            placed[index].y = free
        }
        for index in placed.indices.reversed() {
            let wanted = placed[index].y - pushed / 2
            guard index + 1 < placed.count else {
                placed[index].y = wanted
                continue
            }
            let room = (placed[index].height + placed[index + 1].height) / 2
            placed[index].y = min(placed[index].y, placed[index + 1].y - room)
        }
        return placed
    }
}

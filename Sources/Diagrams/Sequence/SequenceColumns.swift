/// Where the participants of a sequence diagram stand, from left to right, and how wide each text may be.
///
/// A column is as far from the next as the messages and notes between them need.
struct SequenceColumns {
    /// The middle of each participant, from the middle of the first.
    private(set) var centers: [Int]
    let heads: [Head]

    /// The box, or the figure, with a participant's name.
    struct Head {
        let lines: [String]
        let links: [DiagramLink]
        let role: SequenceDiagram.Role
        let width: Int
        /// With the links, which stand at the top only.
        let height: Int
        let heightWithoutLinks: Int
    }

    /// The letter size of texts, in pixels; frames' labels and links are smaller.
    static let letter = 14
    static let smallLetter = 12
    static let lineHeight = 18
    static let smallLineHeight = 16
    static let barWidth = 10
    /// How far a message to oneself reaches out, and where its text begins.
    static let loopWidth = 34
    static let iconHeight = 40
    private static let nameWidth = 150
    private static let messageWidth = 230
    private static let noteWidth = 190

    private let diagram: SequenceDiagram
    private var gaps: [Int] = []

    init(_ diagram: SequenceDiagram) {
        self.diagram = diagram
        heads = diagram.participants.map(Self.head)
        centers = []
        gaps = zip(heads, heads.dropFirst()).map { ($0.width + $1.width) / 2 + 28 }
        for (index, pair) in zip(diagram.participants, diagram.participants.dropFirst()).enumerated()
        where pair.0.box != pair.1.box {
            gaps[index] += 24
        }
        for event in diagram.events { widen(for: event.kind) }
        let spans = diagram.events.compactMap { event -> SequenceDiagram.Message? in
            guard case .message(let message) = event.kind, abs(message.from - message.to) > 1 else { return nil }
            return message
        }
        for message in spans { widenSpan(for: message) }
        centers = gaps.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    }

    private static func head(_ participant: SequenceDiagram.Participant) -> Head {
        let lines = lines(of: participant.name, width: nameWidth)
        let words = lines.map { TextWidth.pixels($0, size: letter) }.max() ?? 0
        let links = participant.links.map { TextWidth.pixels($0.text, size: smallLetter) }.max() ?? 0
        let hasIcon: Bool =
            switch participant.role {
            case .participant, .database, .collections, .queue: false
            case .actor, .boundary, .control, .entity: true
            }
        let extra = participant.role == .database ? 14 : 0
        let text = lines.count * lineHeight + (hasIcon ? iconHeight + 6 : 18) + extra
        return Head(
            lines: lines, links: participant.links, role: participant.role,
            width: max(max(words, links) + (participant.role == .queue ? 44 : 28), 80),
            height: text
                + participant.links.count * smallLineHeight, heightWithoutLinks: text)
    }

    static func lines(of text: String, width: Int, size: Int = letter) -> [String] {
        text.isEmpty ? [] : TextWidth.lines(of: text, atMost: width * 1000 / size)
    }

    static func width(of lines: [String], size: Int = letter) -> Int {
        lines.map { TextWidth.pixels($0, size: size) }.max() ?? 0
    }

    /// The width of the plate with a message's number.
    static func width(ofNumber number: String?) -> Int {
        number.map { max(20, TextWidth.pixels($0, size: smallLetter) + 10) } ?? 0
    }

    private mutating func widen(_ gap: Int, to width: Int) {
        if gaps.indices.contains(gap) { gaps[gap] = max(gaps[gap], width) }
    }

    private mutating func widen(for kind: SequenceDiagram.Event.Kind) {
        switch kind {
        case .message(let message) where message.from == message.to:
            widen(message.from, to: Self.loopExtent(of: message) + 20)
        case .message(let message) where abs(message.from - message.to) == 1:
            var width = Self.width(of: lines(of: message)) + 40 + Self.width(ofNumber: message.number)
            if message.creates { width += heads[message.to].width / 2 }
            widen(min(message.from, message.to), to: width)
        case .note(let note):
            let width = Self.width(of: lines(of: note)) + 20
            switch note.side {
            case .left: widen(note.first - 1, to: width + 30)
            case .right: widen(note.first, to: width + 30)
            case .over where note.first == note.last:
                widen(note.first - 1, to: width / 2 + 20)
                widen(note.first, to: width / 2 + 20)
            case .over: break
            }
        default: break
        }
    }

    private mutating func widenSpan(for message: SequenceDiagram.Message) {
        let span = min(message.from, message.to)..<max(message.from, message.to)
        let width =
            Self.width(of: lines(of: message)) + 40 + Self.width(ofNumber: message.number)
            + (message.creates ? heads[message.to].width / 2 : 0)
        let missing = width - gaps[span].reduce(0, +)
        guard missing > 0 else { return }
        for gap in span { gaps[gap] += missing / span.count + 1 }
    }

    // MARK: Texts

    /// The lines of a message: as wide as its arrow, once the columns stand, or as a message may be.
    func lines(of message: SequenceDiagram.Message) -> [String] {
        guard message.from != message.to else { return Self.loopLines(of: message) }
        var width = Self.messageWidth
        if !centers.isEmpty {
            let taken = 40 + Self.width(ofNumber: message.number) + (message.creates ? heads[message.to].width / 2 : 0)
            width = max(width, abs(centers[message.from] - centers[message.to]) - taken)
        }
        return Self.lines(of: message.text, width: width)
    }

    private static func loopLines(of message: SequenceDiagram.Message) -> [String] {
        lines(of: message.text, width: 170)
    }

    /// How far a message to oneself reaches to the right of its participant's middle.
    static func loopExtent(of message: SequenceDiagram.Message) -> Int {
        2 * barWidth + loopWidth + 8 + width(of: loopLines(of: message)) + width(ofNumber: message.number)
    }

    /// The lines of a note: between the participants that it covers, or as wide as a note may be.
    func lines(of note: SequenceDiagram.Note) -> [String] {
        var width = Self.noteWidth
        if note.first != note.last, !centers.isEmpty {
            width = max(110, centers[note.last] - centers[note.first] + 50)
        }
        return Self.lines(of: note.text, width: width)
    }

    /// The left and the right edge of a note.
    func extent(of note: SequenceDiagram.Note) -> ClosedRange<Int> {
        let width = max(Self.width(of: lines(of: note)) + 20, 60)
        let (first, last) = (centers[note.first], centers[note.last])
        switch note.side {
        case .left: return (first - 12 - width)...(first - 12)
        case .right: return (first + 14)...(first + 14 + width)
        case .over:
            let middle = (first + last) / 2
            let half = max(width, note.first == note.last ? 0 : last - first + 70) / 2
            return (middle - half)...(middle + half)
        }
    }

    /// The left and the right end of a message, with its text.
    func extent(of message: SequenceDiagram.Message) -> ClosedRange<Int> {
        let (from, to) = (centers[message.from], centers[message.to])
        guard message.from != message.to else { return (from - 12)...(from + Self.loopExtent(of: message) + 4) }
        let half = message.creates ? heads[message.to].width / 2 : 12
        return (min(from - 12, to - half))...(max(from + 12, to + half))
    }
}

/// Reads a sequence diagram, line by line.
///
/// Frames that are open are a list, not calls, so that no text can exhaust the stack.
struct SequenceReader {
    var diagram: SequenceDiagram
    /// The line of the statement that is read.
    var line = 1
    /// A participant that the next message creates or ends.
    struct Awaiting {
        let participant: Int
        let isCreated: Bool
        let line: Int
    }

    private var cursor: Cursor
    var open: [(frame: SequenceDiagram.Frame, line: Int)] = []
    /// The line of the open `box`.
    var boxLine: Int?
    var indices: [String: Int] = [:]
    /// Participants whose next message must create, or end, them.
    var awaiting: [Awaiting] = []
    var activations: [Int: Int] = [:]
    /// What `autonumber` counts, in hundredths.
    private var number = 100
    private var step = 100
    private var isNumbered = false
    private var seenIgnored: Set<String> = []

    static let participantLimit = 30
    static let eventLimit = 600
    static let nestingLimit = 10

    init(_ source: SourceText) {
        cursor = source.cursor
        diagram = SequenceDiagram(heading: source.heading)
        for note in source.ignored { ignore(note) }
    }

    mutating func read() throws(MermaidError) -> SequenceDiagram {
        while !cursor.isAtEnd {
            while !cursor.isAtEnd, cursor.current <= " " || cursor.current == ";" { cursor.index += 1 }
            line = cursor.line
            if cursor.starts(with: "accTitle") || cursor.starts(with: "accDescr") {
                let isTitle = cursor.starts(with: "accTitle")
                cursor.index += 8
                guard let text = try cursor.takeAccessibleText(isBlock: !isTitle) else {
                    throw MermaidError(line, "`\(cursor.excerpt)` is not understood", hint: "write `accTitle: words`")
                }
                if isTitle { diagram.heading.accessibleTitle = text } else { diagram.heading.alternative = text }
                continue
            }
            let statement = takeStatement()
            if !statement.isEmpty { try read(statement) }
        }
        if let boxLine { throw MermaidError(boxLine, "the box is not closed", hint: "end it with a line `end`") }
        if let last = open.last {
            throw MermaidError(
                last.line, "the `\(last.frame.rawValue)` is not closed", hint: "end it with a line `end`")
        }
        if let first = awaiting.first { throw missingMessage(first) }
        guard !diagram.participants.isEmpty else {
            throw MermaidError(line, "the diagram has no participants", hint: "add a message such as `A->>B: Hello`")
        }
        return diagram
    }

    /// Notes that something is read and not drawn, once.
    mutating func ignore(_ what: String) {
        if seenIgnored.insert(what).inserted { diagram.ignored.append(what) }
    }

    /// The text up to the line's end, a `;` or a comment `#`; the `;` and `#` of entity codes are text.
    private mutating func takeStatement() -> String {
        let start = cursor.index
        var entityEnd = -1
        while !cursor.isAtEnd, cursor.current != "\n" {
            if cursor.current == ";", cursor.index != entityEnd { break }
            if cursor.current == "#" {
                var length = 1
                while length < 12, cursor.peek(length).isIdentifier { length += 1 }
                guard length > 1, cursor.peek(length) == ";" else {
                    let text = cursor.text(from: start).trimmed
                    if !text.isEmpty { ignore("what follows `#` (`#35;` writes the sign)") }
                    _ = cursor.takeLine()
                    return text
                }
                entityEnd = cursor.index + length
            }
            cursor.index += 1
        }
        return cursor.text(from: start).trimmed
    }

    private mutating func read(_ statement: String) throws(MermaidError) {
        let (word, rest) = statement.firstWord
        if boxLine != nil {
            switch word {
            case "participant", "actor": return try declare(word, rest, isCreated: false)
            case "end" where rest.isEmpty: return boxLine = nil
            default:
                throw MermaidError(
                    line, "only participants stand in a box", hint: "end the box with a line `end` first")
            }
        }
        switch word {
        case "participant", "actor": try declare(word, rest, isCreated: false)
        case "create": try create(rest)
        case "destroy": awaiting.append(Awaiting(participant: try known(rest), isCreated: false, line: line))
        case "box": try openBox(rest)
        case "loop", "opt", "alt", "par", "par_over", "critical", "break", "rect": try openFrame(word, rest)
        case "else", "and", "option": try divideFrame(word, rest)
        case "end" where rest.isEmpty: try closeFrame()
        case "note": try readNote(rest)
        case "activate": try activate(known(rest))
        case "deactivate": try deactivate(known(rest))
        case "autonumber": try readNumbering(rest)
        case "title", "title:":
            let title = rest.dropping(":") ?? rest
            diagram.heading.title = LabelText.sequence(title)
        case "links", "link", "properties", "details":
            // A participant may have such a name.
            if isMessage(statement) { try readMessage(statement) } else { try readLinks(word, rest) }
        default: try readMessage(statement)
        }
    }
}

// Events.
extension SequenceReader {
    mutating func add(_ kind: SequenceDiagram.Event.Kind) throws(MermaidError) {
        guard diagram.events.count < Self.eventLimit else {
            throw MermaidError(
                line, "more than \(Self.eventLimit) messages, notes and frames", hint: "draw several smaller diagrams")
        }
        diagram.events.append(SequenceDiagram.Event(kind: kind, line: line))
    }

    /// Adds a message, with its number and the participants that it creates or ends.
    mutating func add(_ message: SequenceDiagram.Message) throws(MermaidError) {
        var message = message
        if message.deactivates { try endActivation(message.from) }
        if message.activates { activations[message.to, default: 0] += 1 }
        for waiting in awaiting {
            let isReceiver = message.to == waiting.participant
            let isSender = message.from == waiting.participant
            guard waiting.isCreated ? isReceiver && !isSender : isReceiver || isSender else {
                throw missingMessage(waiting)
            }
            if waiting.isCreated { message.creates = true } else { message.destroys.append(waiting.participant) }
        }
        awaiting = []
        if isNumbered {
            message.number = Self.text(ofHundredths: number)
            number += step
        }
        try add(.message(message))
    }

    /// `2`, `2.5` or `2.05`.
    private static func text(ofHundredths number: Int) -> String {
        let (whole, rest) = (number / 100, number % 100)
        if rest == 0 { return "\(whole)" }
        if rest % 10 == 0 { return "\(whole).\(rest / 10)" }
        return "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    private func missingMessage(_ waiting: Awaiting) -> MermaidError {
        let name = diagram.participants[waiting.participant].id.prefix(40)
        let hint = waiting.isCreated ? "that it receives first" : "from it or to it"
        return MermaidError(
            waiting.line, "the next message does not \(waiting.isCreated ? "create" : "end") `\(name)`",
            hint: "write the message \(hint) behind the line")
    }

    private mutating func openFrame(_ word: String, _ text: String) throws(MermaidError) {
        guard open.count < Self.nestingLimit else {
            throw MermaidError(
                line, "frames are nested more than \(Self.nestingLimit) deep", hint: "draw several diagrams")
        }
        guard let frame = SequenceDiagram.Frame(rawValue: word == "par_over" ? "par" : word) else { return }
        open.append((frame, line))
        if frame == .rect {
            ignore("the colours of `rect`")
            try add(.open(frame, label: ""))
        } else {
            try add(.open(frame, label: LabelText.sequence(text.withoutWrap)))
        }
    }

    private mutating func divideFrame(_ word: String, _ text: String) throws(MermaidError) {
        guard let frame = open.last?.frame, frame.dividerKeyword == word else {
            let owner = word == "else" ? "alt" : word == "and" ? "par" : "critical"
            throw MermaidError(line, "`\(word)` is outside of `\(owner)`", hint: "open it with `\(owner)`")
        }
        try add(.divide(label: LabelText.sequence(text.withoutWrap)))
    }

    private mutating func closeFrame() throws(MermaidError) {
        guard open.popLast() != nil else {
            throw MermaidError(line, "`end` without anything to end", hint: "remove the line")
        }
        try add(.close)
    }

    /// Reads `autonumber`, `autonumber 10 5`, `autonumber off`.
    private mutating func readNumbering(_ text: String) throws(MermaidError) {
        let words = text.split(separator: " ")
        if text.lowercased() == "off" {
            isNumbered = false
            return
        }
        let numbers = words.compactMap { Double($0) }.filter { $0 >= 0 && $0 <= 100_000 }
        guard numbers.count == words.count, numbers.count <= 2 else {
            throw MermaidError(
                line, "`autonumber` needs numbers", hint: "write `autonumber`, `autonumber 10 5` or `autonumber off`")
        }
        isNumbered = true
        if let first = numbers.first { (number, step) = (Int((first * 100).rounded()), 100) }
        if numbers.count == 2 { step = Int((numbers[1] * 100).rounded()) }
    }
}

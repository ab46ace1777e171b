import Markup

// Messages, notes and links.
extension SequenceReader {
    /// An arrow as it is written.
    private struct Arrow {
        let text: String
        let isDotted: Bool
        let head: SequenceDiagram.Head
        let tail: SequenceDiagram.Head

        init(_ text: String, dotted: Bool = false, _ head: SequenceDiagram.Head, tail: SequenceDiagram.Head = .none) {
            self.text = text
            isDotted = dotted
            self.head = head
            self.tail = tail
        }
    }

    /// Longer arrows first.
    private static let arrows: [Arrow] = [
        Arrow("<<-->>", dotted: true, .arrow, tail: .arrow), Arrow("<<->>", .arrow, tail: .arrow),
        Arrow("-->>", dotted: true, .arrow), Arrow("->>", .arrow),
        Arrow("--|\\", dotted: true, .upperHalf), Arrow("--|/", dotted: true, .lowerHalf),
        Arrow("--\\\\", dotted: true, .upperHalf), Arrow("--//", dotted: true, .lowerHalf),
        Arrow("/|--", dotted: true, .none, tail: .upperHalf), Arrow("\\|--", dotted: true, .none, tail: .lowerHalf),
        Arrow("//--", dotted: true, .none, tail: .upperHalf), Arrow("\\\\--", dotted: true, .none, tail: .lowerHalf),
        Arrow("-|\\", .upperHalf), Arrow("-|/", .lowerHalf), Arrow("-\\\\", .upperHalf), Arrow("-//", .lowerHalf),
        Arrow("/|-", .none, tail: .upperHalf), Arrow("\\|-", .none, tail: .lowerHalf),
        Arrow("//-", .none, tail: .upperHalf), Arrow("\\\\-", .none, tail: .lowerHalf),
        Arrow("-->", dotted: true, .none), Arrow("->", .none),
        Arrow("--x", dotted: true, .cross), Arrow("-x", .cross),
        Arrow("--)", dotted: true, .open), Arrow("-)", .open),
    ]

    /// The first arrow of `head`, and where it is.
    private func firstArrow(in bytes: ArraySlice<UInt8>) -> (at: Int, arrow: Arrow)? {
        for index in bytes.indices where "-</\\".utf8.contains(bytes[index]) {
            if let arrow = Self.arrows.first(where: { bytes[index...].starts(with: $0.text.utf8) }) {
                return (index, arrow)
            }
        }
        return nil
    }

    /// Returns the text before the first `:` and the text after it.
    private func split(_ statement: String) -> (head: ArraySlice<UInt8>, text: String?) {
        let bytes = Array(statement.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return (bytes[...], nil) }
        let text = String(decoding: bytes[(colon + 1)...], as: UTF8.self).trimmed.withoutWrap
        return (bytes[..<colon], LabelText.sequence(text))
    }

    func isMessage(_ statement: String) -> Bool { firstArrow(in: split(statement).head) != nil }

    /// Reads `A->>+B: text`.
    mutating func readMessage(_ statement: String) throws(MermaidError) {
        let (head, text) = split(statement)
        guard let (place, arrow) = firstArrow(in: head) else {
            throw MermaidError(
                line, "`\(statement.prefix(40))` is not understood",
                hint: "one statement a line: `A->>B: text`, participant, note, loop, alt or end")
        }
        guard let text else {
            throw MermaidError(line, "the message has no text", hint: "write `A->>B: text`; the text may be empty")
        }
        var from = String(decoding: head[..<place], as: UTF8.self).trimmed
        var to = String(decoding: head[(place + arrow.text.utf8.count)...], as: UTF8.self).trimmed
        let dotAtStart = from.hasSuffix("()")
        if dotAtStart { from = from.dropLast(2).trimmed }
        var (activates, deactivates, dotAtEnd) = (false, false, false)
        if to.hasPrefix("()") {
            (to, dotAtEnd) = (to.dropFirst(2).trimmed, true)
        } else if to.hasPrefix("+") {
            (to, activates) = (to.dropFirst().trimmed, true)
        } else if to.hasPrefix("-") {
            (to, deactivates) = (to.dropFirst().trimmed, true)
        }
        guard !to.utf8.contains(where: { "<>+,".utf8.contains($0) }), firstArrow(in: Array(to.utf8)[...]) == nil else {
            throw MermaidError(
                line, "`\(statement.prefix(40))` is not understood", hint: "write one arrow a line: `A->>B: text`")
        }
        let first = try participant(from)
        try add(
            SequenceDiagram.Message(
                from: first, to: participant(to), text: text, isDotted: arrow.isDotted, head: arrow.head,
                tail: arrow.tail, activates: activates, deactivates: deactivates, dotAtStart: dotAtStart,
                dotAtEnd: dotAtEnd))
    }

    /// Reads `over A,B: text`, `left of A: text`.
    mutating func readNote(_ statement: String) throws(MermaidError) {
        let (head, text) = split(statement)
        let place = String(decoding: head, as: UTF8.self)
        guard let text else { throw MermaidError(line, "the note has no text", hint: "write `note over A: text`") }
        for (words, side) in [("left of ", SequenceDiagram.Side.left), ("right of ", .right), ("over ", .over)] {
            guard let names = place.dropping(words) else { continue }
            let ids = names.split(separator: ",").map(\.trimmed)
            guard !ids.isEmpty, ids.count <= (side == .over ? 2 : 1) else { break }
            var places: [Int] = []
            for id in ids { places.append(try participant(id)) }
            let note = SequenceDiagram.Note(
                side: side, first: places.min() ?? 0, last: places.max() ?? 0, text: text)
            return try add(.note(note))
        }
        throw MermaidError(
            line, "the place of the note is not understood",
            hint: "write `note left of A: text`, `note right of A: text` or `note over A,B: text`")
    }

    /// Reads `A: Words @ url` and `A: {"Words": "url"}`; `properties` and `details` are left out.
    mutating func readLinks(_ word: String, _ statement: String) throws(MermaidError) {
        guard let colon = statement.firstIndex(of: ":") else {
            throw MermaidError(line, "`\(word)` has no `:`", hint: "write `\(word) A: ...`")
        }
        let owner = try known(String(statement[..<colon]))
        let text = statement[statement.index(after: colon)...].trimmed
        switch word {
        case "link":
            let parts = text.split(separator: "@", maxSplits: 1).map(\.trimmed)
            guard parts.count == 2 else {
                throw MermaidError(line, "the link has no destination", hint: "write `link A: Words @ page.md`")
            }
            try add(link: parts[0], to: parts[1], of: owner)
        case "links":
            let pairs = JSONPairs.read(text.dropFirst(text.hasPrefix("{") ? 1 : 0))
            guard text.hasPrefix("{"), !pairs.isEmpty else {
                throw MermaidError(
                    line, "the links are not understood", hint: "write `links A: {\"Words\": \"page.md\"}`")
            }
            for pair in pairs { try add(link: pair.key, to: pair.value, of: owner) }
        default: ignore("`\(word)` of participants")
        }
    }

    private mutating func add(link words: String, to destination: String, of owner: Int) throws(MermaidError) {
        guard LinkPolicy.permits(destination, in: .diagram) else {
            throw MermaidError(
                line, "the link `\(destination.prefix(60))` is not permitted", hint: "links are https or relative")
        }
        guard diagram.participants[owner].links.count < 10 else {
            throw MermaidError(line, "more than 10 links of one participant", hint: "put them into the page")
        }
        diagram.participants[owner].links.append(
            DiagramLink(text: LabelText.sequence(words), destination: destination, line: line))
    }
}

/// The pairs of one flat JSON object, or of YAML between braces, of texts.
enum JSONPairs {
    static func read(_ text: Substring) -> [(key: String, value: String)] {
        var cursor = Cursor(Array(text.utf8))
        var pairs: [(key: String, value: String)] = []
        while !cursor.isAtEnd {
            while !cursor.isAtEnd, cursor.current <= " " || cursor.current == "," { cursor.index += 1 }
            let key = word(&cursor, until: ":")
            cursor.skipWhitespace()
            guard !key.isEmpty, cursor.take(":") else { break }
            cursor.skipWhitespace()
            pairs.append((key, word(&cursor, until: ",}")))
        }
        return pairs
    }

    private static func word(_ cursor: inout Cursor, until ends: String) -> String {
        guard cursor.current == "\"" || cursor.current == "'" else {
            return cursor.take { ends.unicodeScalars.contains($0) }.trimmed
        }
        let mark = cursor.current
        cursor.index += 1
        let text = cursor.take { $0 == mark }
        cursor.index += 1
        return text
    }
}

/// The color that may come before the title of a box.
enum ColourName {
    private static let names = Set(
        """
        aqua aliceblue antiquewhite aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
        cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod
        darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon
        darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray
        dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green
        greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon
        lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon
        lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen
        magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue
        mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy
        oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip
        peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown
        seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal
        thistle tomato transparent turquoise violet wheat white whitesmoke yellow yellowgreen
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    /// The colour at the start of `text`, and the rest.
    static func split(_ text: String) -> (colour: String?, title: String) {
        for function in ["rgb(", "rgba(", "hsl(", "hsla("] where text.dropping(function) != nil {
            guard let end = text.firstIndex(of: ")") else { break }
            return (String(text[...end]), text[text.index(after: end)...].trimmed)
        }
        let (word, rest) = text.firstWord
        return names.contains(word) || word.hasPrefix("#") ? (word, rest) : (nil, text)
    }
}

extension String {
    /// The first word in lower case, and what follows it.
    var firstWord: (word: String, rest: String) {
        let word = prefix { !$0.isWhitespace }
        return (word.lowercased(), self[word.endIndex...].trimmed)
    }

    /// Without `wrap:` or `nowrap:`: every text is wrapped here.
    var withoutWrap: String {
        let text = hasPrefix(":") ? String(dropFirst()) : self
        return (text.dropping("wrap:") ?? text.dropping("nowrap:") ?? text).trimmed
    }

    /// Returns where `word` first is.
    func range(of word: String, isCaseInsensitive: Bool = false) -> Range<String.Index>? {
        let wanted = Array(word.utf8)
        var index = startIndex
        while index < endIndex {
            let found = utf8[index...].starts(with: wanted) { left, right in
                left == right || (isCaseInsensitive && left | 0x20 == right)
            }
            if found { return index..<utf8.index(index, offsetBy: wanted.count) }
            index = utf8.index(after: index)
        }
        return nil
    }
}

import Markup

/// What a label means: its words, after entity codes, line breaks, tags and markdown strings are resolved.
struct LabelText {
    /// The words; a line break is `\n`.
    private(set) var text: String
    /// What the label has and the drawing has not.
    private(set) var ignored: [String] = []

    /// The label of a flowchart, where mermaid reads HTML.
    ///
    /// - Parameter isMarkdown: whether it stood between `` "` `` and `` `" ``.
    static func flowchart(_ raw: String, isMarkdown: Bool = false) -> LabelText {
        var label = LabelText(text: raw)
        label.resolveBreaks()
        label.text = label.text.replacing("\\n", with: "\n")
        label.dropTags()
        if isMarkdown { label.dropEmphasis() }
        label.dropIcons()
        label.text = tidied(resolvingEntities(label.text, hasHTML: true))
        return label
    }

    /// A text of a sequence diagram, where mermaid reads line breaks and entity codes only.
    static func sequence(_ raw: String) -> String {
        var label = LabelText(text: raw)
        label.resolveBreaks()
        return tidied(resolvingEntities(label.text, hasHTML: false))
    }

    /// The text between quotation marks; the text itself if there are none.
    static func unquoted(_ text: String) -> String {
        guard text.utf8.count >= 2, let first = text.first, first == "\"" || first == "'", text.last == first else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }

    /// Replaces `<br>`, `<br/>` and `<br />` by line breaks.
    private mutating func resolveBreaks() {
        replaceTags { $0.name == "br" && !$0.isClosing && $0.attributes.isEmpty ? "\n" : nil }
    }

    /// Replaces every tag for which `replacement` has a text.
    private mutating func replaceTags(_ replacement: (Tag) -> String?) {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var reader = MarkupReader(bytes[...])
        var start = 0
        while let piece = reader.next() {
            if case .tag(let tag) = piece, let replacement = replacement(tag) {
                result += replacement.utf8
            } else {
                result += bytes[start..<reader.index]
            }
            start = reader.index
        }
        text = String(decoding: result, as: UTF8.self)
    }

    /// Tags that only shape letters, whose content stays.
    private static let tags: Set<Substring> = [
        "a", "b", "big", "center", "code", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "hr", "i", "img", "li",
        "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "tt", "u", "ul",
    ]

    private mutating func dropTags() {
        var hasTags = false
        replaceTags { tag in
            guard Self.tags.contains(tag.name.lowercased()[...]) else { return nil }
            hasTags = true
            return ""
        }
        if hasTags { ignored.append("HTML tags in labels") }
    }

    /// `**bold**`, `*italic*`, `__bold__` and `_italic_` lose their marks; the `_` within a word is a letter.
    private mutating func dropEmphasis() {
        let letters = Array(text)
        var result = ""
        for (index, letter) in letters.enumerated() {
            let mark: Bool =
                switch letter {
                case "*": true
                case "_":
                    index == 0 || index + 1 == letters.count || !letters[index - 1].isWord
                        || !letters[index + 1].isWord
                default: false
                }
            if !mark { result.append(letter) }
        }
        if result.count < letters.count { ignored.append("bold and italic letters") }
        text = result
    }

    /// `fa:fa-truck Delivery` names an icon of a font that is not here.
    private mutating func dropIcons() {
        guard text.contains(":fa-") else { return }
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        let kept = words.filter { word in
            !["fa:fa-", "fab:fa-", "fas:fa-", "far:fa-", "fal:fa-", "fad:fa-", "fak:fa-"].contains {
                word.hasPrefix($0)
            }
        }
        guard kept.count < words.count else { return }
        text = kept.joined(separator: " ")
        ignored.append("icons (`fa:fa-...`)")
    }

    /// Lines without white space around them, and none empty at the ends.
    private static func tidied(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(\.trimmed).joined(separator: "\n").trimmed
    }

    /// The names that a label may have besides those of XML.
    private static let named: [Substring: Unicode.Scalar] = [
        "nbsp": "\u{A0}", "semi": ";", "colon": ":",
        "num": "#", "lpar": "(", "rpar": ")", "lbrack": "[", "lsqb": "[", "rbrack": "]", "rsqb": "]", "lbrace": "{",
        "lcub": "{", "rbrace": "}", "rcub": "}", "vert": "|", "copy": "©", "reg": "®", "hearts": "♥", "check": "✓",
        "cross": "✗", "larr": "←", "rarr": "→", "uarr": "↑", "darr": "↓", "harr": "↔", "hellip": "…", "ndash": "–",
        "mdash": "—", "bull": "•", "middot": "·", "times": "×", "deg": "°", "plusmn": "±", "le": "≤", "ge": "≥",
        "ne": "≠", "euro": "€", "micro": "µ", "infin": "∞", "percnt": "%", "commat": "@", "plus": "+", "equals": "=",
    ]

    /// `#35;` and `#quot;` are characters; in HTML `&#35;` and `&quot;` are too.
    private static func resolvingEntities(_ text: String, hasHTML: Bool) -> String {
        guard text.utf8.contains(UInt8(ascii: ";")) else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(where: { $0 == "#" || (hasHTML && $0 == "&") }) {
            result += rest[..<start]
            rest = rest[start...]
            let marked = rest.prefix(2).prefix { $0 == "&" || $0 == "#" }
            let name = rest[marked.endIndex...].prefix(12).prefix { $0 != ";" }
            let marks = rest[..<name.startIndex]
            if marks == "#" || marks == "&" || marks == "&#", name.endIndex < rest.endIndex, rest[name.endIndex] == ";",
                let meaning = scalar(name, isNumber: marks != "&", isName: marks != "&#")
            {
                result.unicodeScalars.append(meaning)
                rest = rest[rest.index(after: name.endIndex)...]
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result + rest
    }

    private static func scalar(_ name: Substring, isNumber: Bool, isName: Bool) -> Unicode.Scalar? {
        if isName, let meaning = Entities.character(named: name) ?? named[name] { return meaning }
        guard isNumber else { return nil }
        guard let character = Entities.character(named: "#\(name)"), character.properties.generalCategory != .control,
            character.value & 0xFFFE != 0xFFFE
        else { return nil }
        return character
    }
}

extension Character {
    fileprivate var isWord: Bool { isLetter || isNumber }
}

import Markup

extension HTML {
    /// A piece of code in the colour of its kind; plain where it has none.
    mutating func code(_ bytes: ArraySlice<UInt8>, _ kind: CodeKind?) {
        guard !bytes.isEmpty else { return }
        guard let kind else {
            text(bytes)
            return
        }
        markup("<span class=\"")
        markup(kind.className)
        markup("\">")
        text(bytes)
        markup("</span>")
    }
}

/// Reads code once from start to end and marks what its grammar tells apart.
///
/// Nothing is read again and again: what is not closed is looked for once, and a variable ends before the next
/// brace. So the time grows with the length of the code, whatever is in it.
struct CodeLexer {
    private let grammar: CodeGrammar
    private let bytes: [UInt8]
    private var index: Int
    private let end: Int
    /// Where the plain text before `index` begins.
    private var plain: Int
    /// Whether only white space and `-` stand before `index` in its line.
    private var isAtLineStart = true
    /// Up to where a quote is known to have no partner.
    private var unclosed: [UInt8: Int] = [:]

    init(grammar: CodeGrammar, bytes: [UInt8], range: Range<Int>? = nil) {
        self.grammar = grammar
        self.bytes = bytes
        index = range?.lowerBound ?? 0
        end = range?.upperBound ?? bytes.count
        plain = index
    }

    mutating func write(to html: inout HTML) {
        while index < end {
            let byte = bytes[index]
            let (length, kind) = token(byte)
            if let kind {
                html.code(bytes[plain..<index], nil)
                if kind == .string, grammar.hasVariables, !grammar.verbatimQuotes.contains(byte) {
                    writeString(index..<(index + length), to: &html)
                } else {
                    html.code(bytes[index..<(index + length)], kind)
                }
                plain = index + length
            }
            if byte == 0x0A {
                isAtLineStart = true
            } else if byte != 0x20, byte != 0x09, byte != UInt8(ascii: "-") {
                isAtLineStart = length > 0 && bytes[index + length - 1] == 0x0A
            }
            index += length
        }
        html.code(bytes[plain..<end], nil)
    }

    /// A string, and the variables in it.
    private func writeString(_ range: Range<Int>, to html: inout HTML) {
        var start = range.lowerBound
        var position = start
        while position < range.upperBound {
            guard let variable = endOfVariable(position), variable <= range.upperBound else {
                position += 1
                continue
            }
            html.code(bytes[start..<position], .string)
            html.code(bytes[position..<variable], .name)
            start = variable
            position = variable
        }
        html.code(bytes[start..<range.upperBound], .string)
    }

    /// The length of the token at `index`, and its kind where it has a colour.
    private mutating func token(_ byte: UInt8) -> (Int, CodeKind?) {
        if byte == 0x20 || byte == 0x09 || byte == 0x0A { return (1, nil) }
        if let comment = endOfComment() { return (comment - index, .comment) }
        if grammar.keys == .yaml, isAtLineStart, let key = endOfKey() { return (key - index, .name) }
        if grammar.hasVariables, let variable = endOfVariable(index) { return (variable - index, .name) }
        if grammar.quotes.contains(byte) {
            guard let string = endOfString(index) else { return (1, nil) }
            return (string - index, isFollowed(by: UInt8(ascii: ":"), string) && hasQuotedKeys ? .name : .string)
        }
        if grammar.hasFlags, byte == UInt8(ascii: "-"), isAfterSpace {
            let flag = endOfWord(index, or: UInt8(ascii: "-"))
            if flag > index + 1 { return (flag - index, .number) }
        }
        if grammar.hasDecorators, byte == UInt8(ascii: "@"), isAfterSpace {
            let name = endOfWord(index + 1, or: UInt8(ascii: "."))
            if name > index + 1 { return (name - index, .name) }
        }
        if grammar.hasSections, byte == UInt8(ascii: "["), isAtLineStart {
            return (endOfLine(index) - index, .keyword)
        }
        return isWord(byte) ? word() : (1, nil)
    }

    private mutating func word() -> (Int, CodeKind?) {
        // In a shell, the `cd` of `deploy-cd.yml` is no command.
        let end = grammar.hasFlags ? endOfWord(index) { "-./".utf8.contains($0) } : endOfWord(index)
        let length = end - index
        if length <= 3, end < self.end, grammar.quotes.contains(bytes[end]),
            grammar.prefixes.contains(bytes[index..<end]),
            let string = endOfString(end)
        {
            return (string - index, .string)
        }
        if UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[index] {
            let number = endOfWord(index, or: UInt8(ascii: "."))
            return (number - index, bytes[index..<number].allSatisfy(isNumberByte) ? .number : nil)
        }
        if grammar.keys == .assignment, isAtLineStart {
            let key = endOfWord(index) { "-.".utf8.contains($0) }
            if isFollowed(by: UInt8(ascii: "="), key) { return (key - index, .name) }
        }
        guard isAtLineStart || !grammar.keywordsStartLines else { return (length, nil) }
        return (length, grammar.keywords.contains(bytes[index..<end]) ? .keyword : nil)
    }
}

extension CodeLexer {
    private var isAfterSpace: Bool {
        index == 0 || bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09 || bytes[index - 1] == 0x0A
    }

    private var hasQuotedKeys: Bool {
        switch grammar.keys {
        case .json: true
        case .yaml: isAtLineStart
        case .assignment, .none: false
        }
    }

    private func stands(_ text: [UInt8], at position: Int) -> Bool {
        guard position + text.count <= end else { return false }
        for offset in text.indices where bytes[position + offset] != text[offset] { return false }
        return true
    }

    private func endOfLine(_ start: Int) -> Int {
        var position = start
        while position < end, bytes[position] != 0x0A { position += 1 }
        return position
    }

    /// `#` begins a comment only after a space or at the start of a line: `${#list}` has none.
    private func endOfComment() -> Int? {
        if grammar.hasBlockComments, stands([UInt8(ascii: "/"), UInt8(ascii: "*")], at: index) {
            var position = index + 2
            while position < end {
                if stands([UInt8(ascii: "*"), UInt8(ascii: "/")], at: position) { return position + 2 }
                position += 1
            }
            return end
        }
        for mark in grammar.comments where mark[0] == bytes[index] && stands(mark, at: index) {
            if mark.count > 1 || isAfterSpace { return endOfLine(index) }
        }
        return nil
    }

    /// `key` of `key: value`; a quoted key is a string first.
    private func endOfKey() -> Int? {
        var position = index
        guard isWord(bytes[index]) || bytes[index] == UInt8(ascii: "$") else { return nil }
        while position < end, bytes[position] != 0x0A, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: ":"),
                position + 1 == end || bytes[position + 1] == 0x20 || bytes[position + 1] == 0x0A
            {
                return position
            }
            position += 1
        }
        return nil
    }

    /// `$NAME`, `${...}`, `${{ ... }}` or `{{ ... }}`.
    private func endOfVariable(_ start: Int) -> Int? {
        let isDollar = bytes[start] == UInt8(ascii: "$")
        guard isDollar || bytes[start] == UInt8(ascii: "{") else { return nil }
        var position = isDollar ? start + 1 : start
        var braces = 0
        while position < end, bytes[position] == UInt8(ascii: "{"), braces < 2 {
            braces += 1
            position += 1
        }
        if braces == 0 {
            if position < end, "?#@!*".utf8.contains(bytes[position]) { return position + 1 }
            let word = endOfWord(position)
            return word > position ? word : nil
        }
        guard isDollar || braces == 2 else { return nil }
        while position < end, bytes[position] != 0x0A, bytes[position] != UInt8(ascii: "{") {
            if bytes[position] == UInt8(ascii: "}"),
                braces == 1 || position + 1 < end && bytes[position + 1] == UInt8(ascii: "}")
            {
                return position + braces
            }
            position += 1
        }
        return nil
    }

    /// The end of the string that opens at `start`; nil where it has none.
    ///
    /// A quotation mark without a partner quotes nothing: an apostrophe, say.
    private mutating func endOfString(_ start: Int) -> Int? {
        let quote = bytes[start]
        if grammar.hasTripleQuotes, stands([quote, quote, quote], at: start) {
            var position = start + 3
            while position < end {
                if stands([quote, quote, quote], at: position) { return position + 3 }
                position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
            }
            return end
        }
        guard start >= unclosed[quote] ?? 0 else { return nil }
        let escapes = !grammar.verbatimQuotes.contains(quote)
        var position = start + 1
        while position < end, grammar.stringsSpanLines || bytes[position] != 0x0A {
            if bytes[position] == quote { return position + 1 }
            position += escapes && bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        unclosed[quote] = position
        return nil
    }

    private func isFollowed(by byte: UInt8, _ start: Int) -> Bool {
        var position = start
        while position < end, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
        return position < end && bytes[position] == byte
    }

    private func endOfWord(_ start: Int, or other: UInt8? = nil) -> Int {
        var position = start
        while position < end, isWord(bytes[position]) || bytes[position] == other { position += 1 }
        return position
    }

    private func endOfWord(_ start: Int, orAny isJoint: (UInt8) -> Bool) -> Int {
        var position = start
        while position < end, isWord(bytes[position]) || isJoint(bytes[position]) { position += 1 }
        return position
    }
}

private func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "x"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "L"):
        true
    default: false
    }
}

private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
        true
    default: false
    }
}

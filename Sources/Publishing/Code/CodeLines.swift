import Markup

/// Listings that are read line by line: a session at a terminal, and a change to files.
enum CodeLines {
    /// Commands, and what they printed.
    ///
    /// A line that begins with `$`, `#`, `%` or `>` and a space is a command, and so is the next one while
    /// lines end with a backslash.
    static func writeConsole(_ bytes: [UInt8], to html: inout HTML) {
        var goesOn = false
        for line in lines(of: bytes) {
            var start = line.lowerBound
            let isPrompt =
                line.count > 1 && "$#%>".utf8.contains(bytes[start]) && bytes[start + 1] == UInt8(ascii: " ")
            guard isPrompt || goesOn else {
                html.code(bytes[line], .output)
                continue
            }
            if isPrompt {
                html.code(bytes[start..<(start + 2)], .prompt)
                start += 2
            }
            var lexer = CodeLexer(grammar: .shell, bytes: bytes, range: start..<line.upperBound)
            lexer.write(to: &html)
            goesOn = bytes[line].last { $0 != 0x0A } == UInt8(ascii: "\\")
        }
    }

    /// A change as `diff` and git write it.
    static func writeDiff(_ bytes: [UInt8], to html: inout HTML) {
        for line in lines(of: bytes) { html.code(bytes[line], kind(ofDiff: bytes[line])) }
    }

    private static func kind(ofDiff line: ArraySlice<UInt8>) -> CodeKind? {
        for mark in ["diff ", "index ", "--- ", "+++ ", "rename ", "new file", "deleted file", "similarity "]
        where line.starts(with: mark.utf8) {
            return .keyword
        }
        switch line.first {
        case UInt8(ascii: "@"): return .number
        case UInt8(ascii: "+"), UInt8(ascii: ">"): return .inserted
        case UInt8(ascii: "-"), UInt8(ascii: "<"): return .deleted
        case UInt8(ascii: "\\"): return .comment
        default: return nil
        }
    }

    /// The lines, each with its end.
    private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        for index in bytes.indices where bytes[index] == 0x0A {
            found.append(start..<(index + 1))
            start = index + 1
        }
        if start < bytes.count { found.append(start..<bytes.count) }
        return found
    }
}

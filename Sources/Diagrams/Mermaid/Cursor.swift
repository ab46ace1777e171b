/// A place in a text, as bytes: all of mermaid's syntax is ASCII, so that UTF-8 needs no decoding to be read.
struct Cursor {
    let bytes: [UInt8]
    var index = 0
    private let lineStarts: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lineStarts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    }

    var isAtEnd: Bool { index >= bytes.count }

    /// The byte here as a character, or NUL at the end.
    var current: Unicode.Scalar { byte(at: index) }

    /// The byte `distance` further on, or NUL beyond the end.
    func peek(_ distance: Int = 1) -> Unicode.Scalar { byte(at: index + distance) }

    private func byte(at index: Int) -> Unicode.Scalar {
        bytes.indices.contains(index) ? Unicode.Scalar(bytes[index]) : "\0"
    }

    /// The line of `place`, from 1.
    func line(at place: Int) -> Int {
        var (low, high) = (0, lineStarts.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= place { low = middle } else { high = middle }
        }
        return low + 1
    }

    var line: Int { line(at: index) }

    func starts(with word: String) -> Bool { bytes[min(index, bytes.count)...].starts(with: word.utf8) }

    /// Steps over `word` if it is here.
    mutating func take(_ word: String) -> Bool {
        guard starts(with: word) else { return false }
        index += word.utf8.count
        return true
    }

    mutating func skipSpaces() {
        while current == " " || current == "\t" { index += 1 }
    }

    mutating func skipWhitespace() {
        while !isAtEnd, bytes[index] <= 0x20 { index += 1 }
    }

    /// The text from `start` to here.
    func text(from start: Int) -> String { String(decoding: bytes[start..<index], as: UTF8.self) }

    /// Steps to the first byte that satisfies `ends`, or to the end; the text between.
    mutating func take(until ends: (Unicode.Scalar) -> Bool) -> String {
        let start = index
        while !isAtEnd, !ends(current) { index += 1 }
        return text(from: start)
    }

    /// The rest of the line, trimmed.
    mutating func takeLine() -> String { take { $0 == "\n" }.trimmed }

    /// The text at this place, for a message.
    var excerpt: String {
        var copy = self
        copy.skipSpaces()
        let line = copy.takeLine()
        return line.count > 40 ? String(line.prefix(40)) + "..." : line
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        var text = Substring(self).drop(while: \.isWhitespace)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }

    /// The text without `prefix`, whatever its case; nil if it begins otherwise.
    func dropping(_ prefix: String) -> String? {
        guard utf8.count >= prefix.utf8.count, self.prefix(prefix.count).lowercased() == prefix else { return nil }
        return String(dropFirst(prefix.count))
    }
}

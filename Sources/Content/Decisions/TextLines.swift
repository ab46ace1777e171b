/// The lines of a file as bytes, each with the line break that it has in the file.
///
/// An edit changes the bytes of the lines that it names; every other byte stays, such as a byte order mark, the kind of
/// each line break, trailing spaces, or a missing line break at the end of the file.
package struct TextLines: Sendable, Equatable {
    private struct Line: Sendable, Equatable {
        var content: [UInt8]
        /// Empty for the last line of a file that doesn't end with a line break.
        var end: [UInt8]
    }

    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private let mark: [UInt8]
    private var lines: [Line] = []

    package init(_ bytes: [UInt8]) {
        mark = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark : []
        var rest = bytes[mark.count...]
        while !rest.isEmpty {
            guard let feed = rest.firstIndex(of: UInt8(ascii: "\n")) else {
                lines.append(Line(content: Array(rest), end: []))
                break
            }
            let hasReturn = feed > rest.startIndex && rest[feed - 1] == UInt8(ascii: "\r")
            let end = hasReturn ? feed - 1 : feed
            lines.append(Line(content: Array(rest[rest.startIndex..<end]), end: Array(rest[end...feed])))
            rest = rest[(feed + 1)...]
        }
    }

    package var bytes: [UInt8] { mark + lines.flatMap { $0.content + $0.end } }

    package var count: Int { lines.count }

    package var indices: Range<Int> { lines.indices }

    /// The text of a line without its line break, or nil if its bytes aren't UTF-8.
    ///
    /// Such a line is never edited, because its text would not give its bytes again.
    package func text(_ index: Int) -> String? { String(validating: lines[index].content, as: UTF8.self) }

    /// The text of a line; empty if its bytes aren't UTF-8.
    package subscript(index: Int) -> String { text(index) ?? "" }

    /// Every line, for readers that look at the whole text.
    package var texts: [Substring] { lines.indices.map { Substring(self[$0]) } }

    /// The whole text with line feeds, as readers see it.
    package var text: String { texts.joined(separator: "\n") + (lines.last?.end.isEmpty == false ? "\n" : "") }

    package mutating func replace(_ index: Int, with text: String) { lines[index].content = Array(text.utf8) }

    /// Inserts lines before `index`, with the line break of the line above.
    package mutating func insert(_ texts: [String], at index: Int) {
        guard !texts.isEmpty else { return }
        let known = lines[..<index].last { !$0.end.isEmpty } ?? lines.first { !$0.end.isEmpty }
        let end = known?.end ?? [UInt8(ascii: "\n")]
        var new = texts.map { Line(content: Array($0.utf8), end: end) }
        if index == lines.count, let last = lines.last, last.end.isEmpty {
            lines[index - 1].end = end
            new[new.count - 1].end = []
        }
        lines.insert(contentsOf: new, at: index)
    }

    /// Removes lines; if they end the file, the new last line gets the end of the old one.
    package mutating func remove(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let end = lines[range.upperBound - 1].end
        lines.removeSubrange(range)
        if range.lowerBound == lines.count, !lines.isEmpty, end.isEmpty { lines[lines.count - 1].end = end }
    }
}

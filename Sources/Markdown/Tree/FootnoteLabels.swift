/// Reads the labels of footnotes from the text itself, for cmark keeps them to itself.
enum FootnoteLabels {
    /// The labels of definitions that begin in `lines` of `text`, counted from 1, or empty if there is none.
    static func find(in text: String, lines: [Int]) -> [String] {
        guard !lines.isEmpty else { return [] }
        let wanted = Set(lines)
        var found: [Int: String] = [:]
        let bytes = Array(text.utf8)
        var line = 1
        var start = 0
        while start <= bytes.count {
            let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            if wanted.contains(line) { found[line] = label(in: bytes[start..<end]) }
            let isPair = end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
            start = end + (isPair ? 2 : 1)
            line += 1
        }
        return lines.map { found[$0] ?? "" }
    }

    /// `caps` in `> [^caps]: text`.
    private static func label(in line: ArraySlice<UInt8>) -> String? {
        let mark = line.indices.first { line[$0...].starts(with: "[^".utf8) }
        guard let mark, let end = line[mark...].firstIndex(of: UInt8(ascii: "]")) else { return nil }
        return String(decoding: line[(mark + 2)..<end], as: UTF8.self)
    }
}

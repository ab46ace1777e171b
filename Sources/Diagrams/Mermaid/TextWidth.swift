/// How wide words are, without a font at hand.
///
/// A page is shown in whatever sans-serif font the reader's system has. The widths are the larger of two fonts'
/// advances, DejaVu Sans and Liberation Sans (which has Arial's), per character and in thousandths of the letter
/// size; a few per cent are added for fonts that are wider still.
enum TextWidth {
    /// The width of `text` in thousandths of the letter size.
    static func thousandths(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * 103 / 100
    }

    /// The width of `text` at a letter size, in pixels, rounded up.
    static func pixels(_ text: some StringProtocol, size: Int) -> Int { (thousandths(text) * size + 999) / 1000 }

    /// `text` in lines no wider than `width` thousandths, broken between words, or within a word that is too long.
    static func lines(of text: String, atMost width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { wrap($0, width) }
    }

    private static func wrap(_ paragraph: Substring, _ limit: Int) -> [String] {
        guard thousandths(paragraph) > limit else { return [String(paragraph)] }
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in paragraph.split(separator: " ").flatMap({ pieces($0, limit) }) {
            let size = thousandths(word)
            if !line.isEmpty, used + size + 330 > limit {
                lines.append(line)
                (line, used) = ("", 0)
            }
            line += (line.isEmpty ? "" : " ") + word
            used += size + 330
        }
        return lines + (line.isEmpty ? [] : [line])
    }

    /// `word` in pieces no wider than `limit`: after a `/`, `.`, `_` or `-` if it has one, else anywhere.
    private static func pieces(_ word: Substring, _ limit: Int) -> [Substring] {
        guard thousandths(word) > limit else { return [word] }
        var pieces: [Substring] = []
        var start = word.startIndex
        var seam: Substring.Index?
        var (used, usedAtSeam) = (0, 0)
        var index = start
        while index < word.endIndex {
            let size = word[index].unicodeScalars.reduce(0) { $0 + width(of: $1) } * 103 / 100 + 1
            if used + size > limit, index > start {
                let end = seam ?? index
                pieces.append(word[start..<end])
                used = seam == nil ? 0 : used - usedAtSeam
                start = end
                seam = nil
            }
            used += size
            let next = word.index(after: index)
            if "/._-=,".contains(word[index]) { (seam, usedAtSeam) = (next, used) }
            index = next
        }
        return pieces + [word[start...]]
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20..<0x7F: ascii[Int(scalar.value) - 0x20]
        case 0..<0x20: 0
        case 0x300..<0x370, 0x200B...0x200F, 0x2028...0x202E, 0xFE00...0xFE0F: 0
        case 0x400..<0x530: 760
        case 0x1100..<0x1200, 0x2E80..<0xA000, 0xAC00..<0xD7B0, 0xF900..<0xFB00, 0xFE30..<0xFE70, 0xFF00..<0xFF61:
            1000
        case 0x1F000...: 1350
        case 0x2100..<0x2E80: 1000
        default: 720
        }
    }

    /// From the space to `~`.
    private static let ascii = [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556,
        1015, 684, 686, 722, 770, 667, 611, 778, 752, 295, 500, 667, 557, 863, 748, 787,
        667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838, 556,
        500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
        635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
    ]
}

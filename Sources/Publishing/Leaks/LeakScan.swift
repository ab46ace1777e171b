package import Content
package import Engagement
import Pages

/// Reads the finished files of the customer edition, byte by byte, for anything internal.
///
/// A text is looked for among the letters and digits alone, in every way that a file can be read (`FinishedText`), so
/// that no tag, entity, escape, line break, case or normal form hides it. If something is found, nothing is published.
package struct LeakScan: Sendable {
    private let needles: LeakNeedles
    /// The texts by the hash of their first letters, and a table that excludes nearly all hashes.
    private let byBeginning: [UInt64: [LeakNeedles.Needle]]
    private let beginnings: [Bool]
    private let byWord: [[UInt8]: LeakNeedles.Needle]
    private let lastOfWords: [Bool]
    private let titles: [String: [LeakNeedles.ShortTitle]]

    private static let window = LeakNeedles.shortestText
    private static let factor: UInt64 = 0x0000_0100_0000_01B3
    private static let leading = (0..<window).reduce(into: UInt64(1)) { power, _ in power = power &* factor }
    private static let tableBits: UInt64 = 16

    init(_ needles: LeakNeedles) {
        self.needles = needles
        byBeginning = Dictionary(grouping: needles.texts) { Self.hash($0.letters.prefix(Self.window)) }
        var beginnings = [Bool](repeating: false, count: 1 << Int(Self.tableBits))
        for hash in byBeginning.keys { beginnings[Self.slot(hash)] = true }
        self.beginnings = beginnings
        byWord = Dictionary(needles.words.map { ($0.letters, $0) }) { first, _ in first }
        var lastOfWords = [Bool](repeating: false, count: 256)
        for needle in needles.words { if let last = needle.letters.last { lastOfWords[Int(last)] = true } }
        self.lastOfWords = lastOfWords
        titles = Dictionary(grouping: needles.titles) { $0.words.last ?? "" }
    }

    /// Returns what is in `file` that the customer must not see.
    func leaks(in file: OutputFile) -> [LeakNeedles.Needle] {
        guard !needles.isEmpty else { return [] }
        var found: [LeakNeedles.Needle] = []
        func add(_ needle: LeakNeedles.Needle) { if !found.contains(needle) { found.append(needle) } }
        for reading in FinishedText.readings(of: file.bytes, path: file.path) {
            findWords(in: reading, add)
            findTexts(in: FinishedText.letters(of: reading), add)
            findTitles(in: reading, add)
        }
        return found
    }

    /// The letters and digits of `text`, as they are found in a file that shows it.
    static func letters(of text: String) -> [UInt8] { FinishedText.letters(of: Array(text.utf8)) }

    private func findTexts(in letters: [UInt8], _ add: (LeakNeedles.Needle) -> Void) {
        guard letters.count >= Self.window, !byBeginning.isEmpty else { return }
        var hash = Self.hash(letters.prefix(Self.window))
        var start = 0
        while true {
            if beginnings[Self.slot(hash)], let candidates = byBeginning[hash] {
                for needle in candidates where letters[start...].starts(with: needle.letters) { add(needle) }
            }
            let next = start + Self.window
            guard next < letters.count else { return }
            hash = hash &* Self.factor &+ UInt64(letters[next]) &- UInt64(letters[start]) &* Self.leading
            start += 1
        }
    }

    private func findWords(in reading: [UInt8], _ add: (LeakNeedles.Needle) -> Void) {
        guard !byWord.isEmpty else { return }
        var start = 0
        for index in 0...reading.count {
            if index < reading.count, Self.isLetter(reading[index]) || reading[index] == UInt8(ascii: "-") { continue }
            if index - start > 3, lastOfWords[Int(Self.lowered(reading[index - 1]))],
                let needle = byWord[reading[start..<index].map(Self.lowered)]
            {
                add(needle)
            }
            start = index + 1
        }
    }

    /// Finds short titles as whole words; a title such as `Tariff` is not in "tariffs".
    private func findTitles(in reading: [UInt8], _ add: (LeakNeedles.Needle) -> Void) {
        guard !titles.isEmpty else { return }
        let words = Letters.words(of: String(decoding: reading, as: UTF8.self))
        for (index, word) in words.enumerated() {
            guard let candidates = titles[word] else { continue }
            for title in candidates where index + 1 >= title.words.count {
                if words[(index + 1 - title.words.count)...index].elementsEqual(title.words) { add(title.needle) }
            }
        }
    }

    /// Letters and digits of ASCII, and every byte of another letter.
    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || Letters.folded(byte) != nil }

    private static func lowered(_ byte: UInt8) -> UInt8 { byte < 0x80 ? Letters.folded(byte) ?? byte : byte }

    private static func hash(_ letters: ArraySlice<UInt8>) -> UInt64 {
        letters.reduce(0) { $0 &* factor &+ UInt64($1) }
    }

    private static func slot(_ hash: UInt64) -> Int { Int((hash ^ hash >> 32) & (1 << tableBits - 1)) }
}

extension LeakScan {
    /// An error for each internal thing in `files`, which the customer would get, and for each sentence of a public page
    /// that was copied from an internal one.
    static func diagnostics(
        of files: [OutputFile], content: ContentFolder, contract: Contract, edition: Edition, workers: Workers
    ) -> [Diagnostic] {
        leaks(in: files, content: content, contract: contract, edition: edition, workers: workers)
            + CopiedSentences.diagnostics(of: content, contract: contract, edition: edition, workers: workers)
    }

    /// An error for each internal thing in `files`, which the customer would get.
    package static func leaks(
        in files: [OutputFile], content: ContentFolder, contract: Contract, edition: Edition, workers: Workers
    ) -> [Diagnostic] {
        let needles = LeakNeedles(content, contract: contract, edition: edition)
        guard !needles.isEmpty else { return [] }
        let scan = LeakScan(needles)
        return workers.map(files) { file in
            scan.leaks(in: file).map { needle in
                Diagnostic(
                    rule: .internalLeak, file: needle.file, line: needle.line,
                    "\(file.path) of the customer edition holds \(needle.name)",
                    hint: "take it out of the public text that names it, or give the page `audience: customer`")
            }
        }.flatMap { $0 }
    }
}

import Content

/// Reads the finished files of the customer edition, byte by byte, for anything internal.
///
/// A text is looked for among the letters and digits alone, so that no tag, no entity, no escape and no line break
/// hides it: once with what stands in tags, where addresses and labels are, and once without, where a word may be
/// half bold. Whoever finds something publishes nothing.
struct LeakScan: Sendable {
    private let needles: LeakNeedles
    /// The texts by the hash of their first letters, and a table that says no for nearly all hashes.
    private let byBeginning: [UInt64: [LeakNeedles.Needle]]
    private let beginnings: [Bool]
    private let byWord: [[UInt8]: LeakNeedles.Needle]
    private let lastOfWords: [Bool]

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
    }

    /// What is in `file` that the customer must not see.
    func leaks(in file: OutputFile) -> [LeakNeedles.Needle] {
        guard !needles.isEmpty else { return [] }
        var found: [LeakNeedles.Needle] = []
        func add(_ needle: LeakNeedles.Needle) { if !found.contains(needle) { found.append(needle) } }
        file.bytes.withUnsafeBufferPointer { bytes in
            findWords(in: bytes, add)
            findTexts(in: Self.letters(of: bytes, isWithTags: true), add)
            if file.path.hasSuffix(".html") { findTexts(in: Self.letters(of: bytes, isWithTags: false), add) }
        }
        return found
    }

    /// The letters and digits of `text`, as they are found in a file that shows it.
    static func letters(of text: String) -> [UInt8] {
        text.unicodeScalars.filter { !isSpaceOrSign($0) }.flatMap { UTF8.encode($0).map { Array($0) } ?? [] }.filter(
            isLetter)
    }

    /// Of the characters beyond ASCII, those that a title may be written with or without: spaces, dashes, quotes.
    private static func isSpaceOrSign(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{A0}" || 0x2000..<0x2080 ~= scalar.value
    }

    /// How many bytes of such a character follow its first, at `start`; nil where there is none.
    private static func lengthOfSign(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard start + 1 < bytes.count else { return nil }
        switch (bytes[start], bytes[start + 1]) {
        case (0xC2, 0xA0): return 1
        case (0xE2, 0x80), (0xE2, 0x81): return 2
        default: return nil
        }
    }

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

    private func findWords(in bytes: UnsafeBufferPointer<UInt8>, _ add: (LeakNeedles.Needle) -> Void) {
        guard !byWord.isEmpty else { return }
        var start = 0
        for index in 0...bytes.count {
            if index < bytes.count, Self.isLetter(bytes[index]) || bytes[index] == UInt8(ascii: "-") { continue }
            if index - start > 3, lastOfWords[Int(bytes[index - 1])], let needle = byWord[Array(bytes[start..<index])] {
                add(needle)
            }
            start = index + 1
        }
    }

    /// The letters of a file: without entities, escapes of JavaScript and percent signs; without tags where asked.
    private static func letters(of bytes: UnsafeBufferPointer<UInt8>, isWithTags: Bool) -> [UInt8] {
        var letters: [UInt8] = []
        letters.reserveCapacity(bytes.count)
        var isInTag = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "<") where !isWithTags: isInTag = true
            case UInt8(ascii: ">") where isInTag: isInTag = false
            case UInt8(ascii: "&"): index += lengthOfEntity(at: index, in: bytes)
            case UInt8(ascii: "\\"):
                index += index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "u") ? 5 : 1
            case UInt8(ascii: "%") where index + 2 < bytes.count && isHexadecimal(bytes[index + 1]): index += 2
            case 0xC2, 0xE2:
                if let length = lengthOfSign(at: index, in: bytes) {
                    index += length
                } else if !isInTag {
                    letters.append(byte)
                }
            case _ where !isInTag && isLetter(byte): letters.append(byte)
            default: break
            }
            index += 1
        }
        return letters
    }

    /// How many bytes of `&quot;` follow its first; 0 where there is no entity.
    private static func lengthOfEntity(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        for index in (start + 1)..<min(start + 12, bytes.count) {
            if bytes[index] == UInt8(ascii: ";") { return index - start }
            guard isLetter(bytes[index]) || bytes[index] == UInt8(ascii: "#") else { return 0 }
        }
        return 0
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
        default: false
        }
    }

    /// Letters and digits of ASCII, and every byte of another letter.
    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
            true
        default: false
        }
    }

    private static func hash(_ letters: ArraySlice<UInt8>) -> UInt64 {
        letters.reduce(0) { $0 &* factor &+ UInt64($1) }
    }

    private static func slot(_ hash: UInt64) -> Int { Int((hash ^ hash >> 32) & (1 << tableBits - 1)) }
}

extension LeakScan {
    /// An error for each internal thing in `files`, which the customer would get.
    static func diagnostics(
        of files: [OutputFile], content: ContentFolder, edition: Edition, workers: Workers
    ) -> [Diagnostic] {
        let needles = LeakNeedles(content, edition: edition)
        guard !needles.isEmpty else { return [] }
        let scan = LeakScan(needles)
        return workers.map(files) { file in
            scan.leaks(in: file).map { needle in
                Diagnostic(
                    rule: "internal-leak", file: needle.file, line: needle.line,
                    "\(file.path) of the customer edition holds \(needle.name)",
                    hint: "take it out of the public text that names it, or give the page `audience: customer`")
            }
        }.flatMap { $0 }
    }
}

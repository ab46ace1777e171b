import Content
import Engagement
import Markdown
import Pages

/// Finds what public pages say in the words of internal ones: eight words of one sentence, one after the other.
///
/// The pages' own texts are compared, and not the finished files: text from the contract, a template or a generated
/// page is no copy, and both places can be named. Code is excluded on the internal side, because the same command
/// is on many pages.
struct CopiedSentences {
    /// So many words in the same order are no accident.
    static let length = 8

    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let leading = (0..<length).reduce(into: UInt64(1)) { power, _ in power = power &* factor }

    /// A text that the customer must not see, and where it is.
    private struct Secret: Sendable {
        let page: Page
        let document: Document
    }

    /// Returns an error for each public page that says what an internal page or part says.
    static func diagnostics(
        of content: ContentFolder, contract: Contract, edition: Edition, workers: Workers
    ) -> [Diagnostic] {
        guard edition == .customer else { return [] }
        let secrets = content.pages.flatMap { page -> [Secret] in
            if !edition.includes(page.frontMatter.audience) { return [Secret(page: page, document: page.document)] }
            return page.hasInternalMarks ? page.internalParts.map { Secret(page: page, document: $0) } : []
        }
        guard !secrets.isEmpty else { return [] }
        let known = LeakNeedles.knownTexts(of: contract).reduce(into: Set<UInt64>()) { known, text in
            known.formUnion(hashes(of: text))
        }
        let hidden = workers.map(secrets) { secret in
            secret.document.sections { _ in "" }.flatMap { sentences(of: $0.text).flatMap(hashes) }
                .filter { !known.contains($0) }
        }
        let filter = Filter(hidden)
        let shown = content.pages.filter { edition.includes($0.frontMatter.audience) }
        let perhaps = workers.map(shown) { page in
            texts(of: page, edition).flatMap { hashes(of: $0).filter(filter.mayContain) }
        }
        let asked = perhaps.reduce(into: Set<UInt64>()) { $0.formUnion($1) }
        guard !asked.isEmpty else { return [] }
        var owners: [UInt64: Int] = [:]
        for (index, hashes) in hidden.enumerated() {
            for hash in hashes where asked.contains(hash) && owners[hash] == nil { owners[hash] = index }
        }
        return zip(shown, perhaps).flatMap { page, hashes in
            var told: Set<Int> = []
            return hashes.compactMap { hash -> Diagnostic? in
                guard let owner = owners[hash], told.insert(owner).inserted else { return nil }
                return diagnostic(of: hash, in: page, from: secrets[owner], edition)
            }
        }
    }

    private static func diagnostic(of hash: UInt64, in page: Page, from secret: Secret, _ edition: Edition)
        -> Diagnostic
    {
        let from = place(of: hash, in: secret.document)
        let source = "content/" + secret.page.path + (from.map { ":\($0.line)" } ?? "")
        return Diagnostic(
            rule: .internalLeak, file: "content/" + page.path,
            line: place(of: hash, in: page.document(for: edition))?.line ?? page.frontMatter.lines["description"],
            "the public text says what is internal in \(source): '\(from?.words ?? "")'",
            hint: "say it in other words, or make one of the two texts internal or public like the other")
    }

    /// Returns the line of the block with the eight words of this hash, and the words.
    private static func place(of hash: UInt64, in document: Document) -> (line: Int, words: String)? {
        for block in document.blocks + document.footnotes.flatMap(\.blocks) {
            let text = document.replacing(blocks: [block]).sections.map { $0.title + "\n" + $0.text }
                .joined(separator: "\n")
            guard let index = hashes(of: text).firstIndex(of: hash) else { continue }
            let words = Letters.words(of: text)
            return (block.line, words.dropFirst(index).prefix(length).joined(separator: " "))
        }
        return nil
    }

    /// What the customer edition shows of a page's own text.
    private static func texts(of page: Page, _ edition: Edition) -> [String] {
        let matter = page.frontMatter
        let document = page.document(for: edition)
        let sections = page.hasInternalMarks ? document.sections : page.sections
        return sections.map { $0.title + "\n" + $0.text } + [matter.title, matter.description]
            + matter.triggers + matter.tags + document.links.map(\.title) + document.images.map(\.title)
    }

    /// Returns the sentences of a text whose blocks are lines.
    private static func sentences(of text: String) -> [Substring] {
        var sentences: [Substring] = []
        var start = text.startIndex
        var endsSentence = false
        for index in text.unicodeScalars.indices {
            let scalar = text.unicodeScalars[index]
            if scalar == "\n" || (endsSentence && scalar == " ") {
                sentences.append(text[start..<index])
                start = index
            }
            endsSentence = scalar == "." || scalar == "!" || scalar == "?"
        }
        return sentences + [text[start...]]
    }

    /// Returns a hash for each eight words of `text`.
    private static func hashes(of text: some StringProtocol) -> [UInt64] {
        var hashes: [UInt64] = []
        var words: [UInt64] = []
        var hash: UInt64 = 0
        var word = seed
        func end() {
            guard word != seed else { return }
            hash = hash &* factor &+ word
            if words.count >= length { hash = hash &- words[words.count - length] &* leading }
            words.append(word)
            if words.count >= length { hashes.append(hash) }
            word = seed
        }
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                if let letter = Letters.folded(UInt8(truncatingIfNeeded: scalar.value)) {
                    word = (word ^ UInt64(letter)) &* 0x0000_0100_0000_01B3
                } else {
                    end()
                }
            } else if let letters = Letters.folded(scalar) {
                for letter in letters { word = (word ^ UInt64(letter)) &* 0x0000_0100_0000_01B3 }
            } else {
                end()
            }
        }
        end()
        return hashes
    }

    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// A table that says no for nearly all hashes that are not in it.
    private struct Filter: Sendable {
        private var bits: [UInt64]
        private let mask: UInt64

        init(_ hashes: [[UInt64]]) {
            let count = hashes.reduce(0) { $0 + $1.count }
            var size: UInt64 = 1 << 12
            while size < 32 * UInt64(count), size < 1 << 27 { size <<= 1 }
            mask = size - 1
            bits = [UInt64](repeating: 0, count: Int(size >> 6))
            for hash in hashes.joined() {
                let slot = (hash ^ hash >> 32) & mask
                bits[Int(slot >> 6)] |= 1 << (slot & 63)
            }
        }

        func mayContain(_ hash: UInt64) -> Bool {
            let slot = (hash ^ hash >> 32) & mask
            return bits[Int(slot >> 6)] & 1 << (slot & 63) != 0
        }
    }
}

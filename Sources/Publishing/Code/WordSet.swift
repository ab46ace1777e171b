/// Some words that stand out in code, looked up by their bytes.
///
/// A table of lengths and first letters says no to most words of a listing, before any of them is compared.
struct WordSet: Sendable {
    /// Longer words are none of any language's.
    static let longest = 16

    private var words: Set<[UInt8]> = []
    /// Which lengths the words with a certain first byte have, as bits.
    private var lengths = [UInt32](repeating: 0, count: 256)
    private let ignoresCase: Bool

    /// - Parameter words: Of at most `longest` bytes; in lower case where their case is ignored.
    init(_ words: [Substring] = [], ignoresCase: Bool = false) {
        self.ignoresCase = ignoresCase
        for word in words.map({ Array($0.utf8) }) {
            guard let first = word.first, word.count <= Self.longest else { continue }
            self.words.insert(word)
            lengths[Int(first)] |= 1 << UInt32(word.count)
        }
    }

    func contains(_ word: ArraySlice<UInt8>) -> Bool {
        guard let first = word.first, word.count <= Self.longest else { return false }
        let letter = ignoresCase ? Self.lowered(first) : first
        guard lengths[Int(letter)] & 1 << UInt32(word.count) != 0 else { return false }
        return words.contains(ignoresCase ? word.map(Self.lowered) : Array(word))
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }
}

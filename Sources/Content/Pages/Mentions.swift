import Engagement

/// Finds which parts of the contract a text speaks of: each by its id, or by its title.
///
/// All parts are looked for in one pass over the bytes, because a workbook has thousands of pages.
struct Mentions: Sendable {
    /// What pages are expected to speak of.
    struct Part: Sendable, Equatable {
        enum Kind: String {
            case activity, prerequisite, exclusion

            /// The rule that a part of this kind breaks if no page mentions it.
            var unmentioned: DiagnosticRule {
                switch self {
                case .activity: .unspokenActivity
                case .prerequisite: .unspokenPrerequisite
                case .exclusion: .unspokenExclusion
                }
            }
        }

        let kind: Kind
        let id: String
        let title: String
    }

    let parts: [Part]
    private let needles: [(bytes: [UInt8], part: Int)]
    /// The needles that begin with two bytes, by those bytes; most pairs of bytes begin none.
    private let beginnings: [[Int32]]

    init(_ contract: Contract) {
        parts =
            contract.activities.map { Part(kind: .activity, id: $0.id, title: $0.title) }
            + contract.prerequisites.map { Part(kind: .prerequisite, id: $0.id, title: $0.title) }
            + contract.exclusions.map { Part(kind: .exclusion, id: $0.id, title: $0.title) }
        needles = parts.enumerated().flatMap { index, part in
            [part.id, part.title].map { (bytes: $0.utf8.map(Self.folded), part: index) }
        }.filter { $0.bytes.count > 1 }
        var beginnings = [[Int32]](repeating: [], count: 1 << 16)
        for (index, needle) in needles.enumerated() {
            beginnings[Self.beginning(needle.bytes[0], needle.bytes[1])].append(Int32(index))
        }
        self.beginnings = beginnings
    }

    /// The indices of the parts that one of `texts` speaks of.
    func found(in texts: [String]) -> Set<Int> {
        var found: Set<Int> = []
        for var text in texts {
            text.withUTF8 { find(in: $0, &found) }
        }
        return found
    }

    private func find(in text: UnsafeBufferPointer<UInt8>, _ found: inout Set<Int>) {
        guard text.count > 1 else { return }
        var last = Self.folded(text[0])
        for index in 1..<text.count {
            let byte = Self.folded(text[index])
            let candidates = beginnings[Self.beginning(last, byte)]
            last = byte
            for candidate in candidates where stands(needles[Int(candidate)].bytes, at: index - 1, in: text) {
                found.insert(needles[Int(candidate)].part)
            }
        }
    }

    private func stands(_ needle: [UInt8], at start: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard start + needle.count <= text.count else { return false }
        return needle.indices.allSatisfy { Self.folded(text[start + $0]) == needle[$0] }
    }

    private static func beginning(_ first: UInt8, _ second: UInt8) -> Int { Int(first) << 8 | Int(second) }

    /// A byte without its case, where it is a letter of ASCII.
    private static func folded(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }
}

/// A file pattern as Go's `filepath.Glob` reads it: `*`, `?` and `[...]` inside one part of a path.
///
/// `**` is no recursion: it matches one part, as `*` does.
struct Glob {
    private let parts: [[Unicode.Scalar]]

    init(_ pattern: String) {
        parts = pattern.split(separator: "/").map { Array($0.unicodeScalars) }
    }

    /// Whether `text` has a character that makes it a pattern.
    static func isPattern(_ text: String) -> Bool { text.contains { "*?[\\".contains($0) } }

    func matches(_ path: String) -> Bool {
        let names = path.split(separator: "/")
        guard names.count == parts.count else { return false }
        return zip(parts, names).allSatisfy { Self.matches($0, Array($1.unicodeScalars)) }
    }

    /// Backtracks to the last star only, so the work is at most the product of both lengths.
    private static func matches(_ pattern: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Bool {
        var (p, t) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while t < text.count {
            if p < pattern.count, pattern[p] == "*" {
                star = (p, t)
                p += 1
            } else if p < pattern.count, let length = single(pattern, at: p, matches: text[t]) {
                p += length
                t += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                p = last.pattern + 1
                t = last.text + 1
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == "*" }
    }

    /// Returns how long the part of `pattern` at `position` is that matches `scalar`, or nil if it doesn't match.
    private static func single(_ pattern: [Unicode.Scalar], at position: Int, matches scalar: Unicode.Scalar) -> Int? {
        switch pattern[position] {
        case "?": return 1
        case "\\":
            guard position + 1 < pattern.count else { return nil }
            return pattern[position + 1] == scalar ? 2 : nil
        case "[":
            guard let end = pattern[(position + 1)...].dropFirst().firstIndex(of: "]") else { return nil }
            var set = pattern[(position + 1)..<end]
            let isNegated = set.first == "^"
            if isNegated { set = set.dropFirst() }
            var isFound = false
            while let low = set.popFirst() {
                var high = low
                if set.first == "-", let bound = set.dropFirst().first {
                    high = bound
                    set = set.dropFirst(2)
                }
                if low <= scalar && scalar <= high { isFound = true }
            }
            return isFound != isNegated ? end - position + 1 : nil
        default: return pattern[position] == scalar ? 1 : nil
        }
    }
}

/// A pattern of paths, as `.gitignore` and editors write it: `content/wiki/**`.
///
/// `*` is any text within one part of a path, `?` one character, and `**` any number of parts. A pattern that ends
/// with `/` means everything below that folder.
struct PathGlob: Sendable, Equatable {
    private let parts: [[Unicode.Scalar]]

    init(_ pattern: String) {
        let parts = pattern.split(separator: "/").filter { $0 != "." }.map { Array($0.unicodeScalars) }
        self.parts = pattern.hasSuffix("/") ? parts + [["*", "*"]] : parts
    }

    func matches(_ path: String) -> Bool {
        let names = path.split(separator: "/").map { Array($0.unicodeScalars) }
        return Self.matches(
            parts, names, isMany: { $0 == ["*", "*"] },
            single: { Self.matches($0, $1, isMany: { $0 == "*" }, single: Self.isSame) })
    }

    private static func isSame(_ pattern: Unicode.Scalar, _ scalar: Unicode.Scalar) -> Bool {
        pattern == "?" || pattern == scalar
    }

    /// Backtracks to the last wildcard only, so the work is at most the product of both lengths.
    private static func matches<Element>(
        _ pattern: [Element], _ text: [Element], isMany: (Element) -> Bool, single: (Element, Element) -> Bool
    ) -> Bool {
        var (p, t) = (0, 0)
        var last: (pattern: Int, text: Int)?
        while t < text.count {
            if p < pattern.count, isMany(pattern[p]) {
                last = (p, t)
                p += 1
            } else if p < pattern.count, single(pattern[p], text[t]) {
                p += 1
                t += 1
            } else if let many = last {
                last = (many.pattern, many.text + 1)
                p = many.pattern + 1
                t = many.text + 1
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy(isMany)
    }
}

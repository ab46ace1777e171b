import Markdown
import Markup

/// The styles of the site for a program that only prints.
///
/// Such a program may know neither custom properties in every place (WeasyPrint 57 drops `border: 1px solid
/// var(--line)`), nor weights between the hundreds, nor a page's styles inside of a drawing. So the values
/// that `.print-document` gives are put where they are used.
struct PaperStyle: Sendable {
    /// Of the whole document.
    let text: String
    /// An element for the start of each drawing: the rules for what is in it.
    let drawings: [UInt8]

    private static let scope = ".print-document "

    /// - Parameter style: Of the site, its rules for drawings in one line each, after `.print-document svg`.
    init(_ style: String) {
        let values = Self.values(in: style)
        text =
            style.replacing(/var\((--[a-z-]+)\)/) { match in values[match.1] ?? match.0 }
            .replacing(/font-weight: (\d)(\d)\d/) { match in "font-weight: \(Self.hundreds(match.1, match.2))00" }
        let rules = text.split(separator: "\n").map { $0.drop { $0 == " " } }
            .filter { $0.hasPrefix(Self.scope + "svg") && $0.hasSuffix("}") }
            .map { $0.dropFirst(Self.scope.count) }
        let element =
            rules.isEmpty
            ? []
            : Array("<style>".utf8) + Escaping.shown.escaped(rules.joined(separator: "\n"))
                + Array("</style>\n".utf8)
        drawings = element
    }

    /// The properties of the blocks `.print-document { ... }`, the last of a name.
    private static func values(in style: String) -> [Substring: Substring] {
        var values: [Substring: Substring] = [:]
        for block in style.split(separator: "\n" + scope + "{").dropFirst() {
            for line in block.prefix(while: { $0 != "}" }).split(separator: ";") {
                let halves = line.split(separator: ":", maxSplits: 1)
                let name = halves[0].drop(while: \.isWhitespace)
                guard halves.count == 2, name.hasPrefix("--") else { continue }
                values[name] = halves[1].drop(while: \.isWhitespace)
            }
        }
        return values
    }

    private static func hundreds(_ first: Substring, _ second: Substring) -> Int {
        (Int(first) ?? 4) + ((Int(second) ?? 0) >= 5 ? 1 : 0)
    }
}

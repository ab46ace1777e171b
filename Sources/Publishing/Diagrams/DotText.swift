/// Text for Graphviz, written by a program.
///
/// Nodes have names made of numbers; what people wrote stands only in labels, between quotation marks.
enum DotText {
    /// `text` in quotation marks, in which it can neither end the label nor be taken for `\N` or `\G`.
    ///
    /// - Parameter width: Lines are broken before they are longer, between words.
    static func quoted(_ text: String, width: Int = 26) -> String {
        "\"" + lines(of: text, width: width).map(escaped).joined(separator: "\\n") + "\""
    }

    private static func escaped(_ line: String) -> String {
        var result = ""
        for scalar in line.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            // Graphviz reads HTML's entities in labels: an ampersand that begins one would become a character.
            case "&": result += "&amp;"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func lines(of text: String, width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: true).flatMap { part in
            part.split(separator: " ").reduce(into: [String]()) { lines, word in
                if let last = lines.last, last.count + 1 + word.count <= width {
                    lines[lines.count - 1] = last + " " + word
                } else {
                    lines.append(String(word))
                }
            }
        }
    }
}

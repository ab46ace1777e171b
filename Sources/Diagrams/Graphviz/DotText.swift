/// Text in a graph that a program writes.
///
///     "n0 [label=\(DotText.quoted("A \"quoted\" word"))]"    // n0 [label="A \"quoted\" word"]
///
/// Nodes have names made of numbers; what people wrote is only in labels, titles and links, between quotation
/// marks: it can become neither DOT nor one of Graphviz's HTML-like labels.
package enum DotText {
    /// `text` in quotation marks, in which it can neither end the string nor be taken for `\N` or `\G`.
    ///
    /// A line break stays one; other control characters become spaces.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            // Graphviz reads HTML's entities in labels: an ampersand that begins one would become a character.
            case "&": result += "&amp;"
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// The same in lines, which are broken between words before they are longer than `width` characters.
    package static func quoted(_ text: String, width: Int) -> String {
        quoted(lines(of: text, width: width).joined(separator: "\n"))
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

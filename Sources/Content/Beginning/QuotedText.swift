/// Text between double quotation marks, as YAML and a shell read it.
///
/// Marks are found scalar by scalar: one with an accent after it is another `Character`, and no mark to `replacing`.
package enum QuotedText {
    /// Returns a YAML double-quoted scalar on one line.
    package static func yaml(_ text: String) -> String {
        "\"" + escaping(["\\", "\""], in: text.filter { !$0.isNewline }) + "\""
    }

    /// Returns `text` as it is written within the double quotes of a shell.
    static func shell(_ text: String) -> String { escaping(["\\", "\"", "$", "`"], in: text) }

    private static func escaping(_ marks: Set<Unicode.Scalar>, in text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if marks.contains(scalar) { escaped.append("\\") }
            escaped.append(scalar)
        }
        return String(escaped)
    }
}

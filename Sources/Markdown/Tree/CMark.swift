internal import CMarkGFM
internal import CMarkParsing

/// GitHub's parser; the only place, with `TreeBuilder`, that sees a C pointer.
///
/// cmark-gfm alone is not thread-safe with extensions, and ends the process when memory runs out;
/// `CMarkParsing` mends both.
enum CMark {
    /// Whether several texts are parsed at once.
    static var isParallel: Bool { markdown_is_parallel() }

    /// The line of `text`, from 1, that could keep the parser busy; nil for a text as people write it.
    static func suspiciousLine(of text: String) -> Int? {
        var text = text
        let line = withCharacters(of: &text) { markdown_suspicious_line($0.baseAddress, $0.count) }
        return line > 0 ? Int(line) : nil
    }

    /// The document that `text` is; its size was checked by the caller.
    ///
    /// A text that could keep the parser busy is first parsed in another process, which can be stopped.
    static func parse(_ text: String, firstLine: Int) throws(Document.ParseError) -> Document {
        var held = text
        let memory = Document.Limits.memory(forBytes: text.utf8.count)
        if let line = suspiciousLine(of: text) {
            let isBounded = withCharacters(of: &held) {
                markdown_is_bounded($0.baseAddress, $0.count, memory)
            }
            guard isBounded else { throw Document.ParseError(line: firstLine + line - 1, reason: .tooCostly) }
        }
        let tree = withCharacters(of: &held) {
            markdown_parse($0.baseAddress, $0.count, memory)
        }
        guard let tree else { throw Document.ParseError(line: firstLine, reason: .tooCostly) }
        defer { markdown_release(tree) }
        var builder = TreeBuilder(firstLine: firstLine)
        return try builder.document(from: markdown_root(tree), of: text)
    }

    private static func withCharacters<Result>(
        of text: inout String, _ body: (UnsafeBufferPointer<CChar>) -> Result
    ) -> Result {
        text.withUTF8 { $0.withMemoryRebound(to: CChar.self, body) }
    }
}

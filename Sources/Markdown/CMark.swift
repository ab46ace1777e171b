internal import CMarkGFM
internal import CMarkParsing

/// GitHub's parser; the only place, with `TreeBuilder`, that sees a C pointer.
///
/// cmark-gfm alone is not thread-safe with extensions, and ends the process when memory runs out;
/// `CMarkParsing` mends both.
enum CMark {
    /// Whether several texts are parsed at once.
    static var isParallel: Bool { markdown_is_parallel() }

    /// The document that `text` is; its size was checked by the caller.
    static func parse(_ text: String, firstLine: Int) throws(Document.Fault) -> Document {
        guard let tree = tree(of: text) else { throw Document.Fault(line: firstLine, reason: .tooCostly) }
        defer { markdown_release(tree) }
        var builder = TreeBuilder(firstLine: firstLine)
        return try builder.document(from: markdown_root(tree), of: text)
    }

    private static func tree(of text: String) -> OpaquePointer? {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                markdown_parse(characters.baseAddress, characters.count, Document.Limits.memory)
            }
        }
    }
}

internal import CMarkGFM
internal import Synchronization

/// GitHub's parser; the only place, with `TreeBuilder`, that sees a C pointer.
enum CMark {
    /// Held while a text is parsed.
    ///
    /// cmark-gfm is not thread-safe with extensions: autolink and strikethrough add to a table of
    /// special characters, which is global, and take away from it again, while inlines are parsed.
    /// Reading a finished tree touches nothing global, so it happens outside.
    private static let parsing = Mutex<Void>(())

    private static let options = CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8
    private static let extensions = ["table", "strikethrough", "autolink", "tasklist"]

    /// The document that `text` is; its size was checked by the caller.
    static func parse(_ text: String, firstLine: Int) throws(Document.Fault) -> Document {
        guard let root = tree(of: text) else { return Document(blocks: [], footnotes: []) }
        defer { cmark_node_free(root) }
        var builder = TreeBuilder(firstLine: firstLine)
        return try builder.document(from: root, of: text)
    }

    private static func tree(of text: String) -> OpaquePointer? {
        let held = text
        return parsing.withLock { _ -> UInt? in
            cmark_gfm_core_extensions_ensure_registered()
            guard let parser = cmark_parser_new(options) else { return nil }
            defer { cmark_parser_free(parser) }
            for name in extensions {
                guard let found = cmark_find_syntax_extension(name) else { continue }
                cmark_parser_attach_syntax_extension(parser, found)
            }
            var text = held
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    cmark_parser_feed(parser, characters.baseAddress, characters.count)
                }
            }
            // The tree leaves the lock as a number: it belongs to this caller alone.
            return cmark_parser_finish(parser).map { UInt(bitPattern: $0) }
        }.flatMap { OpaquePointer(bitPattern: $0) }
    }
}

/// Splits HTML or XML into tags, comments and the text between them, as a browser does.
///
///     var reader = MarkupReader(Array("a <b>c</b>".utf8)[...])
///     while let piece = reader.next() { ... }    // text "a ", tag b, text "c", tag /b
package struct MarkupReader: Sequence, IteratorProtocol {
    package enum Piece: Equatable {
        /// Text between two tags, still escaped. A `<` that begins no tag is text.
        case text(ArraySlice<UInt8>)
        case tag(Tag)
        /// A comment, a declaration or a processing instruction, as a whole.
        case comment(ArraySlice<UInt8>)
    }

    private let bytes: ArraySlice<UInt8>
    /// The index of the next piece.
    package private(set) var index: Int

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    package mutating func next() -> Piece? {
        guard index < bytes.endIndex else { return nil }
        let start = index
        if bytes[start] == UInt8(ascii: "<") {
            if let end = Self.endOfComment(bytes[start...]) {
                index = end
                return .comment(bytes[start..<end])
            }
            if let tag = Tag(bytes[start...]) {
                index = tag.end
                return .tag(tag)
            }
            // A tag that isn't closed takes in all that follows, so the rest is read once only.
            if Tag.begins(bytes[start...]) {
                index = bytes.endIndex
                return .text(bytes[start...])
            }
        }
        index = bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.endIndex
        return .text(bytes[start..<index])
    }

    /// Returns the index after the comment, declaration or instruction at the start of `bytes`, or nil if none begins
    /// there; one that isn't closed goes on to the end.
    package static func endOfComment(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count > 1, bytes.first == UInt8(ascii: "<") else { return nil }
        let rest = bytes.dropFirst()
        if rest.starts(with: "!--".utf8) {
            return rest.dropFirst(3).firstIndex(ofBytes: "-->").map { $0 + 3 } ?? bytes.endIndex
        }
        guard let mark = rest.first, mark == UInt8(ascii: "!") || mark == UInt8(ascii: "?") else { return nil }
        return rest.firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.endIndex
    }
}

extension ArraySlice<UInt8> {
    /// Returns where `needle`, which isn't empty, first is.
    package func firstIndex(ofBytes needle: StaticString) -> Int? {
        let needle = needle.utf8
        guard let first = needle.first else { return nil }
        var start = startIndex
        while let candidate = self[start...].firstIndex(of: first) {
            if self[candidate...].starts(with: needle) { return candidate }
            start = candidate + 1
        }
        return nil
    }
}

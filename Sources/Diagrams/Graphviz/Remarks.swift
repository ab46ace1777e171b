internal import CGraphviz
internal import Synchronization

/// Something that Graphviz said.
struct Remark: Sendable {
    let isError: Bool
    let text: String
    let line: Int?
}

/// What Graphviz says, caught before it reaches standard error.
///
/// Graphviz calls a function of C's, which can carry no context along: hence a global. It is called only
/// while `Engine` holds its lock.
enum Remarks {
    /// What Graphviz calls the text in its messages.
    // 2026-11-23: unsafe only in type. The bytes are a literal's, which Graphviz reads and never writes.
    nonisolated(unsafe) static let fileName = UnsafeMutablePointer<CChar>(
        mutating: ("graph" as StaticString).pointer)

    /// The font that has built-in measures.
    static let fontName = "Helvetica"

    private static let pieces = Mutex<[String]>([])

    /// Asks Graphviz to say everything here.
    static func listen() {
        _ = agseterrf { message in
            guard let message else { return 0 }
            let piece = String(cString: message)
            Remarks.add(piece)
            return 0
        }
    }

    /// Notes a piece that was said in another process.
    static func add(_ piece: String) {
        pieces.withLock { $0.append(piece) }
    }

    /// Forgets what was said.
    static func start() {
        pieces.withLock { $0 = [] }
        agreseterrors()
    }

    /// What was said since the last time.
    ///
    /// A remark comes in pieces: `Error`, `: `, and the text; further pieces continue it.
    static func take() -> [Remark] {
        let said = pieces.withLock { pieces in
            defer { pieces = [] }
            return pieces
        }
        var remarks: [Remark] = []
        var text = ""
        var isError = false
        func close() {
            let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if !words.isEmpty { remarks.append(remark(words, isError: isError)) }
            text = ""
        }
        for piece in said {
            switch piece {
            case "Error", "Warning":
                close()
                isError = piece == "Error"
            case ": " where text.isEmpty: break
            default: text += piece
            }
        }
        close()
        return remarks
    }

    /// `graph: syntax error in line 3 near '}'` has the line 3.
    private static func remark(_ words: String, isError: Bool) -> Remark {
        let prefix = "graph: "
        let text = words.hasPrefix(prefix) ? String(words.dropFirst(prefix.count)) : words
        let parts = text.split(separator: " ")
        let mark = parts.indices.first { parts[$0] == "line" && $0 + 1 < parts.count }
        let line = mark.flatMap { Int(parts[$0 + 1].prefix { $0.isNumber }) }
        return Remark(isError: isError, text: text, line: words.hasPrefix(prefix) ? line : nil)
    }
}

extension StaticString {
    fileprivate var pointer: UnsafePointer<CChar> {
        UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
    }
}

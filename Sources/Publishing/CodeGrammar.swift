/// As much of a language as it takes to tell comments, strings, numbers and keywords apart.
///
/// Enough to find one's way in a listing; what it cannot tell stays plain text.
struct CodeGrammar: Sendable {
    private let comment: [[UInt8]]
    private let quotes: [UInt8]
    private let keywords: Set<String>
    private let ignoresCase: Bool
    /// `key:` at the start of a line, as in YAML.
    private let hasKeys: Bool
    /// `--flag` and `$VARIABLE`, as in a shell.
    private let hasFlags: Bool

    private init(
        comment: [String], quotes: String = "\"'", keywords: String = "", ignoresCase: Bool = false,
        hasKeys: Bool = false, hasFlags: Bool = false
    ) {
        self.comment = comment.map { Array($0.utf8) }
        self.quotes = Array(quotes.utf8)
        self.keywords = Set(keywords.split(separator: " ").map(String.init))
        self.ignoresCase = ignoresCase
        self.hasKeys = hasKeys
        self.hasFlags = hasFlags
    }

    static func of(_ language: String) -> CodeGrammar? { known[language.lowercased()] }

    private static let shell = CodeGrammar(
        comment: ["#"],
        keywords: "if then else elif fi for while until do done case esac in function return export local set "
            + "readonly unset trap exit echo cd source",
        hasFlags: true)
    private static let python = CodeGrammar(
        comment: ["#"],
        keywords: "and as assert async await break class continue def del elif else except False finally for from "
            + "global if import in is lambda None nonlocal not or pass raise return True try while with yield")
    private static let sql = CodeGrammar(
        comment: ["--"], quotes: "\"'`",
        keywords: "select from where and or not in is null as on join left right inner outer full group by order "
            + "having limit union all distinct case when then else end insert into values update set delete create "
            + "replace table view schema catalog function grant revoke alter drop if exists with show describe use "
            + "execute to between like partition over desc asc merge using matched tblproperties add column owner",
        ignoresCase: true)
    private static let yaml = CodeGrammar(comment: ["#"], keywords: "true false null", hasKeys: true)
    private static let json = CodeGrammar(comment: [], quotes: "\"", keywords: "true false null")
    private static let hcl = CodeGrammar(
        comment: ["#", "//"], quotes: "\"", keywords: "resource data variable output module provider locals true false")

    private static let known: [String: CodeGrammar] = [
        "bash": shell, "sh": shell, "shell": shell, "python": python, "py": python, "sql": sql, "yaml": yaml,
        "yml": yaml, "json": json, "hcl": hcl,
        "toml": CodeGrammar(comment: ["#"], keywords: "true false"),
    ]

    func write(_ text: String, to html: inout HTML) {
        let bytes = Array(text.utf8)
        var index = 0
        var plain = 0
        func flush(_ end: Int) {
            if plain < end { html.text(String(decoding: bytes[plain..<end], as: UTF8.self)) }
        }
        while index < bytes.count {
            guard let (end, kind) = token(in: bytes, at: index) else {
                index += 1
                continue
            }
            if let kind {
                flush(index)
                html.markup("<span class=\"tok-")
                html.markup(kind)
                html.markup("\">")
                html.text(String(decoding: bytes[index..<end], as: UTF8.self))
                html.markup("</span>")
                plain = end
            }
            index = end
        }
        flush(bytes.count)
    }

    /// The end of the token at `index`, and its kind where it has a colour; nil for a byte that starts none.
    private func token(in bytes: [UInt8], at index: Int) -> (end: Int, kind: StaticString?)? {
        let byte = bytes[index]
        let startsWord = index == 0 || !isWord(bytes[index - 1])
        if comment.contains(where: { bytes[index...].starts(with: $0) }), isCommentStart(bytes, index) {
            return (bytes[index...].firstIndex(of: 0x0A) ?? bytes.count, "c")
        }
        if quotes.contains(byte) {
            return (endOfString(bytes, index), "s")
        }
        if hasFlags, byte == UInt8(ascii: "$") {
            let end = endOfWord(bytes, index + 1)
            return end > index + 1 ? (end, "p") : nil
        }
        if hasFlags, byte == UInt8(ascii: "-"), startsWord, index > 0, bytes[index - 1] == 0x20 {
            var end = index
            while end < bytes.count, isWord(bytes[end]) || bytes[end] == UInt8(ascii: "-") { end += 1 }
            return end > index + 1 ? (end, "n") : nil
        }
        guard isWord(byte) else { return nil }
        let end = endOfWord(bytes, index)
        guard startsWord else { return (end, nil) }
        if hasKeys, end < bytes.count, bytes[end] == UInt8(ascii: ":") { return (end, "p") }
        let word = String(decoding: bytes[index..<end], as: UTF8.self)
        if keywords.contains(ignoresCase ? word.lowercased() : word) { return (end, "k") }
        if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), word.allSatisfy({ $0.isNumber || $0 == "_" }) {
            return (end, "n")
        }
        return (end, nil)
    }

    /// `#` begins a comment only where nothing stands before it: `${#list}` has none.
    private func isCommentStart(_ bytes: [UInt8], _ index: Int) -> Bool {
        index == 0 || bytes[index - 1] == 0x0A || bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09
    }

    /// The end of the string that opens at `index`.
    ///
    /// A quotation mark without a partner quotes nothing: an apostrophe, say.
    private func endOfString(_ bytes: [UInt8], _ index: Int) -> Int {
        let quote = bytes[index]
        if bytes[index...].starts(with: [quote, quote, quote]) {
            var end = index + 3
            while end < bytes.count {
                if bytes[end...].starts(with: [quote, quote, quote]) { return end + 3 }
                end += 1
            }
            return bytes.count
        }
        var end = index + 1
        while end < bytes.count {
            if bytes[end] == UInt8(ascii: "\\") { end += 1 } else if bytes[end] == quote { return end + 1 }
            end += 1
        }
        return min(index + 1, bytes.count)
    }

    private func endOfWord(_ bytes: [UInt8], _ index: Int) -> Int {
        var end = index
        while end < bytes.count, isWord(bytes[end]) { end += 1 }
        return end
    }

    private func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
            true
        default: false
        }
    }
}

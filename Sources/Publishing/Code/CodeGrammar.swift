import Markup
import Pages

/// As much of a language as it takes to tell comments, strings, numbers and keywords apart.
///
/// Enough to find one's way in a listing; what it cannot tell stays plain text. `CodeLexer` applies it.
package struct CodeGrammar: Sendable {
    /// How a key that is given a value is recognised.
    enum Keys: Sendable {
        case none
        /// `key:` at the start of a line.
        case yaml
        /// `"key":`.
        case json
        /// `key =` at the start of a line.
        case assignment
    }

    /// What begins a comment that ends with its line.
    var comments: [[UInt8]] = [Array("#".utf8)]
    /// Whether `/* ... */` is a comment.
    var hasBlockComments = false
    /// What strings stand between.
    var quotes = Array("\"'".utf8)
    /// The quotes within which a backslash is a backslash.
    var verbatimQuotes: [UInt8] = []
    /// Whether `"""` begins a string that ends with the same.
    var hasTripleQuotes = false
    /// Whether a string may go on in the next line.
    var stringsSpanLines = false
    /// What may stand before a string and belongs to it: the `f` of `f"..."`.
    var prefixes = WordSet()
    var keywords = WordSet()
    /// Whether keywords are such only at the start of a line.
    var keywordsStartLines = false
    var keys = Keys.none
    /// Whether `$NAME` and `${NAME}` are variables, in double quotes as well.
    var hasVariables = false
    /// Whether `--flag` is marked.
    var hasFlags = false
    /// Whether `@name` is marked.
    var hasDecorators = false
    /// Whether `[name]` at the start of a line is a heading.
    var hasSections = false

    /// The grammar of `language`, by any of its names; nil for a language that stays plain.
    static func of(_ language: String) -> CodeGrammar? { known[language.lowercased()] }

    private static let known: [String: CodeGrammar] = [
        "bash": shell, "sh": shell, "shell": shell, "zsh": shell, "python": python, "py": python, "sql": sql,
        "yaml": yaml, "yml": yaml, "json": json, "toml": toml, "hcl": hcl, "terraform": hcl, "tf": hcl,
        "dockerfile": dockerfile, "docker": dockerfile, "scala": scala,
    ]

    private static func words(_ words: String, ignoringCase: Bool = false) -> WordSet {
        WordSet(words.split(separator: " "), ignoresCase: ignoringCase)
    }

    static let shell = CodeGrammar(
        verbatimQuotes: Array("'".utf8), stringsSpanLines: true,
        keywords: words(
            "if then else elif fi for while until do done case esac in function return export local set readonly "
                + "unset trap exit echo cd source"),
        hasVariables: true, hasFlags: true)

    private static let python = CodeGrammar(
        hasTripleQuotes: true, prefixes: words("f r b u fr rf br rb F R B U FR Fr fR RF Rf rF BR Br bR RB Rb rB"),
        keywords: words(
            "and as assert async await break class continue def del elif else except False finally for from global "
                + "if import in is lambda match case None nonlocal not or pass raise return True try while with yield"),
        hasDecorators: true)

    private static let sql = CodeGrammar(
        comments: [Array("--".utf8)], hasBlockComments: true, quotes: Array("\"'`".utf8), stringsSpanLines: true,
        keywords: words(
            "select from where and or not in is null as on join left right inner outer full group by order having "
                + "limit union all distinct case when then else end insert into values update set delete create "
                + "replace table view schema catalog function grant revoke alter drop if exists with show describe "
                + "use execute to between like partition over desc asc merge using matched tblproperties add column "
                + "owner true false lateral qualify window interval cast volume", ignoringCase: true),
        hasVariables: true)

    private static let yaml = CodeGrammar(
        verbatimQuotes: Array("'".utf8), keywords: words("true false null yes no on off"), keys: .yaml,
        hasVariables: true)

    private static let json = CodeGrammar(
        comments: [], quotes: Array("\"".utf8), keywords: words("true false null"), keys: .json)

    private static let toml = CodeGrammar(
        verbatimQuotes: Array("'".utf8), hasTripleQuotes: true, keywords: words("true false"), keys: .assignment,
        hasSections: true)

    private static let hcl = CodeGrammar(
        comments: [Array("#".utf8), Array("//".utf8)], hasBlockComments: true, quotes: Array("\"".utf8),
        keywords: words(
            "resource data variable output module provider terraform locals moved import check dynamic for in if "
                + "true false null"),
        keys: .assignment, hasVariables: true)

    private static let dockerfile = CodeGrammar(
        verbatimQuotes: Array("'".utf8),
        keywords: words(
            "from run cmd label expose env add copy entrypoint volume user workdir arg onbuild stopsignal "
                + "healthcheck shell maintainer", ignoringCase: true),
        keywordsStartLines: true, hasVariables: true, hasFlags: true)

    private static let scala = CodeGrammar(
        comments: [Array("//".utf8)], hasBlockComments: true, quotes: Array("\"".utf8), hasTripleQuotes: true,
        prefixes: words("s f raw"),
        keywords: words(
            "abstract case catch class def do else enum export extends false final finally for given if implicit "
                + "import lazy match new null object override package private protected return sealed super then "
                + "this throw trait true try type val var while with yield"),
        hasVariables: true, hasDecorators: true)
}

extension CodeGrammar {
    /// Whether `language` is told apart at all.
    package static func isKnown(_ language: String) -> Bool {
        var html = HTML()
        return write("", in: language, to: &html)
    }

    /// The HTML of `code` in `language`, in UTF-8: the same text, with its words marked.
    package static func highlighted(_ code: String, language: String) -> [UInt8] {
        var html = HTML()
        if !write(code, in: language, to: &html) { html.text(code) }
        return html.bytes
    }

    /// Writes `code`, which is in `language`, with its words marked; false for a language that stays plain.
    static func write(_ code: String, in language: String, to html: inout HTML) -> Bool {
        let bytes = Array(code.utf8)
        switch language.lowercased() {
        case "console", "shell-session":
            CodeLines.writeConsole(bytes, to: &html)
        case "diff", "patch":
            CodeLines.writeDiff(bytes, to: &html)
        case let name:
            guard let grammar = of(name) else { return false }
            var lexer = CodeLexer(grammar: grammar, bytes: bytes)
            lexer.write(to: &html)
        }
        return true
    }
}

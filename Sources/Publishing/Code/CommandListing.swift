import Content
import Knowledge
import Markdown
import Markup

/// A block of a runbook's commands, in which a script of the page can write the reader's values.
///
/// Each `{{name}}` that may be replaced is an element that says how its value is quoted there, by the rules of
/// `CommandText`.
enum CommandListing {
    /// Replaces a parameter while the code is highlighted: a private-use character, which no command contains.
    private static let first: UInt32 = 0xF_0000
    private static let most = 1000

    /// Returns the listing, or nil if the block has no parameter to fill.
    static func html(of code: CodeBlock, _ parameters: [RunbookParameter]) -> HTML? {
        guard !parameters.isEmpty, let language = CommandText.Language(fence: code.language),
            !code.text.unicodeScalars.contains(where: { $0.value >= first })
        else { return nil }
        let segments = CommandText(language, code.text, line: code.line + 1).segments(of: parameters)
        var uses: [HTML] = []
        var text = String.UnicodeScalarView()
        for segment in segments {
            switch segment {
            case .text(let part): text.append(contentsOf: part.unicodeScalars)
            case .parameter(let parameter, let quote, let secret):
                guard uses.count < most, let mark = Unicode.Scalar(first + UInt32(uses.count)) else { return nil }
                text.append(mark)
                uses.append(use(of: parameter, language, quote: quote, secret: secret))
            }
        }
        guard !uses.isEmpty else { return nil }
        let listing = CodeListing.html(of: CodeBlock(info: code.info, text: String(text), line: code.line))
        return filled(listing.bytes, with: uses)
    }

    private static func use(
        of parameter: RunbookParameter, _ language: CommandText.Language, quote: Character?, secret: String?
    ) -> HTML {
        var html = HTML()
        html.markup("<span class=\"parameter\"")
        html.attribute("data-parameter", parameter.name)
        html.attribute("data-language", language.isShell ? "shell" : language.rawValue)
        html.attribute("data-quote", quote.map(String.init) ?? "")
        if let secret { html.attribute("data-secret", secret) }
        html.markup(">")
        html.text("{{\(parameter.name)}}")
        html.markup("</span>")
        return html
    }

    /// Puts the elements in the places of their marks, each four bytes of UTF-8.
    private static func filled(_ bytes: [UInt8], with uses: [HTML]) -> HTML {
        var html = HTML()
        html.reserve(bytes.count + uses.reduce(0) { $0 + $1.bytes.count })
        var start = 0
        var index = 0
        while index < bytes.count {
            guard bytes[index] >= 0xF3, index + 3 < bytes.count else {
                index += 1
                continue
            }
            let scalar = bytes[(index + 1)...(index + 3)].reduce(UInt32(bytes[index] & 0x07)) {
                $0 << 6 | UInt32($1 & 0x3F)
            }
            if scalar >= first, Int(scalar - first) < uses.count {
                html.append(trusted: Array(bytes[start..<index]))
                html.append(uses[Int(scalar - first)])
                start = index + 4
            }
            index += 4
        }
        html.append(trusted: Array(bytes[start...]))
        return html
    }
}

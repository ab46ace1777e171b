package import Markup
import Mustache
import SiteAssets

/// The Mustache templates, compiled.
///
/// Each is filled from one struct, whose properties are the template's variables: `StatusData` for
/// `status.mustache`. They make the shell and the few pages of figures. Documents never pass through them, because
/// Mustache takes longer for a page than everything else together.
///
/// A name that the struct doesn't have is an error: see `TemplateCheck`, and `TemplateShape` for the names.
package struct Templates: Sendable {
    private let library: MustacheLibrary

    init(_ texts: [String: String], errors: inout [TemplateError]) {
        MustacheContentTypes.register(EscapedText(), named: EscapedText.name)
        var library = MustacheLibrary()
        var used: [String: (path: String, text: String)] = [:]
        for (path, text) in texts.sorted(by: { $0.key < $1.key }) where path.hasSuffix(".mustache") {
            let name = String(path.split(separator: "/").last?.dropLast(".mustache".count) ?? "")
            do {
                try library.register(EscapedText.pragma + text, named: name)
                used[name] = (path, text)
            } catch {
                errors.append(
                    TemplateError(
                        kind: .syntax, file: "site/" + path, line: Self.line(of: error, in: text),
                        summary: "this is not a Mustache template: \(Self.reason(for: error))",
                        hint: "close every section and every tag; until then, the built-in template is used"))
                if let own = SiteAssets.text(at: "site/" + path) {
                    try? library.register(EscapedText.pragma + own, named: name)
                    used[name] = (path, own)
                }
            }
        }
        errors += TemplateCheck.errors(in: used)
        self.library = library
    }

    /// The line at which the parser stopped, which may be after the last one.
    private static func line(of error: any Error, in text: String) -> Int? {
        guard let error = error as? MustacheTemplate.ParserError else { return nil }
        return min(error.context.lineNumber, text.split(separator: "\n", omittingEmptySubsequences: false).count)
    }

    private static func reason(for error: any Error) -> String {
        guard let reason = (error as? MustacheTemplate.ParserError)?.error as? MustacheTemplate.Error else {
            return "\(error)"
        }
        switch reason {
        case .expectedSectionEnd: return "a section is not closed"
        case .sectionCloseNameIncorrect: return "a section is closed under another name than it is opened"
        case .unfinishedName: return "a tag is not closed"
        default: return "\(reason)"
        }
    }

    /// Renders the template called `name` with the properties of `data`.
    package func render(_ name: String, _ data: some Sendable) -> HTML {
        HTML(trusted: Array((library.render(data, withTemplate: name) ?? "").utf8))
    }
}

/// Makes templates escape as everything else does.
///
/// Mustache's own way goes by characters, and so takes a quotation mark with an accent upon it for no
/// quotation mark at all; a browser does not.
private struct EscapedText: MustacheContentType {
    static let name = "WORKBOOK"
    static let pragma = "{{% CONTENT_TYPE: \(name)}}"

    func escapeText(_ text: String) -> String {
        String(decoding: Escaping.shown.escaped(text), as: UTF8.self)
    }
}

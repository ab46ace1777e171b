package import Content
import Mustache
import SiteAssets

/// How the site looks: templates, styles and scripts.
///
/// They come with the program; a workbook may override any of them, and add styles, in its own `site/`
/// folder. A file that cannot be used is a diagnostic, and the one that came with the program stands in.
package struct Theme: Sendable {
    let templates: Templates
    let files: [OutputFile]
    package let diagnostics: [Diagnostic]
    /// What the workbook has in place of ours, by path.
    package let overrides: [String: String]

    /// Where all styles are, joined.
    static let stylesheet = "css/site.css"

    /// The order in which the styles are joined into one file.
    ///
    /// Any other style follows, by name, so that a workbook's `css/custom.css` has the last word.
    private static let styles = [
        "tokens", "layout", "prose", "components", "tabs", "search", "diagrams", "mermaid", "charts", "print",
    ].map { "css/\($0).css" }

    /// - Parameter overrides: Text by path below the workbook's `site/` folder: `css/custom.css`,
    ///   `templates/status.mustache`, `js/site.js`.
    package init(overrides: [String: String] = [:]) {
        self.overrides = overrides
        var texts = Dictionary(SiteAssets.files(below: "site/").map { ($0.path, $0.text) }) { first, _ in first }
        texts.merge(overrides) { _, override in override }
        var diagnostics: [Diagnostic] = []
        templates = Templates(texts, diagnostics: &diagnostics)
        let others = texts.keys.filter { $0.hasSuffix(".css") && !Self.styles.contains($0) }.sorted()
        let style = (Self.styles + others).compactMap { texts[$0] }.joined(separator: "\n")
        files =
            [OutputFile(path: Self.stylesheet, bytes: Array(style.utf8))]
            + texts.filter { path, _ in
                (path.hasPrefix("js/") && path.hasSuffix(".js")) || (path.hasPrefix("css/") && path.hasSuffix(".svg"))
            }.map { OutputFile(path: $0.key, bytes: Array($0.value.utf8)) }.sorted { $0.path < $1.path }
        self.diagnostics = diagnostics
    }
}

import Mustache
import SiteAssets

/// How the site looks: templates, styles and scripts.
///
/// They come with the program; a workbook may override any of them, and add styles, in its own `site/`
/// folder. A file that can't be used is an error, and the built-in one is used instead.
package struct Theme: Sendable {
    /// A file that the pages load.
    package struct File: Sendable {
        /// The path below the root of the site.
        package let path: String
        package let bytes: [UInt8]
    }

    package let templates: Templates
    /// The stylesheet, the scripts and the pictures of the styles.
    package let files: [File]
    /// What is wrong with the workbook's own templates.
    package let errors: [TemplateError]
    /// The workbook's own files, by path.
    package let overrides: [String: String]

    /// The path of the file that joins all styles.
    package static let stylesheet = "css/site.css"

    /// The order in which the styles are joined into one file.
    ///
    /// Any other style follows, by name, so that a workbook's `css/custom.css` has the last word.
    private static let styles = [
        "tokens", "layout", "prose", "components", "runbook", "tabs", "search", "diagrams", "mermaid", "charts",
        "print",
    ].map { "css/\($0).css" }

    /// The files that only a server has: pages in a folder have no forms, and nothing reloads them.
    package static let servedOnly: Set<String> = ["js/live-reload.js", "js/tracker.js", "css/tracker.css"]

    /// - Parameter overrides: Text by path below the workbook's `site/` folder: `css/custom.css`,
    ///   `templates/status.mustache`, `js/site.js`.
    package init(overrides: [String: String] = [:]) {
        self.overrides = overrides
        var texts = Dictionary(SiteAssets.files(below: "site/").map { ($0.path, $0.text) }) { first, _ in first }
        texts.merge(overrides) { _, override in override }
        var errors: [TemplateError] = []
        templates = Templates(texts, errors: &errors)
        // Other folders have styles of other documents, such as the form of an acceptance pack.
        let others = texts.keys.filter { path in
            path.hasPrefix("css/") && path.hasSuffix(".css") && !Self.styles.contains(path)
                && !Self.servedOnly.contains(path)
        }.sorted()
        let style = (Self.styles + others).compactMap { texts[$0] }.joined(separator: "\n")
        files =
            [File(path: Self.stylesheet, bytes: Array(style.utf8))]
            + texts.filter { path, _ in
                (path.hasPrefix("js/") && path.hasSuffix(".js")) || (path.hasPrefix("css/") && path.hasSuffix(".svg"))
                    || Self.servedOnly.contains(path)
            }.map { File(path: $0.key, bytes: Array($0.value.utf8)) }.sorted { $0.path < $1.path }
        self.errors = errors
    }
}

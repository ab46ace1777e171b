package import Content
import Markup
import Pages

extension Site {
    /// Returns the site with each diagnostic on top of the page that it is about.
    ///
    /// What is about no page of the site, such as a template or a page that can't be read, is on top of the first page.
    package func showing(_ shown: [Diagnostic], workers: Workers) -> Site {
        guard !shown.isEmpty else { return self }
        let home = self["index.html"]?.path ?? files.first { $0.path.hasSuffix(".html") }?.path ?? ""
        let places = Dictionary(grouping: shown) { diagnostic in
            let path = diagnostic.file.hasPrefix("content/") ? String(diagnostic.file.dropFirst("content/".count)) : ""
            guard PagePath.isPage(path) else { return home }
            let folder = PagePath.folder(of: path)
            let index = folder.isEmpty ? "index.html" : folder + "/index.html"
            let addresses = [Address.ofPage(path)] + (PagePath.folderRank(of: path) == nil ? [] : [index])
            return addresses.first { self[$0] != nil } ?? home
        }
        var changed = files.filter { $0.path != Manifest.path }.map { file in
            guard let found = places[file.path] else { return file }
            return OutputFile(path: file.path, bytes: Self.inserting(Self.note(found), in: file.bytes))
        }
        changed.append(Manifest.file(of: changed, workers: workers))
        return Site(files: changed, diagnostics: diagnostics, sections: sections, memory: memory)
    }

    /// Inserts `note` at the beginning of the page's main part, or of its body if a template has no `main`.
    private static func inserting(_ note: HTML, in page: [UInt8]) -> [UInt8] {
        var body: Int?
        for case .tag(let tag) in MarkupReader(page[...]) where !tag.isClosing {
            if tag.name == "body" { body = tag.end }
            if tag.name == "main" {
                body = tag.end
                break
            }
        }
        guard let place = body else { return page }
        return Array(page[..<place] + note.bytes + page[place...])
    }

    private static func note(_ diagnostics: [Diagnostic]) -> HTML {
        var html = HTML()
        html.markup("\n<aside class=\"alert alert-caution\" role=\"note\">\n<p class=\"alert-title\">")
        html.text(diagnostics.count == 1 ? "1 error" : "\(diagnostics.count) errors")
        html.markup("</p>\n<ul>\n")
        for diagnostic in diagnostics {
            html.markup("<li><code>")
            html.text(diagnostic.line.map { "\(diagnostic.file):\($0)" } ?? diagnostic.file)
            html.markup("</code> ")
            html.text("\(diagnostic.summary) [\(diagnostic.rule)]")
            html.markup("<br>")
            html.text("Hint: \(diagnostic.hint)")
            html.markup("</li>\n")
        }
        html.markup("</ul>\n</aside>\n")
        return html
    }
}

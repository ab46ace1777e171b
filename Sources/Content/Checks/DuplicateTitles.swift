/// Pages of one kind, in one section, whose titles are the same: in a menu or a list of hits, a reader cannot
/// tell them apart.
///
/// Upper and lower case do not distinguish titles; another section does, because lists say where a page is.
enum DuplicateTitles {
    private struct Place: Hashable {
        let kind: DocumentKind
        let section: Substring
        let title: String
    }

    /// - Parameter pages: Sorted by path; the later one of two gets the diagnostic.
    static func diagnostics(in pages: [Page]) -> [Diagnostic] {
        var first: [Place: Page] = [:]
        return pages.compactMap { page in
            let matter = page.frontMatter
            let parts = page.path.split(separator: "/")
            let place = Place(
                kind: matter.kind, section: parts.count > 1 ? parts[0] : "", title: matter.title.lowercased())
            guard let other = first[place] else {
                first[place] = page
                return nil
            }
            return Diagnostic(
                .warning, rule: .duplicateTitle, file: "content/" + page.path, line: matter.lines["title"],
                "the title '\(matter.title)' belongs to content/\(other.path) already",
                hint: "change one of the two titles, so that readers can tell the pages apart")
        }
    }
}

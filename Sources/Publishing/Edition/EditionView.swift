import Content
import Engagement
import Markdown
import Pages

/// The figures and pages that an edition may show, and nothing else.
///
/// It is made first. Navigation, titles, index pages, links, search and manifest are made from it only, so that what it
/// leaves out can't appear in any of them. Publication is denied by default: a page or a block is here only because
/// its author marked it for the edition.
struct EditionView: Sendable {
    let figures: EditionFigures
    /// Sorted by path.
    let pages: [PublishedPage]
    /// What is not covered or not ready, for the head of a page.
    let coverage: Coverage
    let proof: ShownProof

    var edition: Edition { figures.edition }
    var scope: Scope { figures.scope }

    /// - Parameter known: The page that the build before made from the file at a path, or nil. It is used again if it
    ///   would be the same.
    init(
        _ report: StatusReport, _ content: ContentFolder, edition: Edition, spelling: RemedySpelling,
        workers: Workers = Workers(count: 1),
        known: @Sendable (String) -> PublishedPage? = { _ in nil }
    ) {
        let shown = content.pages.filter { edition.includes($0.frontMatter.audience) }
        let ids = Set(shown.map(\.frontMatter.id))
        let folderPages = PagePath.folderPages(among: shown.map(\.path))
        pages = workers.map(shown) { page in
            let opensFolder = folderPages.contains(page.path)
            if let made = known(page.path), made.isMade(of: page, visibleIDs: ids, opensFolder: opensFolder) {
                return made
            }
            return PublishedPage(page, edition: edition, visibleIDs: ids, opensFolder: opensFolder)
        }.sorted { $0.path < $1.path }
        figures = EditionFigures(report, edition: edition, spelling: spelling)
        proof = ShownProof(report, content, edition: edition, spelling: spelling)
        coverage = Coverage(report.contract, prerequisites: figures.prerequisites, activities: figures.activities)
    }

    /// Whether the same pages are shown as in `other`, with the same front matter.
    func hasTitles(of other: EditionView) -> Bool {
        edition == other.edition && pages.elementsEqual(other.pages) { $0.isTitled(as: $1) }
    }
}

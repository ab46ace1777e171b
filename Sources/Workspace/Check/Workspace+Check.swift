package import Content
import Engagement
import Knowledge
import Publishing

/// What `check` found.
package struct CheckedContent: Sendable {
    /// Sorted by file and line.
    package let diagnostics: [Diagnostic]
    package let pageCount: Int
    /// Why the watched files couldn't be compared, if git failed; the pages were checked all the same.
    package let outside: WorkspaceError?
}

extension Workspace {
    /// Checks the contract and every document, for both editions.
    ///
    /// - Parameters:
    ///   - repository: The git work tree that `watches:` is about; nil for the workbook's own.
    ///   - tell: Called with the reason if the watched files aren't compared.
    package func check(repository: String? = nil, tell: @escaping (String) -> Void) async throws -> CheckedContent {
        let assembly = SiteAssembly(workspace: self)
        do {
            let results = try Edition.allCases.map { try assembly.make($0) }
            guard let first = results.first, let contract = first.content.contract else {
                return CheckedContent(diagnostics: [], pageCount: 0, outside: nil)
            }
            let pages = first.content.pages
            let reviews = Reviews(contract)
            let watched = WatchedRepository(directory: repository, workspace: self, tell: tell)
            let today = try assembly.today()
            var found = results.flatMap(\.diagnostics) + reviews.due(pages, today: today)
            found += DecisionChecks.unimplemented(pages, contract, today: today)
            found += RunbookChecks.diagnostics(of: pages)
            var outside: WorkspaceError?
            do {
                found += try await watched.diagnostics(Watches(pages, reviews: reviews))
            } catch let error as WorkspaceError where error.explanation.kind == .outside {
                outside = error
            }
            let diagnostics = first.content.severities.applied(to: Set(found).sorted())
            return CheckedContent(diagnostics: diagnostics, pageCount: pages.count, outside: outside)
        } catch let content as InvalidContent {
            return CheckedContent(diagnostics: content.diagnostics, pageCount: 0, outside: nil)
        }
    }
}

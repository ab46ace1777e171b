package import CivilTime
import Engagement

/// A commit of the watched repository, and the paths that it touched.
package struct WatchedCommit: Sendable, Equatable {
    /// Shortened, as git prints it.
    package let id: String
    package let date: CivilDate
    package let subject: String
    /// From the top of the repository.
    package let paths: [String]

    package init(id: String, date: CivilDate, subject: String, paths: [String]) {
        self.id = id
        self.date = date
        self.subject = subject
        self.paths = paths
    }
}

/// What the front matter's `watches:` asks of a repository.
package struct Watches: Sendable {
    private struct Watch {
        let page: Page
        let path: String
        let since: CivilDate
    }

    private let watches: [Watch]

    package init(_ pages: [Page], reviews: Reviews) {
        watches = pages.flatMap { page in
            guard let since = reviews.lastReview(of: page) else { return [Watch]() }
            return page.frontMatter.watches.map { Watch(page: page, path: Self.plain($0), since: since) }
        }
    }

    /// The watched paths, sorted, each once.
    package var paths: [String] { Set(watches.map(\.path)).sorted() }

    /// The earliest day after which a change matters; nil where nothing is watched.
    package var since: CivilDate? { watches.map(\.since).min() }

    /// What has changed since its page was reviewed, and what is not there.
    ///
    /// - Parameters:
    ///   - files: Every file of the repository, from its top.
    ///   - commits: The newest first; only those after `since` count.
    ///   - namesMissing: Whether a missing path is a diagnostic. It is none if no repository is given.
    package func diagnostics(
        files: [String], commits: [WatchedCommit], namesMissing: Bool
    ) -> [Diagnostic] {
        let known = Set(files + files.flatMap(Self.folders))
        return watches.compactMap { watch in
            let change = commits.first { commit in
                commit.date > watch.since && commit.paths.contains { Self.covers(watch.path, $0) }
            }
            let line = watch.page.frontMatter.lines["watches"]
            let file = "content/" + watch.page.path
            if let change {
                return Diagnostic(
                    .warning, rule: .watchedChange, file: file, line: line,
                    "\(watch.path) changed on \(change.date) (\(change.id) \(change.subject)) "
                        + "since the review of \(watch.since)",
                    hint: "read the page against the change, and write `reviewed: \(change.date)` or a later day")
            }
            guard namesMissing, !known.contains(watch.path) else { return nil }
            let near = nearest(to: watch.path, among: files).map { "did you mean \($0)? " } ?? ""
            return Diagnostic(
                .warning, rule: .watchedPathMissing, file: file, line: line,
                "the repository has no \(watch.path)", hint: near + "correct the path under `watches:`, or remove it")
        }
    }

    /// Whether any watched path is among `files`, or a folder of them.
    package func concerns(files: [String]) -> Bool {
        let known = Set(files + files.flatMap(Self.folders))
        return watches.contains { known.contains($0.path) }
    }

    /// Without what does not change where a path leads: `./a/b/` is `a/b`.
    private static func plain(_ path: String) -> String {
        path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    private static func covers(_ watched: String, _ path: String) -> Bool {
        path == watched || path.hasPrefix(watched + "/")
    }

    private static func folders(of path: String) -> [String] {
        path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
    }
}

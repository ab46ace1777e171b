import CivilTime
import Content
import Engagement
import Processes
import Reports

/// The repository that the front matter's `watches:` speaks of, as `check` asks it.
///
/// What cannot be asked is said once on standard error; it is no finding, because the pages are not to blame.
struct WatchedRepository {
    /// As the request names it; nil for the work tree that the workbook is in.
    let directory: String?
    let workspace: Workspace
    /// Tells why nothing was compared.
    let tell: (String) -> Void

    /// - Throws: `WorkspaceError` if the folder that was named is no work tree; `WorkspaceError` if git fails.
    func diagnostics(_ watches: Watches) async throws -> [Diagnostic] {
        guard let since = watches.since else { return [] }
        let path = directory.map(workspace.surroundings.absolute) ?? workspace.root
        do throws(GitRepository.Failure) {
            let repository = try await GitRepository(at: path, environment: workspace.surroundings.environment)
            let files = try await repository.files()
            guard directory != nil || watches.concerns(files: files) else {
                tell("the workbook's own repository has none of the watched files")
                return []
            }
            guard !repository.isShallow else {
                tell("\(repository.top) is a shallow clone, without its history; fetch all of it (fetch-depth: 0)")
                return watches.diagnostics(files: files, commits: [], namesMissing: directory != nil)
            }
            // Starts one day early, because commit dates are in the committer's time zone.
            let commits = try await repository.commits(
                touching: watches.paths, since: "\(since.adding(days: -1))")
            return watches.diagnostics(
                files: files, commits: commits.compactMap(WatchedCommit.init), namesMissing: directory != nil)
        } catch {
            switch error {
            case .failed:
                throw WorkspaceError.outside(
                    "`watches:` was not compared: \(error)",
                    hint: "run `git -C \(path) fsck`; \(.give(.repository)) names another work tree")
            case .notInstalled where directory != nil:
                throw WorkspaceError.outside(
                    "\(path) cannot be compared: \(error)", hint: "sudo apt-get install git")
            case .noWorkTree where directory != nil:
                throw WorkspaceError.input(
                    "\(path) cannot be asked what changed: \(error)",
                    hint: "name a git work tree with \(.give(.repository))")
            case .notInstalled, .noWorkTree:
                tell("\(error)")
                return []
            }
        }
    }

}

extension WatchedCommit {
    /// Nil if git printed no date.
    fileprivate init?(_ commit: GitCommit) {
        guard let date = CivilDate(iso: commit.date) else { return nil }
        self.init(id: commit.id, date: date, subject: commit.subject, paths: commit.paths)
    }
}

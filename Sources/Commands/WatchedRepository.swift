import Content
import Engagement

/// The repository that the front matter's `watches:` speaks of, as `check` asks it.
///
/// What cannot be asked is said once on standard error; it is no finding, because the pages are not to blame.
struct WatchedRepository {
    /// As given on the command line; nil for the work tree that the workbook is in.
    let directory: String?
    let folder: WorkbookFolder
    let context: Context

    /// - Throws: `InputFault` where the folder that somebody named is no work tree.
    func diagnostics(_ watches: Watches) throws -> [Diagnostic] {
        guard let since = watches.since else { return [] }
        let path = directory.map { WorkbookFolder.absolute($0, in: context) } ?? folder.root
        do throws(GitRepository.Fault) {
            let repository = try GitRepository(at: path, environment: context.environment)
            let files = try repository.files()
            guard directory != nil || watches.concerns(files: files) else {
                note("the workbook's own repository has none of the watched files")
                return []
            }
            guard !repository.isShallow else {
                note("\(repository.top) is a shallow clone, without its history; fetch all of it (fetch-depth: 0)")
                return watches.diagnostics(files: files, commits: [], namesMissing: directory != nil)
            }
            return watches.diagnostics(
                files: files, commits: try repository.commits(touching: watches.paths, since: since),
                namesMissing: directory != nil)
        } catch {
            guard directory == nil else {
                throw InputFault(
                    "\(path) cannot be asked what changed: \(error)", hint: "name a git work tree with --repository DIR"
                )
            }
            note("\(error)")
            return []
        }
    }

    private func note(_ reason: String) {
        context.talk(lines: [
            "`watches:` was not compared: \(reason)", "  name the solution's work tree with --repository DIR",
        ])
    }
}

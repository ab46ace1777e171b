import AsBuilt
import Content
import Engagement
import Processes

/// The customer's repository on disk: the files that the readers ask for, and the commit that they belong to.
struct CustomerRepository: Sendable {
    let repository: Repository
    /// The folder to read, from the top of the repository; empty for all of it.
    let folder: String
    /// The full id of the commit, with `-dirty` after it if a file that is read differs from it; nil without a commit.
    let revision: String?
    /// What was left out.
    let notes: [Inventory.ReadingNote]

    /// Reads the repository that `path` is in: a git work tree as git lists it, or any other folder as it is.
    ///
    /// - Parameter workbook: The workbook's folder, whose own files are no part of the solution.
    static func read(
        _ path: String, workbook: String, environment: [String: String]
    ) async throws -> CustomerRepository {
        do throws(GitRepository.Failure) {
            let git = try await GitRepository(at: path, environment: environment)
            let prefix = GitRepository.prefix(of: path)
            let own = GitRepository.prefix(of: workbook)
            let isOwn =
                path + "/" == Self.top(of: path, prefix) + prefix
                && Self.top(of: path, prefix) == Self.top(of: workbook, own)
            let listed = try await git.sourceFiles().filter { !isOwn || !Self.isOfWorkbook($0, below: own) }
            let (repository, notes) = Self.load(listed, below: git.top)
            var revision = try await git.revision()
            if let commit = revision, try await git.isChanged(repository.contents.keys.sorted()) {
                revision = commit + "-dirty"
            }
            return CustomerRepository(
                repository: repository, folder: String(prefix.dropLast()), revision: revision, notes: notes)
        } catch {
            if case .failed = error {
                throw WorkspaceError.outside("\(path) was not read: \(error)", hint: "run `git -C \(path) fsck`")
            }
        }
        // No work tree, or no git.
        do throws(DiskFolder.Failure) {
            let listing = try DiskFolder("", of: path).listing { Repository.ignoredFolders.contains($0[...]) }
            let inside =
                workbook == path ? "" : workbook.hasPrefix(path + "/") ? workbook.dropFirst(path.count + 1) + "/" : nil
            let listed = listing.files.map(\.path).filter { file in
                inside.map { !Self.isOfWorkbook(file, below: String($0)) } ?? true
            }
            let (repository, notes) = Self.load(listed, below: path)
            return CustomerRepository(repository: repository, folder: "", revision: nil, notes: notes)
        } catch {
            throw WorkspaceError.file("\(path) was not read: \(error)", hint: "check the rights on the folder")
        }
    }

    /// The folder that `prefix` begins in, with a slash at its end.
    private static func top(of path: String, _ prefix: String) -> String { String((path + "/").dropLast(prefix.count)) }

    /// Whether a file belongs to the workbook in the folder `prefix`: its pages, its records or its site.
    private static func isOfWorkbook(_ file: String, below prefix: String) -> Bool {
        ["content/", "public/", "runs/", "site/"].contains { file.hasPrefix(prefix + $0) }
    }

    /// Loads the files that a reader may want; a file that can't be read is only known to exist.
    private static func load(_ paths: [String], below top: String) -> (
        repository: Repository, notes: [Inventory.ReadingNote]
    ) {
        let folder = DiskFolder("", of: top)
        var contents: [String: [UInt8]] = [:]
        var others: [String] = []
        var notes: [Inventory.ReadingNote] = []
        var size = 0
        for path in paths {
            guard Repository.isRead(path), size < AsBuilt.Limits.repositoryBytes else {
                if Repository.isRead(path), notes.isEmpty {
                    let limit = AsBuilt.Limits.repositoryBytes >> 20
                    notes.append(
                        Inventory.ReadingNote(
                            .error, .limit, Place(path), "the repository has more than \(limit) MiB of text to read"))
                }
                others.append(path)
                continue
            }
            do throws(DiskFolder.Failure) {
                let bytes = try folder.contents(of: path)
                size += bytes.count
                contents[path] = bytes
            } catch {
                // Git still lists a file that was removed.
                if !error.isAbsence { others.append(path) }
            }
        }
        return (Repository(contents: contents, others: others), notes)
    }
}

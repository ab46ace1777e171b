import FoundationEssentials

/// One commit that touched a watched file.
package struct GitCommit: Sendable, Equatable {
    /// Abbreviated as git does.
    package let id: String
    /// The committer's date, as `2026-11-03`.
    package let date: String
    package let subject: String
    package let paths: [String]
}

/// A git work tree that is only read.
///
/// The repository may come from a stranger, so git is called without a shell, without a pager, with literal paths, and
/// with nothing that the repository's own settings could start: hooks, monitors, filters, signature checks, fetches.
package struct GitRepository: Sendable {
    /// Why git has no answer.
    package enum Failure: Error, CustomStringConvertible {
        case notInstalled
        case noWorkTree(String)
        /// The verb, and what git said or how it ended.
        case failed(String, reason: String)

        package var description: String {
            switch self {
            case .notInstalled: "git is not installed"
            case .noWorkTree(let path): "\(path) is in no git work tree that git trusts"
            case .failed(let verb, let reason): "git \(verb) failed: \(reason)"
            }
        }
    }

    /// The folder that the paths of `files()` begin in.
    package let top: String
    /// Whether the history ends before its beginning, as after `git clone --depth 1`.
    package let isShallow: Bool
    private let git: Git

    /// - Parameter path: Any folder of the work tree.
    package init(
        at path: String, environment: [String: String], limits: Program.Limits = Program.Limits()
    ) async throws(Failure) {
        guard let program = Program.find(["git"], environment: environment) else { throw .notInstalled }
        let git = Git(program: program, environment: environment, limits: limits)
        let run = await git.run(["rev-parse", "--is-shallow-repository", "--show-toplevel"], at: path)
        // Git's status of "fatal": no repository, or one that belongs to another user.
        if run.ending == .exited(status: 128) { throw .noWorkTree(path) }
        let lines = try Git.output(of: run, "rev-parse").split(separator: UInt8(ascii: "\n"), maxSplits: 1).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard lines.count == 2, lines[1].hasPrefix("/") else { throw .noWorkTree(path) }
        isShallow = lines[0] == "true"
        top = lines[1].hasSuffix("\n") ? String(lines[1].dropLast()) : lines[1]
        self.git = git
    }

    /// Returns the path from the top of the work tree to `folder`, with a slash at its end, or "" without a work tree.
    ///
    /// Found without git, which a machine that only checks may not have.
    package static func prefix(of folder: String) -> String {
        var names: [Substring] = []
        var path = folder[...]
        while !path.isEmpty {
            if FileManager.default.fileExists(atPath: path + "/.git") {
                return names.reversed().map { $0 + "/" }.joined()
            }
            guard let slash = path.lastIndex(of: "/") else { break }
            names.append(path[path.index(after: slash)...])
            path = path[..<slash]
        }
        return ""
    }

    /// Returns every file that git keeps, with its path from the top.
    package func files() async throws(Failure) -> [String] {
        try Git.output(of: await git.run(["ls-files", "-z", "--full-name"], at: top), "ls-files")
            .split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Returns every file that git keeps or would keep: those that no `.gitignore` leaves out, sorted.
    package func sourceFiles() async throws(Failure) -> [String] {
        let arguments = ["ls-files", "-z", "--full-name", "--cached", "--others", "--exclude-standard"]
        let output = try Git.output(of: await git.run(arguments, at: top), "ls-files")
        return Set(output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }).sorted()
    }

    /// Returns the full id of the commit that is checked out, or nil if there is none yet.
    package func revision() async throws(Failure) -> String? {
        if try await isWithoutCommits() { return nil }
        let output = try Git.output(of: await git.run(["rev-parse", "--verify", "HEAD"], at: top), "rev-parse")
        return String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
    }

    /// Whether one of the regular files `paths` differs from the commit that is checked out.
    ///
    /// The bytes on the disk are hashed as they are, because `git status` could start a filter of the repository.
    package func isChanged(_ paths: [String]) async throws(Failure) -> Bool {
        let tree = try Git.output(
            of: await git.run(["ls-tree", "-r", "-z", "--full-tree", "HEAD"], at: top), "ls-tree")
        var committed: [String: String] = [:]
        for line in tree.split(separator: 0) {
            // MODE blob ID, a tab, and the path.
            let parts = String(decoding: line, as: UTF8.self).split(separator: "\t", maxSplits: 1)
            guard parts.count == 2, let id = parts[0].split(separator: " ").last else { continue }
            committed[String(parts[1])] = String(id)
        }
        for start in stride(from: 0, to: paths.count, by: Self.hashedAtOnce) {
            let part = Array(paths[start..<min(start + Self.hashedAtOnce, paths.count)])
            let output = try Git.output(
                of: await git.run(["hash-object", "--no-filters", "--"] + part, at: top), "hash-object")
            let ids = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
            guard ids == part.map({ committed[$0] ?? "" }) else { return true }
        }
        return false
    }

    /// The files of one command line.
    private static let hashedAtOnce = 500

    /// Returns the commits since `date` (as `2026-11-03`) that touch one of `paths`, the newest first.
    package func commits(touching paths: [String], since date: String) async throws(Failure) -> [GitCommit] {
        let arguments = [
            "log", "-z", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-show-signature",
            "--no-color", "--no-notes", "--format=%x1e%h%x1f%cs%x1f%s", "--since=\(date)T00:00:00Z", "--",
        ]
        let run = await git.run(arguments + paths, at: top)
        if case .exited(status: 128) = run.ending, try await isWithoutCommits() { return [] }
        return Self.commits(in: try Git.output(of: run, "log"))
    }

    /// Returns the commits that touch a file, the newest first; `paths` of each has the file's name in it.
    ///
    /// - Parameter path: From the top. Commits from before the file was renamed are found too.
    package func history(of path: String) async throws(Failure) -> [GitCommit] {
        let arguments = [
            "log", "-z", "--name-only", "--follow", "--no-ext-diff", "--no-textconv", "--no-show-signature",
            "--no-color", "--no-notes", "--format=%x1e%h%x1f%cs%x1f%s", "--", path,
        ]
        let run = await git.run(arguments, at: top)
        if case .exited(status: 128) = run.ending, try await isWithoutCommits() { return [] }
        return Self.commits(in: try Git.output(of: run, "log"))
    }

    /// Returns the bytes of a file as a commit has them.
    package func file(_ path: String, at commit: String) async throws(Failure) -> [UInt8] {
        try Git.output(of: await git.run(["cat-file", "blob", "\(commit):\(path)"], at: top), "cat-file")
    }

    /// Whether HEAD names a branch that has no commit yet: `git log` fails there, as it does in a damaged repository.
    private func isWithoutCommits() async throws(Failure) -> Bool {
        let head = await git.run(["rev-parse", "--verify", "--quiet", "HEAD"], at: top)
        return head.ending == .exited(status: 1) && head.output.isEmpty && head.messages.isEmpty
    }

    /// Reads what `git log -z --name-only` printed: a record separator opens each commit, and NUL ends each path.
    package static func commits(in output: [UInt8]) -> [GitCommit] {
        output.split(separator: 0x1E).compactMap { record in
            let parts = record.split(separator: 0).map { piece in
                String(decoding: piece.drop { $0 == UInt8(ascii: "\n") }, as: UTF8.self)
            }
            guard let fields = parts.first?.split(separator: "\u{1F}", maxSplits: 2, omittingEmptySubsequences: false),
                fields.count == 3
            else { return nil }
            return GitCommit(
                id: String(fields[0]), date: String(fields[1]), subject: String(fields[2]),
                paths: parts.dropFirst().filter { !$0.isEmpty })
        }
    }
}

/// The git program, as it is called here.
private struct Git: Sendable {
    let program: Program
    let environment: [String: String]
    let limits: Program.Limits

    /// Each of these would make git run a program that a repository's settings name.
    private static let settings = [
        "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.sshCommand=false", "core.askPass=",
        "core.alternateRefsCommand=", "log.showSignature=false", "protocol.allow=never", "credential.helper=",
    ]

    func run(_ arguments: [String], at path: String) async -> Program.Run {
        let kept = ["PATH", "HOME", "XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL"]
        var surroundings = environment.filter { kept.contains($0.key) }
        surroundings.merge([
            "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_PAGER": "cat",
            "LC_ALL": "C", "TZ": "UTC",
        ]) { _, ours in ours }
        return await program.run(
            ["--no-pager", "--literal-pathspecs", "-C", path] + Self.settings.flatMap { ["-c", $0] } + arguments,
            environment: surroundings, limits: limits)
    }

    /// Returns what a run printed.
    ///
    /// - Throws: `GitRepository.Failure` unless it ended with status 0.
    static func output(of run: Program.Run, _ verb: String) throws(GitRepository.Failure) -> [UInt8] {
        let reason =
            switch run.ending {
            case .exited(status: 0): ""
            case .exited(let status): run.lastMessage ?? "it ended with status \(status)"
            case .killed(let signal): "signal \(signal) ended it"
            case .tookTooLong: "it took too long"
            case .printedTooMuch: "it printed too much"
            case .notStarted(let reason): reason
            }
        guard reason.isEmpty else { throw .failed(verb, reason: reason) }
        return run.output
    }
}

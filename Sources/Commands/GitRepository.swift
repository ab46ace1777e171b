import Content
import Engagement
import FoundationEssentials

/// A git work tree that is only read.
///
/// The repository may be anybody's, so git is called without a shell, without a pager, with literal paths, and
/// without anything that a repository's own settings could start: hooks, monitors, signature checks, fetches.
struct GitRepository {
    /// Why git has no answer.
    enum Fault: Error, CustomStringConvertible {
        case notInstalled
        case noWorkTree(String)
        case failed(String)

        var description: String {
            switch self {
            case .notInstalled: "git is not installed"
            case .noWorkTree(let path): "\(path) is in no git work tree that git trusts"
            case .failed(let verb): "git \(verb) gave no answer"
            }
        }
    }

    /// The folder that the paths of `files()` begin in.
    let top: String
    /// Whether the history ends before its beginning, as after `git clone --depth 1`.
    let isShallow: Bool
    private let environment: [String: String]

    /// - Parameter path: Any folder of the work tree.
    init(at path: String, environment: [String: String]) throws(Fault) {
        self.environment = environment
        guard
            let output = try Self.run(
                ["rev-parse", "--is-shallow-repository", "--show-toplevel"], at: path, environment)
        else { throw .noWorkTree(path) }
        let lines = output.split(separator: UInt8(ascii: "\n"), maxSplits: 1).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard lines.count == 2, lines[1].hasPrefix("/") else { throw .noWorkTree(path) }
        isShallow = lines[0] == "true"
        top = lines[1].hasSuffix("\n") ? String(lines[1].dropLast()) : lines[1]
    }

    /// The way from the top of the work tree to `folder`, with a slash at its end; empty where there is none.
    ///
    /// Found without git, which a machine that only checks may not have.
    static func prefix(of folder: String) -> String {
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

    /// Every file that git keeps, from the top.
    func files() throws(Fault) -> [String] {
        guard let output = try Self.run(["ls-files", "-z", "--full-name"], at: top, environment) else {
            throw .failed("ls-files")
        }
        return output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The commits after the day before `since` that touch one of `paths`, the newest first.
    func commits(touching paths: [String], since: CivilDate) throws(Fault) -> [WatchedCommit] {
        let arguments = [
            "log", "-z", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-show-signature",
            "--no-color", "--no-notes", "--format=%x1e%h%x1f%cs%x1f%s",
            // A day earlier than asked for: the hours of the day are those of whoever committed.
            "--since=\(since.adding(days: -1))T00:00:00Z", "--",
        ]
        guard let output = try Self.run(arguments + paths, at: top, environment) else {
            // A repository without a commit has no log.
            return []
        }
        return Self.commits(in: output)
    }

    /// What `git log -z --name-only` printed: a record separator opens each commit, and NUL ends each path.
    static func commits(in output: [UInt8]) -> [WatchedCommit] {
        output.split(separator: 0x1E).compactMap { record in
            let parts = record.split(separator: 0).map { piece in
                String(decoding: piece.drop { $0 == UInt8(ascii: "\n") }, as: UTF8.self)
            }
            guard let fields = parts.first?.split(separator: "\u{1F}", maxSplits: 2, omittingEmptySubsequences: false),
                fields.count == 3, let date = CivilDate(iso: fields[1])
            else { return nil }
            return WatchedCommit(
                id: String(fields[0]), date: date, subject: String(fields[2]),
                paths: parts.dropFirst().filter { !$0.isEmpty })
        }
    }

    /// What git prints; nil where it says no.
    private static func run(
        _ arguments: [String], at path: String, _ environment: [String: String]
    ) throws(Fault) -> [UInt8]? {
        let settings = [
            "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false",
        ]
        let kept = ["PATH", "HOME", "XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL"]
        var surroundings = environment.filter { kept.contains($0.key) }
        surroundings.merge([
            "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C", "TZ": "UTC",
        ]) { _, ours in ours }
        let process = ChildProcess(
            program: "git",
            arguments: ["--no-pager", "--literal-pathspecs", "-C", path] + settings + arguments,
            environment: surroundings)
        do throws(ChildProcess.Fault) {
            return try process.output()
        } catch {
            switch error {
            case .notFound: throw .notInstalled
            case .tookTooLong, .tooMuch, .system: throw .failed(arguments.first ?? "")
            }
        }
    }
}

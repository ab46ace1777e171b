import Foundation
import Processes
import TestSupport
import Testing

/// Repositories that are damaged or hostile.
@Suite struct GitRepositoryTests {
    private let folder: TemporaryFolder
    private let environment: [String: String]

    init() throws {
        folder = try TemporaryFolder()
        environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path]
    }

    @discardableResult
    private func git(_ arguments: String...) async throws -> String {
        let program = try #require(Program.find(["git"], environment: environment))
        let identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com"]
        let run = await program.run(["-C", folder.path] + identity + arguments, environment: environment)
        try #require(run.ending == .exited(status: 0), "\(arguments): \(run.lastMessage ?? "")")
        return String(decoding: run.output, as: UTF8.self)
    }

    private func commit(_ text: String) async throws {
        try folder.write(text, to: "a file.txt")
        try await git("add", ".")
        try await git("commit", "-q", "-m", text)
    }

    @Test func `the history of a file is read, the newest commit first`() async throws {
        try await git("init", "-q")
        try await commit("one")
        try await commit("two")
        let repository = try await GitRepository(at: folder.path, environment: environment)
        #expect(try await repository.files() == ["a file.txt"])
        let commits = try await repository.commits(touching: ["a file.txt"], since: "2000-01-01")
        #expect(commits.map(\.subject) == ["two", "one"])
        #expect(commits.first?.paths == ["a file.txt"])
        #expect(try await repository.commits(touching: ["other"], since: "2000-01-01").isEmpty)
    }

    @Test func `a repository without a commit has no history`() async throws {
        try await git("init", "-q")
        let repository = try await GitRepository(at: folder.path, environment: environment)
        #expect(try await repository.commits(touching: ["a"], since: "2000-01-01").isEmpty)
    }

    @Test(arguments: ["HEAD^{commit}", "HEAD^{tree}", "HEAD~1^{tree}"])
    func `a repository with a missing object is an error, not one without commits`(object: String) async throws {
        try await git("init", "-q")
        try await commit("one")
        try await commit("two")
        let name = try await git("rev-parse", object).trimmingCharacters(in: .newlines)
        try FileManager.default.removeItem(
            atPath: folder.path + "/.git/objects/\(name.prefix(2))/\(name.dropFirst(2))")
        let repository = try await GitRepository(at: folder.path, environment: environment)
        let error = await #expect(throws: GitRepository.Failure.self) {
            try await repository.commits(touching: ["a file.txt"], since: "2000-01-01")
        }
        #expect("\(error.map { "\($0)" } ?? "")".hasPrefix("git log failed: "))
    }

    @Test func `settings of the repository start no program`() async throws {
        try await git("init", "-q")
        try await commit("one")
        let mark = folder.path + "/started"
        try folder.write("#!/bin/sh\ntouch '\(mark)'\n", to: "evil")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/evil")
        let program = folder.path + "/evil"
        try await git("config", "core.hooksPath", folder.path)
        for name in [
            "core.sshCommand", "core.pager", "pager.log", "diff.external", "core.askPass", "core.alternateRefsCommand",
            "gpg.program", "diff.text.textconv", "filter.text.smudge", "filter.text.clean", "credential.helper",
            "core.editor", "core.fsmonitor",
        ] {
            try await git("config", name, program)
        }
        try await git("config", "log.showSignature", "true")
        try await git("config", "extensions.partialClone", "origin")
        try await git("config", "remote.origin.promisor", "true")
        try await git("config", "remote.origin.url", "ssh://nowhere.example/x")
        try folder.write("* diff=text filter=text\n", to: ".gitattributes")
        try? FileManager.default.removeItem(atPath: mark)
        // A missing tree would be fetched from the remote.
        let tree = try await git("-c", "core.fsmonitor=false", "rev-parse", "HEAD^{tree}")
            .trimmingCharacters(in: .newlines)
        try FileManager.default.removeItem(
            atPath: folder.path + "/.git/objects/\(tree.prefix(2))/\(tree.dropFirst(2))")
        try? FileManager.default.removeItem(atPath: mark)
        let repository = try await GitRepository(at: folder.path, environment: environment)
        _ = try await repository.files()
        await #expect(throws: GitRepository.Failure.self) {
            try await repository.commits(touching: ["a file.txt"], since: "2000-01-01")
        }
        #expect(!FileManager.default.fileExists(atPath: mark))
    }

    @Test func `a git that closes its output and stays, fails or is missing is an error`() async throws {
        func repository(_ script: String) async throws {
            try folder.write("#!/bin/sh\n" + script + "\n", to: "bin/git")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/bin/git")
            _ = try await GitRepository(
                at: folder.path, environment: ["PATH": folder.path + "/bin"],
                limits: Program.Limits(time: .milliseconds(500)))
        }
        for script in ["exec 1>&- 2>&-; exec /bin/sleep 3600", "exit 3", "kill -9 $$"] {
            let error = await #expect(throws: GitRepository.Failure.self, "\(script)") { try await repository(script) }
            guard case .failed = error else {
                Issue.record("\(script): \(String(describing: error))")
                continue
            }
        }
        await #expect(throws: GitRepository.Failure.self) {
            try await GitRepository(at: folder.path, environment: ["PATH": "bin:."])
        }
    }

    @Test func `a path of git's log is read as it is, whatever is in it`() {
        let log =
            "\u{1E}abc\u{1F}2026-11-03\u{1F}A \u{1F} subject\0\na b.yml\0dir/ä\n.yml\0\u{1E}def\u{1F}2026-11-02\u{1F}\0"
        let commits = GitRepository.commits(in: Array(log.utf8))
        #expect(commits.map(\.id) == ["abc", "def"])
        #expect(commits.map(\.paths) == [["a b.yml", "dir/ä\n.yml"], []])
        #expect(commits.first?.subject == "A \u{1F} subject")
        #expect(GitRepository.commits(in: []).isEmpty)
    }
}

import Foundation
import Glibc
import Processes
import TestSupport
import Testing

/// Programs that misbehave, as shell scripts.
@Suite struct ProgramTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func program(_ script: String, name: String = "program") throws -> Program {
        try folder.write("#!/bin/sh\n" + script + "\n", to: name)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: folder.path + "/" + name)
        return Program(path: folder.path + "/" + name)
    }

    /// The limit ends a run that would last for an hour, so no machine is too slow for these tests.
    private let short = Program.Limits(time: .milliseconds(500))
    private let environment = ["PATH": "/usr/bin:/bin"]

    @Test func `what a program prints, its messages and its status are told apart`() async throws {
        let run = try await program("echo out; echo first >&2; echo last >&2; exit 3").run(
            [], environment: environment)
        #expect(run.ending == .exited(status: 3))
        #expect(run.output == Array("out\n".utf8))
        #expect(run.lastMessage == "last")
        let words = await Program(path: "/bin/echo").run(["a", "b  c", ""], environment: [:])
        #expect(words.output == Array("a b  c \n".utf8))
    }

    @Test func `a program sees its environment, no input and nothing else`() async throws {
        let run = try await program("cat; env").run([], environment: ["PATH": "/usr/bin:/bin", "GIVEN": "1"])
        let lines = String(decoding: run.output, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(lines.contains("GIVEN=1"))
        #expect(!lines.contains { $0.hasPrefix("HOME=") || $0.hasPrefix("USER=") })
    }

    @Test func `a program that closes its output and stays is ended`() async throws {
        let run = try await program("exec 1>&- 2>&-; exec sleep 3600").run(
            [], environment: environment, limits: short)
        #expect(run.ending == .tookTooLong)
    }

    @Test func `a program that floods its output is ended`() async throws {
        let limits = Program.Limits(time: .seconds(3600), output: 1 << 20)
        let run = try await program("exec yes").run([], environment: environment, limits: limits)
        #expect(run.ending == .printedTooMuch)
        #expect(run.output.isEmpty)
    }

    @Test func `a program may print as much as its limit`() async throws {
        func ending(_ output: Int) async throws -> Program.Ending {
            let limits = Program.Limits(time: .seconds(3600), output: output)
            return try await program("echo out").run([], environment: environment, limits: limits).ending
        }
        #expect(try await ending(4) == .exited(status: 0))
        #expect(try await ending(3) == .printedTooMuch)
    }

    @Test func `a program that floods its messages is not blocked, and their end is kept`() async throws {
        let run = try await program("head -c 3000000 /dev/zero >&2; echo the end >&2").run([], environment: environment)
        #expect(run.ending == .exited(status: 0))
        #expect(run.messages.count <= 128 << 10)
        #expect(run.messages.suffix(8) == Array("the end\n".utf8)[...])
    }

    @Test func `a child that keeps the output open neither holds up the run nor outlives it`() async throws {
        let run = try await program("sleep 3600 & echo $!").run([], environment: environment)
        #expect(run.ending == .exited(status: 0))
        let child = try #require(pid_t(String(decoding: run.output, as: UTF8.self).trimmingCharacters(in: .newlines)))
        // Killed children of a dead parent are reaped by the system, at some moment.
        while kill(child, 0) == 0, !isZombie(child) { try await Task.sleep(for: .milliseconds(10)) }
    }

    private func isZombie(_ process: pid_t) -> Bool {
        let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ") Z"
        return text.split(separator: ")").last?.hasPrefix(" Z") ?? true
    }

    @Test func `a program that takes memory without limit fails`() async throws {
        // `tail` keeps a line without an end in memory.
        let limits = Program.Limits(time: .seconds(3600), memory: 64 << 20)
        let run = try await program("sleep 0.2; exec tail -n 1 /dev/zero").run(
            [], environment: environment, limits: limits)
        guard case .exited(let status) = run.ending else { return #expect(run.ending == .exited(status: 1)) }
        #expect(status != 0)
        #expect(run.lastMessage?.contains("memory exhausted") == true)
    }

    @Test func `a program that is killed, missing or no program says so`() async throws {
        #expect(try await program("kill -9 $$").run([], environment: environment).ending == .killed(signal: 9))
        let missing = await Program(path: folder.path + "/none").run([], environment: [:])
        #expect(missing.ending == .notStarted(reason: "No such file or directory"))
    }

    @Test func `only absolute folders of PATH are searched, and only for executable files`() throws {
        _ = try program("exit 0", name: "bin/tool")
        try folder.write("text", to: "first/tool")
        try folder.write("x", to: "second/tool/file")
        func find(_ path: String) -> String? { Program.find(["tool"], environment: ["PATH": path])?.path }
        let name = folder.path
        #expect(find("\(name)/first:\(name)/second:\(name)/bin") == "\(name)/bin/tool")
        for path in ["", ":", ".", "bin", "./bin", "bin:.", ":\(name)/none"] { #expect(find(path) == nil, "\(path)") }
        let here = FileManager.default.currentDirectoryPath
        #expect(find(here.isEmpty ? "." : "./../..\(name)/bin") == nil)
        #expect(Program.find(["tool"], environment: [:]) == nil)
    }
}

import Foundation
import Glibc
import TestSupport
import Testing

/// `workbook serve` as a process, with clients that don't do what browsers do.
@Suite(.timeLimit(.minutes(30))) struct ServeTests {
    private func serve(_ folder: TemporaryFolder) async throws -> (RunningProgram, port: Int) {
        let contract = try String(contentsOfFile: Repository.root + "/content/engagement.yaml", encoding: .utf8)
        try folder.write(contract, to: "content/engagement.yaml")
        let program = try RunningProgram(["serve", "--port", "0"], in: folder)
        let port = try await program.wait(for: /http:\/\/127\.0\.0\.1:([0-9]+)\/site/).1
        return (program, try #require(Int(port)))
    }

    /// A client that reads none of its answers, one with a stream, and one with half a request.
    private func stall(_ port: Int) async throws -> [LoopbackClient] {
        let request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
        var clients: [LoopbackClient] = []
        for text in [
            String(repeating: request, count: 16), "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HT",
        ] {
            let client = try LoopbackClient(port: port, receiveBuffer: 4096)
            try await client.send(text)
            clients.append(client)
        }
        // Answered after the others were accepted.
        let answer = try await LoopbackClient.exchange(
            port: port, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        return clients
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a signal ends it, whatever its clients do`(signal: Int32) async throws {
        let folder = try TemporaryFolder()
        let (program, port) = try await serve(folder)
        let clients = try await stall(port)
        kill(program.identifier, signal)
        #expect(try await program.end() == 0)
        #expect(clients.count == 3)
    }

    /// The first signal's own end may be faster than the second signal, so a program that ended well proves nothing, and
    /// another is tried.
    @Test func `a second signal ends it at once`() async throws {
        for _ in 0..<30 {
            let folder = try TemporaryFolder()
            let (program, port) = try await serve(folder)
            let clients = try await stall(port)
            // Both come together: the program is stopped while they are sent. They differ, because the system joins equal
            // ones that were not taken yet.
            kill(program.identifier, SIGSTOP)
            kill(program.identifier, SIGINT)
            kill(program.identifier, SIGTERM)
            kill(program.identifier, SIGCONT)
            let status = try await program.end()
            #expect(clients.count == 3)
            guard status == 0 else {
                #expect(status == 128 + SIGTERM || status == 128 + SIGINT)
                return
            }
        }
        Issue.record("no second signal was noticed")
    }

    /// What the program holds in memory, in KiB: its highest so far.
    private func peak(of program: RunningProgram) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(program.identifier)/status", encoding: .utf8)
        let line = try #require(status.firstMatch(of: /VmHWM:\s+([0-9]+) kB/))
        return try #require(Int(line.1))
    }

    @Test func `a hundred clients that read nothing hold little memory`() async throws {
        let folder = try TemporaryFolder()
        let (program, port) = try await serve(folder)
        let request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
        func exchange() async throws {
            let answer = try await LoopbackClient.exchange(
                port: port, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
        // The first pages make what all later ones share.
        for _ in 0..<20 { try await exchange() }
        let before = try peak(of: program)
        var clients: [LoopbackClient] = []
        for _ in 0..<100 {
            let client = try LoopbackClient(port: port, receiveBuffer: 4096)
            try await client.send(String(repeating: request, count: 16))
            clients.append(client)
        }
        // Answered after the others were accepted, and again after each had its turn.
        for _ in 0..<20 { try await exchange() }
        let growth = try peak(of: program) - before
        // Half a MiB each is measured: the page that is being sent, and the buffers of its connection.
        #expect(growth < 100 << 10, "\(growth) KiB for \(clients.count) clients")
        kill(program.identifier, SIGTERM)
        #expect(try await program.end() == 0)
    }
}

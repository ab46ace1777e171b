import Foundation
import GRDB
import Glibc
import TestSupport
import Testing

@testable import LedgerSQLite

/// Writers take turns, and a reader that finds the file always taken waits for its own.
@Suite(.serialized) struct WriterQueueTests {
    @Test func `a reader that is refused while one writer follows another waits for its turn`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/workbook.sqlite"
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try await queue.write { try $0.execute(sql: "CREATE TABLE entry (number INTEGER)") }
        let holder = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        #expect(flock(holder, LOCK_EX | LOCK_NB) == 0)
        try await queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        let reader = Task.detached { () throws -> Int? in
            let connection = Connection(path: path, patience: 0)
            return try connection.read(connection.newQueue()) {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM entry")
            }
        }
        // Left as soon as it is so: the reader waits for its turn no longer than a writer does.
        for _ in 1...24_000 {
            if descriptors(of: folder.path) >= 2 { break }
            usleep(5000)
        }
        #expect(descriptors(of: folder.path) == 2)
        try await queue.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        close(holder)
        #expect(try await reader.value == 0)
    }

    @Test func `a writer that stops waiting leaves the descriptor to the thread that is still in flock`() throws {
        let folder = try TemporaryFolder()
        let holder = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        #expect(flock(holder, LOCK_EX | LOCK_NB) == 0)
        let answer = WriterQueue.turn(at: folder.path + "/workbook.sqlite", waitingAtMost: .seconds(0)) { 7 }
        #expect(answer == 7)
        #expect(descriptors(of: folder.path) == 2)
        close(holder)
        for _ in 1...24_000 {
            if descriptors(of: folder.path) == 0 { break }
            usleep(5000)
        }
        #expect(descriptors(of: folder.path) == 0)
    }

    /// How many descriptors of this process lead to the file at `path`.
    private func descriptors(of path: String) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.count { name in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + name)) == path
        }
    }
}

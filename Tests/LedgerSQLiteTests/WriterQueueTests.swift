import Engagement
import Foundation
import GRDB
import Glibc
import Ledger
import LedgerFixtures
import Synchronization
import TestSupport
import Testing

@testable import LedgerSQLite

/// A writer that waits for its turn owns the descriptor that it waits with.
@Suite(.serialized) struct WriterQueueTests {
    @Test func `a writer that stops waiting leaves the descriptor to the thread that is still in flock`() throws {
        let folder = try TemporaryFolder()
        let holder = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        #expect(flock(holder, LOCK_EX | LOCK_NB) == 0)
        let answer = WriterQueue.turn(at: folder.path + "/workbook.sqlite", waitingAtMost: .seconds(0)) { 7 }
        #expect(answer == 7)
        #expect(descriptors(of: folder.path) == 2)
        close(holder)
        for _ in 1...2000 where descriptors(of: folder.path) > 0 { usleep(5000) }
        #expect(descriptors(of: folder.path) == 0)
    }

    @Test func `writers that wait leave the threads of tasks to the task that lets them go on`() async throws {
        let folder = try MemoryFolder()
        let path = folder.path + "/workbook.sqlite"
        let ledger = try makeLedger(at: path)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let holder = try DatabaseQueue(path: path, configuration: configuration)
        try await holder.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        let count = ProcessInfo.processInfo.activeProcessorCount * 2
        let started = Count()
        try await withThrowingTaskGroup { group in
            for number in 1...count {
                group.addTask {
                    _ = try await ledger.onOwnThread { store in
                        started.value.withLock { $0 += 1 }
                        return try store.append(write("\(number)")) { _ in .time(.fixture(1)) }
                    }
                }
            }
            group.addTask {
                while started.value.withLock({ $0 }) < count { await Task.yield() }
                try await holder.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            }
            try await group.waitForAll()
        }
        #expect(try ledger.entries().count == 1 + count)
    }

    private final class Count: Sendable {
        let value = Mutex(0)
    }

    /// How many descriptors of this process lead to the file at `path`.
    private func descriptors(of path: String) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.count { name in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + name)) == path
        }
    }
}

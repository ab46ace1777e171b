import Foundation
import Glibc
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
        for _ in 1...24_000 where descriptors(of: folder.path) > 0 { usleep(5000) }
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

import Dispatch
import Glibc
import Ledger

/// Lets the writers of a ledger take turns, in the order in which they came.
///
/// SQLite's lock makes writing safe but not fair: a writer that waits asks less and less often, so with many writers
/// those that have waited longest are refused in the end. The kernel's `flock` queues them. It is taken on the ledger's
/// folder, because closing a second descriptor of the file itself would drop SQLite's locks. Only the order depends on
/// it: if it cannot be had, SQLite's lock decides.
enum WriterQueue {
    /// Runs `body` when it is this writer's turn, or after `limit` without a turn.
    static func turn<Value>(
        at path: String, waitingAtMost limit: DispatchTimeInterval = .seconds(10), _ body: () throws -> Value
    ) rethrows -> Value {
        guard let place = Place(in: Disk.folder(of: path)) else { return try body() }
        return try withExtendedLifetime(place) {
            if !place.isFirst {
                let hasTurn = DispatchSemaphore(value: 0)
                let isWaiting = BlockingThread.start {
                    place.waitUntilFirst()
                    hasTurn.signal()
                }
                if isWaiting { _ = hasTurn.wait(timeout: .now() + limit) }
            }
            return try body()
        }
    }

    /// A place in the queue.
    ///
    /// The writer and the thread that waits for it share the descriptor, and the last of them to let go closes it. So
    /// a writer that stops waiting cannot close it under the other's `flock`, where the number could meanwhile belong
    /// to another file.
    private final class Place: Sendable {
        private let descriptor: Int32

        init?(in folder: String) {
            descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
        }

        /// Closing lets the next writer in.
        deinit {
            if descriptor >= 0 { close(descriptor) }
        }

        /// Whether no other writer is before this one; asking takes the turn.
        var isFirst: Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

        /// Blocks the calling thread until it is this writer's turn.
        func waitUntilFirst() {
            while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        }
    }
}

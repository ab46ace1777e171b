import Dispatch
import FoundationEssentials
import Glibc

/// Lets the writers of a ledger take turns, in the order in which they came.
///
/// SQLite's lock makes writing safe but not fair: whoever waits asks less and less often, so that under
/// many writers those who have waited longest are refused at last. The kernel's `flock` queues them. It is
/// taken on the ledger's folder, because a second descriptor of the file itself would drop SQLite's locks.
/// Nothing but the order depends on it: where it cannot be had, SQLite's lock decides as before.
enum WriterQueue {
    /// Runs `body` when it is this writer's turn; after ten seconds without a turn, all the same.
    static func turn<Value>(at path: String, _ body: () throws -> Value) rethrows -> Value {
        let folder = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return try body() }
        // Closing lets the next one in.
        defer { close(folder) }
        if flock(folder, LOCK_EX | LOCK_NB) != 0 {
            let hasTurn = DispatchSemaphore(value: 0)
            Thread.detach {
                while flock(folder, LOCK_EX) != 0, errno == EINTR {}
                hasTurn.signal()
            }
            _ = hasTurn.wait(timeout: .now() + 10)
        }
        return try body()
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// A thread that blocks in the kernel: not one of the few that Dispatch shares out.
    private enum Thread {
        static func detach(_ body: @escaping @Sendable () -> Void) {
            var thread = pthread_t()
            let context = Unmanaged.passRetained(Box(body))
            let started = pthread_create(
                &thread, nil,
                { context in
                    if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
                    return nil
                }, context.toOpaque())
            guard started == 0 else { return context.release() }
            pthread_detach(thread)
        }
    }

    private final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}

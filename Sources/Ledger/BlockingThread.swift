import Engagement
import Glibc

/// Runs work that blocks on a thread of its own.
///
/// The pools of Swift's concurrency and of Dispatch have few threads, and a thread that waits in the kernel is missing
/// there.
package enum BlockingThread {
    /// Starts a thread that runs `body` and then ends; returns false if the system has no thread left.
    package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Box(body))
        let status = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, context.toOpaque())
        guard status == 0 else {
            context.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    private final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}

extension LedgerStore {
    /// Runs `body` on a thread of its own, and waits for it without blocking the caller's.
    ///
    /// A store waits for its turn, for locks and for the disk, so asynchronous code that has other tasks uses it
    /// through this.
    package func onOwnThread<Value: Sendable>(
        _ body: @escaping @Sendable (any LedgerStore) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isStarted = BlockingThread.start { continuation.resume(with: Result { try body(self) }) }
            if !isStarted {
                continuation.resume(
                    throwing: LedgerError(
                        "the system has no thread left to read or write \(location)", hint: "try again"))
            }
        }
    }
}

import Glibc

/// Runs blocking work on its own thread.
///
/// Swift's concurrency has one thread for each processor, so a thread that waits for a lock, a disk or another process
/// stops other tasks.
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

extension BlockingThread {
    /// Runs `body` on its own thread, and waits for it without blocking the caller's.
    ///
    /// The caller is suspended meanwhile, so `body` may use the caller's values although they are not `Sendable`.
    package static func run<Value: Sendable>(_ body: @escaping () throws -> Value) async throws -> Value {
        nonisolated(unsafe) let body = body
        return try await withCheckedThrowingContinuation { continuation in
            let isStarted = start { continuation.resume(with: Result { try body() }) }
            // Without a thread left in the system, blocking the caller's is better than an error.
            if !isStarted { continuation.resume(with: Result { try body() }) }
        }
    }
}

extension LedgerStore {
    /// Runs `body` on its own thread, because a store waits for its turn, for locks and for the disk.
    package func onOwnThread<Value: Sendable>(
        _ body: @escaping (any LedgerStore) throws -> Value
    ) async throws -> Value {
        try await BlockingThread.run { try body(self) }
    }
}

import Dispatch
import Glibc
import Synchronization

/// The threads that share the work on the pages.
///
///     let pages = Workers.all.map(files) { read($0) }
///
/// The result is the same with any number of them: each element is worked on alone, and stays in its place.
package struct Workers: Sendable {
    /// How far the work has come.
    package struct Progress: Sendable {
        /// Such as `drawing`.
        package let task: String
        package let done: Int
        package let total: Int
    }

    package let count: Int
    /// Called after each portion, on any thread, or nil.
    private var tell: (@Sendable (Progress) -> Void)?
    private var task: String?

    /// - Parameter count: 1 or more; what is less counts as 1.
    package init(count: Int) {
        self.count = max(1, count)
    }

    /// The same threads, which tell `listener` how far each named task has come.
    package func telling(_ listener: (@Sendable (Progress) -> Void)?) -> Workers {
        var workers = self
        workers.tell = listener
        return workers
    }

    /// The same threads at a task that is worth telling of.
    package func at(_ task: String) -> Workers {
        var workers = self
        workers.task = task
        return workers
    }

    /// One for each processor.
    package static let all = Workers(count: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    /// `elements`, each transformed, in their order.
    ///
    /// - Parameter portion: As many elements are taken at a time: few enough to end together, enough not to
    ///   wait for each other.
    package func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], portion: Int = 8, _ transform: @Sendable (Element) -> Result
    ) -> [Result] {
        guard count > 1, elements.count > portion else {
            let results = elements.map(transform)
            report(elements.count, of: elements.count)
            return results
        }
        let next = Atomic(0)
        let done = Atomic(0)
        let portions = Mutex<[Int: [Result]]>([:])
        DispatchQueue.concurrentPerform(iterations: min(count, elements.count)) { _ in
            while true {
                let start = next.add(portion, ordering: .relaxed).oldValue
                guard start < elements.count else { return }
                let results = elements[start..<min(elements.count, start + portion)].map(transform)
                portions.withLock { $0[start] = results }
                report(done.add(results.count, ordering: .relaxed).newValue, of: elements.count)
            }
        }
        return portions.withLock { portions in
            var results: [Result] = []
            results.reserveCapacity(elements.count)
            for start in stride(from: 0, to: elements.count, by: portion) { results += portions[start] ?? [] }
            return results
        }
    }

    private func report(_ done: Int, of total: Int) {
        guard let tell, let task else { return }
        tell(Progress(task: task, done: done, total: total))
    }
}

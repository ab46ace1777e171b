import Dispatch
import Glibc
import Synchronization

/// The threads that share the work on the pages.
///
///     let pages = Workers.all.map(files) { read($0) }
///
/// The result is the same with any number of them: each element is worked on alone, and stays in its place.
package struct Workers: Sendable {
    package let count: Int

    /// - Parameter count: 1 or more; what is less counts as 1.
    package init(count: Int) {
        self.count = max(1, count)
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
        guard count > 1, elements.count > portion else { return elements.map(transform) }
        let next = Atomic(0)
        let portions = Mutex<[Int: [Result]]>([:])
        DispatchQueue.concurrentPerform(iterations: min(count, elements.count)) { _ in
            while true {
                let start = next.add(portion, ordering: .relaxed).oldValue
                guard start < elements.count else { return }
                let results = elements[start..<min(elements.count, start + portion)].map(transform)
                portions.withLock { $0[start] = results }
            }
        }
        return portions.withLock { portions in
            var results: [Result] = []
            results.reserveCapacity(elements.count)
            for start in stride(from: 0, to: elements.count, by: portion) { results += portions[start] ?? [] }
            return results
        }
    }
}

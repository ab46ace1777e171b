package import Pages
package import Publishing

/// Everything that the server answers with, from one snapshot of the ledger.
package struct ServedPages: Sendable {
    package let site: Site
    /// The tracker's page.
    package let tracker: [UInt8]
    /// The status report as JSON; nil where the edition shows no figures.
    package let status: [UInt8]?
    /// The page for an address that leads nowhere.
    package let notFound: [UInt8]
    /// The frame of the tracker's other pages; nil if it has none.
    package let frame: StatusPage?

    package init(site: Site, tracker: [UInt8], status: [UInt8]?, notFound: [UInt8], frame: StatusPage? = nil) {
        self.site = site
        self.tracker = tracker
        self.status = status
        self.notFound = notFound
        self.frame = frame
    }
}

/// The last good pages, and the browsers that wait for the next ones.
package actor Preview {
    package private(set) var snapshot: ServedPages
    private var version = 1
    private var waiting: [Int: AsyncStream<Int>.Continuation] = [:]
    private var nextReader = 0

    package init(_ snapshot: ServedPages) {
        self.snapshot = snapshot
    }

    /// Shows `snapshot` from now on, and tells every open page.
    package func show(_ snapshot: ServedPages) {
        self.snapshot = snapshot
        version += 1
        for continuation in waiting.values { continuation.yield(version) }
    }

    /// The version numbers of the snapshots that come after this call.
    package func changes() -> AsyncStream<Int> {
        let reader = nextReader
        nextReader += 1
        let (stream, continuation) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
        continuation.onTermination = { _ in
            Task { await self.forget(reader) }
        }
        waiting[reader] = continuation
        return stream
    }

    private func forget(_ reader: Int) {
        waiting[reader] = nil
    }
}

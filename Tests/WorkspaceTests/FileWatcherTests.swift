import Foundation
import TestSupport
import Testing
import Workspace

/// What the watcher tells: each step ends with a change that was awaited, or with the test's own time limit.
@Suite(.timeLimit(.minutes(30))) struct FileWatcherTests {
    /// Counts what a watcher tells, in a task that reads on.
    private actor Changes {
        private(set) var count = 0
        private(set) var hasEnded = false
        private var task: Task<Void, Never>?

        init(of stream: AsyncStream<Void>) async {
            task = Task { [weak self] in
                for await _ in stream { await self?.add() }
                await self?.end()
            }
        }

        private func add() { count += 1 }
        private func end() { hasEnded = true }

        /// Waits for a change after the first `earlier` ones.
        ///
        /// - Throws: If the stream ends first: a watcher that died tells nothing.
        func next(after earlier: Int) async throws {
            while count <= earlier {
                try #require(!hasEnded, "the watcher ended")
                try await Task.sleep(for: .milliseconds(5))
            }
        }

        func stop() { task?.cancel() }
    }

    @Test func `each change is told: of a file, in a new folder, in an old one, of a single file`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("one", to: "content/a.md")
        let changes = await Changes(
            of: FileWatcher.changes(below: [folder.path + "/content"], files: [folder.path + "/ledger"]))
        for (text, path) in [
            ("two", "content/a.md"), ("three", "content/new/b.md"), ("four", "content/new/b.md"),
            ("five", "content/new/deep/c.md"), ("six", "content/new/deep/c.md"), ("seven", "ledger"),
        ] {
            // Told again and again until it is heard: what is written while a new folder is not watched yet is told
            // with the folder.
            let count = await changes.count
            try folder.write(text, to: path)
            try await changes.next(after: count)
        }
        let count = await changes.count
        try FileManager.default.removeItem(atPath: folder.path + "/content/a.md")
        try await changes.next(after: count)
        await changes.stop()
    }

    @Test func `what is hidden, a backup or another file beside the ledger is not told`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("one", to: "content/a.md")
        let changes = await Changes(
            of: FileWatcher.changes(below: [folder.path + "/content"], files: [folder.path + "/ledger"]))
        for path in ["content/.hidden", "content/a.md~", "other"] {
            let count = await changes.count
            let paths = [path, "aside", "content/b.md"].map { folder.path + "/" + $0 }
            #expect(FileManager.default.createFile(atPath: paths[0], contents: Data("x".utf8)))
            // Told apart from the next change, if it were told; a machine that is slower only tells both at once.
            try await Task.sleep(for: .milliseconds(100))
            // One event that matters, so one that is told. It comes after those of the file in the kernel's queue.
            #expect(FileManager.default.createFile(atPath: paths[1], contents: Data("x".utf8)))
            #expect(rename(paths[1], paths[2]) == 0)
            try await changes.next(after: count)
            #expect(await changes.count == count + 1, "\(path)")
        }
        await changes.stop()
    }

    @Test func `watchers that end give back their descriptors`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("one", to: "content/a.md")
        func watched() -> Int {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
            return names.count { name in
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)"))
                    == "anon_inode:inotify"
            }
        }
        for _ in 0..<200 {
            let reader = Task { for await _ in FileWatcher.changes(below: [folder.path + "/content"]) {} }
            reader.cancel()
            await reader.value
        }
        // Other tests watch as well, but not 200 times.
        while watched() > 100 { try await Task.sleep(for: .milliseconds(5)) }
    }
}

import Foundation
import Server
import TestSupport
import Testing

@Suite struct FileWatcherTests {
    @Test(.timeLimit(.minutes(1)))
    func `a change of a file, in a new folder too, is told`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("one", to: "content/a.md")
        var changes = FileWatcher.changes(below: [folder.path + "/content"], files: [folder.path + "/ledger"])
            .makeAsyncIterator()
        try folder.write("two", to: "content/a.md")
        await changes.next()
        try folder.write("three", to: "content/new/b.md")
        await changes.next()
        // The new folder is watched by now.
        try await Task.sleep(for: .milliseconds(200))
        try folder.write("four", to: "content/new/b.md")
        await changes.next()
        try folder.write("five", to: "ledger")
        await changes.next()
    }
}

@preconcurrency import Dispatch
import FoundationEssentials
import Glibc

/// Says when something below some folders, or one of some files, changed.
///
///     for await _ in FileWatcher.changes(below: [root + "/content"], files: [root + "/workbook.sqlite"]) {
///         rebuild()
///     }
///
/// Changes that come in a burst (an editor writes, renames and removes for one save) are told once.
package enum FileWatcher {
    /// Returns a stream that ends with its reader, or as soon as the system refuses to watch a folder.
    ///
    /// - Parameters:
    ///   - folders: Watched with everything below; one that does not exist is waited for in vain.
    ///   - files: Watched through their folder, because programs replace a file rather than write it.
    package static func changes(below folders: [String], files: [String] = []) -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
            guard descriptor >= 0 else { return continuation.finish() }
            let queue = DispatchQueue(label: "workbook.watch")
            let watch = Watch(descriptor: descriptor, folders: folders, files: files)
            let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
            source.setEventHandler {
                // Wait for the burst to end, then read all of it.
                usleep(20_000)
                if watch.readEvents() { continuation.yield() }
                if watch.isRefused { continuation.finish() }
            }
            source.setCancelHandler { close(descriptor) }
            continuation.onTermination = { _ in source.cancel() }
            queue.sync { watch.addAll() }
            source.activate()
            if queue.sync(execute: { watch.isRefused }) { continuation.finish() }
        }
    }
}

/// One inotify instance.
///
/// Used on one dispatch queue only.
private final class Watch: @unchecked Sendable {
    // 2026-11-23: unchecked, because a dispatch queue is what keeps it to one thread at a time.
    private let descriptor: Int32
    private let folders: [String]
    private let files: [String]
    private var scopes: [Int32: Scope] = [:]
    /// The system has no room for another watch, so changes in some folder would not be told.
    private(set) var isRefused = false

    /// What matters in a watched folder.
    private enum Scope {
        case everything
        case files(Set<String>)
    }

    init(descriptor: Int32, folders: [String], files: [String]) {
        self.descriptor = descriptor
        self.folders = folders
        self.files = files
    }

    /// Watches every folder there is now; adding one a second time changes nothing.
    func addAll() {
        for folder in folders { addTree(folder) }
        for (folder, names) in Dictionary(grouping: files.map(Self.split), by: \.folder) {
            // Whoever only reads a ledger closes a file that was open for writing: its bytes are what matters.
            if let watch = add(folder, written: IN_MODIFY), scopes[watch] == nil {
                scopes[watch] = .files(Set(names.map(\.name)))
            }
        }
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        let parts = path.split(separator: "/")
        return ("/" + parts.dropLast().joined(separator: "/"), String(parts.last ?? ""))
    }

    /// - Parameter isNested: The folder was found in another one, so it is not followed if it is a link.
    private func addTree(_ folder: String, isNested: Bool = false) {
        guard let watch = add(folder, options: isNested ? IN_DONT_FOLLOW : 0) else { return }
        scopes[watch] = .everything
        // Closed before the next folder is opened, however deep they are.
        for name in Self.folders(in: folder) { addTree(folder + "/" + name, isNested: true) }
    }

    private static func folders(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            guard [DT_DIR, DT_UNKNOWN].map(UInt8.init).contains(entry.pointee.d_type) else { continue }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    /// - Parameter written: The event that says that a file was written.
    private func add(_ folder: String, written: Int32 = IN_CLOSE_WRITE, options: Int32 = 0) -> Int32? {
        let mask =
            UInt32(written | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE) | UInt32(IN_ONLYDIR)
            | UInt32(options)
        let watch = inotify_add_watch(descriptor, folder, mask)
        if watch < 0, errno == ENOSPC || errno == ENOMEM { isRefused = true }
        return watch >= 0 ? watch : nil
    }

    /// Reads what happened; true where any of it matters.
    func readEvents() -> Bool {
        var matters = false
        var hasNewFolders = false
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            buffer.withUnsafeBytes { bytes in
                var offset = 0
                while offset < count {
                    let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                    let start = offset + MemoryLayout<inotify_event>.size
                    let name = bytes[start..<start + Int(event.len)].prefix { $0 != 0 }
                    matters = matters || isWatched(String(decoding: name, as: UTF8.self), in: event.wd)
                    // `IN_Q_OVERFLOW` doesn't say what changed, so everything is watched again.
                    hasNewFolders = hasNewFolders || event.mask & UInt32(IN_ISDIR | IN_Q_OVERFLOW) != 0
                    offset = start + Int(event.len)
                }
            }
        }
        // A new folder may hold files already.
        if hasNewFolders { addAll() }
        return matters
    }

    private func isWatched(_ name: String, in watch: Int32) -> Bool {
        switch scopes[watch] {
        case .files(let names): names.contains(name)
        case .everything: !name.hasPrefix(".") && !name.hasSuffix("~")
        // The kernel's own event, that its queue ran over: anything may have changed.
        case nil: true
        }
    }
}

package import Fingerprint
import Synchronization

/// A file of the site: its path from the site's folder, and its bytes.
///
/// Both its bytes and its fingerprint are made once, on first use: a preview derives the search data of thousands of
/// pages again after each edit, and few readers search in it.
package struct OutputFile: Sendable, Equatable {
    /// Such as `decisions/0001-x/index.html`.
    package let path: String
    /// Whether it is derived from many other files, and so takes longer than they do.
    package let isDerived: Bool
    private let content: FileContent

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        isDerived = false
        content = FileContent(.generated(bytes))
    }

    /// - Parameter make: Called once at most, on any thread.
    init(path: String, making make: @escaping @Sendable () -> [UInt8]) {
        self.path = path
        isDerived = true
        content = FileContent(.toMake(make))
    }

    package var bytes: [UInt8] { content.bytes }

    package var fingerprint: Fingerprint { content.fingerprint }

    package static func == (left: OutputFile, right: OutputFile) -> Bool {
        left.path == right.path && (left.content === right.content || left.bytes == right.bytes)
    }
}

/// The bytes of a file, made on first use.
private final class FileContent: Sendable {
    enum State {
        case toMake(@Sendable () -> [UInt8])
        case generated([UInt8])
        case hashed([UInt8], Fingerprint)
    }

    private let state: Mutex<State>

    init(_ state: State) {
        self.state = Mutex(state)
    }

    var bytes: [UInt8] {
        state.withLock { state in
            switch state {
            case .toMake(let make):
                let bytes = make()
                state = .generated(bytes)
                return bytes
            case .generated(let bytes), .hashed(let bytes, _): return bytes
            }
        }
    }

    var fingerprint: Fingerprint {
        let bytes = bytes
        return state.withLock { state in
            if case .hashed(_, let fingerprint) = state { return fingerprint }
            let fingerprint = Fingerprint(of: bytes)
            state = .hashed(bytes, fingerprint)
            return fingerprint
        }
    }
}

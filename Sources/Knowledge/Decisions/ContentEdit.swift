/// Files below `content/` that are written together, and what that changes in words.
package struct ContentEdit: Sendable, Equatable {
    package struct File: Sendable, Equatable {
        /// The path below `content/`.
        package let path: String
        /// What the file holds now, or nil for a new file.
        package let before: [UInt8]?
        package let after: [UInt8]
        /// The path that the file gets, or nil if it keeps its own.
        package let newPath: String?

        package init(path: String, before: [UInt8]?, after: [UInt8], newPath: String? = nil) {
            self.path = path
            self.before = before
            self.after = after
            self.newPath = newPath
        }
    }

    package var files: [File] = []
    /// What changed, one line each: `ADR-0007: status: proposed -> accepted`.
    package var changes: [String] = []
    /// What the reader should know besides.
    package var notes: [String] = []

    package init() {}

    /// The paths below `content/` that are written, as they are named afterwards.
    package var paths: [String] { files.map { $0.newPath ?? $0.path } }
}

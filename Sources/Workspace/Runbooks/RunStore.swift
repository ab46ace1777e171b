import Knowledge

/// The file of a run's record, which is replaced as a whole after each command.
struct RunStore {
    /// An absolute path.
    let path: String
    private var written: [UInt8]?

    /// - Parameter written: What the file holds, or nil if there is none yet.
    init(path: String, written: [UInt8]?) {
        self.path = path
        self.written = written
    }

    /// Writes the record aside, flushes it to the disk, and puts it in place.
    ///
    /// - Throws: `WorkspaceError` if that fails, or another process wrote the file meanwhile.
    mutating func write(_ record: RunRecord) throws(WorkspaceError) {
        let bytes = Array(record.markdown.utf8)
        try FileSet([FileSet.File(path: path, before: written, after: bytes)]).write()
        written = bytes
    }
}

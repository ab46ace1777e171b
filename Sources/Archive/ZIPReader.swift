/// Reads a ZIP file that `ZIPWriter` wrote, also one that was damaged since.
package struct ZIPReader: Sendable {
    /// In the order of their paths.
    package let files: [ArchivedFile]
    /// What differs from the file as it was written; empty if nothing does.
    package let damaged: [ZIPPart]

    /// Reads `bytes`.
    ///
    /// A ZIP file lists its files twice: before each file, and at the end. Where one of the lists is damaged, the files
    /// are read by the other one.
    ///
    /// - Throws: `ArchiveError.unreadable` if neither list can be followed.
    package init(_ bytes: [UInt8]) throws(ArchiveError) {
        guard let first = try Self.readings(of: bytes).first else { throw .unreadable }
        self = first
    }

    /// Returns the ways to read `bytes` that explain them best.
    ///
    /// There are two if the lists disagree about the name of a file, because either may be the one that was damaged.
    ///
    /// - Throws: `ArchiveError.unreadable` if there is none.
    package static func readings(of bytes: [UInt8]) throws(ArchiveError) -> [ZIPReader] {
        var found: [(reader: ZIPReader, differing: Int)] = []
        for listing in [localListing(bytes), centralListing(bytes)] {
            guard let files = listing, Set(files.map(\.path)).count == files.count else { continue }
            let layout = ZIPWriter.layout(of: files)
            // Files that another program archived have the same contents, but other headers.
            guard layout.bytes.count == bytes.count else { continue }
            if layout.bytes == bytes { return [ZIPReader(files: files, damaged: [])] }
            let differing = zip(layout.bytes, bytes).count { $0 != $1 }
            found.append((ZIPReader(files: files, damaged: layout.differences(from: bytes)), differing))
        }
        guard let least = found.map(\.differing).min() else { throw .unreadable }
        return found.filter { $0.differing == least }.map(\.reader)
    }

    private init(files: [ArchivedFile], damaged: [ZIPPart]) {
        self.files = files
        self.damaged = damaged
    }

    /// The files by the headers before each of them.
    private static func localListing(_ bytes: [UInt8]) -> [ArchivedFile]? {
        var files: [ArchivedFile] = []
        var offset = 0
        while bytes.number(UInt32.self, at: offset) == 0x0403_4B50 {
            guard let file = file(bytes, at: offset + 4, name: offset + 30) else { return nil }
            let range = file.range(from: offset + 30)
            guard range.upperBound <= bytes.count else { return nil }
            files.append(ArchivedFile(path: file.path, bytes: Array(bytes[range])))
            offset = range.upperBound
        }
        return files.isEmpty ? nil : files
    }

    /// The files by the list at the end.
    private static func centralListing(_ bytes: [UInt8]) -> [ArchivedFile]? {
        let end = bytes.count - 22
        guard end >= 0, let start = bytes.number(UInt32.self, at: end + 16).map(Int.init) else { return nil }
        var files: [ArchivedFile] = []
        var offset = start
        while offset < end {
            guard bytes.number(UInt32.self, at: offset) == 0x0201_4B50,
                let file = file(bytes, at: offset + 6, name: offset + 46),
                let header = bytes.number(UInt32.self, at: offset + 42)
            else { return nil }
            let range = file.range(from: Int(header) + 30)
            guard range.upperBound <= start else { return nil }
            files.append(ArchivedFile(path: file.path, bytes: Array(bytes[range])))
            offset += 46 + file.nameLength
        }
        return offset == end && !files.isEmpty ? files : nil
    }

    private struct Header {
        let path: String
        let nameLength: Int
        let size: Int

        /// Where the contents are, if the local header's name begins at `name`.
        func range(from name: Int) -> Range<Int> {
            name + nameLength..<name + nameLength + size
        }
    }

    /// - Parameter start: Where the fields begin that both headers have in common.
    private static func file(_ bytes: [UInt8], at start: Int, name: Int) -> Header? {
        guard let size = bytes.number(UInt32.self, at: start + 14),
            let length = bytes.number(UInt16.self, at: start + 22),
            name + Int(length) <= bytes.count,
            let path = String(validating: bytes[name..<name + Int(length)], as: UTF8.self)
        else { return nil }
        return Header(path: path, nameLength: Int(length), size: Int(size))
    }
}

extension [UInt8] {
    /// Returns the little-endian number at `offset`, or nil if it is past the end.
    fileprivate func number<Number: FixedWidthInteger & UnsignedInteger>(_: Number.Type, at offset: Int) -> Number? {
        let size = MemoryLayout<Number>.size
        guard offset >= 0, offset + size <= count else { return nil }
        return (0..<size).reduce(0) { $0 | Number(self[offset + $1]) << Number(8 * $1) }
    }
}

extension ZIPLayout {
    /// The parts in which `other`, which is as long, differs.
    fileprivate func differences(from other: [UInt8]) -> [ZIPPart] {
        var found: [ZIPPart] = []
        for (part, range) in parts where bytes[range] != other[range] && !found.contains(part) { found.append(part) }
        return found
    }
}

/// The files of a ZIP file that another program wrote, such as a spreadsheet, decompressed one by one on request.
///
/// Nothing is unpacked to disk. Encrypted files, ZIP64, other methods than stored and deflated, and more than
/// `entryLimit` files are refused; the bytes of one file are limited by the caller.
package struct ZIPContents: Sendable {
    /// Why the bytes, or a file of them, are not read.
    package enum Refusal: Error, Equatable {
        case unreadable, encrypted, tooLarge, damaged
    }

    package static let entryLimit = 1_000

    private struct Entry {
        let method: UInt16
        let checksum: UInt32
        let size: Int
        let header: Int
        let compressedSize: Int
    }

    private let bytes: [UInt8]
    private let entries: [String: Entry]

    package init(_ bytes: [UInt8]) throws(Refusal) {
        self.bytes = bytes
        entries = try Self.entries(of: bytes)
    }

    package var paths: [String] { entries.keys.sorted() }

    /// The index of the end record; only a comment may follow it.
    private static func end(of bytes: [UInt8]) -> Int? {
        let last = bytes.count - 22
        guard last >= 0 else { return nil }
        return (max(0, last - 65_535)...last).reversed().first { bytes.value(UInt32.self, at: $0) == 0x0605_4B50 }
    }

    private static func entries(of bytes: [UInt8]) throws(Refusal) -> [String: Entry] {
        guard let end = end(of: bytes), let count = bytes.value(UInt16.self, at: end + 10),
            let start = bytes.value(UInt32.self, at: end + 16)
        else { throw .unreadable }
        guard count <= entryLimit else { throw .tooLarge }
        var entries: [String: Entry] = [:]
        var offset = Int(start)
        for _ in 0..<count {
            guard bytes.value(UInt32.self, at: offset) == 0x0201_4B50,
                let flags = bytes.value(UInt16.self, at: offset + 8),
                let method = bytes.value(UInt16.self, at: offset + 10),
                let checksum = bytes.value(UInt32.self, at: offset + 16),
                let compressed = bytes.value(UInt32.self, at: offset + 20),
                let size = bytes.value(UInt32.self, at: offset + 24),
                let nameLength = bytes.value(UInt16.self, at: offset + 28).map(Int.init),
                let extraLength = bytes.value(UInt16.self, at: offset + 30).map(Int.init),
                let commentLength = bytes.value(UInt16.self, at: offset + 32).map(Int.init),
                let header = bytes.value(UInt32.self, at: offset + 42),
                offset + 46 + nameLength <= bytes.count
            else { throw .unreadable }
            guard flags & 1 == 0 else { throw .encrypted }
            let name = String(decoding: bytes[(offset + 46)..<(offset + 46 + nameLength)], as: UTF8.self)
            let entry = Entry(
                method: method, checksum: checksum, size: Int(size), header: Int(header),
                compressedSize: Int(compressed))
            // Two files of one name would be read differently by different programs.
            guard entries.updateValue(entry, forKey: name) == nil else { throw .unreadable }
            offset += 46 + nameLength + extraLength + commentLength
        }
        return entries
    }

    /// The bytes of a file, or nil if there is none of this name.
    ///
    /// - Parameter limit: The most bytes that are decompressed.
    package func file(_ path: String, limit: Int) throws(Refusal) -> [UInt8]? {
        guard let entry = entries[path] else { return nil }
        guard entry.size <= limit else { throw .tooLarge }
        guard bytes.value(UInt32.self, at: entry.header) == 0x0403_4B50,
            let nameLength = bytes.value(UInt16.self, at: entry.header + 26).map(Int.init),
            let extraLength = bytes.value(UInt16.self, at: entry.header + 28).map(Int.init)
        else { throw .damaged }
        let start = entry.header + 30 + nameLength + extraLength
        guard start + entry.compressedSize <= bytes.count else { throw .damaged }
        let content = bytes[start..<start + entry.compressedSize]
        let found: [UInt8]
        switch entry.method {
        case 0: found = Array(content)
        case 8:
            do throws(Inflation.Failure) {
                found = try Inflation.bytes(of: content, limit: limit)
            } catch {
                throw error == .tooLong ? .tooLarge : .damaged
            }
        default: throw .unreadable
        }
        guard found.count == entry.size, CRC32.checksum(of: found) == entry.checksum else { throw .damaged }
        return found
    }
}

extension [UInt8] {
    /// A number with its lowest byte first, or nil beyond the end.
    fileprivate func value<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number? {
        let size = MemoryLayout<Number>.size
        guard offset >= 0, offset + size <= count else { return nil }
        return (0..<size).reduce(0) { $0 | Number(truncatingIfNeeded: self[offset + $1]) << Number($1 * 8) }
    }
}

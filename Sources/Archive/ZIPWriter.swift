/// Writes files as a ZIP file.
package enum ZIPWriter {
    /// Returns the ZIP file of `files`, in the order of their paths.
    ///
    /// - Throws: `ArchiveError` if a path isn't usable or occurs twice, or if there is too much to archive.
    package static func bytes(of files: [ArchivedFile]) throws(ArchiveError) -> [UInt8] {
        let files = files.sorted { $0.path < $1.path }
        for (index, file) in files.enumerated() {
            guard ArchivedFile.isUsable(file.path), index == 0 || files[index - 1].path != file.path else {
                throw .unusablePath(file.path)
            }
        }
        let size = files.reduce(0) { $0 + $1.bytes.count + 2 * $1.path.utf8.count + 76 }
        guard files.count <= Int(UInt16.max), size < Int(UInt32.max) else { throw .tooLarge }
        return layout(of: files).bytes
    }

    /// Returns the bytes of `files`, which have been checked, and which bytes belong to which of them.
    static func layout(of files: [ArchivedFile]) -> ZIPLayout {
        var layout = ZIPLayout()
        var records: [(file: ArchivedFile, checksum: UInt32, offset: Int)] = []
        for file in files {
            let checksum = CRC32.checksum(of: file.bytes)
            records.append((file, checksum, layout.bytes.count))
            layout.add(.header(of: file.path)) { bytes in
                bytes.append(UInt32(0x0403_4B50))
                bytes.appendDescription(of: file, checksum)
                bytes += file.path.utf8
            }
            layout.add(.contents(of: file.path)) { $0 += file.bytes }
        }
        let start = layout.bytes.count
        for record in records {
            layout.add(.header(of: record.file.path)) { bytes in
                bytes.append(UInt32(0x0201_4B50))
                // Made by version 2.0 under Unix, so that the permissions below count.
                bytes.append(UInt16(0x0314))
                bytes.appendDescription(of: record.file, record.checksum)
                // No comment, disk 0, no internal attributes.
                bytes += [UInt8](repeating: 0, count: 6)
                // A file that everybody may read: 0644.
                bytes.append(UInt32(0o100644 << 16))
                bytes.append(UInt32(record.offset))
                bytes += record.file.path.utf8
            }
        }
        let size = layout.bytes.count - start
        layout.add(.end) { bytes in
            bytes.append(UInt32(0x0605_4B50))
            // One disk.
            bytes.append(UInt32(0))
            bytes.append(UInt16(files.count))
            bytes.append(UInt16(files.count))
            bytes.append(UInt32(size))
            bytes.append(UInt32(start))
            bytes.append(UInt16(0))
        }
        return layout
    }
}

/// The bytes of a ZIP file, and what each of them belongs to.
struct ZIPLayout {
    private(set) var bytes: [UInt8] = []
    /// In their order, without gaps.
    private(set) var parts: [(part: ZIPPart, range: Range<Int>)] = []

    mutating func add(_ part: ZIPPart, _ write: (inout [UInt8]) -> Void) {
        let start = bytes.count
        write(&bytes)
        parts.append((part, start..<bytes.count))
    }
}

/// What a byte of a ZIP file belongs to.
package enum ZIPPart: Sendable, Hashable {
    case contents(of: String)
    /// The name, size or checksum of a file.
    case header(of: String)
    /// The record at the end that counts the files.
    case end
}

extension [UInt8] {
    fileprivate mutating func append<Number: FixedWidthInteger>(_ number: Number) where Number: UnsignedInteger {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    /// Appends what both headers of a file have in common.
    fileprivate mutating func appendDescription(of file: ArchivedFile, _ checksum: UInt32) {
        // Needs version 1.0; the name is UTF-8; stored; 1 January 1980, the first day that the format has.
        append(UInt16(10))
        append(UInt16(0x0800))
        append(UInt16(0))
        append(UInt16(0))
        append(UInt16(0x0021))
        append(checksum)
        append(UInt32(file.bytes.count))
        append(UInt32(file.bytes.count))
        append(UInt16(file.path.utf8.count))
        // No extra field.
        append(UInt16(0))
    }
}

/// The checksum of ZIP: polynomial 0xEDB88320, reflected (ISO 3309).
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }

    static func checksum(of bytes: [UInt8]) -> UInt32 {
        ~table.withUnsafeBufferPointer { table in
            bytes.reduce(UInt32.max) { $0 >> 8 ^ table[Int(($0 ^ UInt32($1)) & 0xFF)] }
        }
    }
}

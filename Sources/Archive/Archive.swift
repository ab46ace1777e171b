// Archive: a folder of files as the bytes of one ZIP file, and back.
//
//   ArchivedFile   a path and its bytes
//   ZIPWriter      files to bytes: stored, sorted, without dates, so that the same files always make the same bytes
//   ZIPReader      bytes to files, and every byte that differs from what the writer would have written
//   ZIPContents    the files of a ZIP file that another program wrote, decompressed within limits
//   Inflation      DEFLATE to bytes
//
// No library writes the files: an acceptance pack is compared byte for byte years later, and the libraries at hand
// (libzip, minizip, libarchive) write what their version, their zlib and the time zone say. Files are stored without
// compression for the same reason.
//
// The format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 6.3.10.

/// A file of an archive.
package struct ArchivedFile: Sendable, Equatable {
    /// Relative, with slashes: `site/index.html`.
    package let path: String
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}

/// Why files can't be archived, or bytes can't be read as an archive.
package enum ArchiveError: Error, Equatable, CustomStringConvertible {
    /// A path that could leave the folder that it is unpacked to, or that two files share.
    case unusablePath(String)
    /// More than 65,535 files, or more than 4 GiB.
    case tooLarge
    /// The bytes are not a ZIP file, or one that another program wrote.
    case unreadable

    package var description: String {
        switch self {
        case .unusablePath(let path): "the path '\(path)' can't be in an archive"
        case .tooLarge: "an archive holds at most 65,535 files and 4 GiB"
        case .unreadable: "not an archive that Workbook wrote"
        }
    }
}

extension ArchivedFile {
    /// Returns whether a path stays below the folder that it is unpacked to, on every system.
    package static func isUsable(_ path: String) -> Bool {
        let components = path.split(separator: "/", omittingEmptySubsequences: false)
        return path.utf8.count <= 1_000
            && components.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
            && !path.unicodeScalars.contains {
                $0.value < 0x20 || $0.value == 0x7F || "\\:*?\"<>|".unicodeScalars.contains($0)
            }
    }
}

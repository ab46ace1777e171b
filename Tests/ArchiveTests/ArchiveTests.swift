import Archive
import Foundation
import TestSupport
import Testing

@Suite struct ArchiveTests {
    private static let files = [
        ArchivedFile(path: "site/index.html", bytes: Array("<p>handover</p>".utf8)),
        ArchivedFile(path: "a.txt", bytes: Array("a".utf8)),
        ArchivedFile(path: "empty", bytes: []),
        ArchivedFile(path: "Überblick.md", bytes: Array("# Überblick\n".utf8)),
    ]

    @Test func `what is archived is read again, sorted by path`() throws {
        let read = try ZIPReader(try ZIPWriter.bytes(of: Self.files))
        #expect(read.files == Self.files.sorted { $0.path < $1.path })
        #expect(read.damaged.isEmpty)
    }

    @Test func `the order of the files doesn't change the bytes`() throws {
        #expect(try ZIPWriter.bytes(of: Self.files) == ZIPWriter.bytes(of: Self.files.reversed()))
    }

    @Test func `another program reads the archive and its checksums`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.zip"
        try Data(try ZIPWriter.bytes(of: Self.files)).write(to: URL(filePath: path))
        let script = """
            import sys, zipfile
            archive = zipfile.ZipFile(sys.argv[1])
            assert archive.testzip() is None
            for entry in archive.infolist():
                print(entry.filename, entry.file_size, entry.date_time[0], oct(entry.external_attr >> 16))
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["PYTHONIOENCODING=utf-8", "python3", "-c", script, path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let listing = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(
            listing == """
                a.txt 1 1980 0o100644
                empty 0 1980 0o100644
                site/index.html 15 1980 0o100644
                Überblick.md 13 1980 0o100644

                """)
    }

    @Test(arguments: ["", "/etc/passwd", "../a", "a/../b", "a//b", "a/", "a\\b", "C:/a", "a\nb", "./a"])
    func `a path that could leave its folder is refused`(path: String) {
        #expect(throws: ArchiveError.unusablePath(path)) {
            try ZIPWriter.bytes(of: [ArchivedFile(path: path, bytes: [])])
        }
    }

    @Test func `two files of one path are refused`() {
        #expect(throws: ArchiveError.unusablePath("a.txt")) {
            try ZIPWriter.bytes(of: [Self.files[1], Self.files[1]])
        }
    }

    @Test func `each byte that changes is found, and the file it belongs to is named`() throws {
        let bytes = try ZIPWriter.bytes(of: Self.files)
        let paths = Set(Self.files.map(\.path))
        var generator = SeededGenerator(seed: 7)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= UInt8.random(in: 1...255, using: &generator)
            let readings = try ZIPReader.readings(of: changed)
            #expect(readings.allSatisfy { $0.damaged.count == 1 }, "byte \(index)")
            let names = readings.flatMap(\.damaged).compactMap { part in
                switch part {
                case .contents(let path), .header(let path): path
                case .end: index >= bytes.count - 22 ? "a.txt" : nil
                }
            }
            #expect(names.contains(where: paths.contains), "byte \(index)")
        }
    }

    @Test func `an archive that was cut off or extended is not read`() throws {
        let bytes = try ZIPWriter.bytes(of: Self.files)
        for count in bytes.indices {
            #expect(throws: ArchiveError.unreadable) { try ZIPReader(Array(bytes.prefix(count))) }
        }
        #expect(throws: ArchiveError.unreadable) { try ZIPReader(bytes + [0]) }
    }

    @Test func `random bytes are never read as an archive`() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<2_000 {
            var bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator), bytes.count > 40 {
                bytes.replaceSubrange(0..<4, with: [0x50, 0x4B, 3, 4])
            }
            #expect(throws: ArchiveError.unreadable) { try ZIPReader(bytes) }
        }
    }
}

import Content
import Foundation
import TestSupport
import Testing

/// What is published comes from the workbook itself: no link is followed, no pipe is waited for.
@Suite struct DiskFolderTests {
    private let contract = """
        id: x
        title: X
        customer: C
        supplier: S
        window: {start: 2026-11-30, end: 2026-12-24}
        calendar: {holiday-files: [calendars/us.ics]}

        """

    private func link(_ name: String, in folder: TemporaryFolder, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/" + name, withDestinationPath: target)
    }

    @Test func `links in the content are told and not followed`() throws {
        let (folder, outside) = (try TemporaryFolder(), try TemporaryFolder())
        try outside.write("---\nid: s\ntitle: S\nkind: guide\n---\n\nSECRET\n", to: "pages/secret.md")
        try folder.write(
            contract.replacing("calendar: {holiday-files: [calendars/us.ics]}\n", with: ""),
            to: "content/engagement.yaml")
        try link("content/secret.md", in: folder, to: outside.path + "/pages/secret.md")
        try link("content/pages", in: folder, to: outside.path + "/pages")
        let content = try ContentFolder.read(at: folder.path)
        #expect(content.pages.isEmpty && content.attachments.isEmpty)
        #expect(
            content.diagnostics.filter { $0.rule == .symbolicLink }.map(\.file) == [
                "content/pages", "content/secret.md",
            ])
    }

    @Test func `a folder of content that is a link is not followed`() throws {
        let (folder, outside) = (try TemporaryFolder(), try TemporaryFolder())
        try outside.write(contract, to: "engagement.yaml")
        try link("content", in: folder, to: outside.path)
        let content = try ContentFolder.read(at: folder.path)
        #expect(content.contract == nil && content.diagnostics.contains { $0.rule == .symbolicLink })
        let (contract, diagnostics) = try ContentFolder.readContract(at: folder.path)
        #expect(contract == nil && diagnostics.first?.summary.contains("symbolic link") == true, "\(diagnostics)")
    }

    @Test func `a contract and a calendar that are links are not followed`() throws {
        let (folder, outside) = (try TemporaryFolder(), try TemporaryFolder())
        try outside.write("SECRET", to: "us.ics")
        try folder.write(contract, to: "content/engagement.yaml")
        try link("content/calendars", in: folder, to: outside.path)
        for found in [
            try ContentFolder.read(at: folder.path).diagnostics,
            try ContentFolder.readContract(at: folder.path).diagnostics,
        ] {
            #expect(
                found.contains { $0.rule == .missingFile } && !found.contains { $0.rule == .badCalendar },
                "\(found)")
        }
        try FileManager.default.removeItem(atPath: folder.path + "/content/engagement.yaml")
        try link("content/engagement.yaml", in: folder, to: "/dev/zero")
        let (read, diagnostics) = try ContentFolder.readContract(at: folder.path)
        #expect(read == nil && diagnostics.map(\.rule) == [.unreadable], "\(diagnostics)")
    }

    @Test func `a contract that is a pipe is not waited for`() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "content/a.txt")
        #expect(mkfifo(folder.path + "/content/engagement.yaml", 0o600) == 0)
        #expect(try ContentFolder.readContract(at: folder.path).diagnostics.map(\.rule) == [.unreadable])
    }

    @Test func `a file that is too large is named and not read`() throws {
        let folder = try TemporaryFolder()
        try folder.write(contract, to: "content/engagement.yaml")
        try folder.write("x", to: "content/film.bin")
        #expect(truncate(folder.path + "/content/film.bin", 1 << 40) == 0)
        let found = try ContentFolder.read(at: folder.path).diagnostics
        #expect(found.contains { $0.rule == .fileLimits && $0.file == "content/film.bin" }, "\(found)")
    }
}

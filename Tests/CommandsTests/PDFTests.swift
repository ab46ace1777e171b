import Commands
import Engagement
import Foundation
import Processes
import TestSupport
import Testing

/// The PDF: made by a program that a test may stand in for, or by the real one where it is installed.
@Suite struct PDFTests {
    private let page = """
        ---
        id: home
        title: Home
        kind: guide
        audience: customer
        ---

        # Home

        ## Part one

        Hello. [The status](engagement/status/index.html)

        """

    private func terminal() throws -> Terminal {
        let terminal = try Terminal()
        try terminal.folder.write(page, to: "content/index.md")
        return terminal
    }

    /// A terminal with a program called `name`, a shell script, and nothing else but the shell's own tools.
    private func terminal(_ name: String, script: String) throws -> Terminal {
        let terminal = try terminal()
        try terminal.folder.write("#!/bin/sh\n" + script, to: "bin/\(name)")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: terminal.folder.path + "/bin/\(name)")
        terminal.setEnvironment("PATH", terminal.folder.path + "/bin")
        terminal.setEnvironment("RECORD", terminal.folder.path + "/record")
        return terminal
    }

    /// Writes down what it was asked, then what its last argument names.
    private let recorder = """
        for argument; do echo "$argument"; last="$argument"; done > "$RECORD"
        echo "proxy $https_proxy" >> "$RECORD"
        printf '%%PDF-1.7 /Type /Pages /Type /Page /Type /Page ' > "$last"
        """

    @Test func `weasyprint is given the document and a file aside, and no network`() async throws {
        let terminal = try terminal("weasyprint", script: recorder)
        let result = await terminal.run("export", "pdf", "--edition", "customer", "--output", "out.pdf")
        #expect(result.status == .done, "\(result.talk)")
        #expect(result.output == "wrote \(terminal.folder.path)/out.pdf: 2 pages, 1 kB, made by WeasyPrint\n")
        let record = try terminal.folder.read("record")
        #expect(record.hasPrefix("--encoding\nutf-8\n--pdf-variant\npdf/ua-1\n"))
        #expect(record.contains("/document/index.html\n\(terminal.folder.path)/out.pdf.new-"))
        #expect(record.hasSuffix("proxy http://127.0.0.1:9\n"))
        let left = try FileManager.default.contentsOfDirectory(atPath: terminal.folder.path)
        #expect(!left.contains { $0.contains(".new-") })
    }

    @Test func `chromium does where weasyprint is missing, and says what it lacks`() async throws {
        let script = """
            for argument; do case "$argument" in --print-to-pdf=*) printf '%%PDF-' > "${argument#*=}";; esac; done
            """
        let terminal = try terminal("chromium", script: script)
        let result = await terminal.run("export", "pdf")
        #expect(result.status == .done, "\(result.talk)")
        #expect(result.output.hasSuffix("/workbook-internal.pdf: 1 kB, made by Chromium\n"))
        #expect(result.talk.contains("weasyprint knows both"))
    }

    @Test func `what is asked for wrongly, or cannot be made, is said with its remedy`() async throws {
        let terminal = try terminal()
        var text = await terminal.transcript([
            "export pdf", "export pdf --format xlsx", "export pdf --as-of 2026-12-01", "export time --section runbooks",
        ])
        let failing = try self.terminal("weasyprint", script: "echo 'no fonts' >&2\nexit 3")
        try failing.folder.write("old", to: "out.pdf")
        text += await failing.transcript([
            "export pdf --section runbook", "export pdf --output out.pdf", "export pdf --output no/out.pdf",
        ])
        #expect(try failing.folder.read("out.pdf") == "old")
        try failing.folder.write(page + "\n[gone](gone.md)\n", to: "content/index.md")
        text += await failing.transcript(["export pdf --output out.pdf"])
        #expect(try failing.folder.read("out.pdf") == "old")
        // Parts of the contract that no page mentions are beside the point here.
        try expectGolden(text.replacing(/2> .*\[unspoken-[a-z]+\]\n2> .*\n/, with: ""), "pdf.txt")
    }

    private static let weasyprint = Processes.Program.find(
        ["weasyprint"], environment: ProcessInfo.processInfo.environment)

    @Test(.enabled(if: weasyprint != nil, "weasyprint is not installed"))
    func `the real weasyprint makes a PDF with bookmarks, the same twice`() async throws {
        let terminal = try terminal()
        for (name, value) in ProcessInfo.processInfo.environment { terminal.setEnvironment(name, value) }
        terminal.setEnvironment("SOURCE_DATE_EPOCH", "1796000000")
        for name in ["one.pdf", "two.pdf"] {
            let result = await terminal.run("export", "pdf", "--edition", "customer", "--output", name)
            #expect(result.status == .done, "\(result.talk)")
        }
        let one = try Data(contentsOf: URL(filePath: terminal.folder.path + "/one.pdf"))
        let two = try Data(contentsOf: URL(filePath: terminal.folder.path + "/two.pdf"))
        #expect(one == two)
        let text = String(decoding: one, as: UTF8.self)
        #expect(text.hasPrefix("%PDF-"))
        for words in ["/Outlines", "/Title (Start)", "/Title (Home)", "/Title (Part one)", "/Title (Status)"] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(text.contains("/CreationDate (20261130"))
        #expect(!text.contains(terminal.folder.path))
    }

    @Test func `what killed runs left is removed by the next one, and what another run writes is not`() async throws {
        let terminal = try terminal("weasyprint", script: recorder)
        for name in ["out.pdf.new-1/document/a.html", "out.pdf.new-2/a.html", "out.pdf.new-draft/a.html"] {
            try terminal.folder.write("", to: name)
        }
        let other = open(terminal.folder.path + "/out.pdf.new-2", O_RDONLY | O_DIRECTORY)
        defer { close(other) }
        #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
        #expect(await terminal.run("export", "pdf", "--output", "out.pdf").status == .done)
        let names = try FileManager.default.contentsOfDirectory(atPath: terminal.folder.path)
        #expect(names.filter { $0.hasPrefix("out") }.sorted() == ["out.pdf", "out.pdf.new-2", "out.pdf.new-draft"])
    }
}

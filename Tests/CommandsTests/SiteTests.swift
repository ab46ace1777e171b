import Commands
import Engagement
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct SiteTests {
    private let page = "---\nid: home\ntitle: Home\nkind: guide\naudience: customer\n---\n\n# Home\n\nHello.\n"

    @Test func `a build is listed in its manifest and comes out the same twice`() async throws {
        let terminal = try Terminal()
        try terminal.folder.write(page, to: "content/index.md")
        #expect(await terminal.run("build").status == .done)
        let first = try terminal.folder.read("public/manifest.sha256")
        #expect(first.contains("  index.html\n"))
        #expect(await terminal.run("build").status == .done)
        #expect(try terminal.folder.read("public/manifest.sha256") == first)
    }

    @Test func `a customer's site with a broken link is not written, and the one that was there stays`() async throws {
        let terminal = try Terminal()
        try terminal.folder.write(page, to: "content/index.md")
        _ = await terminal.run("build", "--edition", "customer")
        let before = try terminal.folder.read("public/manifest.sha256")
        try terminal.folder.write(page + "\n[gone](gone.md)\n", to: "content/index.md")
        let result = await terminal.run("build", "--edition", "customer")
        #expect(result.status == .findings)
        #expect(result.talk.contains("there is no page content/gone.md [broken-link]"))
        #expect(try terminal.folder.read("public/manifest.sha256") == before)
        #expect(await terminal.run("check").status == .findings)
    }

    @Test func `whoever reads while a build replaces the site finds a whole one at each moment`() async throws {
        let terminal = try Terminal()
        try terminal.folder.write(page, to: "content/index.md")
        #expect(await terminal.run("build").status == .done)
        let start = terminal.folder.path + "/public/index.html"
        let found = Mutex((looks: 0, misses: 0, isOver: false))
        // A thread of its own: the builds keep those of the tasks busy.
        Thread.detachNewThread {
            while !found.withLock({ $0.isOver }) {
                let isThere = FileManager.default.fileExists(atPath: start)
                found.withLock { found in
                    found.looks += 1
                    found.misses += isThere ? 0 : 1
                }
            }
        }
        for round in 1...12 {
            try terminal.folder.write(page + "\nRound \(round).\n", to: "content/index.md")
            #expect(await terminal.run("build").status == .done)
        }
        let (looks, misses) = found.withLock { found in
            found.isOver = true
            return (found.looks, found.misses)
        }
        #expect(looks > 100 && misses == 0, "\(misses) of \(looks)")
        #expect(try terminal.folder.read("public/index.html").contains("Round 12."))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: terminal.folder.path).allSatisfy {
                !$0.contains("public.")
            })
    }

    @Test func `a link in the folder of the site's own files is told and not followed`() async throws {
        let (terminal, outside) = (try Terminal(), try TemporaryFolder())
        try outside.write("/* SECRET */ .a { color: red }\n", to: "secret.css")
        try terminal.folder.write(page, to: "content/index.md")
        try terminal.folder.write("/* OWN */\n", to: "site/css/own.css")
        let links = FileManager.default
        try links.createSymbolicLink(
            atPath: terminal.folder.path + "/site/css/extra.css", withDestinationPath: outside.path + "/secret.css")
        try links.createSymbolicLink(
            atPath: terminal.folder.path + "/site/js", withDestinationPath: outside.path)
        let result = await terminal.run("build")
        #expect(result.talk.contains("site/css/extra.css: warning") && result.talk.contains("site/js: warning"))
        let style = try terminal.folder.read("public/css/site.css")
        #expect(style.contains("OWN") && !style.contains("SECRET"))
    }

    @Test func `a folder that holds other things is never replaced`() async throws {
        let terminal = try Terminal()
        try terminal.folder.write(page, to: "content/index.md")
        try terminal.folder.write("my thesis", to: "docs/thesis.txt")
        let result = await terminal.run("build", "--output", "docs")
        #expect(result.status == .storage)
        #expect(try terminal.folder.read("docs/thesis.txt") == "my thesis")
    }

    @Test func `a build removes what killed builds left, and nothing that another process writes`() async throws {
        let terminal = try Terminal()
        let root = terminal.folder.path
        try terminal.folder.write(page, to: "content/index.md")
        for name in ["public.new-1", "public.new-2", "public.old-3", "public.new-draft", "public.newer"] {
            try terminal.folder.write("<p>half a site", to: name + "/index.html")
        }
        // Another build holds its lock for as long as it lives.
        let other = open(root + "/public.new-2", O_RDONLY | O_DIRECTORY)
        defer { close(other) }
        #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
        #expect(await terminal.run("build").status == .done)
        let names = try FileManager.default.contentsOfDirectory(atPath: root).filter { $0.hasPrefix("public") }
        #expect(names.sorted() == ["public", "public.new-2", "public.new-draft", "public.newer"])
    }

    @Test func `the shipped engagement checks without a finding and builds in both editions`() async throws {
        let terminal = try Terminal(makesWorkbook: false)
        _ = await terminal.run("init", "shipped", "--example")
        let root = terminal.folder.path + "/shipped"
        let check = await terminal.run("-C", root, "check", "--strict")
        #expect(check.status == .done, "\(check.output)\(check.talk)")
        for edition in ["internal", "customer"] {
            let result = await terminal.run("-C", root, "build", "--edition", edition, "--output", edition)
            #expect(result.status == .done, "\(result.talk)")
        }
    }

    /// Each in a process of its own, because addresses in memory are other ones in each.
    @Test func `the same content makes the same bytes in another process, with one thread or more`() throws {
        let folder = try TemporaryFolder()
        _ = try Program.output(of: ["init", "shipped", "--example"], in: folder.path)
        var manifests: [String] = []
        for jobs in ["1", "2", "3"] {
            _ = try Program.output(
                of: ["-C", "shipped", "build", "--jobs", jobs, "--output", "site-" + jobs], in: folder.path,
                environment: ["SOURCE_DATE_EPOCH": "1796083200"])
            manifests.append(try folder.read("site-\(jobs)/manifest.sha256"))
        }
        #expect(Set(manifests).count == 1)
        #expect(manifests[0].contains("  architecture/production-workflow/index.html\n"))
    }

    @Test func `a template or style of the workbook that cannot be read is an error, and not an absent one`()
        async throws
    {
        func build(_ prepare: (Terminal, String) throws -> Void) async throws -> Terminal.Result {
            let terminal = try Terminal()
            try prepare(terminal, terminal.folder.path + "/site")
            return await terminal.run("build")
        }
        let folder = try await build { terminal, _ in
            try terminal.folder.write("", to: "site/templates/status.mustache/a")
        }
        #expect(folder.status == .storage)
        #expect(folder.talk.contains("/site/templates/status.mustache is not a file"), "\(folder.talk)")
        let bytes = try await build { _, site in
            try FileManager.default.createDirectory(atPath: site + "/css", withIntermediateDirectories: true)
            try Data([0x61, 0xFF]).write(to: URL(filePath: site + "/css/site.css"))
        }
        #expect(bytes.status == .storage)
        #expect(bytes.talk.contains("/site/css/site.css is not text in UTF-8"), "\(bytes.talk)")
        let file = try await build { terminal, _ in try terminal.folder.write("", to: "site/templates") }
        #expect(file.status == .storage)
        #expect(file.talk.contains("/site/templates: Not a directory"), "\(file.talk)")
        let own = try await build { terminal, _ in try terminal.folder.write("a{}", to: "site/css/own.css") }
        #expect(own.status == .done, "\(own.talk)")
    }
}

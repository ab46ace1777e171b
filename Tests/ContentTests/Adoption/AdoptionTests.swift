import Content
import Markdown
import TestSupport
import Testing

/// Pages of other tools become pages of a workbook, and lose nothing.
@Suite struct AdoptionTests {
    private func adopted(
        _ files: [(String, String)], folder: String = "docs", others: [String] = [], kind: DocumentKind? = nil,
        takenIDs: Set<String> = [], prefix: String = "docs/"
    ) -> [String: String] {
        let adoption = Adoption(
            files.map { (path: $0.0, bytes: Array($0.1.utf8)) }, folder: folder, others: others, kind: kind,
            takenIDs: takenIDs, prefix: prefix)
        return Dictionary(
            uniqueKeysWithValues: adoption.files.map { ($0.path, String(decoding: $0.after, as: UTF8.self)) })
    }

    private func adopted(_ path: String, _ text: String, folder: String = "docs") throws -> String {
        try #require(adopted([(path, text)], folder: folder).values.first)
    }

    // MARK: One page of each style

    @Test(arguments: [
        // A page without front matter: its first heading, or the name of its file.
        ("how-to/log-in.md", "# How to *log in*\n\nText.\n", ["id: log-in", "title: How to log in", "kind: guide"]),
        ("access_rights.md", "Text.\n", ["id: access-rights", "title: Access rights", "kind: guide"]),
        ("0007-rules.md", "Text.\n", ["id: 0007-rules", "title: Rules", "kind: guide"]),
        // The page of a folder.
        ("teams/README.md", "# Teams\n", ["id: teams", "title: Teams", "kind: guide"]),
        ("README.md", "Text.\n", ["id: docs", "title: Docs", "kind: guide"]),
        // A runbook of an alert, in any folder.
        (
            "Disk.md", "# Disk\n\n## Meaning\n\nA.\n\n## Impact\n\nB.\n",
            ["id: disk", "title: Disk", "kind: runbook"]
        ),
        (
            "runbooks/restart.md", "# Restart\n\n1. Stop.\n2. Start.\n",
            ["id: restart", "title: Restart", "kind: runbook"]
        ),
        // adr-tools.
        (
            "adr/0002-use-mysql.md",
            "# 2. Use MySQL\n\nDate: 2024-03-01\n\n## Status\n\nAccepted\n\n## Context\n\nA.\n\n## Decision\n\nB.\n",
            ["id: ADR-0002", "title: 2. Use MySQL", "kind: decision", "status: accepted", "date: 2024-03-01"]
        ),
        // MADR 2.
        (
            "adr/0003-x.md",
            "# X\n\n* Status: rejected\n* Deciders: Ann, Bob\n* Date: 2024-03-02\n\n## Context and Problem Statement\n\nA.\n",
            [
                "id: ADR-0003", "title: X", "kind: decision", "status: rejected", "date: 2024-03-02",
                "decision-makers: [Ann, Bob]",
            ]
        ),
        // MADR without a status, which has an outcome.
        (
            "adr/0004-y.md", "# Y\n\n## Context and Problem Statement\n\nA.\n\n## Decision Outcome\n\nB.\n",
            ["id: ADR-0004", "title: Y", "kind: decision", "status: accepted"]
        ),
        // Words for a status that are not this workbook's.
        (
            "adr/0005-z.md", "# Z\n\n## Status\n\nImplemented\n\n## Context\n\nA.\n\n## Decision\n\nB.\n",
            ["id: ADR-0005", "title: Z", "kind: decision", "status: accepted", "implementation: done"]
        ),
        (
            "adr/0006-w.md", "# W\n\n## Status\n\nWhatever\n\n## Context\n\nA.\n\n## Decision\n\nB.\n",
            ["id: ADR-0006", "title: W", "kind: decision", "status: proposed"]
        ),
    ])
    func `a page without front matter gets one, and keeps its text`(
        path: String, text: String, matter: [String]
    ) throws {
        let expected = (["---"] + matter + ["---", ""]).joined(separator: "\n") + "\n" + text
        #expect(try adopted(path, text) == expected)
    }

    @Test(arguments: [
        // MADR 4.
        (
            "status: \"accepted\"\ndate: 2024-03-01\ndecision-makers: Ann, Bob\n",
            "id: ADR-0001\ntitle: X\nkind: decision\nstatus: \"accepted\"\ndate: 2024-03-01\ndecision-makers: Ann, Bob\n"
        ),
        // MADR 3.
        (
            "status: proposed\ndeciders: [Ann]\n",
            "id: ADR-0001\ntitle: X\nkind: decision\nstatus: proposed\ndecision-makers: [Ann]\n"
        ),
        // Just the Docs.
        (
            "parent: Decisions\nnav_order: 8\n",
            "id: ADR-0001\ntitle: X\nkind: decision\nstatus: accepted\nx-parent: Decisions\norder: 8\n"
        ),
    ])
    func `a decision keeps what its front matter says`(before: String, after: String) throws {
        let body = "# X\n\n## Context and Problem Statement\n\nA.\n\n## Decision Outcome\n\nB.\n"
        #expect(try adopted("0001-x.md", "---\n\(before)---\n\(body)") == "---\n\(after)---\n\(body)")
    }

    @Test(arguments: [
        // Hugo.
        (
            "title: Alert\nweight: 20\ndraft: false\naliases:\n  - /old/\n",
            "id: page\nkind: guide\ntitle: Alert\norder: 20\nx-draft: false\nx-aliases:\n  - /old/\n"
        ),
        // Jekyll, with comments and a value of several lines.
        (
            "layout: page # as before\ntitle: 'It''s'\nexcerpt: >\n  Two\n  lines\ncategories: [a, b]\n",
            "id: page\nkind: guide\nx-layout: page # as before\ntitle: 'It''s'\ndescription: >\n  Two\n  lines\ntags: [a, b]\n"
        ),
        // Docusaurus and Starlight.
        (
            "id: intro\nsidebar_position: 1\nsidebar:\n  label: Start\nkeywords: [x]\ndescription: What.\n",
            "title: Heading\nkind: guide\nid: intro\norder: 1\nx-sidebar:\n  label: Start\ntags: [x]\ndescription: What.\n"
        ),
        // Values that don't fit the key of the same name.
        (
            "title: [a]\ndate: 2024-01-01T10:00:00Z\nstatus: new\nowner: {a: b}\norder: first\nkind: Pod\n",
            "id: page\ntitle: Heading\nkind: guide\nx-title: [a]\nx-date: 2024-01-01T10:00:00Z\nx-status: new\n"
                + "x-owner: {a: b}\nx-order: first\nx-kind: Pod\n"
        ),
        // GOV.UK.
        (
            "owner_slack: \"#team\"\ntitle: T\nlast_reviewed_on: 2024-05-01\nreview_in: 6 months\n",
            "id: page\nkind: guide\nx-owner_slack: \"#team\"\ntitle: T\nreviewed: 2024-05-01\nreview_in: 6 months\n"
        ),
        // Two keys for one meaning.
        ("title: T\nsummary: A\ndescription: B\n", "id: page\nkind: guide\ntitle: T\nx-summary: A\ndescription: B\n"),
    ])
    func `front matter of other generators is kept`(before: String, after: String) throws {
        #expect(try adopted("page.md", "---\n\(before)---\n# Heading\n") == "---\n\(after)---\n# Heading\n")
    }

    @Test func `a page of this workbook and one that can't be read stay as they are`() throws {
        for text in [
            "---\nid: a\ntitle: A\nkind: guide\nowner: ann\n---\nText.\n", "---\ntitle: [\n---\nText.\n",
        ] {
            #expect(try adopted("a.md", text) == text)
        }
    }

    @Test func `byte order marks, carriage returns and a missing end of line stay`() throws {
        #expect(
            try adopted("a.md", "\u{FEFF}---\r\ntitle: T\r\n---\r\nText.")
                == "\u{FEFF}---\r\nid: a\r\nkind: guide\r\ntitle: T\r\n---\r\nText.")
    }

    // MARK: Several pages

    @Test func `ids are unique, and the same for the same folder`() {
        let files = [("a/x.md", "# X\n"), ("b/x.md", "# X\n"), ("b/x y.md", "# X\n")]
        let found = adopted(files, takenIDs: ["x-y"])
        #expect(found["a/x.md"]?.contains("id: x\n") == true)
        #expect(found["b/x.md"]?.contains("id: b-x\n") == true)
        #expect(found["b/x y.md"]?.contains("id: b-x-y\n") == true)
        #expect(adopted(files.reversed(), takenIDs: ["x-y"]) == found)
    }

    @Test func `a supersession names the ids that the decisions get`() {
        let sections = "\n\n## Context\n\nA.\n\n## Decision\n\nB.\n"
        let found = adopted([
            ("adr/0001-a.md", "# 1. A\n\n## Status\n\nSuperceded by [2. B](0002-b.md)" + sections),
            ("adr/0002-b.md", "# 2. B\n\n## Status\n\nAccepted\n\nSupercedes [1. A](0001-a.md)" + sections),
        ])
        #expect(found["adr/0001-a.md"]?.contains("status: superseded\nsuperseded-by: [ADR-0002]\n") == true)
        #expect(found["adr/0002-b.md"]?.contains("status: accepted\nsupersedes: [ADR-0001]\n") == true)
    }

    @Test(arguments: [
        ("[a](/manual/b.html)", "[a](../manual/b.md)"), ("[a](/manual/b/#Part)", "[a](../manual/b.md#part)"),
        ("[a](b)", "[a](b)"), ("[a](../manual/b.html#part)", "[a](../manual/b.md#part)"),
        ("[a](../teams/)", "[a](../teams/README.md)"), ("[a](../manual/c.html)", "[a](../manual/c.html.md)"),
        ("[a]: ../manual/b \"T\"", "[a]: ../manual/b.md \"T\""), ("![a](/images/a.png)", "![a](../images/a.png)"),
        ("[![i](../images/a.png)](../manual/b)", "[![i](../images/a.png)](../manual/b.md)"),
        ("over two\nlines](../manual/b.html) on", "over two\nlines](../manual/b.md) on"),
        ("[a](link:https://example.com/x)", "[a](https://example.com/x)"), ("[a](old.markdown)", "[a](old.md)"),
        // What leads somewhere, what leads nowhere, and what is no link.
        ("[a](../manual/b.md#part)", "[a](../manual/b.md#part)"), ("[a](https://example.com/manual/b.html)", nil),
        ("[a](/nowhere/x.html)", nil), ("`[a](/manual/b.html)`", nil), ("```\n[a](/manual/b.html)\n```", nil),
        ("[a]({{< ref \"b.md\" >}})", nil), ("f(a)(../manual/b) and (note): ../manual/b", nil),
    ])
    func `addresses of a generated site become paths of files`(before: String, after: String?) {
        let found = adopted(
            [
                ("guide/a.md", before + "\n"), ("guide/old.markdown", "# Old\n"), ("manual/b.md", "# B\n\n## Part\n"),
                ("manual/c.html.md", "# C\n"), ("teams/README.md", "# Teams\n"),
            ], others: ["images/a.png"])
        let matter = "---\nid: a\ntitle: A\nkind: guide\n---\n\n"
        #expect(found["guide/a.md"] == matter + (after ?? before) + "\n")
    }

    @Test func `an adopted folder is a workbook, and adopting it again changes nothing`() throws {
        var random = SeededGenerator(seed: 15)
        let matters = [
            "", "---\ntitle: T\nweight: 3\n---\n", "---\nlayout: x\n---\n", "---\nid: intro\n---\n", "---\n---\n",
            "---\nstatus: accepted\n---\n", "---\nkind: runbook\n---\n", "---\ndate: yesterday\n---\n",
        ]
        let bodies = [
            "# Title\n\nText with [a link](/p1.html).\n", "Text.\n", "# A: \"quoted\" *title*\n", "",
            "# X\n\n## Status\n\nDone\n\n## Context\n\nA\n\n## Decision\n\nB\n", "# R\n\n## Meaning\n\n## Impact\n",
            "Title\n=====\n\nText.\n", "# 1. Number\n\n* Status: open\n\n## Considered Options\n\n* a\n* b\n",
        ]
        for _ in 0..<200 {
            var written: [String: String] = [:]
            let files = (1...6).map { number in
                let path = random.pick(["", "adr/", "runbooks/"]) + "p\(number).md"
                let body = random.pick(bodies)
                written[path] = body
                return (path, random.pick(matters) + body)
            }
            let first = adopted(files)
            for (path, text) in first {
                let body = try #require(written[path])
                let folder = ContentFolder(files: [(path, Array(text.utf8))])
                let page = try #require(folder.pages.first, "\(text)\n\(folder.diagnostics)")
                // Only the address of the link is another one.
                let kept = try Document(parsing: body, firstLine: 1).sections
                #expect(page.document.sections == kept, "\(text)")
                let errors = folder.diagnostics.filter { $0.severity == .error && $0.file == "content/" + path }
                #expect(errors.allSatisfy { $0.rule == .unknownDecision }, "\(text)\n\(errors)")
            }
            #expect(adopted(first.map { ($0.key, $0.value) }) == first)
        }
    }
}

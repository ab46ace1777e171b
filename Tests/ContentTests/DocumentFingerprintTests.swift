import Content
import Fingerprint
import TestSupport
import Testing

/// The fingerprint changes with what a reader sees, and with nothing else.
@Suite struct DocumentFingerprintTests {
    private func fingerprint(matter: String = "", body: String, audience: String = "customer") throws -> Fingerprint {
        let text =
            "---\nid: RB-1\ntitle: Restart the stream\nkind: runbook\naudience: \(audience)\n\(matter)---\n" + body
        return try fingerprint(ofFile: text)
    }

    private func fingerprint(ofFile text: String) throws -> Fingerprint {
        let folder = ContentFolder(files: [("page.md", Array(text.utf8))])
        return try #require(folder.pages.first, "\(folder.diagnostics)").documentFingerprint
    }

    /// The blocks that random documents consist of; every `word` may be replaced.
    private static let blocks = [
        "## word word", "A word with *word* and **word word**, `word --flag` and a [word](word.md \"word\").",
        "- word\n- word word\n  - word", "1. word\n2. word", "- [ ] word\n- [x] word", "> word word\n> word",
        "> [!WARNING]\n> word word", "```bash\nif word; then\n    word\nfi\n```",
        "| word | word |\n| --- | --- |\n| word | word |",
        "<details>\n<summary>word</summary>\n\nword word\n\n</details>", "---", "~~word~~ and <kbd>word</kbd>",
        "![word](word.png \"word\")", "word[^1]\n\n[^1]: word note",
    ]

    private func document(_ random: inout SeededGenerator) -> [String] {
        var number = 0
        var hasNote = false
        var blocks: [String] = []
        for _ in 0..<(2 + random.below(7)) {
            let block = random.pick(Self.blocks)
            if block.contains("[^1]") {
                if hasNote { continue }
                hasNote = true
            }
            // A paragraph after each, because a comment between two lists makes them two.
            for block in [block, "word word."] {
                blocks.append(
                    block.replacing(/word/) { _ in
                        number += 1
                        return "word\(number)"
                    })
            }
        }
        return blocks
    }

    @Test func `white space, line endings, comments and unseen front matter never change it`() throws {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<150 {
            let blocks = document(&random)
            let plain = try fingerprint(body: blocks.joined(separator: "\n\n"))
            var changed = blocks.map { block in
                let lines = block.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                    line + String(repeating: " ", count: random.below(4))
                }
                return lines.joined(separator: "\n")
            }
            for index in changed.indices where !changed[index].contains("```") && !changed[index].contains("  - ") {
                changed[index] = changed[index].replacing(/(word[0-9]+) (word[0-9]+)/) { "\($0.1)  \($0.2)" }
            }
            let breaks = ["\n\n", "\n\n\n", "\n \n", "\n\n<!-- reviewed by ann -->\n\n"]
            let body = changed.reduce("") { $0 + random.pick(breaks) + $1 } + "\n\n\n"
            let matter = random.pick([
                "", "owner: ann\n", "tags: [a, b]\norder: 7\n", "review_in: 6 months\nreviewed: 2026-12-01\n",
                "aliases: [old]\nwatches: [a.yml]\n",
            ])
            #expect(try fingerprint(matter: matter, body: body) == plain, "\(body)")
            let text =
                "---\nid: RB-1\ntitle:   Restart  the stream \nkind: runbook\naudience: customer\n\(matter)---\n\(body)"
            #expect(try fingerprint(ofFile: text.replacing("\n", with: "\r\n")) == plain)
        }
    }

    @Test func `any change of a word changes it`() throws {
        var random = SeededGenerator(seed: 13)
        for _ in 0..<60 {
            let body = document(&random).joined(separator: "\n\n")
            let plain = try fingerprint(body: body)
            for match in body.matches(of: /word[0-9]+/) {
                let changed = body.replacingCharacters(match.range, random.pick(["other", "word", "Word0", "wo rd"]))
                #expect(try fingerprint(body: changed) != plain, "\(body)\n->\n\(changed)")
            }
        }
    }

    @Test(arguments: [
        ("a\n\nb", "a b"), ("a *b*", "a b"), ("a **b**", "a *b*"), ("# a", "## a"), ("- a", "1. a"),
        ("- [ ] a", "- [x] a"),
        ("a [b](c)", "a [b](d)"), ("a b", "ab"), ("`a` b", "a b"), ("> a", "a"), ("> [!NOTE]\n> a", "> [!TIP]\n> a"),
        ("```sh\na\n  b\n```", "```sh\na\nb\n```"), ("```sh\na\n```", "```sql\na\n```"),
        ("```sh\na\nb\n```", "```sh\na b\n```"), ("- a\n- b", "- a b"), ("a ![b](c)", "a ![b](d)"), ("a\n\n---", "a"),
        ("| a | b |\n| - | - |", "| a b | |\n| - | - |"), ("1. a", "2. a"), ("=a", "a"),
    ])
    func `a change of structure changes it`(before: String, after: String) throws {
        #expect(try fingerprint(body: before) != fingerprint(body: after))
    }

    @Test func `the title, the description and the triggers are seen`() throws {
        let plain = try fingerprint(body: "Text.")
        #expect(try fingerprint(matter: "description: Why.\n", body: "Text.") != plain)
        #expect(try fingerprint(matter: "triggers: [an alert]\n", body: "Text.") != plain)
        let retitled = "---\nid: RB-1\ntitle: Stop the stream\nkind: runbook\naudience: customer\n---\nText."
        #expect(try fingerprint(ofFile: retitled) != plain)
    }

    @Test func `each part of a parameter is seen`() throws {
        let matter =
            "parameters:\n  - name: job\n    description: The job.\n    example: nightly\n    pattern: '[a-z]+'\n"
        let plain = try fingerprint(matter: matter, body: "Text.")
        #expect(try plain != fingerprint(body: "Text."))
        for (old, new) in [
            ("name: job", "name: run"), ("The job", "The run"), ("nightly", "hourly"), ("'[a-z]+'", "'[a-z]*'"),
            ("pattern:", "secret: true\n    pattern:"),
        ] {
            #expect(try fingerprint(matter: matter.replacing(old, with: new), body: "Text.") != plain, "\(new)")
        }
    }

    @Test func `what only the supplier sees of a customer's page doesn't change it`() throws {
        let marked = "Text.\n\n<!-- internal -->\n\nSecret.\n\n<!-- /internal -->"
        #expect(try fingerprint(body: marked) == fingerprint(body: "Text."))
        let changed = marked.replacing("Secret", with: "Other")
        #expect(
            try fingerprint(body: marked, audience: "internal") != fingerprint(body: changed, audience: "internal"))
    }

    @Test func `it is what earlier versions computed`() throws {
        let body = "# Restart\n\n1. Stop `job`.\n2. Start it.\n\n```bash\ndatabricks jobs run-now 7\n```\n"
        let hex = try fingerprint(body: body).hex
        #expect(hex == "723d90117cf3ed8a2dc8cd1fc5a95501bf29707b130b7157f2f1f94ef33f06f5")
    }
}

extension String {
    fileprivate func replacingCharacters(_ range: Range<String.Index>, _ text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}

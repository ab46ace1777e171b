import Content
import Engagement
import Testing

/// YAML that strangers wrote: what is refused, and that reading it ends.
@Suite struct YAMLTests {
    private static let contract = """
        id: x
        title: X
        customer: C
        supplier: S
        window: {start: 2026-11-30, end: 2026-12-24}

        """

    private func contract(_ yaml: String) -> [Diagnostic] {
        ContentFolder(files: [("engagement.yaml", Array(yaml.utf8))]).diagnostics
    }

    private func page(_ matter: String) -> [Diagnostic] {
        let text = "---\nid: a\ntitle: A\nkind: guide\n\(matter)\n---\n\n# A\n"
        return ContentFolder(
            files: [("engagement.yaml", Array(Self.contract.utf8)), ("a.md", Array(text.utf8))]
        ).diagnostics.filter { $0.file == "content/a.md" }
    }

    /// Valid in both contract and front matter, but for the anchor.
    private static let anchored = [
        "objective: &one Text", "objective: &one [Text]", "objective: [&one Text, *one]", "? &one objective\n: Text",
        "objective: [Text, &one 'more']", "objective: &one", "objective: &one |\n  *bold* text",
        "owner: &one {a: b}\nother: *one", "? &one {a: b}\n: 1", "owner: {&one a: b}", "tags: [\"*\", &one x, *one]",
        "tags: [&one x, {*one:&two y}, *two]",
    ]

    @Test(arguments: anchored)
    func `an anchor is refused wherever it is, in its line`(yaml: String) throws {
        let line = yaml.split(separator: "\n").firstIndex { $0.contains("&one") } ?? 0
        for (found, first) in [(contract(Self.contract + yaml), 6), (page(yaml), 5)] {
            #expect(found.map(\.rule) == [.yaml], "\(found)")
            let diagnostic = try #require(found.first)
            #expect(diagnostic.summary.contains("&one"))
            #expect(diagnostic.line == first + line)
            #expect(yaml.contains("*one") == diagnostic.hint.contains("*one"), "\(diagnostic)")
        }
    }

    @Test(arguments: [30, 300])
    func `aliases that would unfold into more than any memory are refused at once`(levels: Int) {
        let first = "l0: &l0 [x, x, x]\n"
        let bomb = (1...levels).map { level in
            "l\(level): &l\(level) [\(Array(repeating: "*l\(level - 1)", count: 8).joined(separator: ", "))]\n"
        }.joined()
        let asKey = "? [*l\(levels)]\n: x\n"
        for yaml in [first + bomb, first + bomb + asKey] {
            #expect(contract(yaml).map { "\($0.line ?? 0) \($0.rule)" } == ["1 yaml"])
            #expect(page(yaml).map { "\($0.line ?? 0) \($0.rule)" } == ["5 yaml"])
        }
    }

    @Test(arguments: ["owner: *nobody", "tags: [a, *nobody]", "? *nobody\n: b"])
    func `an alias without an anchor is named`(yaml: String) {
        #expect(page(yaml).first?.summary.contains("'*nobody'") == true, "\(page(yaml))")
    }

    @Test(arguments: [
        "tags: [\"*a\", 'R&D']", "description: R&D, a * b", "description: |\n  &one is *bold*", "owner: R&D # &a *b",
        "description: \"*a &b\"",
    ])
    func `signs of anchors and aliases inside text are text`(yaml: String) {
        #expect(page(yaml).isEmpty, "\(page(yaml))")
    }

    @Test(arguments: [
        String(repeating: "[", count: 50_000),
        "a: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40),
        String(repeating: "- ", count: 20_000) + "x", "a: " + String(repeating: "{a: ", count: 2_000),
        String(repeating: "? ", count: 20_000) + "x",
    ])
    func `lists and groups that are nested too deep are refused`(yaml: String) {
        for found in [contract("key: x\nlist:\n  " + yaml), page("list:\n  " + yaml)] {
            #expect(found.map(\.rule) == [.yaml], "\(found.map { $0.summary.prefix(200) })")
        }
        #expect(page(yaml.hasPrefix("a") ? yaml : "tags: " + yaml).contains { $0.rule == .yaml })
    }

    @Test func `a front matter and a contract that are too long are refused`() {
        let long = "description: " + String(repeating: "x", count: 70_000)
        #expect(page(long).first?.summary.contains("limit is 65536") == true)
        let longer = contract(Self.contract + "objective: " + String(repeating: "x", count: 1 << 20))
        #expect(longer.first?.summary.contains("limit is 1048576") == true)
    }
}

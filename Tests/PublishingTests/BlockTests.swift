import Content
import Engagement
import Publishing
import Testing

@Suite struct BlockTests {
    @Test(arguments: ["```tracker prerequisites\n```", "```tracker\nprerequisites\n```"])
    func `a tracker block becomes a live table`(block: String) {
        var workbook = Fixture()
        workbook.page("index.md", block)
        let text = workbook.site().text("index.html")
        #expect(text.contains("A pipeline exists"))
        #expect(text.contains(#"<span class="badge badge-bad">Overdue</span>"#))
    }

    @Test func `every kind of live figures can be drawn`() {
        var workbook = Fixture()
        workbook.contract.exclusions = [.init(id: "etl", title: "Other ETL", rule: .excluded)]
        workbook.page(
            "index.md", audience: "internal",
            "```tracker budget\n```\n\n```tracker activities\n```\n\n```tracker exclusions\n```")
        let text = workbook.site(.internal).text("index.html")
        for words in ["Data Scientist: 0h of 14d used, 14d left", "Set up inference", "Other ETL"] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `live figures of an unknown name are an error`() throws {
        var workbook = Fixture()
        workbook.page("index.md", "```tracker activites\n```")
        let fault = try #require(workbook.site().diagnostics.first)
        #expect(fault.rule == .unknownTracker)
        #expect(fault.line == 10)
        #expect(fault.hint.hasPrefix("did you mean `tracker activities`?"))
    }

    @Test func `a diagram is drawn with its text as caption`() {
        var workbook = Fixture()
        workbook.page(
            "index.md", "```dot\n// alt: Training feeds the registry.\ndigraph { a [class=\"dev\"]; a -> b }\n```")
        let text = workbook.site().text("index.html")
        #expect(workbook.diagnostics() == [])
        #expect(text.contains("<svg class=\"diagram\""))
        #expect(text.contains("<figcaption>Training feeds the registry.</figcaption>"))
    }

    @Test func `a faulty diagram is an error in its own line`() {
        var workbook = Fixture()
        workbook.page("index.md", "```dot\n// alt: Nothing.\ndigraph {\n  a -> -> b\n}\n```")
        #expect(workbook.diagnostics() == ["content/index.md:13 bad-diagram"])
    }

    @Test func `a diagram without words is an error`() {
        var workbook = Fixture()
        workbook.page("index.md", "```dot\ndigraph { a -> b }\n```")
        #expect(workbook.diagnostics() == ["content/index.md:10 diagram-without-text"])
    }

    @Test func `code is marked up and never becomes markup`() {
        var workbook = Fixture()
        workbook.page("index.md", "```bash\nif true; then echo \"<b>\" --dry-run $X; fi # </pre>\n```")
        let text = workbook.site().text("index.html")
        #expect(text.contains(#"<span class="tok-k">if</span> true; <span class="tok-k">then</span>"#))
        #expect(text.contains(#"<span class="tok-s">&quot;&lt;b&gt;&quot;</span>"#))
        #expect(text.contains(#"<span class="tok-n">--dry-run</span>"#))
        #expect(text.contains(#"<span class="tok-c"># &lt;/pre&gt;</span>"#))
    }
}

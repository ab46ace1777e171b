import Content
import Engagement
import Markdown
import TestSupport
import Testing

/// Marks of internal parts that no parser sees: each is an error, and shows the customer nothing.
@Suite struct MarkTests {
    private func read(_ body: String, matter: String = "", audience: String = "customer") -> ContentFolder {
        let lines = ["---", "id: a", "title: A", "kind: guide", "audience: \(audience)"]
        let text = (lines + (matter.isEmpty ? [] : [matter]) + ["---", "", body, ""]).joined(separator: "\n")
        return ContentFolder(files: [("page.md", Array(text.utf8))])
    }

    private func faults(_ folder: ContentFolder) -> [Diagnostic] {
        folder.diagnostics.filter { $0.file == "content/page.md" }
    }

    private func customerText(_ folder: ContentFolder) -> String {
        folder.pages.first.map { String(decoding: HTMLRenderer().render($0.document(for: .customer)), as: UTF8.self) }
            ?? ""
    }

    private static func around(_ mark: String, _ end: String) -> String {
        "Open.\n\n\(mark)\n\nSECRET\n\n\(end)\n"
    }

    @Test(arguments: ["customer", "internal"])
    func `a mark below a fence that is left open is an error in its line`(audience: String) {
        let folder = read("```yaml\na: 1\n\n<!-- internal -->\nSECRET\n<!-- /internal -->\n", audience: audience)
        #expect(faults(folder).map { "\($0.line ?? 0) \($0.rule)" } == ["11 internal-marks", "13 internal-marks"])
        #expect(!customerText(folder).contains("SECRET"))
    }

    @Test(arguments: [
        "```\n<!-- internal -->\nSECRET\n<!-- /internal -->\n```",
        "    <!-- internal -->\n    SECRET\n    <!-- /internal -->",
        "~~~bash\nSECRET\n<!--INTERNAL-->\n~~~", "- a\n\n  ```\n  <!-- internal -->\n  SECRET\n  ```",
        "> ```\n> <!-- private -->\n> SECRET\n> ```", "```dot\n<!-- intern -->\nSECRET\n```",
        "```markdown\n<!-- internal -->\n\nSECRET",
        "```md\nExample.\n\n<!-- internal -->\n\nSECRET\n\n```bash\nls\n```",
        "Open `<!-- internal --> SECRET <!-- /internal -->` words.", "```\n<!--\ninternal\n-->\nSECRET\n```",
        "```\n<!\u{2013} internal \u{2013}>\nSECRET\n```",
    ])
    func `a mark inside code is an error`(body: String) {
        let folder = read("Open.\n\n" + body)
        #expect(Set(faults(folder).map(\.rule)) == [.internalMarks], "\(faults(folder))")
        #expect(!customerText(folder).contains("SECRET"))
        #expect(read("Open.\n\n" + body, audience: "internal").diagnostics.contains { $0.rule == .internalMarks })
    }

    @Test(arguments: [
        "intern", "interal", "internl", "intenral", "internall", "/interal", "private", "PRIVATE", "privat", "pirvate",
        "intrenl",
        "confidential",
        "supplier-only", "supplier only", "\u{456}nternal", "intern\u{430}l", "\u{FF49}nternal", "in\u{200B}ternal",
        "\u{1D422}nternal", "inte\u{301}rnal", "inter-nal", "i n t e r n a l", "internal-only", "internal only",
        "begin interal",
    ])
    func `a misspelt mark is an error and hides what follows`(word: String) {
        let folder = read(Self.around("<!-- \(word) -->", "<!-- /internal -->"))
        #expect(faults(folder).contains { $0.rule == .internalMarks && $0.line == 10 }, "\(faults(folder))")
        #expect(!customerText(folder).contains("SECRET"))
    }

    @Test(arguments: [
        "::: internal", ":::internal", "::: private", "!!! internal",
        "{% internal %}",
        "[//]: # (internal)", "[comment]: # (private)", "%% internal %%", "> [!INTERNAL]",
        "<!\u{2013} internal \u{2013}>",
        "<!\u{2014} internal \u{2014}>", "<!- internal ->", "<\u{2013} internal \u{2013}>", "<-- internal -->",
        "!-- internal --",
        "<internal>", "&lt;!-- internal --&gt;", "\\<!-- internal -->", "<!\u{200B}-- internal -->",
        "<!-\u{200D}- internal -->",
        "\u{FF1C}!-- internal --\u{FF1E}", "<!\u{2013}\u{2013} interal \u{2013}\u{2013}>", "-- internal -->",
    ])
    func `a mark in another syntax is an error`(mark: String) {
        let folder = read(Self.around(mark, "Open."))
        #expect(faults(folder).contains { $0.rule == .internalMarks }, "\(faults(folder))")
        #expect(!customerText(folder).contains("SECRET"))
    }

    @Test(arguments: [
        "description: Open <!-- internal --> SECRET", "owner: \"<!-- interal -->\"", "tags: [\"<!-- /internal -->\"]",
        "description: |\n  Open\n  <!--\n  internal -->",
    ])
    func `a mark in the front matter is an error, and the page is left out`(matter: String) {
        let folder = read("Open.", matter: matter)
        #expect(faults(folder).map(\.rule) == [.internalMarks], "\(faults(folder))")
        #expect(folder.pages.isEmpty)
    }

    @Test func `a mark in the title is an error in its line`() {
        let text = "---\nid: a\ntitle: A <!-- internal --> b\nkind: guide\n---\n\nOpen.\n"
        let folder = ContentFolder(files: [("page.md", Array(text.utf8))])
        #expect(faults(folder).map { "\($0.line ?? 0) \($0.rule)" } == ["3 internal-marks"])
    }

    @Test func `a mark in the contract is an error in its line`() {
        let yaml =
            "id: x\ntitle: X <!-- internal --> secret\ncustomer: C\nsupplier: S\n# <!-- internal -->\n"
            + "window: {start: 2026-11-30, end: 2026-12-24}\n"
        let folder = ContentFolder(files: [("engagement.yaml", Array(yaml.utf8))])
        #expect(folder.diagnostics.map { "\($0.line ?? 0) \($0.rule)" } == ["2 internal-marks"])
        #expect(folder.contract == nil)
    }

    @Test(arguments: [
        "<!-- prettier-ignore -->", "<!-- internationalisation -->", "<!-- toc -->",
        "<!-- markdownlint-disable MD013 -->",
        "<!-- the private key is elsewhere -->", "<!-- external -->", "<!-- TODO: ask the internal team -->",
        "```markdown\n<!-- internal -->\nText.\n<!-- /internal -->\n```", "```md\n<!-- internal -->\n```",
        "```html\n<!-- internal -->\n```", "````markdown\n```bash\nls\n```\n<!-- internal -->\n````",
        "Write `<!-- internal -->` and `<!-- /internal -->`.", "Write `<!-- internal --> ... <!-- /internal -->`.",
        "```r\nx <- internal\n```", "```java\nList<Private> list\n```", "## Internal", "- internal",
        "| internal |\n| --- |\n| private |",
        "**Internal**", "internal", "```bash\necho \"<!-- note -->\"\n```",
        "[internal]: https://example.com/\n\nSee [internal].",
        "A --> B", "Internal -> external", "> [!NOTE]\n> internal",
    ])
    func `ordinary text and comments are no marks`(body: String) {
        let folder = read("Open.\n\n\(body)\n\nOpen again.")
        #expect(faults(folder).isEmpty, "\(faults(folder))")
        #expect(customerText(folder).contains("Open again"))
    }
}

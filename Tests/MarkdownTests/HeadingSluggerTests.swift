import Markdown
import TestSupport
import Testing

@Suite struct HeadingSluggerTests {
    @Test(arguments: [
        ("Basic usage", "basic-usage"),
        ("bravoCharlieDelta", "bravocharliedelta"),
        ("__proto__", "__proto__"),
        ("heading with a - dash", "heading-with-a---dash"),
        ("heading with an _ underscore", "heading-with-an-_-underscore"),
        ("heading with a period.txt", "heading-with-a-periodtxt"),
        ("exchange.bind_headers(exchange, routing [, x])", "exchangebind_headersexchange-routing--x"),
        (" ", "-"),
        (" a ", "-a-"),
        ("apostrophe’s should go", "apostrophes-should-go"),
        ("What's new & old?", "whats-new--old"),
        ("I ♥ unicode", "i--unicode"),
        ("en–dash", "endash"),
        ("😄 unicode emoji", "-unicode-emoji"),
        ("😄-😄 unicode emoji", "--unicode-emoji"),
        ("😄 - an emoji", "---an-emoji"),
        (":smile: - a gemoji", "smile---a-gemoji"),
        ("⚠️ Warning", "\u{FE0F}-warning"),
        ("Émile's Äpfel", "émiles-äpfel"),
        ("Cafe\u{301}", "cafe\u{301}"),
        ("Профили пользователей", "профили-пользователей"),
        ("Привет non-latin 你好", "привет-non-latin-你好"),
        ("Ⅳ is a number, ² and ½ are not", "ⅳ-is-a-number--and--are-not"),
        ("٣ days", "٣-days"),
        ("a‿b＿c", "a‿b＿c"),
        ("tab\tand\u{A0}no-break", "tabandno-break"),
        ("C++ / C#", "c--c"),
        ("ADR-0007: use `champion_model`", "adr-0007-use-champion_model"),
        ("1. First step", "1-first-step"),
        ("", ""),
        ("İstanbul", "i\u{307}stanbul"),
    ])
    func `a slug is the one that GitHub gives`(text: String, slug: String) {
        #expect(Array(HeadingSlugger.slug(of: text).unicodeScalars) == Array(slug.unicodeScalars))
    }

    @Test func `a repeated slug gets the next free number`() {
        var slugger = HeadingSlugger()
        let given = ["echo", "echo", "echo 1", "echo-1", "echo", "foxtrot-1", "foxtrot", "foxtrot"]
            .map { slugger.slug(for: $0) }
        #expect(
            given == [
                "echo", "echo-1", "echo-1-1", "echo-1-2", "echo-2", "foxtrot-1", "foxtrot", "foxtrot-2",
            ])
    }

    @Test func `slugs of one document are unique`() {
        var slugger = HeadingSlugger()
        var random = SeededGenerator(seed: 7)
        let words = ["a", "a 1", "a-1", "a 1 1", "b", "", "-", "a-2", "A", "a!"]
        let slugs = (0..<500).map { _ in slugger.slug(for: words[random.below(words.count)]) }
        #expect(Set(slugs).count == slugs.count)
    }

    @Test(arguments: [
        ("# The `--dry-run` switch", "the---dry-run-switch"),
        ("# See [the guide](guide.md)", "see-the-guide"),
        ("# *Very* **bold** ~~old~~", "very-bold-old"),
        ("# A ![picture](x.png) here", "a--here"),
        ("# Tom &amp; Jerry", "tom--jerry"),
        ("# The <T> parameter", "the--parameter"),
        ("# Press <kbd>Q</kbd>", "press-q"),
        ("# Caps[^1]\n\n[^1]: note", "caps"),
        ("# Closed ##", "closed"),
        ("> # In a quote", "in-a-quote"),
    ])
    func `the id of a heading is made of its text`(markdown: String, id: String) throws {
        #expect(try Document(parsing: markdown).headings.map(\.id) == [id])
    }

    @Test func `a heading without a letter has no id`() throws {
        #expect(try html("## &\n\n## ?") == "<h2>&amp;</h2>\n<h2 id=\"-1\">?</h2>\n")
    }
}

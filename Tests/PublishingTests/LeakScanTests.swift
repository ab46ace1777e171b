import Content
import Engagement
import Publishing
import Testing

/// The second opinion on the customer edition: a scan of every finished byte.
@Suite struct LeakScanTests {
    private func leaks(_ text: String, edition: Edition = .customer, matter: [String] = []) -> [String] {
        var workbook = Fixture()
        workbook.page(
            "guides/margin-review.md", id: "MEMO-0042", title: "Review of the margin", audience: "internal",
            "Not for the customer.")
        workbook.page("guides/public.md", title: "Public", matter: matter, text)
        return workbook.site(edition).diagnostics.filter { $0.rule == "internal-leak" }.map(\.summary)
    }

    private static let ways: [(String, String)] = [
        ("its title", "Read Review of the margin."),
        ("its title over a line break", "Read Review of\nthe margin."),
        ("its title, half of it bold", "Read Review **of the** margin."),
        ("its title with an entity", "Read Review&nbsp;of the margin."),
        ("its title as a heading", "## Review of the margin"),
        ("its title in code", "```\necho Review of the margin\n```"),
        ("its title in an address", "See [it](https://example.com/Review%20of%20the%20margin)."),
        ("its title in the words of a diagram", "```dot\n// alt: Review of the margin\ndigraph { a }\n```"),
        ("its id", "See MEMO-0042."),
        ("its id in code", "Run `open MEMO-0042`."),
        ("its path", "See `guides/margin-review.md`."),
        ("its path in an address", "See [it](https://example.com/guides/margin-review/)."),
    ]

    @Test(arguments: ways)
    func `text for the customer that names an internal page is not published`(way: String, text: String) {
        #expect(!leaks(text).isEmpty, "\(way)")
        #expect(leaks(text, edition: .internal).isEmpty)
    }

    @Test func `a tag, a description and an alias are text too`() {
        #expect(!leaks("Text.", matter: ["description: Before the Review of the margin"]).isEmpty)
        #expect(!leaks("Text.", matter: ["tags: [MEMO-0042]"]).isEmpty)
        #expect(!leaks("Text.", matter: ["aliases: [guides/margin-review.md]"]).isEmpty)
    }

    @Test func `text that only resembles an internal page is published`() {
        #expect(leaks("A review of margins, MEMO-00421, margin-reviews and guides.").isEmpty)
    }

    @Test func `the words of an internal part that stand in public text as well are not published`() {
        let secret = "The supplier's own price for each of these days is lower than agreed."
        func diagnostics(_ text: String) -> [Diagnostic] {
            var workbook = Fixture()
            workbook.page("a.md", "Public.\n\n<!-- internal -->\n\n\(secret)\n\n<!-- /internal -->")
            workbook.page("b.md", title: "Another", text)
            return workbook.site().diagnostics.filter { $0.rule == "internal-leak" }
        }
        #expect(diagnostics("Nothing of it.").isEmpty)
        let found = diagnostics("So: *\(secret)*")
        #expect(found.first?.file == "content/a.md" && found.first?.line == 14, "\(found)")
    }

    @Test func `a title that the contract or a public page has too is no secret`() {
        var workbook = Fixture()
        workbook.page("guides/secret.md", title: workbook.contract.activities[0].title, audience: "internal")
        workbook.page("guides/open.md", title: "How to start the engagement")
        workbook.page("guides/hidden.md", title: "How to start the engagement", audience: "internal")
        #expect(workbook.site().diagnostics.filter { $0.rule == "internal-leak" }.isEmpty)
    }
}

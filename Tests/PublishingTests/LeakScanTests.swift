import Content
import Engagement
import Testing

@testable import Publishing

/// The second opinion on the customer edition: a scan of every finished byte.
@Suite struct LeakScanTests {
    private func leaks(_ text: String, edition: Edition = .customer, matter: [String] = []) -> [String] {
        var workbook = Fixture()
        workbook.page(
            "guides/margin-review.md", id: "MEMO-0042", title: "Review of the margin", audience: "internal",
            "Not for the customer, and never shown to any of them.")
        workbook.page("guides/public.md", title: "Public", matter: matter, text)
        return workbook.site(edition).diagnostics.filter { $0.rule == .internalLeak }.map(\.summary)
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
        ("its title in capitals", "Read REVIEW OF THE MARGIN."),
        ("its title behind a percent sign", "It is 30%REVIEW of the margin."),
        ("its title with a letter in percents", "Read Re%76iew of the margin."),
        ("its title in percents, twice", "See [it](https://example.com/Review%2520of%2520the%2520margin)."),
        ("its title with an accent of its own", "Read Revi\u{65}\u{301}w of the margin."),
        ("its title in full-width letters", "Read \u{FF32}eview of the margin."),
        ("its title with a soft hyphen", "Read Re\u{AD}view of the mar\u{200B}gin."),
        ("its title behind a backslash", "Read C:\\u001Review of the margin."),
        ("its title with a letter of another script", "Read Revi\u{435}w of the margin."),
        ("its id in small letters", "See memo-0042."),
        ("its path in capitals", "See `GUIDES/MARGIN-REVIEW.MD`."),
        ("its title in a link's title", "See [it](https://example.com/ \"Review of the margin\")."),
        ("a sentence of it", "As we said: *Not* for the customer, and never shown to any of them."),
        ("half a sentence of it, in code", "```\nthe customer and never shown to any of them\n```"),
        ("a sentence of it in other letters", "NOT FOR THE CUSTOMER; AND N\u{C8}VER SHOWN TO ANY OF THEM"),
        ("a sentence of it over a line break", "Not for the customer, and\nnever **shown** to any of them."),
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
        #expect(!leaks("Text.", matter: ["description: Not for the customer and never shown to any of them"]).isEmpty)
    }

    @Test func `text that only resembles an internal page is published`() {
        #expect(leaks("A review of margins, MEMO-00421, margin-reviews and guides.").isEmpty)
        #expect(leaks("Not for the customer and never seen by any of you.").isEmpty)
    }

    private func leaks(ofTitle title: String, in text: String) -> [Diagnostic] {
        var workbook = Fixture()
        workbook.page("guides/x.md", title: title, audience: "internal", "Hidden.")
        workbook.page("guides/public.md", title: "Public", text)
        return workbook.site().diagnostics.filter { $0.rule == .internalLeak }
    }

    @Test(arguments: ["Tarif", "Tariffs", "Azurite", "Our tarif", "L\u{F6}hne"])
    func `a short title that is no ordinary word is found as a word`(title: String) {
        #expect(!leaks(ofTitle: title, in: "See **\(title.uppercased())**.").isEmpty)
        #expect(leaks(ofTitle: title, in: "See x\(title)x.").isEmpty)
    }

    @Test(arguments: ["Costs", "The plan", "Review", "Team", "Zoo"])
    func `a short title of ordinary words is no secret`(title: String) {
        #expect(leaks(ofTitle: title, in: "See \(title).").isEmpty)
    }

    private func leaks(_ make: (inout Fixture) -> Void) -> [Diagnostic] {
        var workbook = Fixture()
        make(&workbook)
        return workbook.site().diagnostics.filter { $0.rule == .internalLeak }
    }

    private func leaks(ofID id: String, in text: String) -> [Diagnostic] {
        leaks {
            $0.page("guides/hidden.md", id: id, title: "Hidden notes", audience: "internal", "Hidden.")
            $0.page("guides/public.md", title: "Public", text)
        }
    }

    private func leaks(ofPart part: String, in text: String) -> [Diagnostic] {
        leaks {
            $0.page("a.md", "Public.\n\n<!-- internal -->\n\n\(part)\n\n<!-- /internal -->")
            $0.page("b.md", title: "Another", text)
        }
    }

    private func leaks(ofText hidden: String, in text: String) -> [Diagnostic] {
        leaks {
            $0.page("a.md", title: "Hidden notes", audience: "internal", hidden)
            $0.page("b.md", title: "Another", text)
        }
    }

    @Test func `an escape of a script hides nothing`() {
        var workbook = Fixture()
        workbook.page("guides/x.md", title: "Review of the margin", audience: "internal")
        let needles = LeakNeedles(workbook.content, contract: workbook.contract, edition: .customer)
        func isFound(_ text: String, in path: String) -> Bool {
            !LeakScan(needles).leaks(in: OutputFile(path: path, bytes: Array("\"\(text)\"".utf8))).isEmpty
        }
        for text in ["Review of\\nthe margin", "Rev\\u0069ew of the margin", "Review\\tof the m\\u0061rgin"] {
            #expect(isFound(text, in: "search.js") && isFound(text, in: "pages.json"), "\(text)")
            #expect(!isFound(text, in: "index.html"), "\(text)")
        }
    }

    @Test func `titles of 5 letters are found as words, and titles of 10 wherever they are`() {
        #expect(!leaks(ofTitle: "Tarif", in: "See Tarif.").isEmpty)
        #expect(leaks(ofTitle: "Tarf", in: "See Tarf.").isEmpty)
        #expect(!leaks(ofTitle: "Tarifplans", in: "See xTarifplansx.").isEmpty)
        #expect(leaks(ofTitle: "Tarifplan", in: "See xTarifplanx.").isEmpty)
        #expect(!leaks(ofTitle: "Tarifplan", in: "See Tarifplan.").isEmpty)
        #expect(!leaks(ofTitle: "Our Tarif", in: "See our tarif.").isEmpty)
        #expect(leaks(ofTitle: "Our Tarif", in: "See her tarif, or our own tarif.").isEmpty)
    }

    @Test func `ids of 4 letters that no word is are found as words`() {
        #expect(!leaks(ofID: "m-12", in: "See m-12.").isEmpty)
        #expect(!leaks(ofID: "m123", in: "See (M123).").isEmpty)
        #expect(leaks(ofID: "m-1", in: "See m-1.").isEmpty)
        #expect(leaks(ofID: "memo", in: "See memo.").isEmpty)
        #expect(leaks(ofID: "m-12", in: "See m-123, am-12, \u{FC}m-12 and m-12-a.").isEmpty)
    }

    @Test func `lines of internal parts are found from 30 letters on, by their first 60`() {
        let thirty = String(repeating: "abcdefghij", count: 3)
        #expect(!leaks(ofPart: thirty, in: "x\(thirty)x").isEmpty)
        #expect(leaks(ofPart: String(thirty.dropLast()), in: "x\(thirty)x").isEmpty)
        let sixty = thirty + thirty
        #expect(!leaks(ofPart: sixty + "more", in: "x\(sixty)less").isEmpty)
        #expect(leaks(ofPart: sixty, in: "x\(sixty.dropLast())").isEmpty)
    }

    @Test func `eight words of one sentence are found, and seven or those of two are not`() {
        let text = "So one two ten six red big old new so."
        #expect(!leaks(ofText: "One two ten six red big old new.", in: text).isEmpty)
        #expect(leaks(ofText: "One two ten six red big old.", in: text).isEmpty)
        #expect(leaks(ofText: "One two ten six. Red big old new.", in: text).isEmpty)
        #expect(leaks(ofText: "One two ten six! Red big old new.", in: text).isEmpty)
        #expect(!leaks(ofText: "One two v1.2 six red big old.", in: "One two v1.2 six red big old.").isEmpty)
    }

    @Test func `a copied sentence is told with both places`() throws {
        let copied = "We would rather lose the next phase than lower the daily rate again."
        var workbook = Fixture()
        workbook.page("memo.md", title: "Memo", audience: "internal", "Some words first.\n\n\(copied)")
        workbook.page("open.md", title: "Open", "Some other words.\n\n- Well, \(copied.lowercased())")
        let found = workbook.site().diagnostics.filter { $0.rule == .internalLeak }
        #expect(found.map { "\($0.file):\($0.line ?? 0)" } == ["content/open.md:12"], "\(found)")
        #expect(found.first?.summary.contains("content/memo.md:12") == true)
        #expect(workbook.site(.internal).diagnostics.filter { $0.rule == .internalLeak }.isEmpty)
    }

    @Test func `a sentence of an internal part that another place of the page says is told`() {
        let copied = "We would rather lose the next phase than lower the daily rate again."
        var workbook = Fixture()
        workbook.page("a.md", "<!-- internal -->\n\n\(copied)\n\n<!-- /internal -->\n\nOpen. \(copied)")
        #expect(workbook.site().diagnostics.contains { $0.rule == .internalLeak && $0.line == 16 })
    }

    @Test func `sentences of the contract and commands are nobody's copy`() {
        let sentence = "The data science team accepts what was built before the last day."
        var workbook = Fixture()
        workbook.contract.criteria = [Criterion(id: "c", title: "It runs", summary: sentence, activities: ["kickoff"])]
        let command = "```bash\nworkbook log 2h --role data-scientist --activity kickoff --on today --note more\n```"
        workbook.page("a.md", title: "Public", "\(sentence)\n\n\(command)")
        workbook.page("b.md", title: "Hidden notes", audience: "internal", "\(sentence)\n\n\(command)")
        let found = workbook.site().diagnostics.filter { $0.rule == .internalLeak }
        #expect(found.isEmpty, "\(found)")
    }

    @Test func `the words of an internal part that stand in public text as well are not published`() {
        let secret = "The supplier's own price for each of these days is lower than agreed."
        func diagnostics(_ text: String) -> [Diagnostic] {
            var workbook = Fixture()
            workbook.page("a.md", "Public.\n\n<!-- internal -->\n\n\(secret)\n\n<!-- /internal -->")
            workbook.page("b.md", title: "Another", text)
            return workbook.site().diagnostics.filter { $0.rule == .internalLeak }
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
        #expect(workbook.site().diagnostics.filter { $0.rule == .internalLeak }.isEmpty)
    }
}

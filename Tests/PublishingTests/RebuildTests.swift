import Content
import Engagement
import Pages
import Publishing
import TestSupport
import Testing

/// What a build keeps from the one before it spares work, and changes not one byte.
@Suite struct RebuildTests {
    /// A workbook of pages that link to each other, which a seeded hand edits.
    private struct Author {
        var random: SeededGenerator
        var workbook = Fixture()
        var fields: [Fields] = []

        struct Fields {
            var path: String
            var title: String
            var audience = "customer"
            var kind = "guide"
            var matter: [String] = []
            var body: String
        }

        init(seed: UInt64) {
            random = SeededGenerator(seed: seed)
            for _ in 0..<6 { add() }
        }

        mutating func add() {
            let number = fields.count + 1
            let folder = random.pick(["", "guides/", "decisions/", "runbooks/"])
            let isDecision = folder == "decisions/"
            fields.append(
                Fields(
                    path: "\(folder)page-\(number).md", title: "Page \(number)",
                    kind: isDecision ? "decision" : folder == "runbooks/" ? "runbook" : "guide",
                    matter: isDecision ? ["status: accepted"] : [], body: text()))
        }

        private mutating func text() -> String {
            var lines = ["Words \(random.below(1000)).", "", "## Part \(random.below(3))", ""]
            for _ in 0..<random.below(4) {
                let other = fields.isEmpty ? "page-1.md" : "/" + random.pick(fields).path
                lines += ["See [there](..\(other)) and [a part](..\(other)#part-\(random.below(3))).", ""]
            }
            switch random.below(6) {
            case 0:
                lines += [
                    "<!-- internal -->", "", "## Part 1", "", "Hidden \(random.below(9)).", "", "<!-- /internal -->",
                ]
            case 1: lines += ["```tracker prerequisites", "```"]
            case 2: lines += ["```dot", "// alt: Two things.", "digraph { a -> b\(random.below(3)) }", "```"]
            case 3: lines += ["```python", "x = \(random.below(9))", "```"]
            default: break
            }
            return lines.joined(separator: "\n")
        }

        mutating func edit() {
            let index = random.below(fields.count)
            switch random.below(9) {
            case 0: add()
            case 1: if fields.count > 3 { fields.remove(at: index) }
            case 2: fields[index].title = "Title \(random.below(50))"
            case 3: fields[index].audience = random.pick(["customer", "internal"])
            case 4: fields[index].matter.append("aliases: [old/\(random.below(1000)).md]")
            case 5:
                let id = Contract.fixture.prerequisites[0].id
                workbook.events.append(.prerequisite(.confirmed(.init(prerequisite: id, evidence: "seen"))))
            default: fields[index].body = text()
            }
            if fields[index % fields.count].matter.count > 2 { fields[index % fields.count].matter.removeLast() }
        }

        mutating func current() -> Fixture {
            workbook.pages = []
            for page in fields {
                workbook.page(
                    page.path, title: page.title, audience: page.audience, kind: page.kind, matter: page.matter,
                    page.body)
            }
            return workbook
        }
    }

    @Test(arguments: Edition.allCases, [3, 5, 8])
    func `a site built after another is the site built anew`(edition: Edition, seed: Int) {
        var author = Author(seed: UInt64(seed))
        var last: Site?
        for round in 1...20 {
            let workbook = author.current()
            var options = workbook.options(edition)
            let whole = SiteBuilder(theme: Theme(), workers: Workers(count: 1)).build(
                workbook.report, workbook.content, options: options)
            options.isRemembered = true
            let next = SiteBuilder(theme: Theme(), workers: Workers(count: 3)).build(
                workbook.report, workbook.content, options: options, after: last)
            #expect(next.files == whole.files, "round \(round)")
            #expect(next.diagnostics == whole.diagnostics, "round \(round)")
            last = next
            author.edit()
        }
    }

    /// A preview builds on what it built, and a workbook's own template is edited in between.
    @Test func `a template that changes makes the pages anew that are filled from it`() {
        var workbook = Fixture()
        for number in 1...3 { workbook.page("guides/page-\(number).md", title: "Page \(number)") }
        var options = workbook.options(.customer)
        options.isRemembered = true
        let template = { (word: String) in "{{{crumbs}}}<h1>\(word) {{title}}</h1>" }
        var last: Site?
        for word in ["First", "Second"] {
            let theme = Theme(overrides: ["templates/section.mustache": template(word)])
            let site = SiteBuilder(theme: theme).build(workbook.report, workbook.content, options: options, after: last)
            #expect(site.text("guides/index.html").contains("<h1>\(word) Guides</h1>"))
            last = site
        }
    }

    @Test func `a focus area that the contract names anew is in the menu, with a page of its own`() {
        var workbook = Fixture()
        workbook.page("guides/page.md")
        var options = workbook.options(.customer)
        options.isRemembered = true
        let before = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options)
        workbook.contract.focusAreas[0].title = "Another name"
        workbook.contract.focusAreas.append(FocusArea(id: "later", title: "Later", summary: "", activities: []))
        let whole = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options)
        let next = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options, after: before)
        #expect(next.text("guides/page/index.html").contains(">Another name</a>"))
        #expect(next["engagement/focus-areas/later/index.html"] != nil)
        #expect(next.files == whole.files)
    }

    @Test func `the revision of a page is of its text, whatever the contract calls its owner`() {
        var workbook = Fixture()
        workbook.page("guides/page.md", matter: ["owner: \(workbook.contract.roles[0].id)"])
        var options = workbook.options(.customer)
        options.isRemembered = true
        let before = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options)
        workbook.contract.roles[0].title = "Another title"
        let whole = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options)
        let next = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options, after: before)
        #expect(next.text("guides/page/index.html").contains("Another title"))
        #expect(next.files == whole.files)
        #expect(next.text("pages.json") == before.text("pages.json"))
    }

    @Test func `what is made of all pages is made when it is asked for, of what they say then`() {
        var workbook = Fixture()
        var options = workbook.options(.customer)
        options.isRemembered = true
        workbook.page("guides/page.md", title: "Old words")
        let before = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options)
        workbook.pages = []
        workbook.page("guides/page.md", title: "New words")
        let after = SiteBuilder(theme: Theme()).build(
            workbook.report, workbook.content, options: options, after: before)
        for path in ["search-index.js", "pages.json"] {
            #expect(before.text(path).contains("Old words") && !before.text(path).contains("New words"))
            #expect(after.text(path).contains("New words") && !after.text(path).contains("Old words"))
        }
        #expect(before.text("manifest.sha256") != after.text("manifest.sha256"))
    }

    @Test func `an edit of one page leaves the files of the others as they are`() {
        var workbook = Fixture()
        for number in 1...20 { workbook.page("guides/page-\(number).md", title: "Page \(number)") }
        let before = workbook.site()
        workbook.pages[4].text += "\nMore.\n"
        let after = workbook.site()
        let changed = zip(before.files, after.files).filter { $0 != $1 }.map(\.0.path)
        #expect(changed.contains("guides/page-5/index.html"))
        #expect(changed.filter { $0.hasPrefix("guides/page-") } == ["guides/page-5/index.html"])
    }
}

import CivilTime
import Content
import Engagement
import Fingerprint
import Pages
import Publishing
import TestSupport
import Testing

/// What readers see of rehearsals, evidence and gaps.
@Suite struct ProofPageTests {
    /// Two runbooks, of which the customer rehearsed the first.
    private func workbook(text: String = "Stop it, then start it.") throws -> Fixture {
        var workbook = Fixture()
        workbook.page("index.md", title: "Home", "[a](runbooks/restart.md) [b](runbooks/rotate.md)")
        workbook.page(
            "runbooks/restart.md", id: "RB-1", title: "Restart", kind: "runbook", matter: ["criteria: [operated]"])
        workbook.page("runbooks/rotate.md", id: "RB-2", title: "Rotate the key", kind: "runbook")
        let page = try #require(workbook.content.pages.first { $0.frontMatter.id == "RB-1" })
        let version = DocumentVersion(document: "RB-1", fingerprint: page.documentFingerprint.hex)
        workbook.events = [
            .rehearsal(.recorded(.fixture { $0.document = version })),
            .acceptance(.evidenceAdded(.fixture(.document(version)))),
            .time(.fixture(14 * 480 + 60)),
            .risk(.added(.init(kind: .risk, title: "Quota is late", owner: "infrastructure"))),
            .question(.asked(.init(text: "Who is on call?", askedBy: "ann"))),
        ]
        return workbook
    }

    private func edited(_ workbook: Fixture) -> Fixture {
        var workbook = workbook
        for index in workbook.pages.indices where workbook.pages[index].path == "runbooks/restart.md" {
            workbook.pages[index].text += "\nOne more sentence.\n"
        }
        return workbook
    }

    @Test(arguments: Edition.allCases)
    func `a runbook's page says who rehearsed it, and when its proof became one of an older revision`(
        edition: Edition
    ) throws {
        let workbook = try workbook()
        let before = workbook.site(edition).text("runbooks/restart/index.html")
        #expect(before.contains("Proven at this revision") && before.contains("unaided by ann on Tue 1 Dec 2026"))
        let after = edited(workbook).site(edition).text("runbooks/restart/index.html")
        #expect(after.contains("Proven at an older revision") && !after.contains("Proven at this revision"))
        #expect(workbook.site(edition).text("runbooks/rotate/index.html").contains("Not rehearsed"))
    }

    @Test func `a site that is built after another one shows the proof of its own day`() throws {
        let workbook = try workbook()
        let builder = SiteBuilder(theme: Theme())
        var options = workbook.options(.internal)
        options.isRemembered = true
        let first = builder.build(workbook.report, workbook.content, options: options)
        var later = workbook
        later.events.append(.entry(.voided(EntryVoided(target: "entry1", reason: ""))))
        let second = builder.build(later.report, later.content, options: options, after: first)
        let alone = builder.build(later.report, later.content, options: options)
        for path in ["runbooks/restart/index.html", "engagement/trace/index.html", "engagement/gaps/index.html"] {
            #expect(second.text(path) == alone.text(path), "\(path)")
            #expect(second.text(path) != first.text(path), "\(path)")
        }
    }

    @Test(arguments: Edition.allCases)
    func `every page says how many documents changed since the acceptance, and each that it did`(
        edition: Edition
    ) throws {
        var workbook = try workbook()
        #expect(!workbook.site(edition).text("index.html").contains("since the acceptance"))
        var signOff = SignOffGiven.fixture
        signOff.documents = workbook.content.pages.map {
            DocumentVersion(document: $0.frontMatter.id, fingerprint: $0.documentFingerprint.hex)
        }
        workbook.events.append(.acceptance(.signOffGiven(signOff)))
        let site = edited(workbook).site(edition)
        for path in ["index.html", "runbooks/rotate/index.html", "engagement/status/index.html"] {
            #expect(
                site.text(path).contains("1 of 3 documents changed since the acceptance of 2026-12-01</a>"), "\(path)")
        }
        let changed = "Changed since Tue 1 Dec 2026"
        #expect(site.text("runbooks/restart/index.html").contains(changed))
        #expect(!site.text("runbooks/rotate/index.html").contains(changed))
        #expect(site.text("runbooks/rotate/index.html").contains("unchanged since Tue 1 Dec 2026"))
        #expect(
            site.text("engagement/gaps/index.html").contains("2 of 3 accepted documents unchanged since the acceptance")
        )
    }

    @Test func `the trace says what is proven, with denominators`() throws {
        let text = try workbook().site().text("engagement/trace/index.html")
        #expect(text.contains("1 of 2 runbooks rehearsed by the customer"))
        #expect(text.contains("of 2 criteria proven at this revision"))
        #expect(text.contains("seen by ann on Tue 1 Dec 2026"))
    }

    @Test(arguments: Edition.allCases)
    func `the trace has the customer's answers and conditions in both editions`(edition: Edition) throws {
        var workbook = try workbook()
        #expect(!workbook.site(edition).text("engagement/trace/index.html").contains("criteria accepted"))
        var signOff = SignOffGiven.fixture
        signOff.answers = [
            .init(criterion: "documented", outcome: .rejected, reason: "no diagram"),
            .init(
                criterion: "operated", outcome: .acceptedWithConditions,
                conditions: [.init(text: "Name a deputy", owner: "bob", due: CivilDate(2027, 1, 15))]),
        ]
        workbook.events.append(.acceptance(.signOffGiven(signOff)))
        let trace = workbook.site(edition).text("engagement/trace/index.html")
        for words in [
            "1 of 2 criteria accepted, 1 of them with 1 condition open, 1 rejected.",
            "rejected by ann on Tue 1 Dec 2026: no diagram", "Name a deputy: bob, due Fri 15 Jan 2027",
        ] {
            #expect(trace.contains(words), "\(words)")
        }
        let gaps = workbook.site(edition).text("engagement/gaps/index.html")
        #expect(gaps.contains("1 of 2 answered criteria accepted") && gaps.contains("Name a deputy"))
    }

    @Test func `the gaps have denominators in both editions, and commands in the internal one`() throws {
        let workbook = try workbook()
        let shown = workbook.site(.internal).text("engagement/gaps/index.html")
        for words in [
            "1 of 2 runbooks rehearsed by the customer", "Rotate the key", "Quota is late", "Who is on call?",
            "is held over the cap", "How to close it",
        ] {
            #expect(shown.contains(words), "\(words)")
        }
        let customer = workbook.site(.customer).text("engagement/gaps/index.html")
        for words in ["1 of 2 runbooks rehearsed by the customer", "Rotate the key", "Who is on call?"] {
            #expect(customer.contains(words), "\(words)")
        }
        for words in ["Quota is late", "is held", "How to close it"] { #expect(!customer.contains(words), "\(words)") }
    }
}

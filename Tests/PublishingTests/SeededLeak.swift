import CivilTime
import Content
import Engagement
import Publishing
import TestSupport
import Testing

/// A way by which something internal could get into the customer edition, and what stops it.
///
/// Whatever is internal says "zanzibar", in any case: in words, in an id, in the name of a file.
struct SeededLeak: Sendable, CustomTestStringConvertible {
    enum Outcome: Sendable, Equatable {
        /// Nothing is published; this rule is broken.
        case refused(DiagnosticRule)
        /// It is published, and no byte of it tells.
        case absent
    }

    let name: String
    let outcome: Outcome
    let plant: @Sendable (inout Fixture) -> Void

    init(_ name: String, _ outcome: Outcome, _ plant: @escaping @Sendable (inout Fixture) -> Void) {
        self.name = name
        self.outcome = outcome
        self.plant = plant
    }

    var testDescription: String { name }

    /// A workbook with this leak planted beside two innocent pages.
    var workbook: Fixture {
        var workbook = Fixture()
        workbook.page("guides/open.md", title: "Open", "Open words.\n\n## Cost\n\nMore.")
        workbook.page("decisions/0001-a.md", id: "ADR-0001", kind: "decision", matter: ["status: accepted"])
        plant(&workbook)
        return workbook
    }
}

extension Fixture {
    /// The page that only the supplier's people may see.
    fileprivate mutating func secretPage(matter: [String] = [], kind: String = "guide", _ body: String = "Zanzibar.") {
        page(
            "\(kind)s/zanzibar.md", id: kind == "decision" ? "ADR-0777" : "zanzibar", title: "Zanzibar",
            audience: "internal", kind: kind, matter: matter, body)
    }

    /// A page for the customer with an internal part, and `open` words after it.
    fileprivate mutating func part(_ secret: String, open: String = "Open words.") {
        page("index.md", title: "Home", "<!-- internal -->\n\n\(secret)\n\n<!-- /internal -->\n\n\(open)")
    }
}

extension SeededLeak {
    static let all = links + pages + parts + marks + records + hiddenMarks + names

    private static let links = [
        SeededLeak("the text of a link to an internal page", .refused(.linkToInternal)) {
            $0.secretPage()
            $0.page("index.md", "[Zanzibar](guides/zanzibar.md)")
        },
        SeededLeak("a reference definition that leads to an internal page", .refused(.linkToInternal)) {
            $0.secretPage()
            $0.page("index.md", "[the page][z]\n\n[z]: guides/zanzibar.md")
        },
        SeededLeak("a reference definition that nothing uses", .absent) {
            $0.secretPage()
            $0.page("index.md", "Open.\n\n[z]: guides/zanzibar.md \"Zanzibar\"")
        },
        SeededLeak("a reference definition inside an internal part, used outside", .refused(.internalMarks)) {
            $0.part("[z]: https://zanzibar.example/ \"Zanzibar\"", open: "[the page][z]")
        },
        SeededLeak("a footnote inside an internal part, used outside", .refused(.internalMarks)) {
            $0.part("[^z]: Zanzibar.", open: "Open.[^z]")
        },
        SeededLeak("a link to the heading of an internal part", .refused(.brokenAnchor)) {
            $0.part("## Zanzibar", open: "[see](#zanzibar)")
        },
        SeededLeak("a link from another page to the heading of an internal part", .refused(.brokenAnchor)) {
            $0.part("## Zanzibar")
            $0.page("guides/b.md", "[see](../index.md#zanzibar)")
        },
        SeededLeak("a link in a diagram to an internal page", .refused(.linkToInternal)) {
            $0.secretPage()
            $0.page("index.md", "```dot\n// alt: One job.\ndigraph g { a [URL=\"guides/zanzibar.md\"] }\n```")
        },
    ]

    private static let pages = [
        SeededLeak("the title in navigation, index, search and pages.json", .absent) { $0.secretPage() },
        SeededLeak("the opening page of a section", .absent) {
            $0.page("guides/index.md", id: "zanzibar", title: "Zanzibar", audience: "internal", "Zanzibar.")
        },
        SeededLeak("an alias of an internal page", .absent) { $0.secretPage(matter: ["aliases: [old/zanzibar.md]"]) },
        SeededLeak("a tag of an internal page", .absent) { $0.secretPage(matter: ["tags: [zanzibar]"]) },
        SeededLeak("the description and the owner of an internal page", .absent) {
            $0.secretPage(matter: ["description: About Zanzibar", "owner: zanzibar-team"])
        },
        SeededLeak("a backlink from an internal page", .absent) {
            $0.secretPage("[open](open.md) and [decision](../decisions/0001-a.md)")
        },
        SeededLeak("an internal decision that supersedes a public one", .absent) {
            $0.secretPage(matter: ["status: accepted", "supersedes: [ADR-0001]"], kind: "decision")
        },
        SeededLeak("an internal decision that amends a public one", .absent) {
            $0.secretPage(matter: ["status: accepted", "amends: [ADR-0001]"], kind: "decision")
        },
        SeededLeak("a public decision that supersedes an internal one", .absent) {
            $0.secretPage(matter: ["status: superseded"], kind: "decision")
            $0.page(
                "decisions/0002-b.md", id: "ADR-0002", kind: "decision",
                matter: ["status: accepted", "supersedes: [ADR-0777]"])
        },
        SeededLeak("an internal page that serves an activity and a criterion", .absent) {
            $0.contract.criteria = [Criterion(id: "runs", title: "It runs", summary: "", activities: ["kickoff"])]
            $0.secretPage(matter: ["activities: [kickoff]", "criteria: [runs]"])
        },
        SeededLeak("a file that only an internal page shows", .absent) {
            $0.secretPage("![A map](zanzibar.png)")
            $0.attachments = [OutputFile(path: "guides/zanzibar.png", bytes: Fixture.picture(Array("zanzibar".utf8)))]
        },
        SeededLeak("a page that does not say for whom it is", .absent) {
            $0.pages.append(
                ("guides/zanzibar.md", "---\nid: zanzibar\ntitle: Zanzibar\nkind: guide\n---\n\n# Zanzibar\n"))
        },
    ]

    private static let parts = [
        SeededLeak("the text of an internal part, in page and search", .absent) { $0.part("Zanzibar.") },
        SeededLeak("the id and the outline entry of an internal heading", .absent) { $0.part("## Zanzibar") },
        SeededLeak("a footnote that only an internal part uses", .absent) {
            $0.part("Words.[^z]", open: "Open.\n\n[^z]: Zanzibar.")
        },
        SeededLeak("the alternative text and the name of an internal picture", .absent) {
            $0.part("![Zanzibar](zanzibar.png)")
            $0.attachments = [OutputFile(path: "zanzibar.png", bytes: Fixture.picture(Array("zanzibar".utf8)))]
        },
        SeededLeak("the labels and the alternative text of an internal diagram", .absent) {
            $0.part("```dot\n// alt: Zanzibar.\ndigraph g { zanzibar [label=\"Zanzibar\"] }\n```")
        },
        SeededLeak("the info string and the code of an internal block", .absent) {
            $0.part("```bash title=zanzibar\nzanzibar --list\n```")
        },
        SeededLeak("a comment", .absent) { $0.page("index.md", "Open <!-- zanzibar --> words.\n\n<!-- zanzibar -->") },
        SeededLeak("a comment in a diagram", .absent) {
            $0.page("index.md", "```dot\n// alt: One job.\ndigraph g { a /* zanzibar */ }\n// zanzibar\n```")
        },
        SeededLeak("a backlink from an internal part", .absent) {
            $0.page(
                "guides/b.md", id: "b", title: "Public",
                "<!-- internal -->\n\nZanzibar: [open](open.md)\n\n<!-- /internal -->\n\nOpen.")
        },
    ]

    private static let marks = [
        SeededLeak("a mark that is not closed", .refused(.internalMarks)) {
            $0.page("index.md", "Open.\n\n<!-- internal -->\n\nZanzibar.")
        },
        SeededLeak("a mark that is only closed", .refused(.internalMarks)) {
            $0.page("index.md", "Zanzibar.\n\n<!-- /internal -->\n\nOpen.")
        },
        SeededLeak("a misspelt mark", .refused(.internalMarks)) {
            $0.page("index.md", "Open.\n\n<!-- internal-only -->\n\nZanzibar.\n\n<!-- /internal -->")
        },
        SeededLeak("marks inside a list", .refused(.internalMarks)) {
            $0.page("index.md", "- Open\n- <!-- internal -->\n- Zanzibar\n- <!-- /internal -->")
        },
        SeededLeak("marks inside a quotation", .refused(.internalMarks)) {
            $0.page("index.md", "> Open\n>\n> <!-- internal -->\n>\n> Zanzibar\n>\n> <!-- /internal -->")
        },
        SeededLeak("marks inside a table", .refused(.internalMarks)) {
            $0.page("index.md", "| A |\n| --- |\n| <!-- internal --> |\n| Zanzibar |\n| <!-- /internal --> |")
        },
        SeededLeak("marks inside a line", .refused(.internalMarks)) {
            $0.page("index.md", "Open <!-- internal --> Zanzibar <!-- /internal --> words.")
        },
        SeededLeak("marks inside a heading", .refused(.internalMarks)) {
            $0.page("index.md", "## Open <!-- internal --> Zanzibar <!-- /internal -->")
        },
        SeededLeak("marks inside a footnote", .refused(.internalMarks)) {
            $0.page("index.md", "Open.[^n]\n\n[^n]: Note <!-- internal --> Zanzibar <!-- /internal -->")
        },
        SeededLeak("marks inside raw HTML", .refused(.internalMarks)) {
            $0.page("index.md", "<details>\n<!-- internal -->\nZanzibar\n<!-- /internal -->\n</details>")
        },
    ]

    private static let records = [
        SeededLeak("a live figure of days in a public page", .refused(.daysInCustomerEdition)) {
            $0.contract.roles = [Role(id: "data-scientist", title: "Zanzibar", cap: .days(14))]
            $0.page("index.md", "```tracker budget\n```")
        },
        SeededLeak("a live figure of days in an internal part", .absent) {
            $0.contract.roles = [Role(id: "data-scientist", title: "Zanzibar", cap: .days(14))]
            $0.part("```tracker budget\n```")
        },
        SeededLeak("an internal notice of the contract", .absent) {
            $0.contract.notices = [Notice(id: "zanzibar", title: "Zanzibar", summary: "Zanzibar", isInternal: true)]
        },
        SeededLeak("the evidence of a prerequisite", .absent) {
            $0.events = [.prerequisite(.confirmed(.init(prerequisite: "pipeline", evidence: "Zanzibar")))]
        },
        SeededLeak("why a change is asked for, and by whom", .absent) {
            let proposal = ChangeProposed(
                title: "Zanzibar", requester: "Zanzibar", reason: "Zanzibar",
                effect: .addTime(role: "data-scientist", minutes: .days(1)))
            $0.events = [.change(.proposed(proposal))]
        },
        SeededLeak("a risk and its owner", .absent) {
            $0.events = [.risk(.added(.init(kind: .risk, title: "Zanzibar", owner: "zanzibar-team")))]
        },
    ]

    /// A mark that only a person sees, before the secret.
    private static let hiddenMarks =
        [
            ("a mark below a fence that is left open", "```yaml\na: 1\n\n<!-- internal -->\nZanzibar."),
            ("marks that are indented by four", "    <!-- internal -->\n    Zanzibar.\n    <!-- /internal -->"),
            ("marks inside a block of code", "```\n<!-- internal -->\nZanzibar.\n<!-- /internal -->\n```"),
            ("a mark without its last letters", "<!-- intern -->\n\nZanzibar."),
            ("a mark without a letter", "<!-- interal -->\n\nZanzibar."),
            ("a mark with a letter of another script", "<!-- \u{456}nternal -->\n\nZanzibar."),
            ("a mark of another word", "<!-- private -->\n\nZanzibar.\n\n<!-- /private -->"),
            ("a mark with a dash", "<!\u{2013} internal \u{2013}>\n\nZanzibar."),
            ("a mark in the manner of other tools", "::: internal\n\nZanzibar.\n\n:::"),
            ("a mark as a link's definition", "[//]: # (internal)\n\nZanzibar."),
            ("a mark with an invisible character", "<!-\u{200B}- internal -->\n\nZanzibar."),
        ].map { name, text in
            SeededLeak(name, .refused(.internalMarks)) { $0.page("index.md", "Open.\n\n" + text) }
        } + [
            SeededLeak("a mark in a description", .refused(.internalMarks)) {
                $0.page("index.md", matter: ["description: Open <!-- internal --> zanzibar"])
            }
        ]

    /// What an internal page is called, or says, in a public one.
    private static let names =
        [
            ("a short title", "See Zanzibar."), ("a short title in capitals", "See ZANZIBAR."),
            ("a short title with an accent", "See Zanziba\u{301}r."), ("a short title in percents", "See Zan%7Aibar."),
            ("a short title in full-width letters", "See \u{FF3A}anzibar."),
            ("a short title behind a percent sign", "It is 30%ZANZIBAR or so."),
            ("a sentence of an internal page", "Here all of us say that the island is far away, and more."),
        ].map { name, text in
            SeededLeak(name, .refused(.internalLeak)) {
                $0.secretPage("Zanzibar: all of us say that the island is far away.")
                $0.page("index.md", text)
            }
        }
}

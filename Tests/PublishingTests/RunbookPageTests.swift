import Content
import Engagement
import Fingerprint
import Pages
import Publishing
import TestSupport
import Testing

/// A runbook's page: addresses of its steps, values for its commands, and the form of a rehearsal.
@Suite struct RunbookPageTests {
    private var workbook: Fixture {
        var workbook = Fixture()
        workbook.page("index.md", title: "Home", "[the wait](runbooks/restart.md#step-2)")
        workbook.page(
            "runbooks/restart.md", id: "RB-1", title: "Restart", kind: "runbook",
            matter: [
                "parameters:", "  - name: job", "    description: The job <id>.", "    example: \"4711\"",
                "    pattern: \"[0-9]+\"", "  - name: token", "    description: The token.", "    secret: true",
            ],
            """
            ## Procedure

            1. **Stop it.**

               ```bash
               databricks jobs cancel {{job}} --note "for {{job}}" --with {{token}} # {{job}}
               ```

            2. **Wait.**

            ## Verification

            Look at it.

            ## Rollback

            1. Start it.
            """)
        return workbook
    }

    private let path = "runbooks/restart/index.html"

    @Test func `each step has an address that other pages link to`() {
        let site = workbook.site()
        let page = site.text(path)
        for id in ["<li id=\"step-1\">", "<li id=\"step-2\">", "<span id=\"verification-step-1\"></span>"] {
            #expect(page.contains(id), "\(id)")
        }
        #expect(page.contains("<li id=\"rollback-step-1\">"))
        #expect(site.text("index.html").contains("href=\"runbooks/restart/index.html#step-2\""))
        #expect(site.diagnostics.isEmpty, "\(site.diagnostics)")
        #expect(site.text("print/index.html").contains(":step-2\">"))
    }

    @Test func `a heading keeps the id that a step would have`() {
        var workbook = Fixture()
        workbook.page("runbooks/a.md", kind: "runbook", "## Step 1\n\nText.\n\n## Procedure\n\n1. One.\n2. Two.\n")
        let page = workbook.site().text("runbooks/a/index.html")
        #expect(page.ranges(of: "id=\"step-1\"").count == 1)
        #expect(page.contains("<h2 id=\"step-1\">") && page.contains("<li id=\"step-2\">"))
    }

    @Test func `commands say where a value goes and in which quotes, and paper shows the names`() {
        let site = workbook.site()
        let page = site.text(path)
        let use = "<span class=\"parameter\" data-parameter=\"job\" data-language=\"shell\" data-quote="
        #expect(page.contains("\(use)\"\">{{job}}</span>"))
        #expect(page.contains("\(use)\"&quot;\">{{job}}</span>"))
        #expect(page.contains("data-secret=\"&quot;${WORKBOOK_SECRET_TOKEN}&quot;\">{{token}}</span>"))
        #expect(page.ranges(of: "{{job}}").count == 3)
        #expect(page.contains("The job &lt;id&gt;.") && page.contains("<code>4711</code>"))
        #expect(page.contains("<script src=\"../../js/runbook.js\" defer></script>"))
        let print = site.text("print/index.html")
        #expect(print.contains("{{job}}") && !print.contains("data-language"))
    }

    @Test func `the customer's edition has the form of a rehearsal, and the other has not`() throws {
        let page = workbook.site().text(path)
        let fingerprint = try #require(workbook.content.pages.first { $0.frontMatter.id == "RB-1" })
            .documentFingerprint.hex
        #expect(page.contains("data-document=\"RB-1\" data-fingerprint=\"\(fingerprint)\""))
        for step in ["step-1", "step-2", "verification-step-1"] {
            #expect(page.contains("<fieldset class=\"rehearsal-step\" data-step=\"\(step)\">"))
        }
        #expect(!page.contains("data-step=\"rollback-step-1\""))
        #expect(!workbook.site(.internal).text(path).contains("data-rehearsal"))
        #expect(!workbook.site().text("index.html").contains("runbook.js"))
    }
}

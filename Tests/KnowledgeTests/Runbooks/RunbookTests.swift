import Content
import Engagement
import Foundation
import Knowledge
import TestSupport
import Testing

/// Runbooks as steps, their parameters, and the record of a run.
@Suite struct RunbookTests {
    private static let page = """
        ---
        id: RB-001
        title: Restart it
        kind: runbook
        parameters:
          - name: environment
            description: Where.
            example: staging
            pattern: "[a-z]+"
          - name: token
            description: The token.
            secret: true
        ---

        # Restart it

        ## Prerequisites

        ```bash
        echo not a step
        ```

        ## Procedure

        Read this first.

        1. **Stop it.** It takes a while.

           ```bash
           echo {{environment}} "{{token}}"
           ```

           Expected:

           ```text
           staging
           ```

        2. Wait a minute. Then go on.

        ## Verification

        ```sql
        SELECT {{environment}};
        ```

        ## Rollback

        1. Start it.

           ```sh
           echo start
           ```
        """

    private func runbook(_ text: String = page) throws -> Runbook {
        let folder = ContentFolder(files: [("runbooks/r.md", Array(text.utf8))])
        return try #require(folder.pages.first.flatMap(Runbook.init))
    }

    @Test func `a runbook is read as steps with stable addresses`() throws {
        let runbook = try runbook()
        #expect(runbook.steps.map(\.address) == ["step-1", "step-2", "verification-step-1"])
        #expect(runbook.steps.map(\.title) == ["Stop it", "Wait a minute", "Verification"])
        #expect(runbook.rollback.map(\.address) == ["rollback-step-1"])
        let first = runbook.steps[0]
        #expect(first.commands.map(\.language) == [.bash])
        #expect(first.parts.contains(.text("Read this first.")))
        #expect(first.parts.contains(.expected("Expected:\nstaging\n")))
        #expect(runbook.steps(from: "2")?.count == 2 && runbook.steps(from: "#step-2")?.count == 2)
        #expect(runbook.steps(from: "step-9") == nil)
        let filled = try first.filled(
            in: runbook, with: runbook.values(of: ["environment": "prod", "token": "s3cret"]))
        #expect(filled.commands[0].text == "echo 'prod' \"${WORKBOOK_SECRET_TOKEN}\"\n")
    }

    @Test(arguments: [
        ("environment", "Prod", "does not match"), ("environment", "a\u{0}", "control"), ("token", "-x", "dash"),
        ("token", "a\u{1B}[31m", "control"), ("token", String(repeating: "x", count: 5000), "longer"),
    ])
    func `a value that a parameter does not permit is refused`(name: String, value: String, words: String) throws {
        let error = #expect(throws: ParameterError.self) {
            try runbook().parameters.first { $0.name == name }?.check(value)
        }
        #expect(error?.explanation.summary.contains(words) == true)
        #expect(error?.explanation.summary.contains(value) == false)
    }

    @Test func `a pattern that permits a dash permits it`() throws {
        let text = Self.page.replacing("[a-z]+", with: "-?[a-z]+")
        try runbook(text).parameters[0].check("-prod")
    }

    @Test func `a record is read as it was written, whatever commands printed`() throws {
        let runbook = try runbook()
        var record = RunRecord(
            id: "2026-12-01-rb-001", runbook: runbook, performer: "piet: \"x\"\n---", started: "2026-12-01T09:30:00Z",
            parameters: ["environment": "a'b\"c\\d\n", "token": nil])
        let step = runbook.steps[0]
        let place = RunRecord.Place(step: step.address, command: 1)
        record.begin(place)
        #expect(RunRecord(record.markdown) == record)
        #expect(RunRecord(record.markdown)?.outcome(at: place) == .started)
        record.add(
            RunRecord.Execution(
                .failed, ending: "exit status 3", milliseconds: 1234, moment: "2026-12-01T09:31:00Z",
                output: Array("```\n---\nkind: run\n````\n\u{1B}[31mred\u{1B}[0m <script>\n".utf8)),
            of: "echo ````", "bash", at: place, step)
        record.add(.skipped, "Skipped: no\n\n# time", at: place, step)
        record.finish(.passed, at: "2026-12-01T09:40:00Z")
        let read = try #require(RunRecord(record.markdown))
        #expect(read == record)
        #expect(read.markdown == record.markdown)
        #expect(read.outcome(at: place) == .skipped)
        #expect(read.parameters["token"] == .some(nil) && read.parameters["environment"] == "a'b\"c\\d\n")
        #expect(record.markdown.contains("`````text\n```\n---\nkind: run\n````\n\\u{1b}[31mred"))
        #expect(record.markdown.contains("## [step-1](../content/runbooks/r.md#step-1) Stop it"))
        #expect(RunRecord("# Not a record\n") == nil)
    }

    @Test func `a secret is masked wherever a chunk of output ends`() {
        let secrets = ["s3cret-token", "s3cret", "line one\nline two", "a b&c\"d"]
        let text =
            "x s3cret-token y s3cret z line one\nline two; line two a%20b%26c%22d "
            + Data("a b&c\"d".utf8).base64EncodedString() + " a b&c\\\"d s3cre"
        var random = SeededGenerator(seed: 7)
        let whole = SecretMask(secrets).masked(text)
        #expect(whole == "x *** y *** z ***; *** *** ***== *** s3cre" || !secrets.contains { whole.contains($0) })
        for _ in 0..<500 {
            var mask = SecretMask(secrets)
            var shown: [UInt8] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = 1 + random.below(7)
                shown += mask.mask(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            shown += mask.finish()
            #expect(String(decoding: shown, as: UTF8.self) == whole)
        }
    }

    @Test func `a new runbook has what its kind needs, and no mistake`() throws {
        for isAlert in [true, false] {
            let edit = try NewRunbook(title: "Scores: late", isAlert: isAlert).edit(pages: [("runbooks/x.md", "RB-041")]
            )
            let file = try #require(edit.files.first)
            #expect(file.path == "runbooks/scores-late.md")
            let folder = ContentFolder(files: [(file.path, file.after)])
            let page = try #require(folder.pages.first)
            #expect(page.frontMatter.id == "RB-042" && page.frontMatter.parameters.count == 1)
            let rules = Set(folder.diagnostics.map(\.rule))
            #expect(rules == [.missingContract, .toBeCompleted, .missingOwner])
            #expect(RunbookChecks.diagnostics(of: folder.pages).isEmpty)
            #expect(try #require(Runbook(page)).steps.map(\.address).first == "step-1")
        }
    }
}

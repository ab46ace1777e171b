import Commands
import Foundation
import TestSupport
import Testing

@Suite struct RunbookListTests {
    @Test func `each runbook has its steps, parameters, owner and proof`() async throws {
        let terminal = try Terminal()
        #expect(await terminal.run("runbook", "list").output.isEmpty)
        try terminal.folder.write(
            """
            ---
            id: RB-001
            title: Restart the stream
            kind: runbook
            audience: customer
            owner: ann
            parameters:
              - name: stream
                description: The stream to restart.
                example: scores
            ---
            # Restart the stream

            ## Procedure

            1. Stop it.

               ```bash
               stop {{stream}}
               ```

            2. Start it.
            """, to: "content/runbooks/restart.md")
        let before = await terminal.run("runbook", "list")
        #expect(
            before.output == """
                RB-001  Restart the stream
                  2 steps, 1 command; parameters stream; ann; not rehearsed

                """)
        #expect(before.talk == "0 of 1 runbooks rehearsed by the customer\n")
        _ = await terminal.run(
            "rehearse", "RB-001", "--level", "unaided", "--by", "ann", "--side", "customer", "--result", "passed",
            "--minutes", "25")
        let json = await terminal.run("runbook", "list", "--json").output
        let lines = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        #expect(lines.first?["standing"] as? String == "proven" && lines.first?["rehearsals"] as? Int == 1)
    }
}

import Archive
import CivilTime
import Commands
import Foundation
import TestSupport
import Testing

/// What the program says of documents after the customer accepted them.
@Suite struct AcceptedDocumentTests {
    @Test func `status, gaps and the site say which document changed since the acceptance`() async throws {
        let terminal = try Terminal()
        let path = terminal.folder.path
        terminal.setToday(CivilDate(2026, 12, 22))
        terminal.setEnvironment("XDG_CONFIG_HOME", path + "/config")
        let runbook =
            "---\nid: RB-001\ntitle: Restart\nkind: runbook\naudience: customer\nowner: ann\n---\n# Restart\n\n1. Stop.\n"
        try terminal.folder.write(runbook, to: "content/runbooks/restart.md")
        try terminal.folder.write(
            "---\nid: home\ntitle: Home\nkind: guide\naudience: customer\n---\n# Home\n\n[a](runbooks/restart.md)\n",
            to: "content/index.md")
        let pack = await terminal.run("accept", "pack", "--output", path + "/pack.zip")
        #expect(pack.status == .done, "\(pack.talk)")
        let files = try ZIPReader([UInt8](try Data(contentsOf: URL(filePath: path + "/pack.zip")))).files
        let template = try #require(files.first { $0.path == "acceptance/response.json" })
        var json = try #require(try JSONSerialization.jsonObject(with: Data(template.bytes)) as? [String: Any])
        var criteria = try #require(json["criteria"] as? [[String: Any]])
        criteria[0]["answer"] = "accepted"
        json["criteria"] = criteria
        (json["signer"], json["role"], json["date"]) = ("Ann Lee", "Head of Data", "2026-12-22")
        try JSONSerialization.data(withJSONObject: json).write(to: URL(filePath: path + "/response.json"))
        let recorded = await terminal.run("accept", "record", path + "/response.json", "--pack", path + "/pack.zip")
        #expect(recorded.status == .done, "\(recorded.talk)")

        #expect(
            await terminal.run("status").output.contains("0 of 2 documents changed since the acceptance of 2026-12-22"))
        try terminal.folder.write(runbook + "2. Start.\n", to: "content/runbooks/restart.md")
        let words = "1 of 2 documents changed since the acceptance of 2026-12-22"
        #expect(await terminal.run("status").output.contains("  \(words)\n"))
        let gaps = await terminal.run("gaps").output
        #expect(gaps.contains("1 of 2 accepted documents unchanged since the acceptance\n"))
        #expect(gaps.contains("  ! RB-001 'Restart' has changed since its acceptance on 2026-12-22\n"))
        #expect(await terminal.run("build", "--edition", "customer").status == .done)
        #expect(try terminal.folder.read("public/index.html").contains(words))
        #expect(
            await terminal.run(
                "rehearse", "immaterial", "RB-001", "--by", "ann", "--reason", "a second step that was always done"
            ).status == .done)
        #expect(await terminal.run("status").output.contains("0 of 2 documents changed"))
    }
}

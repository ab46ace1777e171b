import Commands
import Engagement
import Foundation
import TestSupport
import Testing

/// Names of people as they are typed and imported, with a contract that names dana as Dana Ruiz.
@Suite struct NamedPeopleTests {
    private static let header = "id,date,person,role,activity,minutes,note\n"
    private static let log = ["log", "1h", "--role", "data-scientist", "--activity", "kickoff", "--person"]

    private func terminal() throws -> Terminal {
        let terminal = try Terminal()
        let path = terminal.folder.path + "/content/engagement.yaml"
        let contract = try String(contentsOfFile: path, encoding: .utf8)
        try terminal.folder.write(
            contract + "\npeople:\n  - id: dana\n    name: Dana Ruiz\n", to: "content/engagement.yaml")
        return terminal
    }

    @Test func `a row with an id and a display name is imported once`() async throws {
        let terminal = try terminal()
        try terminal.folder.write(
            Self.header + "r1,2026-12-01,Dana Ruiz,data-scientist,kickoff,60,x\n", to: "in.csv")
        let first = await terminal.run("import", "time", "in.csv")
        #expect(first.output.contains("recorded 1 row"))
        #expect(first.talk.contains("'Dana Ruiz' is dana"))
        let again = await terminal.run("import", "time", "in.csv")
        #expect(again.output.contains("recorded 0 rows (0h), 1 there already, 0 bad rows"), "\(again.output)")
    }

    @Test func `a row with a display name equals the time that was logged by hand`() async throws {
        let terminal = try terminal()
        _ = await terminal.run(Self.log + ["dana"])
        try terminal.folder.write(
            "date,person,role,activity,minutes\n2026-12-01,DANA RUIZ,data-scientist,kickoff,60\n", to: "in.csv")
        let result = await terminal.run("import", "time", "in.csv")
        #expect(result.output.contains("1 row equals an entry logged by hand"), "\(result.output)")
    }

    @Test(arguments: ["Dana Riuz", "dana ruz", "dnaa"])
    func `a slip in an id or a display name is refused until it is confirmed`(name: String) async throws {
        let terminal = try terminal()
        let slip = await terminal.run(Self.log + [name])
        #expect(slip.status == .refused)
        #expect(slip.talk.contains("did you mean dana?"), "\(slip.talk)")
        #expect(await terminal.run(Self.log + [name, "--confirm-new-person"]).status == .done)
    }

    @Test func `submitting a week says whose week it is, and takes a new person that is confirmed`() async throws {
        let terminal = try terminal()
        _ = await terminal.run(Self.log + ["dana"])
        let submitted = await terminal.run("week", "submit", "2026-W49", "--person", "Dana Ruiz")
        #expect(submitted.output.contains("dana submitted 2026-W49"), "\(submitted.output)")
        let slip = ["week", "submit", "2026-W49", "--person", "dnaa"]
        #expect(await terminal.run(slip).status == .refused)
        #expect(await terminal.run(slip + ["--confirm-new-person"]).status == .done)
    }
}

import Commands
import Foundation
import TestSupport
import Testing

/// The ids of events that calendars of several customers hold together.
@Suite struct CalendarIdentityTests {
    private func identities(customer: String) async throws -> Set<Substring> {
        let terminal = try Terminal()
        let path = terminal.folder.path + "/content/engagement.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let changed = text.replacing(/(?m)^customer:.*$/, with: "customer: \(customer)")
        #expect(changed != text)
        try terminal.folder.write(changed, to: "content/engagement.yaml")
        for line in [
            "plan set 3d --role data-scientist --person dana --week 2026-W49",
            "plan session add Kickoff --activity kickoff --date 2026-12-01 --start 09:00 --duration 2h",
        ] {
            let result = await terminal.run(line.split(separator: " ").map(String.init))
            #expect(result.status == .done, "\(result.talk)")
        }
        var found: Set<Substring> = []
        for what in ["plan", "prerequisites"] {
            let calendar = await terminal.run("export", what, "--format", "ics").output.replacing("\r\n ", with: "")
            found.formUnion(calendar.split(separator: "\r\n").filter { $0.hasPrefix("UID:") })
        }
        return found
    }

    @Test func `no event of one engagement has the id of another's, though all but the customer is the same`()
        async throws
    {
        let first = try await identities(customer: "Fabrikam Energy")
        let second = try await identities(customer: "Contoso Rail")
        #expect(first.count > 3 && first.count == second.count)
        #expect(first.isDisjoint(with: second))
        // A later export of the same engagement updates the events that a calendar has.
        #expect(try await identities(customer: "Fabrikam Energy").count == first.count)
    }
}

import Engagement
import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct ConcurrencyTests {
    @Test func `of many writers that race for the last hour inside the cap exactly one gets it`() async throws {
        for round in 0..<5 {
            let folder = try TemporaryFolder()
            let path = folder.path + "/workbook.sqlite"
            let first = try Ledger.open(at: path)
            _ = try first.append(write("before")) { _ in .timeLogged(.fixture(900, role: "project-manager")) }
            let held = try await withThrowingTaskGroup(of: Minutes.self) { group in
                for writer in 0..<16 {
                    group.addTask {
                        // A connection of its own, as another process would have.
                        let receipt = try Ledger.open(at: path).append(write("writer \(round) \(writer)")) { _ in
                            .timeLogged(.fixture(60, role: "project-manager", person: "person \(writer)"))
                        }
                        return Budget(role: Contract.fixture.roles[1], state: receipt.state).held
                    }
                }
                return try await group.reduce(into: [Minutes]()) { $0.append($1) }
            }
            // The first one in finds the hour free; every later one finds more held than the one before.
            #expect(held.count { $0 == .zero } == 1)
            #expect(Set(held).count == 16)
            #expect(try first.state().minutesByRole["project-manager"] == Minutes(900 + 16 * 60))
            #expect(try first.verify().passes)
        }
    }
}

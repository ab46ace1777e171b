import CivilTime
import Engagement
import Ledger
import LedgerFixtures
import TestSupport
import Testing

/// Writers that want the same thing at the same moment.
@Suite(.serialized) struct RaceTests {
    /// The fixture with a role for each round.
    private static func contract(rounds: Int) -> Contract {
        var contract = Contract.fixture
        contract.roles = (1...rounds).map { Role(id: "role-\($0)", title: "Role \($0)", cap: .hours(16)) }
        return contract
    }

    @Test(arguments: StoreKind.allCases)
    func `in 500 rounds of 32 writers racing for the last hour inside the cap exactly one gets it`(
        kind: StoreKind
    ) async throws {
        // Ten rounds in a ledger, for its 32 connections are made once.
        for ledgerNumber in 1...50 {
            let folder = try MemoryFolder()
            let stores = kind.stores(in: folder.path)
            let contract = Self.contract(rounds: 10)
            let first = try stores.open()
            for role in contract.roles {
                _ = try first.append(write("before \(role.id)", contract: contract)) { _ in
                    .time(.fixture(900, role: role.id))
                }
            }
            // A connection for each writer, as another process would have.
            let writers = try (1...32).map { _ in try stores.open() }
            for role in contract.roles {
                let held = try await Self.race(writers, for: role, under: contract)
                // The first one in finds the hour free; every later one finds more held than the one before.
                #expect(held.sorted() == (0..<32).map { Minutes($0 * 60) }, "ledger \(ledgerNumber), \(role.id)")
            }
            let state = try first.state()
            #expect(contract.roles.allSatisfy { state.minutesByRole[$0.id] == Minutes(900 + 32 * 60) })
            #expect(state.entryCount == 1 + 10 * 33)
            #expect(try first.verify().passes)
        }
    }

    /// Lets every writer log an hour at once; returns what each then found held.
    private static func race(_ writers: [any LedgerStore], for role: Role, under contract: Contract) async throws
        -> [Minutes]
    {
        try await withThrowingTaskGroup(of: Minutes.self) { group in
            for (number, writer) in writers.enumerated() {
                group.addTask {
                    let receipt = try writer.append(write("\(role.id) writer \(number)", contract: contract)) { state in
                        let day = CivilDate(2026, 12, 1)
                        return try Rules(contract: contract, state: state, today: day).log(
                            Rules.TimeRequest(
                                role: role.id, activity: "kickoff", person: "writer \(number)", date: day,
                                minutes: .hours(1)))
                    }
                    return Budget(role: role, state: receipt.state).held
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `an operation that 32 writers repeat at once is recorded once`(kind: StoreKind) async throws {
        let folder = try MemoryFolder()
        let stores = kind.stores(in: folder.path)
        let ledger = try stores.make()
        for round in 1...20 {
            let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
                for _ in 1...32 {
                    group.addTask {
                        try stores.open().append(write("same \(round)")) { _ in
                            .time(.fixture(60))
                        }
                    }
                }
                return try await group.reduce(into: [Receipt]()) { $0.append($1) }
            }
            #expect(receipts.count { !$0.isRepeat } == 1)
            #expect(Set(receipts.map(\.entry.id)).count == 1)
        }
        #expect(try ledger.state().minutesByRole["data-scientist"] == .hours(20))
        #expect(try ledger.verify().passes)
    }

    @Test(arguments: StoreKind.allCases)
    func `of two writers that use one operation for different things one is refused`(kind: StoreKind) async throws {
        let folder = try MemoryFolder()
        let stores = kind.stores(in: folder.path)
        let first = try stores.make()
        for round in 1...20 {
            let recorded = await withTaskGroup(of: Bool.self) { group in
                for minutes in 1...8 {
                    group.addTask {
                        let ledger = try? stores.open()
                        return (try? ledger?.append(write("same \(round)")) { _ in .time(.fixture(minutes)) })
                            != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(recorded == 1)
        }
        #expect(try first.state().entryCount == 21)
    }
}

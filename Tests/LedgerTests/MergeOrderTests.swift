import CivilTime
import Engagement
import Ledger
import TestSupport
import Testing

/// The order of a merge, for entries whose times do not tell it: of older versions, and of forged copies.
@Suite struct MergeOrderTests {
    private static let day = CivilDate(2026, 12, 1)
    private let contract: Entry

    init() throws {
        contract = try Self.entry("contract", at: 0, .contract(ContractRecorded(contract: .fixture)))
    }

    private static func entry(_ operation: String, at milliseconds: Int, _ event: Event) throws -> Entry {
        try EntryCoding.entry(
            sequence: 1, operation: operation, moment: Moment(milliseconds: milliseconds, date: day), actor: "a",
            event: event, previousHash: EntryCoding.noHash
        ).entry
    }

    /// Returns an entry whose id is before or after `other`, so that its id alone would put it there.
    private static func entry(
        _ isPlaced: (String, String) -> Bool, _ other: Entry, at milliseconds: Int, _ event: Event
    ) throws -> Entry {
        let entries = try (0..<100).map { try entry("operation \($0)", at: milliseconds, event) }
        return try #require(entries.first { isPlaced($0.id, other.id) })
    }

    private static func planned(_ title: String, moves: String? = nil) -> Event {
        .session(.planned(SessionPlanned(title: title, activity: "kickoff", date: day, moves: moves)))
    }

    /// What an entry may refer to, and what refers to it.
    private static let references: [(target: Event, following: @Sendable (String) -> Event)] = [
        (.time(.fixture(60)), { .entry(.voided(EntryVoided(target: $0, reason: ""))) }),
        (.time(.fixture(60)), { .entry(.restored(EntryRestored(target: $0))) }),
        (
            .time(.fixture(60)),
            { id in
                var time = TimeLogged.fixture(30)
                time.corrects = id
                return .time(time)
            }
        ),
        (
            .change(
                .proposed(
                    ChangeProposed(
                        title: "t", requester: "r", reason: "so",
                        effect: .addTime(role: "data-scientist", minutes: .days(1))))),
            { .change(.approved(ChangeDecided(change: $0, decidedBy: "ann", reason: "so"))) }
        ),
        (
            .change(
                .proposed(
                    ChangeProposed(title: "t", requester: "r", reason: "so", effect: .removeActivity(id: "kickoff")))),
            { .change(.declined(ChangeDecided(change: $0, decidedBy: "ann", reason: "so"))) }
        ),
        (
            .risk(.added(RiskAdded(kind: .risk, title: "r", owner: "o"))),
            { .risk(.closed(RiskClosed(risk: $0, resolution: "so"))) }
        ),
        (planned("s"), { .session(.cancelled(SessionCancelled(session: $0, reason: "so"))) }),
        (planned("s"), { planned("later", moves: $0) }),
    ]

    @Test(arguments: references.indices, [0, 500, 1000])
    func `an entry comes straight after what it refers to, whatever its clock says`(
        index: Int, milliseconds: Int
    ) throws {
        let reference = Self.references[index]
        let target = try Self.entry("target", at: 1000, reference.target)
        let follower = try Self.entry(<, target, at: milliseconds, reference.following(target.id))
        let later = try Self.entry("later", at: 1001, .time(.fixture(1)))
        let order = try Merge([contract, target, later], with: [contract, follower]).entries
        #expect(order.map(\.id) == [contract.id, target.id, follower.id, later.id])
    }

    @Test func `a contract comes before the write that it was recorded for, at the same time`() throws {
        var changed = Contract.fixture
        changed.title = "Changed"
        let time = try Self.entry("time", at: 5, .time(.fixture(60)))
        let second = try Self.entry(>, time, at: 5, .contract(ContractRecorded(contract: changed)))
        let order = try Merge([contract], with: [contract, second, time]).entries
        #expect(order.map(\.id) == [contract.id, second.id, time.id])
    }

    @Test func `entries that refer to each other in a circle are merged`() throws {
        // Nothing but a forged ledger has them; the ids are known before the entries are made.
        let names = ["one", "two"]
        let ids = try names.map { try Self.entry($0, at: 0, .time(.fixture(1))).id }
        let own = [
            try Self.entry("one", at: 1, Self.planned("a", moves: ids[1])),
            try Self.entry("two", at: 2, Self.planned("b", moves: ids[0])),
        ]
        let time = try Self.entry("time", at: 3, .time(.fixture(60)))
        let merge = try Merge([contract] + own, with: [contract, time])
        #expect(Set(merge.entries.map(\.id)) == Set(ids + [contract.id, time.id]))
        // In a foreign copy they are refused.
        #expect(throws: Refusal.self) { try Merge([contract, time], with: [contract] + own) }
    }

    @Test func `of an operation in both copies the entry that was recorded first is kept`() throws {
        let early = try Self.entry("import/row", at: 10, .time(.fixture(60)))
        let late = try Self.entry("import/row", at: 20, .time(.fixture(60)))
        for (own, other) in [(early, late), (late, early)] {
            let merge = try Merge([contract, own], with: [contract, other])
            #expect(merge.entries.map(\.moment.milliseconds) == [0, 10])
            #expect(merge.added == 0)
        }
    }
}

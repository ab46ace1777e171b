import CivilTime
import Engagement
import TestSupport
import Testing

@Suite struct BudgetTests {
    /// Histories of time, voids and restores in random order.
    private func history(seed: UInt64, length: Int) -> [Entry] {
        var random = SeededGenerator(seed: seed)
        var entries: [Entry] = []
        for sequence in 1...length {
            let earlier = entries.randomElement(using: &random)
            switch (Int.random(in: 0..<10, using: &random), earlier) {
            case (8, let earlier?):
                entries.append(.fixture(sequence, .entry(.voided(EntryVoided(target: earlier.id, reason: "")))))
            case (9, let earlier?):
                entries.append(.fixture(sequence, .entry(.restored(EntryRestored(target: earlier.id)))))
            default:
                let role = Bool.random(using: &random) ? "data-scientist" : "project-manager"
                let time = TimeLogged.fixture(Int.random(in: 1...600, using: &random), role: role)
                entries.append(.fixture(sequence, .time(time)))
            }
        }
        return entries
    }

    @Test func `used and remaining make the cap, and nothing is held unless the cap is full`() {
        for seed in 0..<2000 {
            let state = State(history(seed: UInt64(seed), length: 1 + seed % 60))
            let report = StatusReport(contract: .fixture, state: state, asOf: CivilDate(2026, 12, 1))
            for budget in report.budgets {
                #expect(budget.used + budget.remaining == budget.cap)
                #expect(budget.held == .zero || budget.remaining == .zero)
                #expect(budget.used >= .zero && budget.held >= .zero && budget.remaining >= .zero)
                #expect(budget.used + budget.held == state.minutesByRole[budget.role] ?? .zero)
            }
        }
    }

    @Test func `the lines of a report add up to its totals`() {
        for seed in 0..<1000 {
            let entries = history(seed: UInt64(seed), length: 1 + seed % 80)
            let state = State(entries)
            let report = StatusReport(contract: .fixture, state: state, asOf: CivilDate(2026, 12, 1))
            let byActivity = report.activities.reduce(Minutes.zero) { $0 + $1.worked }
            let byRole = report.budgets.reduce(Minutes.zero) { $0 + $1.used + $1.held }
            let byEntry = entries.reduce(Minutes.zero) { sum, entry in
                guard case .time(let time) = entry.event, state.voided[entry.id] == nil else { return sum }
                return sum + time.minutes
            }
            let held = HeldTime.byEntry(entries, state: state, contract: .fixture).values.reduce(.zero, +)
            #expect(byActivity == byRole)
            #expect(byRole == byEntry)
            #expect(held == report.budgets.reduce(.zero) { $0 + $1.held })
        }
    }

    @Test func `one minute over the cap is held, and the newest time is what is held`() {
        let entries: [Entry] = [
            .fixture(1, .time(.fixture(900, role: "project-manager"))),
            .fixture(2, .time(.fixture(61, role: "project-manager"))),
        ]
        let state = State(entries)
        let budget = Budget(role: Contract.fixture.roles[1], state: state)
        #expect(budget.used == .days(2))
        #expect(budget.held == Minutes(1))
        #expect(HeldTime.byEntry(entries, state: state, contract: .fixture) == ["entry2": Minutes(1)])
    }

    @Test func `held time moves inside the cap when older time is voided`() {
        let entries: [Entry] = [
            .fixture(1, .time(.fixture(900, role: "project-manager"))),
            .fixture(2, .time(.fixture(120, role: "project-manager"))),
            .fixture(3, .entry(.voided(EntryVoided(target: "entry1", reason: "")))),
        ]
        #expect(HeldTime.byEntry(entries, state: State(entries), contract: .fixture).isEmpty)
    }

    @Test func `a void that is undone, and undone again, leaves what the last one says`() {
        var entries: [Entry] = [.fixture(1, .time(.fixture(60)))]
        for round in 0..<6 {
            let isVoid = round.isMultiple(of: 2)
            entries.append(
                .fixture(
                    round + 2,
                    isVoid
                        ? .entry(.voided(EntryVoided(target: "entry1", reason: "")))
                        : .entry(.restored(EntryRestored(target: "entry1")))))
            #expect(State(entries).totals.count == (isVoid ? 0 : 1))
        }
    }

    @Test func `held time is what each entry brought over the cap, less what corrections released`() {
        for seed in 0..<500 {
            var random = SeededGenerator(seed: UInt64(seed))
            // Corrections take back time of their role, but never more than there is.
            var total = Minutes.zero
            let entries = (1...40).map { sequence in
                let minutes = Minutes(Int.random(in: -min(total.count, 400)...300, using: &random))
                total += minutes
                return Entry.fixture(sequence, .time(.fixture(minutes.count, role: "project-manager")))
            }
            let state = State(entries)
            #expect(
                HeldTime.byEntry(entries, state: state, contract: .fixture) == heldStepByStep(entries, cap: .days(2)))
        }
    }

    /// The definition: each entry in its turn holds what it brings over the cap, and an entry that lowers the
    /// total releases the oldest held time.
    private func heldStepByStep(_ entries: [Entry], cap: Minutes) -> [String: Minutes] {
        var logged = Minutes.zero
        var held: [(id: String, minutes: Minutes)] = []
        for entry in entries {
            guard case .time(let time) = entry.event else { continue }
            let before = max(.zero, logged - cap)
            logged += time.minutes
            let after = max(.zero, logged - cap)
            if after > before { held.append((entry.id, after - before)) }
            var released = max(.zero, before - after)
            for index in held.indices where released > .zero {
                let part = min(released, held[index].minutes)
                held[index].minutes -= part
                released -= part
            }
        }
        return Dictionary(uniqueKeysWithValues: held.filter { $0.minutes > .zero }.map { ($0.id, $0.minutes) })
    }
}

import CivilTime
import Engagement
import TestSupport
import Testing

@Suite struct WindowTests {
    private func findings(_ contract: Contract, _ events: [Event] = [], asOf: CivilDate) -> [Finding] {
        let state = State(events.enumerated().map { .fixture($0 + 1, $1) })
        return StatusReport(contract: contract, state: state, asOf: asOf).findings
    }

    private func window(_ start: CivilDate, _ end: CivilDate) -> Contract {
        var contract = Contract.fixture
        contract.window.start = start
        contract.window.end = end
        return contract
    }

    @Test(arguments: [
        // 20, 21, 28 and 29 days, and 28 days that touch five calendar weeks.
        (CivilDate(2026, 11, 30), CivilDate(2026, 12, 19), true),
        (CivilDate(2026, 11, 30), CivilDate(2026, 12, 20), false),
        (CivilDate(2026, 11, 30), CivilDate(2026, 12, 27), false),
        (CivilDate(2026, 11, 30), CivilDate(2026, 12, 28), true),
        (CivilDate(2026, 12, 16), CivilDate(2027, 1, 12), false),
        // 9 and 18 days that touch three calendar weeks.
        (CivilDate(2026, 12, 18), CivilDate(2026, 12, 28), true),
        (CivilDate(2026, 12, 18), CivilDate(2027, 1, 4), true),
    ])
    func `the window is as long as its days`(start: CivilDate, end: CivilDate, isFound: Bool) {
        let rules = findings(window(start, end), asOf: CivilDate(2026, 11, 20)).map(\.rule)
        #expect(rules.contains(.windowLength) == isFound)
    }

    @Test func `the length is said in days, or in weeks if they are whole`() throws {
        #expect(window(CivilDate(2026, 12, 16), CivilDate(2027, 1, 12)).window.length == "4 weeks")
        let short = findings(window(CivilDate(2026, 12, 18), CivilDate(2027, 1, 4)), asOf: CivilDate(2026, 11, 20))
        let finding = try #require(short.first { $0.rule == .windowLength })
        #expect(finding.message == "the window is 18 days long; the contract foresees 3 to 4 weeks")
    }

    @Test func `a window that starts on a day off is found, with the reason`() throws {
        let saturday = findings(window(CivilDate(2026, 12, 5), CivilDate(2026, 12, 29)), asOf: CivilDate(2026, 11, 1))
        #expect(try #require(saturday.first { $0.rule == .windowStart }).message.hasSuffix("a Saturday"))
        let holiday = findings(window(CivilDate(2026, 12, 8), CivilDate(2027, 1, 1)), asOf: CivilDate(2026, 11, 1))
        #expect(try #require(holiday.first { $0.rule == .windowStart }).message.hasSuffix("Founders' Day"))
        #expect(!findings(.fixture, asOf: CivilDate(2026, 11, 1)).contains { $0.rule == .windowStart })
    }

    @Test func `a start that is closer than the notice is found until a request is recorded or the work begins`() {
        var contract = Contract.fixture
        contract.window.resourcesRequested = nil
        func isFound(_ asOf: CivilDate) -> Bool {
            findings(contract, asOf: asOf).contains { $0.rule == .resourcingNotice }
        }
        #expect(!isFound(CivilDate(2026, 11, 2)))
        #expect(isFound(CivilDate(2026, 11, 3)))
        #expect(isFound(CivilDate(2026, 11, 29)))
        #expect(!isFound(CivilDate(2026, 11, 30)))
        contract.window.resourcesRequested = CivilDate(2026, 11, 2)
        #expect(!isFound(CivilDate(2026, 11, 3)))
    }

    @Test func `today is a day left until it is over`() throws {
        func report(_ day: Int, isDayOver: Bool) -> StatusReport {
            StatusReport(
                contract: .fixture, state: State([]), asOf: CivilDate(2026, 12, day), isDayOver: isDayOver)
        }
        #expect(report(24, isDayOver: false).businessDaysLeft == 1)
        #expect(report(24, isDayOver: true).businessDaysLeft == 0)
        // The last day is half a day off.
        let last = report(24, isDayOver: false).findings.first { $0.rule == .notEnoughDays }
        #expect(try #require(last).message.contains("only 4h of working time is left"))
        let over = try #require(report(24, isDayOver: true).findings.first { $0.rule == .notEnoughDays })
        #expect(over.message.contains("no working time is left"))
        #expect(!over.hint.words.contains("second person"))
    }

    @Test func `what is logged today is no working time left`() throws {
        let entries = [Entry.fixture(1, .time(.fixture(360, on: CivilDate(2026, 12, 23))))]
        let report = StatusReport(
            contract: .fixture, state: State(entries), asOf: CivilDate(2026, 12, 23), isDayOver: false)
        let finding = report.findings.first { $0.rule == .notEnoughDays && $0.subject == "data-scientist" }
        // 2 hours of Wednesday and the half of Thursday.
        #expect(try #require(finding).message.contains("only 6h of working time is left"))
    }
}

@Suite struct ContractChangeTests {
    private func recorded(_ sequence: Int, on day: Int, _ edit: (inout Contract) -> Void = { _ in }) -> Entry {
        var contract = Contract.fixture
        edit(&contract)
        return .fixture(
            sequence, .contract(ContractRecorded(contract: contract)), on: CivilDate(2026, 12, day))
    }

    @Test func `a cap and a window that were changed in the contract are among the changes`() throws {
        let entries = [
            recorded(1, on: 1),
            recorded(2, on: 4) { $0.roles[0].cap = .days(10) },
            recorded(3, on: 5) {
                $0.roles = [$0.roles[1], Role(id: "tester", title: "Tester", cap: .days(1))]
                $0.window.end = CivilDate(2026, 12, 27)
            },
        ]
        let contract = try #require(State(entries).contract)
        let changes = StatusReport(contract: contract, state: State(entries), asOf: CivilDate(2026, 12, 6))
            .contractChanges
        #expect(
            changes.map { "\($0.recordedOn.map(\.description) ?? "-"): \($0)" } == [
                "2026-12-04: the cap of Data Scientist is 10d, it was 14d",
                "2026-12-05: Tester is a new role with a cap of 1d",
                "2026-12-05: Data Scientist, with a cap of 10d, is no role any more",
                "2026-12-05: the window ends on 2026-12-27, it ended on 2026-12-24",
            ])
    }

    @Test func `an edit that no entry has followed yet is said to be unrecorded`() {
        var contract = Contract.fixture
        contract.window.start = CivilDate(2026, 12, 1)
        let report = StatusReport(
            contract: contract, state: State([recorded(1, on: 1)]), asOf: CivilDate(2026, 12, 6))
        #expect(report.contractChanges.map(\.recorded) == ["not recorded yet"])
        #expect(
            report.contractChanges.map(\.description) == ["the window starts on 2026-12-01, it started on 2026-11-30"])
    }
}

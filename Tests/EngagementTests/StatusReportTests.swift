import CivilTime
import Engagement
import TestSupport
import Testing

@Suite struct StatusReportTests {
    private func report(_ events: [Event], asOf: CivilDate, contract: Contract = .fixture) -> StatusReport {
        StatusReport(
            contract: contract, state: State(events.enumerated().map { .fixture($0 + 1, $1) }), asOf: asOf)
    }

    @Test func `a prerequisite is overdue from the day after it was due`() {
        #expect(report([], asOf: CivilDate(2026, 11, 27)).overdueCount == 0)
        #expect(report([], asOf: CivilDate(2026, 11, 28)).overdueCount == 1)
        #expect(report([], asOf: CivilDate(2026, 12, 1)).overdueCount == 2)
    }

    @Test func `a finding counts the business days that a prerequisite is overdue`() throws {
        let findings = report([], asOf: CivilDate(2026, 12, 1)).findings
        let overdue = try #require(findings.first { $0.rule == .overduePrerequisite && $0.subject == "pipeline" })
        // Due on Friday 27 November: Monday and Tuesday are lost, the weekend is not.
        #expect(overdue.message.contains("2 business days ago"))
        #expect(overdue.message.contains("owner owes it"))
    }

    @Test func `work before a before-start prerequisite is found`() {
        let rules = report([.time(.fixture(60))], asOf: CivilDate(2026, 11, 27)).findings.map(\.rule)
        #expect(rules.contains(.workBeforePrerequisite))
    }

    @Test func `days that no longer fit into the window are found`() {
        let late = report([], asOf: CivilDate(2026, 12, 21)).findings.filter { $0.rule == .notEnoughDays }
        #expect(late.map(\.subject) == ["data-scientist"])
        #expect(report([], asOf: CivilDate(2026, 11, 30)).findings.allSatisfy { $0.rule != .notEnoughDays })
    }

    @Test func `business days left count neither weekends nor holidays`() {
        // 30 November to 24 December: 19 weekdays, of which 8 December is a holiday.
        #expect(report([], asOf: CivilDate(2026, 11, 1)).businessDaysLeft == 18)
        #expect(report([], asOf: CivilDate(2026, 12, 23)).businessDaysLeft == 1)
        #expect(report([], asOf: CivilDate(2026, 12, 24)).businessDaysLeft == 0)
    }

    @Test func `a window shorter than three weeks and a late request for people are found`() {
        var contract = Contract.fixture
        contract.window.end = CivilDate(2026, 12, 11)
        contract.window.resourcesRequested = CivilDate(2026, 11, 20)
        let rules = report([], asOf: CivilDate(2026, 11, 20), contract: contract).findings.map(\.rule)
        #expect(rules.contains(.windowLength))
        #expect(rules.contains(.resourcingNotice))
    }

    @Test func `time of a role that left the contract is not lost`() throws {
        let findings = report([.time(.fixture(60, role: "tester"))], asOf: CivilDate(2026, 11, 27)).findings
        let finding = try #require(findings.first { $0.rule == .unknownRole })
        #expect(finding.message.hasPrefix("1h is logged for the role 'tester'"))
    }
}

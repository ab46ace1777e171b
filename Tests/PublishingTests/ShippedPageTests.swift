import CivilTime
import Content
import Engagement
import Foundation
import Pages
import Publishing
import TestSupport
import Testing

/// Three whole pages of the shipped engagement, each against an outline that a person reads in review.
@Suite struct ShippedPageTests {
    private func site() throws -> Site {
        let content = try ContentFolder.read(at: Repository.root)
        let contract = try #require(content.contract)
        let events: [Event] = [
            .contract(ContractRecorded(contract: contract)),
            .prerequisite(
                .confirmed(PrerequisiteConfirmed(prerequisite: "existing-ml-pipeline", evidence: "run 4711 in dev"))),
            .activity(.started(ActivityStarted(activity: "kickoff"))),
            .time(
                TimeLogged(
                    role: "data-scientist", activity: "kickoff", person: "dana", date: CivilDate(2026, 12, 1),
                    minutes: .hours(6))),
            .activity(.done(ActivityDone(activity: "kickoff"))),
        ]
        let state = State(events.enumerated().map { Entry.fixture($0 + 1, $1) })
        let report = StatusReport(contract: contract, state: state, asOf: CivilDate(2026, 12, 9))
        let options = SiteOptions(
            edition: .internal, spelling: Hint.plainSpelling, madeOn: CivilDate(2026, 12, 9),
            attachments: content.attachments.map { OutputFile(path: $0.path, bytes: $0.bytes) })
        return SiteBuilder(theme: Theme()).build(report, content, options: options)
    }

    @Test func `a decision, a runbook and the status page are as they were read in review`() throws {
        let site = try site()
        for (address, name) in [
            ("decisions/0002-batch-streaming-or-real-time", "decision.txt"),
            ("runbooks/triage-drift-alert", "runbook.txt"), ("engagement/status", "status.txt"),
        ] {
            let html = site.text(address + "/index.html")
            // The mark of the whole site's content is another one after an edit of any page.
            let outline = PageOutline.text(of: html).replacing(/content `[0-9a-f]{12}`/, with: "content `MARK`")
            #expect(outline.contains("content `MARK`"))
            try expectGolden(outline, name)
        }
    }
}

package import CivilTime
package import Engagement
package import Ledger
import TestSupport

/// Returns a write at a fixed moment, whose operation is named by the test.
package func write(
    _ operation: String, contract: Contract = .fixture, on date: CivilDate = CivilDate(2026, 12, 1)
) -> Write {
    Write(
        operation: operation, actor: "tester",
        moment: Moment(milliseconds: date.dayNumber * 86_400_000 + 34_200_000, date: date), contract: contract)
}

/// Appends entries of many kinds: some of them undone, undone undos, and text that is not plain.
package func fillWithEverything(_ ledger: any LedgerStore) throws {
    var recorded: [Entry] = []
    func append(_ event: Event) throws {
        let number = recorded.count + 1
        let day = CivilDate(2026, 12, 1 + number / 10)
        recorded.append(try ledger.append(write("operation \(number)", on: day)) { _ in event }.entry)
    }
    try append(.prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: "pipeline", evidence: "run 7 \u{FFFD}"))))
    try append(.activity(.started(ActivityStarted(activity: "kickoff"))))
    for number in 1...12 {
        try append(
            .time(
                TimeLogged(
                    role: "data-scientist", activity: number.isMultiple(of: 2) ? "kickoff" : "inference",
                    person: number.isMultiple(of: 3) ? "Zoë" : "dana", date: CivilDate(2026, 12, 1 + number % 4),
                    minutes: Minutes(number * 10), note: "naïve \(number) \u{1F600}")))
    }
    try append(.entry(.voided(EntryVoided(target: recorded[4].id, reason: "typo"))))
    try append(.entry(.voided(EntryVoided(target: recorded[5].id, reason: "typo"))))
    try append(.entry(.restored(EntryRestored(target: recorded[5].id))))
    try append(
        .change(
            .proposed(
                ChangeProposed(
                    title: "More", requester: "ann", reason: "scope",
                    effect: .addTime(role: "data-scientist", minutes: .days(1))))))
    try append(
        .change(.approved(ChangeDecided(change: recorded[recorded.count - 1].id, decidedBy: "bob", reason: "yes"))))
    try append(.risk(.added(RiskAdded(kind: .risk, title: "late data", owner: "ann"))))
    try append(.week(.submitted(WeekSubmitted(person: "dana", week: CivilDate(2026, 11, 30)))))
    try append(.week(.closed(WeekClosed(week: CivilDate(2026, 11, 30), closedBy: "ann"))))
    for number in 1...8 { try append(.time(.fixture(number, role: "project-manager", person: "pat"))) }
}

import CivilTime
import Engagement
package import Ledger
import TestSupport

/// Writes random entries that the rules allow, the same from the same seed.
package struct RandomWriter {
    let name: String
    /// How far this machine's clock is from the others', in milliseconds.
    package var clockError = 0
    private var random: SeededGenerator
    private var number = 0
    private var milliseconds = CivilDate(2026, 12, 1).dayNumber * 86_400_000

    private static let people = ["dana", "emre", "farah"]
    private static let days = (1...18).map { CivilDate(2026, 12, $0) }

    package init(_ name: String, seed: UInt64) {
        self.name = name
        random = SeededGenerator(seed: seed)
    }

    /// Appends one entry.
    package mutating func write(to ledger: any LedgerStore) throws -> Receipt {
        while true {
            number += 1
            // Now and then several in one millisecond, and once in a while a clock that is put back.
            milliseconds +=
                Int.random(in: -2000...20_000_000, using: &random) / Int.random(in: 1...10_000, using: &random)
            let date = CivilDate(dayNumber: milliseconds / 86_400_000)
            let write = Write(
                operation: "\(name)-\(number)", actor: name,
                moment: Moment(milliseconds: milliseconds + clockError, date: date), contract: .fixture)
            do {
                return try ledger.append(write) { [entries = try ledger.entries()] state in
                    try request(Rules(contract: .fixture, state: state, today: date), state, entries, ledger)
                }
            } catch is Refusal {
                continue
            }
        }
    }

    private mutating func pick<Value>(_ values: [Value]) throws -> Value {
        guard let value = values.randomElement(using: &random) else {
            throw Refusal(rule: .nothingToUndo, "there is none", hint: "")
        }
        return value
    }

    private mutating func request(
        _ rules: Rules, _ state: State, _ entries: [Entry], _ ledger: any LedgerStore
    ) throws -> Event {
        let day = try pick(Self.days)
        switch Int.random(in: 0..<40, using: &random) {
        case 0: return try rules.confirmPrerequisite(pick(["pipeline", "access"]), evidence: "seen")
        case 1: return try rules.waivePrerequisite(pick(["pipeline", "access"]), by: "ann", reason: "later")
        case 2: return try rules.blockPrerequisite(pick(["pipeline", "access"]), reason: "no rights")
        case 3: return try rules.reopenPrerequisite(pick(["pipeline", "access"]), reason: "gone")
        case 4: return try rules.startActivity(pick(["kickoff", "inference", "monitoring"]))
        case 5: return try rules.finishActivity(pick(["kickoff", "inference", "monitoring"]))
        case 6: return try rules.dropActivity("monitoring", reason: "no time")
        case 7:
            return .change(
                .proposed(
                    ChangeProposed(
                        title: "More", requester: "ann", reason: "scope",
                        effect: .addTime(role: "data-scientist", minutes: .days(1)))))
        case 8, 9:
            let change = try pick(state.changes)
            return try rules.decideChange(change.id, isApproved: Bool.random(using: &random), by: "bob", reason: "so")
        case 10:
            let minutes = Minutes(60 * Int.random(in: 0...9, using: &random))
            return .plan(
                PlanSet(role: "data-scientist", person: try pick(Self.people), week: day.monday, minutes: minutes))
        case 11: return try rules.submitWeek(of: pick(Self.people), day)
        case 12: return try rules.closeWeek(day, by: "ann")
        case 13: return try rules.reopenWeek(day, by: "ann", reason: "forgotten")
        case 14: return try rules.addRisk(.risk, title: "late data", owner: "ann")
        case 15: return try rules.closeRisk(pick(state.risks).id, resolution: "gone")
        case 16, 17, 18, 19, 20: return try rules.undo(subject(of: pick(entries), among: entries))
        case 21, 22: return try rules.log(time(on: day, correcting: pick(entries)))
        case 30:
            return try rules.planSession(
                SessionPlanned(
                    title: "Handover", activity: "kickoff", date: day, start: ClockTime("9:30"), minutes: .hours(2),
                    attendees: ["ann"]))
        case 32:
            return try rules.holdSession(
                SessionHeld(
                    session: pick(state.sessions).id, heldOn: day, teacher: "dana", questions: ["Why?", "How?"]))
        case 33: return try rules.ask(QuestionAsked(text: "Who?", askedBy: "ann", session: pick(state.sessions).id))
        case 34: return try rules.closeQuestion(pick(state.questions.all).label, by: "bob", answer: "so", document: nil)
        case 35: return try rules.recordRehearsal(rehearsal(on: day))
        case 36:
            return try rules.markImmaterial(
                .fixture(pick([0, 1, 2, 3])), from: nil, by: "dana", reason: "a typo")
        case 37:
            return try rules.addEvidence(
                .fixture(
                    pick([
                        .rehearsal(pick(state.rehearsals.all).id), .document(.fixture(1)),
                        .outside(.jobRun, reference: "run \(number)"),
                    ])))
        case 38: return try rules.addEvidence(.fixture(.session(pick(state.sessions).id)))
        case 39: return try rules.giveSignOff(.fixture)
        case 31: return try rules.cancelSession(pick(state.sessions).id, reason: "moved")
        default: return try rules.log(time(on: day, correcting: nil))
        }
    }

    private mutating func rehearsal(on day: CivilDate) throws -> RehearsalRecorded {
        let revision = try pick([0, 1, 2, 3])
        let level = try pick(Rehearsal.Level.allCases)
        return .fixture {
            $0.document = .fixture(revision)
            $0.level = level
            $0.performedOn = day
            $0.questions = ["Where?"]
        }
    }

    private mutating func time(on day: CivilDate, correcting entry: Entry?) throws -> Rules.TimeRequest {
        Rules.TimeRequest(
            role: try pick(["data-scientist", "project-manager"]), activity: try pick(["kickoff", "inference"]),
            person: try pick(Self.people), date: day,
            minutes: Minutes(entry == nil ? try pick([15, 30, 60, 480]) : try pick([-60, -30, -15, 15])),
            confirmsNonBusinessDay: true, corrects: entry)
    }

    /// Returns what `LedgerStore.undoSubject` returns, from entries that were read before the transaction.
    private func subject(of entry: Entry, among entries: [Entry]) -> Rules.UndoSubject {
        func find(_ id: String) -> Entry? { entries.first { $0.id == id } }
        var affected = entry
        switch entry.event {
        case .entry(.voided(let event)): affected = find(event.target) ?? entry
        case .entry(.restored(let event)): affected = find(event.target) ?? entry
        default: break
        }
        guard case .time(let time) = affected.event else {
            return Rules.UndoSubject(entry: entry, affected: affected)
        }
        return Rules.UndoSubject(entry: entry, affected: affected, corrected: time.corrects.flatMap(find))
    }
}

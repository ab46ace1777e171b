import CivilTime
import Content
import Engagement
import Knowledge

/// What an edition shows of proof and gaps, in words.
struct ShownProof: Sendable, Equatable {
    struct CriterionRow: Sendable, Equatable {
        let id: String
        let title: String
        let standing: ProofStanding
        /// What was seen, by whom and when, and why it isn't proof of the present revision.
        let evidence: [String]
        /// The customer's answer, who gave it, and why if it isn't accepted without conditions.
        let signOff: String
        /// Each with its owner and whether it is met.
        let conditions: [String]
    }

    struct RunbookRow: Sendable, Equatable {
        let id: String
        let standing: ProofStanding
        /// `proven at this revision`, `not rehearsed`.
        let words: String
        /// The rehearsal that proves most; nil if there is none.
        let rehearsal: String?
    }

    struct GapRow: Sendable, Equatable {
        let message: String
        /// The command that closes it; nil in the customer edition, whose readers don't have the program.
        let hint: String?
    }

    struct GapGroup: Sendable, Equatable {
        let kind: Gap.Kind
        /// `7 of 12 runbooks rehearsed by the customer`.
        let words: String
        let gaps: [GapRow]
    }

    /// What the customer accepted last.
    struct Acceptance: Sendable, Equatable {
        /// `2 of 41 documents changed since the acceptance of 2027-03-26`.
        let words: String
        let acceptedOn: CivilDate
        /// The ids of the documents.
        let accepted: Set<String>
        let changed: Set<String>
    }

    let criteria: [CriterionRow]
    let runbooks: [RunbookRow]
    /// `5 of 8 criteria proven at this revision`.
    let summary: String
    /// `7 of 8 criteria accepted, 1 rejected`; nil if the customer has answered none.
    let answers: String?
    let runbookSummary: String
    /// Of each kind that has something to count.
    let gaps: [GapGroup]
    /// Nil if the customer has accepted no documents yet.
    let acceptance: Acceptance?
    private let rowOfRunbook: [String: Int]

    init(_ report: StatusReport, _ content: ContentFolder, edition: Edition, spelling: RemedySpelling) {
        let documents = CurrentDocuments(content)
        let trace = Knowledge.Trace(report, documents: documents, edition: edition)
        let gaps = Gaps(report, content, documents: documents, edition: edition)
        criteria = trace.criteria.map { CriterionRow($0, on: trace.asOf) }
        let runbooks = trace.runbooks.map(RunbookRow.init)
        self.runbooks = runbooks
        summary = trace.summary
        answers = report.acceptance?.words
        runbookSummary = trace.runbookSummary
        self.gaps = gaps.counts.filter { $0.total > 0 }.map { count in
            GapGroup(
                kind: count.kind, words: count.words,
                gaps: gaps.all.filter { $0.kind == count.kind }.map { gap in
                    GapRow(
                        message: gap.message, hint: edition == .internal ? gap.hint.spelled(spelling) : nil)
                })
        }
        acceptance = gaps.changesSinceAcceptance.map { changes in
            Acceptance(
                words: changes.words, acceptedOn: changes.acceptedOn, accepted: Set(changes.accepted),
                changed: Set(changes.changed.map(\.id)))
        }
        rowOfRunbook = Dictionary(runbooks.indices.map { (runbooks[$0].id, $0) }) { first, _ in first }
    }

    func runbook(_ id: String) -> RunbookRow? { rowOfRunbook[id].map { runbooks[$0] } }
}

extension ShownProof.CriterionRow {
    fileprivate init(_ line: Knowledge.Trace.CriterionLine, on day: CivilDate) {
        id = line.criterion.id
        title = line.criterion.title
        standing = line.standing
        evidence = line.evidence.map { judged in
            let added = judged.evidence.added
            let reason = judged.reason.isEmpty ? "" : " (\(judged.reason))"
            return "\(added.subjectText), seen by \(added.seenBy) on \(added.seenOn.spelled): "
                + "\(judged.standing.words)\(reason)"
        }
        let signed = line.signOff.map { " by \($0.given.signer) on \($0.given.signedOn.spelled)" } ?? ""
        signOff =
            line.answer.map { answer in
                answer.outcome.words + signed + (answer.reason.isEmpty ? "" : ": \(answer.reason)")
            } ?? ""
        conditions = line.conditions.map { condition in
            "\(condition.named.text): \(condition.named.owner), \(condition.standing(on: day, spelling: \.spelled))"
        }
    }
}

extension ShownProof.RunbookRow {
    fileprivate init(_ line: Knowledge.Trace.RunbookLine) {
        id = line.document.id
        standing = line.standing
        words = line.words
        rehearsal = line.best?.recorded.summary
    }
}

extension RehearsalRecorded {
    /// `unaided by ann on Mon 14 Dec 2026`.
    fileprivate var summary: String { "\(level.rawValue) by \(performer) on \(performedOn.spelled)" }
}

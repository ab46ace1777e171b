package import CivilTime
package import Engagement
import Fingerprint
package import Knowledge
package import Spreadsheet

/// The trace for scripts and spreadsheets.
package struct TraceReport: Encodable {
    package struct Denominator: Encodable {
        package let proven: Int
        package let total: Int
    }

    package struct RunbookLine: Encodable {
        package let id: String
        package let title: String
        package let fingerprint: String
        package let standing: ProofStanding
        package let rehearsals: [RehearsalLine]
    }

    package struct SignOffLine: Encodable {
        package let id: String
        package let outcome: SignOffGiven.Outcome
        /// Why, if it isn't accepted without conditions; nil if there is no reason.
        package let reason: String?
        package let conditions: [ConditionLine]
        package let signer: String
        package let signerRole: String
        package let onBehalfOf: String
        package let signedOn: CivilDate
        package let packFingerprint: String
    }

    package struct CriterionLine: Encodable {
        package let id: String
        package let title: String
        package let standing: ProofStanding
        package let activities: [String]
        package let decisions: [String]
        package let runbooks: [String]
        package let evidence: [EvidenceLine]
        package let signOff: SignOffLine?
    }

    package let criteria: [CriterionLine]
    package let runbooks: [RunbookLine]
    package let criteriaProven: Denominator
    package let runbooksRehearsed: Denominator

    /// - Parameter standing: How far a rehearsal proves its document.
    package init(_ trace: Trace, standing: (Rehearsal) -> ProofStanding) {
        criteria = trace.criteria.map { CriterionLine($0, on: trace.asOf) }
        runbooks = trace.runbooks.map { line in
            RunbookLine(
                id: line.document.id, title: line.document.title, fingerprint: line.document.fingerprint.hex,
                standing: line.standing, rehearsals: line.rehearsals.map { RehearsalLine($0, standing: standing($0)) })
        }
        criteriaProven = Denominator(proven: trace.count(of: .proven), total: trace.criteria.count)
        runbooksRehearsed = Denominator(
            proven: trace.runbooks.count { $0.standing == .proven }, total: trace.runbooks.count)
    }
}

extension TraceReport.CriterionLine {
    fileprivate init(_ line: Trace.CriterionLine, on day: CivilDate) {
        id = line.criterion.id
        title = line.criterion.title
        standing = line.standing
        activities = line.activities.map(\.id)
        decisions = line.decisions.map(\.id)
        runbooks = line.runbooks.map(\.document.id)
        evidence = line.evidence.map(EvidenceLine.init)
        signOff = line.signOff.flatMap { signOff in
            line.answer.map { answer in
                TraceReport.SignOffLine(
                    id: signOff.id, outcome: answer.outcome, reason: answer.reason.isEmpty ? nil : answer.reason,
                    conditions: line.conditions.map { ConditionLine($0, on: day) }, signer: signOff.given.signer,
                    signerRole: signOff.given.signerRole, onBehalfOf: signOff.given.onBehalfOf,
                    signedOn: signOff.given.signedOn, packFingerprint: signOff.given.packFingerprint)
            }
        }
    }
}

extension Trace {
    /// A row for each piece of evidence; a criterion without any has a row too.
    package var sheet: Sheet {
        Sheet(
            name: "Trace",
            columns: [
                .init("criterion"), .init("title"), .init("standing"), .init("activities"), .init("decisions"),
                .init("runbooks"), .init("evidence"), .init("kind"), .init("subject"), .init("fingerprint"),
                .init("seen by"), .init("side"), .init("seen on", kind: .date), .init("evidence standing"),
                .init("reason"), .init("signed off"), .init("signer"),
                .init("open conditions", kind: .number),
            ],
            rows: criteria.flatMap { line in
                line.evidence.isEmpty ? [row(line, nil)] : line.evidence.map { row(line, EvidenceLine($0)) }
            },
            totals: [:], note: "\(summary); \(runbookSummary)")
    }

    private func row(_ line: CriterionLine, _ evidence: EvidenceLine?) -> [Sheet.Cell] {
        let standings = Dictionary(line.evidence.map { ($0.evidence.id, $0.standing.words) }) { first, _ in first }
        return [
            .text(line.criterion.id), .text(line.criterion.title), .text(line.standing.words),
            .text(line.activities.map(\.id).joined(separator: " ")),
            .text(line.decisions.map(\.id).joined(separator: " ")),
            .text(line.runbooks.map(\.document.id).joined(separator: " ")),
            .text(evidence.map { Entry.exported($0.id) } ?? ""), .text(evidence?.kind ?? ""),
            .text(evidence?.subject ?? ""), .text(evidence?.fingerprint ?? ""), .text(evidence?.seenBy ?? ""),
            .text(evidence?.side.rawValue ?? ""), evidence.map { .date($0.seenOn) } ?? .empty,
            .text(evidence.flatMap { standings[$0.id] } ?? ""), .text(evidence?.reason ?? ""),
            .text(line.answer?.outcome.words ?? ""), .text(line.signOff?.given.signer ?? ""),
            .integer(line.conditions.count(where: \.isOpen)),
        ]
    }
}

import CivilTime
import Engagement

/// What the customer's answers left open.
extension Gaps {
    /// The criteria whose last answer is a rejection.
    static func rejections(_ trace: Trace) -> [Gap] {
        trace.criteria.compactMap { line in
            guard let answer = line.answer, answer.outcome == .rejected, let given = line.signOff?.given else {
                return nil
            }
            return Gap(
                kind: .criterionRejected, subject: line.criterion.id,
                message: "'\(line.criterion.title)' was rejected by \(given.signer), \(given.signerRole), "
                    + "on \(given.signedOn): \(answer.reason)",
                hint: "mend what the reason names, then let the customer answer a new pack: \(.makePack)")
        }
    }

    /// The conditions that are not met.
    static func openConditions(_ report: StatusReport) -> [Gap] {
        let titles = Dictionary(report.contract.criteria.map { ($0.id, $0.title) }) { first, _ in first }
        return report.conditions.filter(\.isOpen).map { condition in
            Gap(
                kind: .conditionOpen, subject: condition.label,
                message: "'\(condition.named.text)' is not met, a condition of accepting "
                    + "'\(titles[condition.criterion] ?? condition.criterion)', "
                    + "\(condition.standing(on: report.asOf)); \(condition.named.owner) owes it",
                hint: "\(.meetCondition(condition.label))")
        }
    }
}

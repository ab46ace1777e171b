import CivilTime
import Engagement
import Reports

extension Context {
    /// Says what is worth a second look, though it was done.
    func note(_ message: String) { talk("\(paint("note:", .yellow)) \(message)") }

    /// Says which of `rules` found something about `subject` in the state right after a write.
    ///
    /// It reads nothing, so it cannot fail once something is recorded.
    func note(_ state: State, of rules: [Finding.Rule], about subject: String) {
        guard let contract = state.contract else { return }
        let report = StatusReport(contract: contract, state: state, asOf: now().date, isDayOver: false)
        for finding in report.findings where rules.contains(finding.rule) && finding.subject == subject {
            note(finding.message)
            talk("  \(CommandSpelling.text(of: finding.hint))")
        }
    }
}

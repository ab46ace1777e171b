import Engagement

extension Context {
    /// Says what is worth a second look, though it was done.
    func note(_ message: String) { talk("\(paint("note:", .yellow)) \(message)") }

    /// Says which of `rules` found something about `subject`.
    func note(_ findings: [Finding], of rules: [String], about subject: String) {
        for finding in findings where rules.contains(finding.rule) && finding.subject == subject {
            note(finding.message)
            talk("  \(finding.hint)")
        }
    }
}

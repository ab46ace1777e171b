/// A request that a rule of the contract or of the ledger refused.
///
/// Nothing was recorded.
package struct Refusal: Error, Equatable, Sendable {
    package let rule: Rule
    package let summary: String
    /// What to do instead.
    package let hint: Hint

    package init(rule: Rule, _ summary: String, hint: Hint) {
        self.rule = rule
        self.summary = summary
        self.hint = hint
    }
}

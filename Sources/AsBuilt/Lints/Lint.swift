/// Something in a repository that bites teams that run models, with the place and the reason.
package struct Lint: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var rule: LintRule
    package var place: Place
    /// What is wrong here.
    package var text: String
    /// The targets that it concerns, sorted; empty if it concerns none in particular.
    package var targets: [String]

    package init(_ rule: LintRule, _ place: Place, _ text: String, targets: [String] = []) {
        self.rule = rule
        self.place = place
        self.text = text
        self.targets = targets
    }

    package static func < (left: Lint, right: Lint) -> Bool {
        (left.place, left.rule.rawValue, left.text) < (right.place, right.rule.rawValue, right.text)
    }

    package var description: String {
        let scope = targets.isEmpty ? "" : " (\(targets.joined(separator: ", ")))"
        return "\(place): warning: \(text)\(scope) [\(rule.rawValue)]"
    }
}

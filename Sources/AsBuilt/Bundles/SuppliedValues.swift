/// What a deployment supplies from outside the files.
package struct SuppliedValues: Sendable {
    /// Values of `--var name=value`.
    package var arguments: [String: String] = [:]
    /// Values of `BUNDLE_VAR_<name>`, by the name after the prefix.
    package var environment: [String: String] = [:]
    /// The user name that deploys each target.
    package var deployers: [String: String] = [:]

    package init(
        arguments: [String: String] = [:], environment: [String: String] = [:], deployers: [String: String] = [:]
    ) {
        self.arguments = arguments
        self.environment = environment
        self.deployers = deployers
    }
}

/// Texts for what files can't tell.
package enum Unknown {
    package static let deployer = "«deployer»"
    package static let required = "«required, supplied at deploy»"

    static func lookedUp(_ kind: String, _ name: String) -> String { "«\(kind) looked up by name: \(name)»" }
    static func git(_ fact: String) -> String { "«\(fact) at deploy»" }
}

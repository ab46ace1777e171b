/// What one target of a bundle deploys.
package struct ResolvedTarget: Sendable {
    /// A variable with the value that it has in this target.
    package struct Variable: Hashable, Sendable {
        /// Where a value comes from, in the order of precedence.
        package enum Source: String, Hashable, Sendable {
            case argument, environment, lookup, overrides, target, `default`, missing
        }

        package var name: String
        package var value: Datum
        package var source: Source
        package var description: String?
        /// Where the value is written, or the variable if it isn't in a file.
        package var place: Place
    }

    /// One resource with every reference replaced that files can answer.
    package struct Resource: Hashable, Sendable {
        /// The section: `jobs`, `registered_models`, or any other.
        package var kind: String
        package var key: String
        package var place: Place
        package var config: Datum
        /// The name before `mode: development` or a preset put its prefix on it.
        package var declaredName: String?

        /// The name in the workspace, or nil if the resource has none.
        package var name: String? { (config["name"] ?? config["display_name"])?.scalarText }
    }

    package var bundle: String
    package var root: String
    package var name: String
    package var place: Place
    /// Whether the CLI chooses this target without `--target`.
    package var isDefault: Bool
    /// `development`, `production`, or nil.
    package var mode: String?
    package var workspace: Datum
    package var runAs: Datum?
    package var permissions: [Datum]
    package var variables: [Variable]
    package var resources: [Resource]
    package var notes: [Note]

    package var host: String? { workspace["host"]?.scalarText }

    package func resources(of kind: String) -> [Resource] { resources.filter { $0.kind == kind } }
}

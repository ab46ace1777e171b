/// What a customer's repository and platform really contain, as one inventory value.
///
/// In reading order:
///
/// 1. `Files`: a `Repository` is the folder to read, a `Datum` is a value of a YAML or JSON file with its `Place`, and a
///    `Note` says what is wrong or cannot be known. Nothing here opens a file: a caller hands over the bytes.
/// 2. `Bundles`: a `Bundle` is a root file with its includes, and a `ResolvedTarget` is what one of its targets deploys.
///    A recorded `bundle validate -o json` or `bundle summary -o json` gives a `ResolvedTarget` too.
/// 3. `Workflows`: a `Workflow` is a pipeline of GitHub Actions, Azure DevOps or GitLab.
/// 4. `Inventory`: every fact by item and field, sorted, with a JSON form that reads and compares well in git.
///    `InventoryDifference` compares two; `Timeline`, `TargetComparison` and `Lineage` are what pages show of it.
/// 5. `Lints`: a `Lint` is what bites teams that run models, with its place, its reason and the page that explains it.
/// 6. `Drift`: `PageDrift` is where code of pages names what the inventory does not have, and `LiveDrift` where a server
///    has something else than a bundle declares.
/// 7. `Requests`: a `RESTClient` reads JSON through an `HTTPExchange`, the only door to a network. `MLflow` and
///    `UnityCatalog` read servers with it: an `MLflowReader` and a `WorkspaceReader` return an inventory each.
///
/// Every reader is bounded by what it counts, never by time, and none of them fails as a whole: what is broken becomes a
/// note, and the rest is read.
package enum AsBuilt {
    /// The counts at which a reader stops and says so.
    package enum Limits {
        /// The largest YAML or JSON file, in bytes.
        package static let fileBytes = 4 << 20
        /// The most bytes of all files of a repository together.
        package static let repositoryBytes = 256 << 20
        /// The most files of one kind in a repository that are read: workflows, or Python files.
        package static let files = 5000
        /// The most bundles of one repository.
        package static let bundles = 200
        /// The most values of one file, every alias unfolded.
        package static let nodes = 200_000
        /// The deepest nest of lists and maps.
        package static let depth = 64
        /// The most keys that one file repeats.
        package static let duplicateKeys = 32
        /// The most files that one bundle includes.
        package static let includes = 1000
        /// The most targets of one bundle.
        package static let targets = 50
        /// The most references that are followed in one target.
        package static let references = 200_000
        /// The longest text that references may unfold to, in bytes.
        package static let textBytes = 64 << 10
        /// The most values of one target, every reference unfolded.
        package static let resolvedNodes = 500_000
        /// The rounds of replacing references in one text, as in the Databricks CLI.
        package static let referenceRounds = 11
        /// The most notes of one reading.
        package static let notes = 2000
    }
}

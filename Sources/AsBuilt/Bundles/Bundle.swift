/// A Declarative Automation Bundle (once called Databricks Asset Bundle) as its files declare it: the root file with
/// everything it includes, before a target is chosen.
package struct Bundle: Sendable {
    /// One of the targets that the bundle declares.
    package struct Target: Hashable, Sendable {
        package var name: String
        package var place: Place
        package var isDefault: Bool
    }

    /// The folder of the root file, empty at the top of the repository.
    package var root: String
    /// The path of the root file.
    package var file: String
    /// The files that the root file includes, in the order in which they are merged.
    package var included: [String]
    /// YAML and JSON files under the bundle's folder that look like resources and that nothing includes.
    package var notIncluded: [String]
    package var name: String
    package var targets: [Target]
    /// The merged configuration; a target is not applied yet.
    package var config: Datum
    package var notes: [Note]

    static let rootFiles = ["databricks.yml", "databricks.yaml", "bundle.yml", "bundle.yaml"]

    /// Returns the folders of `repository` that hold a bundle, sorted.
    ///
    /// Folders of templates, whose names or parents contain `{{`, and folders of tools are skipped.
    package static func roots(in repository: Repository) -> [String] {
        let folders = repository.paths.filter { path in
            rootFiles.contains(FilePath.name(of: path)) && !path.contains("{{")
                && !path.split(separator: "/").contains { Repository.ignoredFolders.contains($0) }
        }
        return Set(folders.map(FilePath.folder)).sorted()
    }
}

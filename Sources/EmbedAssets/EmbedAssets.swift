import Foundation
import PackagePlugin

/// Writes `site/` and `content/` into one Swift file of string literals, so that the installed
/// binary needs nothing beside it.
///
/// Literals, because they compile in milliseconds where SwiftPM's own `.embedInCode` byte arrays
/// take a minute at this size, and because `Bundle.module` bakes in the build folder's path.
@main
struct EmbedAssets: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        let folders = [
            "site/css", "site/js", "site/templates", "site/forms", "site/blank", "site/beginning", "site/licenses",
            "content",
        ]
        // Folders are inputs too: a file added to one changes the folder and runs the tool again.
        let inputs = folders.flatMap { everything(below: root.appending(path: $0)) }
        return [
            .buildCommand(
                displayName: "Embedding site and content",
                executable: try context.tool(named: "embed-assets").url,
                arguments: [output.path, root.path] + folders,
                inputFiles: inputs,
                outputFiles: [output])
        ]
    }

    private func everything(below folder: URL) -> [URL] {
        var found = [folder]
        let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let next = walk?.nextObject() as? URL { found.append(next) }
        return found.sorted { $0.path < $1.path }
    }
}

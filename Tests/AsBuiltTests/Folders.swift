import AsBuilt
import Foundation

/// Folders for the readers.
enum Folders {
    /// Returns the folder `Fixtures/NAME` beside this file.
    static func fixture(_ name: String, file: String = #filePath) throws -> Repository {
        let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Fixtures").appending(path: name)
        var contents: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: url.path) {
            var isFolder: ObjCBool = false
            let full = url.appending(path: path)
            guard FileManager.default.fileExists(atPath: full.path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            contents[path] = Array(try Data(contentsOf: full))
        }
        return Repository(contents: contents)
    }

    /// Returns a folder with a root file of one bundle and other files.
    static func bundle(_ root: String, _ others: [String: String] = [:]) -> Repository {
        Repository(texts: others.merging(["databricks.yml": root]) { first, _ in first })
    }
}

extension ResolvedTarget {
    /// Returns the configuration of a resource.
    func config(_ kind: String, _ key: String) -> Datum? {
        resources.first { $0.kind == kind && $0.key == key }?.config
    }
}

/// The rules and places of some notes, as in `missing-include databricks.yml:3`.
func lines(_ notes: [Note]) -> [String] { notes.map { "\($0.rule.rawValue) \($0.place)" } }

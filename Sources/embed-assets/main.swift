// Usage: embed-assets OUTPUT ROOT FOLDER...
// Writes every text file below the folders as a Swift string literal, keyed by its path from ROOT.
import Foundation

let arguments = CommandLine.arguments
guard arguments.count > 3 else {
    FileHandle.standardError.write(Data("usage: embed-assets OUTPUT ROOT FOLDER...\n".utf8))
    exit(2)
}
let root = URL(filePath: arguments[2], directoryHint: .isDirectory)

/// The paths from `root` of the regular files below `folder`, sorted, dot files left out.
func files(below folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
        .filter { path in
            var isFolder: ObjCBool = false
            let full = root.appending(path: folder).appending(path: path).path
            _ = FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
            return !isFolder.boolValue && !path.split(separator: "/").contains { $0.hasPrefix(".") }
        }
        .map { folder + "/" + $0 }
        .sorted()
}

/// `text` as a raw literal fenced with more number signs than the text holds in a row.
func literal(_ text: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
        run = byte == UInt8(ascii: "#") ? run + 1 : 0
        longest = max(longest, run)
    }
    let fence = String(repeating: "#", count: longest + 1)
    return "\(fence)\"\"\"\n\(text)\n\"\"\"\(fence)"
}

var source =
    "// Made by embed-assets from site/ and content/.\n\nlet embeddedFiles: [(path: String, text: String)] = [\n"
for folder in arguments.dropFirst(3) {
    for path in try files(below: folder) {
        let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        source += "(\"\(path)\", \(literal(text))),\n"
    }
}
source += "]\n"
try source.write(toFile: arguments[1], atomically: true, encoding: .utf8)

/// A folder to read: the paths of its files, and the bytes of those that the readers ask for.
///
/// Paths are relative to the folder, with `/` between their parts. A caller that reads a disk skips `.git`, follows no
/// symbolic link, and loads the bytes of each file for which `isRead` is true.
package struct Repository: Sendable {
    package private(set) var contents: [String: [UInt8]]
    /// Every path, of files with and without bytes.
    package private(set) var paths: Set<String>

    /// - Parameter others: Paths of files whose bytes are not needed, so that a reader can tell that they exist.
    package init(contents: [String: [UInt8]], others: some Sequence<String> = []) {
        self.contents = contents
        paths = Set(contents.keys).union(others)
    }

    /// A folder of texts.
    package init(texts: [String: String], others: some Sequence<String> = []) {
        self.init(contents: texts.mapValues { Array($0.utf8) }, others: others)
    }

    /// Whether a reader may want the bytes of the file at `path`.
    package static func isRead(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        guard !parts.contains(where: { ignoredFolders.contains($0) }) else { return false }
        return ["yml", "yaml", "json"].contains(FilePath.extension(of: path))
            || ["py", "sql", "ipynb"].contains(FilePath.extension(of: path)) || parts.last == "requirements.txt"
    }

    package static let ignoredFolders: Set<Substring> = ["node_modules", ".git", ".databricks", ".venv", "__pycache__"]

    /// Returns the text of a file, or nil if it isn't there or isn't UTF-8.
    func text(_ path: String) -> String? {
        contents[path].flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// Reads a YAML or JSON file.
    func datum(_ path: String, dialect: YAMLReader.Dialect = .bundle) -> (datum: Datum?, notes: [Note]) {
        guard let bytes = contents[path] else {
            return (nil, [Note(.error, .unreadableFile, Place(path), "the file was not read")])
        }
        guard bytes.count <= AsBuilt.Limits.fileBytes else {
            let limit = AsBuilt.Limits.fileBytes
            return (nil, [Note(.error, .limit, Place(path), "the file is larger than \(limit) bytes, and is not read")])
        }
        if FilePath.extension(of: path) == "json" {
            return JSONReader.read(bytes, file: path, nodes: AsBuilt.Limits.nodes)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return (nil, [Note(.error, .unreadableFile, Place(path), "the file is not UTF-8")])
        }
        return YAMLReader.read(text, file: path, dialect: dialect)
    }
}

/// Paths with `/`, as text.
enum FilePath {
    /// Returns what follows the last dot of the last part, in lower case.
    static func `extension`(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// Returns `path` without what `extension` returns.
    static func withoutExtension(_ path: String) -> String {
        let suffix = self.extension(of: path)
        return suffix.isEmpty ? path : String(path.dropLast(suffix.count + 1))
    }

    /// Returns the folder of `path`; empty for a file at the top.
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Returns `path` as seen from `folder`, with `.` and `..` resolved; nil if it leaves the repository.
    static func join(_ folder: String, _ path: String) -> String? {
        var parts: [Substring] = []
        for part in folder.split(separator: "/") + path.split(separator: "/") {
            switch part {
            case ".": continue
            case "..":
                guard parts.popLast() != nil else { return nil }
            default: parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }

    /// Returns `path` as seen from `folder`, which may need `..`.
    static func relative(_ path: String, to folder: String) -> String {
        let base = folder.split(separator: "/")
        let parts = path.split(separator: "/")
        let common = zip(base, parts).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: base.count - common)
        return (up + parts.dropFirst(common).map(String.init)).joined(separator: "/")
    }
}

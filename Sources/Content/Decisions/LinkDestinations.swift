import Markup

/// The links of a Markdown text, found where they are written, so that their destinations can be changed in place.
package struct LinkDestinations: Sendable {
    package private(set) var lines: TextLines
    /// The path of the page below `content/`.
    private let path: String

    package init(_ bytes: [UInt8], path: String) {
        lines = TextLines(bytes)
        self.path = path
    }

    /// Makes the links to the page `old` lead to the page `new`.
    ///
    /// - Parameter label: Changes the text of such a link.
    /// - Returns: The numbers of the changed lines, from 1.
    package mutating func rewrite(
        from old: String, to new: String, label: (String) -> String
    ) -> [Int] {
        let path = path
        return rewrite(label: label) { Self.destination($0, in: path, from: old, to: new) }
    }

    /// Changes the destinations of links and images for which `change` returns another one.
    ///
    /// - Parameter label: Changes the text of such a link.
    /// - Returns: The numbers of the changed lines, from 1.
    @discardableResult
    package mutating func rewrite(
        label: (String) -> String = { $0 }, _ change: (String) -> String?
    ) -> [Int] {
        let isCode = MarkdownSections.isCode(lines.texts)
        var changed: [Int] = []
        for index in lines.indices where !isCode[index] {
            guard let text = lines.text(index) else { continue }
            let rewritten = Self.rewritten(text, label: label, change)
            guard rewritten != text else { continue }
            lines.replace(index, with: rewritten)
            changed.append(index + 1)
        }
        return changed
    }

    private static func rewritten(
        _ text: String, label: (String) -> String, _ change: (String) -> String?
    ) -> String {
        guard text.utf8.contains(UInt8(ascii: "]")) else { return text }
        var result = ""
        var rest = text[...]
        // `[text](destination "title")`, `[name]: destination`, what is left of `[![image](a)](destination)`, and the
        // end of a link whose text began in the line before.
        let link = /(?<text>\[(?:[^\[\]\\]|\\.)*\]|\)\]|^[^\[\]]*\])(?<open>\(\s*<?|:\s+<?)(?<destination>[^\s()<>]+)/
        while let match = rest.firstMatch(of: link) {
            let before = rest[..<match.range.lowerBound]
            let isInCode = (result + before).count { $0 == "`" } % 2 == 1
            result += before
            rest = rest[match.range.upperBound...]
            if !isInCode, let destination = change(String(match.destination)) {
                let isDefinition = match.open.hasPrefix(":")
                result += (isDefinition ? String(match.text) : label(String(match.text))) + match.open + destination
            } else {
                result += match.output.0
            }
        }
        return result + rest
    }

    /// Returns the destination with another file name, or nil if it isn't a link to the page `old`.
    private static func destination(_ written: String, in path: String, from old: String, to new: String) -> String? {
        let file = written.prefix { $0 != "#" && $0 != "?" }
        guard !file.isEmpty, !file.contains(":"), resolved(decoded(String(file)), from: path) == old,
            let name = new.split(separator: "/").last
        else { return nil }
        let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
        return folder + PercentEncoding.encoded(String(name)) + written[file.endIndex...]
    }

    static func decoded(_ destination: String) -> String { PercentEncoding.decoded(destination) ?? destination }

    /// Returns the path below `content/` that a relative destination means, or nil if it leaves the folder.
    package static func resolved(_ destination: String, from path: String) -> String? {
        guard !destination.hasPrefix("/") else { return nil }
        var parts = Array(path.split(separator: "/").dropLast())
        for part in destination.split(separator: "/") {
            switch part {
            case ".": continue
            case "..":
                guard parts.popLast() != nil else { return nil }
            default: parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}

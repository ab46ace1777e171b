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
        let isCode = MarkdownSections.isCode(lines.texts)
        var changed: [Int] = []
        for index in lines.indices where !isCode[index] {
            guard let text = lines.text(index) else { continue }
            let rewritten = rewritten(text, from: old, to: new, label: label)
            guard rewritten != text else { continue }
            lines.replace(index, with: rewritten)
            changed.append(index + 1)
        }
        return changed
    }

    private func rewritten(_ text: String, from old: String, to new: String, label: (String) -> String) -> String {
        var result = ""
        var rest = text[...]
        // `[text](destination "title")` and `[name]: destination`.
        let link = /(?<text>\[(?:[^\[\]\\]|\\.)*\])(?<open>\(\s*<?|:\s+<?)(?<destination>[^\s()<>]+)/
        while let match = rest.firstMatch(of: link) {
            let before = rest[..<match.range.lowerBound]
            let isInCode = (result + before).count { $0 == "`" } % 2 == 1
            result += before
            rest = rest[match.range.upperBound...]
            if !isInCode, let destination = destination(match.destination, from: old, to: new) {
                let isDefinition = match.open.hasPrefix(":")
                result += (isDefinition ? String(match.text) : label(String(match.text))) + match.open + destination
            } else {
                result += match.output.0
            }
        }
        return result + rest
    }

    /// Returns the destination with another file name, or nil if it isn't a link to the page `old`.
    private func destination(_ written: Substring, from old: String, to new: String) -> String? {
        let file = written.prefix { $0 != "#" && $0 != "?" }
        let read = PercentEncoding.decoded(String(file)) ?? String(file)
        guard !file.isEmpty, !file.contains(":"), Self.resolved(read, from: path) == old,
            let name = new.split(separator: "/").last
        else { return nil }
        let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
        return folder + PercentEncoding.encoded(String(name)) + written[file.endIndex...]
    }

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

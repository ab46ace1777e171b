import AsBuilt
import Content
import Engagement

/// The code of the workbook's pages, which is compared with the inventory.
enum PageCodes {
    /// Reads every page below `content/`.
    ///
    /// - Throws: `WorkspaceError` if a page can't be read.
    static func read(at root: String) throws(WorkspaceError) -> [PageCode] {
        let folder = DiskFolder("content", of: root)
        do throws(DiskFolder.Failure) {
            var codes: [PageCode] = []
            for file in try folder.listing().files where file.path.hasSuffix(".md") {
                let text = String(decoding: try folder.contents(of: file.path), as: UTF8.self)
                codes += all(in: text, file: "content/" + file.path)
            }
            return codes
        } catch {
            throw .file("the pages cannot be read: \(error)", hint: "check the rights on content/")
        }
    }

    /// Returns the code spans of a Markdown text, and the lines of its code blocks.
    ///
    /// A span ends on its line: what is named in code is one word, which nobody breaks. Blocks of other languages than
    /// the shell's are left out, because their words are not names of the platform.
    static func all(in text: String, file: String) -> [PageCode] {
        var codes: [PageCode] = []
        var fence: (mark: String, isShell: Bool)?
        var isFrontMatter = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let place = Place(file, index + 1)
            let content = line.drop { $0 == " " || $0 == ">" }
            if index == 0, line == "---" {
                isFrontMatter = true
            } else if isFrontMatter {
                isFrontMatter = line != "---"
            } else if let open = fence {
                if content.hasPrefix(open.mark) {
                    fence = nil
                } else if open.isShell {
                    codes.append(PageCode(String(content), place, isShell: true))
                }
            } else if content.hasPrefix("```") || content.hasPrefix("~~~") {
                let mark = String(content.prefix { $0 == content.first })
                let language = content.dropFirst(mark.count).split(separator: " ").first ?? ""
                fence = (mark, ["bash", "sh", "shell", "console"].contains(language))
            } else {
                codes += spans(in: line).map { PageCode($0, place) }
            }
        }
        return codes
    }

    /// Returns the texts between runs of backticks of the same length.
    private static func spans(in line: Substring) -> [String] {
        var found: [String] = []
        var rest = line[...]
        while let start = rest.firstIndex(of: "`") {
            let mark = rest[start...].prefix { $0 == "`" }
            rest = rest[mark.endIndex...]
            guard let end = rest.firstRange(of: String(mark)) else { continue }
            let text = rest[..<end.lowerBound].drop { $0 == " " }
            found.append(String(text.reversed().drop { $0 == " " }.reversed()))
            rest = rest[end.upperBound...]
        }
        return found
    }
}

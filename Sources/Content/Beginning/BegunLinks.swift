import Markdown

/// Links between the pages of a beginning after some pages were left out.
///
/// A link to a page that was left out goes to the page that is there instead, or becomes its text. A row of a table and
/// an item of a list that only served such a page go with it. An anchor that the page no longer has is dropped.
struct BegunLinks {
    /// The pages that were left out, each with the page that is there instead, or nil.
    let missing: [String: String?]
    /// The ids of the headings of each page that is there.
    let anchors: [String: Set<String>]

    private enum Fate {
        case kept
        case moved(String)
        case gone
    }

    /// Returns the body of the page at `path` with its links repaired.
    func repaired(_ body: String, of path: String) -> String {
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        let isCode = MarkdownSections.isCode(lines)
        var result: [String] = []
        var chunk: [Substring] = []
        func finish() {
            result += repaired(chunk, of: path)
            chunk = []
        }
        for (line, isCode) in zip(lines, isCode) {
            if isCode || line.allSatisfy(\.isWhitespace) {
                finish()
                result.append(String(line))
            } else {
                chunk.append(line)
            }
        }
        finish()
        return result.joined(separator: "\n")
    }

    /// Repairs lines that follow each other without an empty one: a table, or paragraphs and items of a list.
    private func repaired(_ chunk: [Substring], of path: String) -> [String] {
        guard let first = chunk.first else { return [] }
        if first.hasPrefix("|") {
            let rows = chunk.compactMap { row in
                isServing(String(row), of: path, wantsAll: true) ? nil : repairedText(String(row), of: path)
            }
            // The header and the line below it are no table.
            return rows.count > 2 || rows.count == chunk.count ? rows : []
        }
        var parts: [[Substring]] = []
        for line in chunk {
            if parts.isEmpty || Self.beginsItem(line) {
                parts.append([line])
            } else {
                parts[parts.count - 1].append(line)
            }
        }
        return parts.compactMap { part in
            let text = part.joined(separator: "\n")
            let isServing = text.drop { $0 == " " }.hasPrefix("- [") && isServing(text, of: path, wantsAll: false)
            return isServing ? nil : repairedText(text, of: path)
        }
    }

    private static func beginsItem(_ line: Substring) -> Bool {
        let start = line.drop { $0 == " " }
        let number = start.drop { $0.isASCII && $0.isNumber }
        return start.hasPrefix("- ") || number.count < start.count && number.hasPrefix(". ")
    }

    /// Whether a row or item is only there for pages that were left out.
    ///
    /// - Parameter wantsAll: Whether all links count, or only the first one.
    private func isServing(_ text: String, of path: String, wantsAll: Bool) -> Bool {
        let fates = text.matches(of: Self.link).map { fate(of: String($0.2), from: path) }
        func isGone(_ fate: Fate) -> Bool {
            if case .gone = fate { true } else { false }
        }
        return wantsAll ? !fates.isEmpty && fates.allSatisfy(isGone) : fates.first.map(isGone) == true
    }

    private func repairedText(_ text: String, of path: String) -> String {
        let matches = text.matches(of: Self.link)
        var addresses: [String?] = []
        for match in matches {
            switch fate(of: String(match.2), from: path) {
            case .kept: addresses.append(String(match.2))
            case .moved(let address): addresses.append(address)
            case .gone: addresses.append(nil)
            }
        }
        var result = text
        for (index, match) in matches.enumerated().reversed() {
            // The second and later links of an enumeration go with the comma before them.
            let isEnumerated = text[..<match.range.lowerBound].hasSuffix("), ")
            let isRepeated = isEnumerated && index > 0 && addresses[index] == addresses[index - 1]
            if let address = addresses[index], !isRepeated {
                if address != match.2 { result.replaceSubrange(match.range, with: "[\(match.1)](\(address))") }
            } else if isEnumerated {
                let start = text.index(match.range.lowerBound, offsetBy: -2)
                result.replaceSubrange(start..<match.range.upperBound, with: "")
            } else {
                result.replaceSubrange(match.range, with: match.1)
            }
        }
        return result
    }

    nonisolated(unsafe) private static let link = /\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\(([^()\s]+)\)/

    private func fate(of address: String, from path: String) -> Fate {
        guard !address.contains(":"), !address.hasPrefix("#") else {
            if address.hasPrefix("#"), let known = anchors[path], !known.contains(String(address.dropFirst())) {
                return .gone
            }
            return .kept
        }
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard let target = Self.resolve(String(parts[0]), from: path) else { return .kept }
        let anchor = parts.count > 1 ? String(parts[1]) : nil
        var page = target
        var seen = 0
        while let instead = missing[page] {
            guard let instead, seen < missing.count else { return .gone }
            page = instead
            seen += 1
        }
        guard let known = anchors[page] else { return .kept }
        let kept = anchor.flatMap { known.contains($0) ? "#" + $0 : nil } ?? ""
        if page == path { return kept.isEmpty ? .gone : .moved(kept) }
        return page == target && kept == (anchor.map { "#" + $0 } ?? "")
            ? .kept : .moved(Self.address(of: page, from: path) + kept)
    }

    /// Returns the path below `content/` that `address` links to from the page at `path`, or nil if it leaves the folder.
    private static func resolve(_ address: String, from path: String) -> String? {
        var parts = path.split(separator: "/").dropLast().map(String.init)
        for part in address.split(separator: "/").map(String.init) {
            switch part {
            case ".": continue
            case "..":
                if parts.isEmpty { return nil }
                parts.removeLast()
            default: parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }

    private static func address(of page: String, from path: String) -> String {
        let to = page.split(separator: "/"), from = path.split(separator: "/").dropLast()
        let common = zip(to.dropLast(), from).prefix { $0 == $1 }.count
        return (Array(repeating: "..", count: from.count - common) + to.dropFirst(common)).joined(separator: "/")
    }
}

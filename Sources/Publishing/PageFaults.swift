import Content

/// What is wrong between pages: two that claim one address or one number.
enum PageFaults {
    /// - Parameter made: Addresses that the site makes by itself.
    static func all(of pages: [PublishedPage], made: Set<String>) -> [Diagnostic] {
        addresses(pages, made) + decisionNumbers(pages)
    }

    private static func addresses(_ pages: [PublishedPage], _ made: Set<String>) -> [Diagnostic] {
        var taken: [String: PublishedPage] = [:]
        return pages.compactMap { page in
            if let other = taken.updateValue(page, forKey: page.address) {
                return Diagnostic(
                    rule: "duplicate-address", file: page.file,
                    "this page and \(other.file) have one address, \(page.address)", hint: "rename one of the two")
            }
            guard made.contains(page.address) else { return nil }
            return Diagnostic(
                rule: "duplicate-address", file: page.file,
                "the site makes a page of its own at \(page.address)", hint: "give this page another name")
        }
    }

    private static func decisionNumbers(_ pages: [PublishedPage]) -> [Diagnostic] {
        var taken: [Int: PublishedPage] = [:]
        return pages.filter { $0.frontMatter.kind == .decision }.compactMap { page in
            guard let number = number(of: page) else { return nil }
            guard let other = taken.updateValue(page, forKey: number) else { return nil }
            return Diagnostic(
                rule: "duplicate-decision-number", file: page.file, line: page.frontMatter.lines["id"],
                "decision \(number) is \(other.file) already",
                hint: "give one of the two the next free number, in its id and in its file name")
        }
    }

    /// The number in the id, `ADR-0007`, or else in the file's name, `0007-x.md`.
    private static func number(of page: PublishedPage) -> Int? {
        let trailing = String(page.frontMatter.id.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
        let name = page.path.split(separator: "/").last ?? ""
        return Int(trailing) ?? Int(name.prefix { $0.isASCII && $0.isNumber })
    }
}

/// Where the parts of a decision without front matter are: its title, its list of facts and its sections.
struct DecisionOutline {
    /// `* Status: accepted`, above the first section.
    struct Item {
        /// Lower case: `status`.
        let name: String
        let line: Int
        /// The bullet, the name and the spaces up to the value.
        let before: String
        let value: String
        /// Trailing spaces and comments.
        let after: String
    }

    private let lines: TextLines
    private let isCode: [Bool]
    /// The line of the first heading of level 1.
    let title: Int?
    let items: [Item]

    init(_ lines: TextLines) {
        self.lines = lines
        let start = MatterLines(lines).map { $0.range.upperBound + 1 } ?? 0
        isCode =
            Array(repeating: true, count: start) + MarkdownSections.isCode(Array(lines.texts.dropFirst(start)))
        let code = isCode
        title = lines.indices.first { !code[$0] && lines[$0].hasPrefix("# ") }
        let first = (title.map { $0 + 1 } ?? start)
        let end = lines.indices.dropFirst(first).first { !code[$0] && lines[$0].hasPrefix("#") } ?? lines.count
        items = first > end ? [] : (first..<end).compactMap { Self.item(lines[$0], line: $0) }
    }

    private static func item(_ text: String, line: Int) -> Item? {
        guard
            let match = text.firstMatch(
                of: /^(\s{0,3}[*+-]\s+(?:\*\*)?([A-Za-z][A-Za-z -]*?):(?:\*\*)?\s*)(.*?)(\s*(?:<!--.*-->\s*)?)$/)
        else { return nil }
        return Item(
            name: match.2.lowercased(), line: line, before: String(match.1), value: String(match.3),
            after: String(match.4))
    }

    func item(_ name: String) -> Item? { items.first { $0.name == name } }

    /// The bullet of the list: `*` or `-`.
    var bullet: String { items.first.flatMap { $0.before.first { !$0.isWhitespace } }.map(String.init) ?? "*" }

    /// The text of the title, without the number that it may begin with.
    var titleText: String {
        guard let title else { return "" }
        let text = lines[title].dropFirst(2).drop(while: \.isWhitespace)
        let words = text.prefixMatch(of: /(?:ADR[- ]?)?\d{1,6}[.:)]\s+/).map { text[$0.range.upperBound...] } ?? text
        return String(words.reversed().drop(while: \.isWhitespace).reversed())
    }

    /// The number that the title begins with: 7 for `# 7. Use MySQL`.
    var titleNumber: Int? {
        title.flatMap { lines[$0].firstMatch(of: /^#\s+(?:ADR[- ]?)?(\d{1,6})[.:)]\s/) }.flatMap { Int($0.1) }
    }

    /// The lines below the heading of level 2 with this name, up to the next heading of level 1 or 2.
    func section(_ name: String) -> (heading: Int, body: Range<Int>)? {
        guard
            let heading = lines.indices.first(where: {
                !isCode[$0] && lines[$0].hasPrefix("## ") && Self.name(of: lines[$0]) == name.lowercased()
            })
        else { return nil }
        let end = lines.indices.dropFirst(heading + 1).first {
            !isCode[$0] && (lines[$0].hasPrefix("# ") || lines[$0].hasPrefix("## "))
        }
        return (heading, heading + 1..<(end ?? lines.count))
    }

    /// The name of a heading, without a comment such as `<!-- optional -->`.
    private static func name(of heading: String) -> String {
        let text = heading.drop { $0 == "#" }.replacing(/<!--.*?-->/, with: "")
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }

    /// The lines of a section that hold text, without comments.
    func texts(in body: Range<Int>) -> [Int] {
        body.filter { index in
            let text = lines[index].drop(while: \.isWhitespace)
            return !isCode[index] && !text.isEmpty && !text.hasPrefix("<!--")
        }
    }

    /// The first line `Name: value` above the first section, and where its value begins.
    func plain(_ name: String) -> (line: Int, before: String, value: String, after: String)? {
        let end = lines.indices.first { !isCode[$0] && lines[$0].hasPrefix("## ") } ?? lines.count
        for index in 0..<end where !isCode[index] {
            guard let match = lines[index].firstMatch(of: /^([A-Za-z][A-Za-z -]*):(\s*)(.*?)(\s*)$/),
                match.1.lowercased() == name
            else { continue }
            return (index, "\(match.1):\(match.2)", String(match.3), String(match.4))
        }
        return nil
    }
}

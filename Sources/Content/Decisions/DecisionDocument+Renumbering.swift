extension DecisionDocument {
    /// Writes another number: in the id, and in the title if it begins with one.
    package mutating func renumber(to number: Int) throws(Unsupported) {
        if style == .workbook, let old = MatterLines(lines)?.inline("id") {
            let new = Self.renumbered(id: YAMLScalar.read(old), to: number)
            try edit { matter throws(MatterLines.Unsupported) in try matter.set("id", to: new, after: []) }
        }
        guard let title = DecisionOutline(lines).title,
            let match = lines[title].firstMatch(of: /^#\s+(?:ADR[- ]?)?(\d{1,6})[.:)]\s/)
        else { return }
        let text = lines[title]
        let digits = Self.padded(number, like: match.1)
        lines.replace(title, with: text[..<match.1.startIndex] + digits + text[match.1.endIndex...])
    }

    /// Replaces the ids that the front matter and the status name.
    package mutating func replaceIDs(_ change: (String) -> String) throws(Unsupported) {
        guard style.hasMatter else { return }
        if let phrase = facts.writtenStatus.flatMap({ StatusPhrase($0) }), !phrase.successors.isEmpty {
            let new = phrase.changing { target in
                DecisionTarget(label: change(target.label), path: target.path)
            }
            try edit { matter throws(MatterLines.Unsupported) in try matter.set("status", to: new, after: []) }
        }
        for kind in DecisionRelation.Kind.allCases {
            try edit { matter throws(MatterLines.Unsupported) in
                try matter.edit(kind.rawValue) { element in
                    let (id, part) = RelationPhrase.inMatter(element)
                    let new = change(id)
                    return new == id ? element : new + RelationPhrase.suffix(part)
                }
            }
        }
    }

    /// Returns an id with another number at its end, with as many digits: `ADR-0019`.
    package static func renumbered(id: String, to number: Int) -> String {
        let digits = String(id.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
        return id.dropLast(digits.count) + padded(number, like: digits[...])
    }

    /// Returns the file's path with another number at the start of its name.
    package static func renumbered(path: String, to number: Int) -> String {
        guard let digits = fileDigits(of: path) else { return path }
        return path[..<digits.startIndex] + padded(number, like: digits) + path[digits.endIndex...]
    }

    /// Returns the number with zeros in front where the old digits had some: names with four digits keep four.
    private static func padded(_ number: Int, like digits: Substring) -> String {
        let text = String(number)
        guard digits.hasPrefix("0") || digits.count == 4 else { return text }
        return String(repeating: "0", count: max(0, digits.count - text.count)) + text
    }
}

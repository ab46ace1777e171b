extension DecisionDocument {
    /// The front matter keys that a relation is written after.
    private static let neighbours = [
        "links", "amended-by", "amends", "superseded-by", "supersedes", "informed", "consulted", "decision-makers",
        "deciders", "date", "implementation", "status",
    ]

    /// Writes a relation, unless it is there.
    package mutating func add(_ relation: DecisionRelation) throws(Unsupported) {
        guard !facts.relations.contains(where: { Self.isSame($0, relation) }) else { return }
        switch style {
        case .workbook, .madr3, .madr4:
            if isInStatus(relation), let phrase = facts.writtenStatus.flatMap({ StatusPhrase($0) }) {
                try setWrittenStatus(
                    phrase.adding(style == .madr4 ? Self.withoutPath(relation.target) : relation.target))
                return
            }
            let element = relation.target.label + RelationPhrase.suffix(relation.part)
            try edit { matter throws(MatterLines.Unsupported) in
                try matter.add(element, to: relation.kind.rawValue, after: Self.neighbours)
            }
        case .madr2, .log4brains: addToList(relation)
        case .nygard: addToStatus(relation)
        }
    }

    /// Removes what the file says of a relation.
    package mutating func remove(_ relation: DecisionRelation) throws(Unsupported) {
        switch style {
        case .workbook, .madr3, .madr4:
            if relation.kind == .supersededBy, let phrase = facts.writtenStatus.flatMap({ StatusPhrase($0) }),
                !phrase.successors.isEmpty
            {
                try setWrittenStatus(phrase.removing { Self.isSame($0, relation.target) })
            }
            try edit { matter throws(MatterLines.Unsupported) in
                try matter.edit(relation.kind.rawValue) { element in
                    let (id, part) = RelationPhrase.inMatter(element)
                    return id == relation.target.label && part == relation.part ? nil : element
                }
            }
        case .madr2, .log4brains: removeFromList(relation)
        case .nygard: removeFromStatus(relation)
        }
    }

    static func isSame(_ left: DecisionRelation, _ right: DecisionRelation) -> Bool {
        left.kind == right.kind && left.part == right.part && isSame(left.target, right.target)
    }

    private static func isSame(_ left: DecisionTarget, _ right: DecisionTarget) -> Bool {
        if let first = left.path, let second = right.path { return first == second }
        return left.label == right.label
    }

    private static func withoutPath(_ target: DecisionTarget) -> DecisionTarget { DecisionTarget(label: target.label) }

    /// Whether MADR writes the relation as part of the status: `superseded by ADR-0123`.
    private func isInStatus(_ relation: DecisionRelation) -> Bool {
        style != .workbook && relation.kind == .supersededBy && relation.part == nil && facts.status == .superseded
    }

    private mutating func setWrittenStatus(_ text: String) throws(Unsupported) {
        try edit { matter throws(MatterLines.Unsupported) in try matter.set("status", to: text, after: []) }
    }

    // MARK: A list of facts

    private mutating func addToList(_ relation: DecisionRelation) {
        let outline = DecisionOutline(lines)
        if relation.kind == .supersededBy, relation.part == nil, let item = outline.item("status"),
            let phrase = StatusPhrase(item.value), phrase.status == .superseded
        {
            lines.replace(item.line, with: item.before + phrase.adding(relation.target) + item.after)
            return
        }
        let text = "\(outline.bullet) \(Self.text(of: relation))"
        if let section = outline.section("Links") {
            let last = outline.texts(in: section.body).last
            lines.insert(last == nil ? ["", text] : [text], at: (last ?? section.heading) + 1)
        } else {
            lines.insert(["", "## Links", "", text], at: lines.count)
        }
    }

    private mutating func removeFromList(_ relation: DecisionRelation) {
        let outline = DecisionOutline(lines)
        if relation.kind == .supersededBy, relation.part == nil, let item = outline.item("status"),
            let phrase = StatusPhrase(item.value), !phrase.successors.isEmpty
        {
            let value = phrase.removing { Self.isSame($0, relation.target) }
            lines.replace(item.line, with: item.before + value + item.after)
        }
        guard let section = outline.section("Links"),
            let line = outline.texts(in: section.body).first(where: { isLine($0, of: relation) })
        else { return }
        let texts = outline.texts(in: section.body)
        let isAlone = texts.count == 1 && section.body.upperBound == lines.count && lines[section.heading] == "## Links"
        guard isAlone else {
            let isOnly = texts.count == 1 && line > section.heading + 1
            return lines.remove((isOnly ? line - 1 : line)..<line + 1)
        }
        let start = section.heading > 0 && lines[section.heading - 1].isEmpty ? section.heading - 1 : section.heading
        lines.remove(start..<lines.count)
    }

    private func isLine(_ line: Int, of relation: DecisionRelation) -> Bool {
        RelationPhrase(lines[line]).map { Self.isSame($0.relation, relation) } == true
    }

    /// `Supersedes [1. Use MySQL](0001-use-mysql.md)`.
    private static func text(of relation: DecisionRelation, isMisspelt: Bool = false) -> String {
        let words = relation.kind.words.capitalizedWord
        return (isMisspelt ? words.replacing("upersede", with: "upercede") : words)
            + " \(relation.target.link)\(RelationPhrase.suffix(relation.part))"
    }

    // MARK: A section of status

    private mutating func addToStatus(_ relation: DecisionRelation) {
        let known = NygardStatus(lines, DecisionOutline(lines))
        if relation.kind == .supersededBy, relation.part == nil, let word = known.word,
            let phrase = StatusPhrase(lines[word]), phrase.status == .superseded,
            known.relations.allSatisfy({ !Self.isWhole($0.relation) })
        {
            lines.replace(word, with: phrase.adding(relation.target))
            return
        }
        // As the file's own tool spells it.
        let isMisspelt = lines.texts.contains { $0.contains("upercede") }
        let text = Self.text(of: relation, isMisspelt: isMisspelt)
        if let last = known.last {
            lines.insert(["", text], at: last + 1)
        } else if let section = known.section {
            lines.insert(["", text], at: section.heading + 1)
        } else {
            let outline = DecisionOutline(lines)
            let place = (outline.plain("date")?.line ?? outline.title).map { $0 + 1 } ?? 0
            lines.insert(["", "## Status", "", text], at: place)
        }
    }

    private static func isWhole(_ relation: DecisionRelation) -> Bool {
        relation.kind == .supersededBy && relation.part == nil
    }

    private mutating func removeFromStatus(_ relation: DecisionRelation) {
        let known = NygardStatus(lines, DecisionOutline(lines))
        guard let (line, found) = known.relations.first(where: { Self.isSame($0.relation, relation) }) else { return }
        if Self.isWhole(found), known.word == nil, known.relations.count(where: { Self.isWhole($0.relation) }) == 1,
            let phrase = StatusPhrase(lines[line]), phrase.status == .superseded
        {
            lines.replace(line, with: phrase.removing { Self.isSame($0, relation.target) })
            return
        }
        let isAfterBlank = line > 0 && lines[line - 1].isEmpty
        lines.remove((isAfterBlank ? line - 1 : line)..<line + 1)
    }
}

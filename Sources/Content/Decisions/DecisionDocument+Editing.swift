package import CivilTime

extension DecisionDocument {
    /// Writes the status.
    package mutating func set(_ status: DecisionStatus) throws(Unsupported) {
        switch style {
        case .workbook, .madr3, .madr4:
            let written = facts.writtenStatus ?? ""
            let value = StatusPhrase(written)?.replaced(by: status) ?? status.rawValue
            try edit { matter throws(MatterLines.Unsupported) in
                try matter.set("status", to: value, after: ["kind", "tags"])
            }
        case .madr2, .log4brains:
            let value = DecisionOutline(lines).item("status").flatMap { StatusPhrase($0.value) }?.replaced(by: status)
            setItem("Status", to: value ?? status.rawValue, after: [])
        case .nygard: setNygard(status)
        }
    }

    /// Writes the day of the decision.
    package mutating func set(_ date: CivilDate) throws(Unsupported) {
        try setFact("date", to: "\(date)", after: ["implementation", "status", "deciders"])
    }

    /// Writes how far the decision is carried out.
    package mutating func set(_ implementation: Implementation) throws(Unsupported) {
        try setFact("implementation", to: implementation.rawValue, after: ["status", "date"])
    }

    /// Adds a name to those who decided, unless it is there.
    package mutating func addDecider(_ name: String) throws(Unsupported) {
        let known = facts.deciders
        guard !known.contains(name) else { return }
        switch style {
        case .workbook, .madr4, .madr3:
            let key = style == .madr3 ? "deciders" : "decision-makers"
            try edit { matter throws(MatterLines.Unsupported) in
                // A text of several names stays one text.
                if let text = matter.inline(key), !text.hasPrefix("["), !text.isEmpty {
                    try matter.set(key, to: (known + [name]).joined(separator: ", "), after: [])
                } else {
                    try matter.add(name, to: key, after: ["date", "status"])
                }
            }
        case .madr2, .log4brains:
            setItem("Deciders", to: (known + [name]).joined(separator: ", "), after: ["status"])
        case .nygard:
            try setFact("deciders", to: (known + [name]).joined(separator: ", "), after: ["date"])
        }
    }

    private mutating func setFact(_ name: String, to value: String, after neighbours: [String]) throws(Unsupported) {
        switch style {
        case .workbook, .madr3, .madr4:
            try edit { matter throws(MatterLines.Unsupported) in try matter.set(name, to: value, after: neighbours) }
        case .madr2, .log4brains: setItem(name.capitalizedWord, to: value, after: neighbours)
        case .nygard:
            let outline = DecisionOutline(lines)
            if let known = outline.plain(name) {
                lines.replace(known.line, with: known.before + value + known.after)
            } else if let place = neighbours.lazy.compactMap({ outline.plain($0)?.line }).first ?? outline.title {
                lines.insert(["", "\(name.capitalizedWord): \(value)"], at: place + 1)
            } else {
                throw Unsupported(what: name, line: nil)
            }
        }
    }

    /// Edits the front matter.
    mutating func edit(
        _ change: (inout MatterLines) throws(MatterLines.Unsupported) -> Void
    ) throws(Unsupported) {
        guard var matter = MatterLines(lines) else { throw Unsupported(what: "front matter", line: nil) }
        do throws(MatterLines.Unsupported) {
            try change(&matter)
        } catch {
            throw Unsupported(what: error.key, line: error.line)
        }
        lines = matter.lines
    }

    /// Writes an item of the list below the title.
    private mutating func setItem(_ name: String, to value: String, after neighbours: [String]) {
        let outline = DecisionOutline(lines)
        if let item = outline.item(name.lowercased()) {
            let before = item.before.last?.isWhitespace == false && item.value.isEmpty ? item.before + " " : item.before
            lines.replace(item.line, with: before + value + item.after)
        } else if let last = neighbours.lazy.compactMap({ outline.item($0) }).first ?? outline.items.last {
            let isFirst = name == "Status"
            let line = isFirst ? (outline.items.first?.line ?? last.line) : last.line + 1
            lines.insert(["\(outline.bullet) \(name): \(value)"], at: line)
        } else {
            let title = outline.title.map { $0 + 1 } ?? 0
            lines.insert(title == 0 ? ["* \(name): \(value)", ""] : ["", "* \(name): \(value)"], at: title)
        }
    }

    private mutating func setNygard(_ status: DecisionStatus) {
        let outline = DecisionOutline(lines)
        let known = NygardStatus(lines, outline)
        if let word = known.word, let phrase = StatusPhrase(lines[word]) {
            lines.replace(word, with: phrase.replaced(by: status))
            return
        }
        // The link to the successor already says it.
        if status == .superseded, facts.hasSuccessor { return }
        let text = status.rawValue.capitalizedWord
        if let section = known.section {
            let isBlank = section.body.first.map { lines[$0].isEmpty } == true
            let place = section.heading + (isBlank ? 2 : 1)
            lines.insert(isBlank ? [text, ""] : ["", text], at: min(place, lines.count))
        } else {
            let place = (outline.plain("date")?.line ?? outline.title).map { $0 + 1 } ?? 0
            lines.insert(["", "## Status", "", text], at: place)
        }
    }
}

extension String {
    /// The text with its first letter in upper case.
    var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}

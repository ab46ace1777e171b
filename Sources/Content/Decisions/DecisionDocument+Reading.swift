import CivilTime
import Engagement

extension DecisionDocument {
    /// What the file says; what can't be read is nil or empty.
    package var facts: DecisionFacts {
        switch style {
        case .workbook, .madr3, .madr4: matterFacts
        case .madr2, .log4brains: listFacts
        case .nygard: nygardFacts
        }
    }

    private func emptyFacts(_ outline: DecisionOutline) -> DecisionFacts {
        DecisionFacts(id: derivedID, number: fileNumber ?? outline.titleNumber, title: outline.titleText)
    }

    // MARK: Front matter

    private var matterFacts: DecisionFacts {
        let log = DiagnosticLog()
        let outline = DecisionOutline(lines)
        var facts = emptyFacts(outline)
        guard
            let matter = MatterLines(lines),
            let record = YAMLRecord.parse(
                matter.yaml, name: "front matter", file: path, lineOffset: 1, bytes: YAMLTree.Limits.frontMatter,
                log: log)
        else { return facts }
        let known = FrontMatterReader.decision(record)
        facts.id = record.optionalText("id") ?? facts.id
        facts.number = Self.number(inID: facts.id) ?? facts.number
        facts.title = record.optionalText("title") ?? facts.title
        facts.status = known.status
        facts.writtenStatus = record.optionalText("status")
        facts.statusLine = record.keyLines["status"]
        facts.implementation = record.optionalText("implementation").flatMap(Implementation.init)
        facts.date = record.optionalText("date").flatMap { CivilDate(iso: $0) }
        facts.deciders = Self.names(record.texts("decision-makers") + record.texts("deciders"))
        facts.consulted = Self.names(record.texts("consulted"))
        facts.informed = Self.names(record.texts("informed"))
        facts.tags = Self.names(record.texts("tags"))
        facts.relations = known.relations
        return facts
    }

    /// The names of a list; a single text may hold several, separated by commas.
    static func names(_ texts: [String]) -> [String] {
        let names = texts.count == 1 ? texts[0].split(separator: ",").map(String.init) : texts
        return names.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }
    }

    /// The digits at the end of an id: 7 for `ADR-0007`.
    package static func number(inID id: String) -> Int? {
        let digits = id.reversed().prefix { $0.isASCII && $0.isNumber }
        return digits.count > 6 ? nil : Int(String(digits.reversed()))
    }

    // MARK: A list of facts

    private var listFacts: DecisionFacts {
        let outline = DecisionOutline(lines)
        var facts = emptyFacts(outline)
        if let item = outline.item("status") {
            facts.statusLine = item.line + 1
            facts.writtenStatus = item.value.isEmpty ? nil : item.value
            let phrase = StatusPhrase(item.value)
            facts.status = phrase?.status
            facts.relations = phrase?.successors.map { DecisionRelation(.supersededBy, $0) } ?? []
        }
        func names(_ name: String) -> [String] { Self.names(outline.item(name).map { [$0.value] } ?? []) }
        facts.date = outline.item("date").flatMap { CivilDate(iso: $0.value) }
        facts.implementation = outline.item("implementation").flatMap { Implementation(rawValue: $0.value) }
        facts.deciders = names("deciders") + names("decision-makers")
        facts.consulted = names("consulted")
        facts.informed = names("informed")
        facts.tags = names("tags")
        if let links = outline.section("Links") {
            facts.relations += outline.texts(in: links.body).compactMap { RelationPhrase(lines[$0])?.relation }
                .filter { $0.target.path?.hasSuffix(".md") == true }
        }
        return facts
    }

    // MARK: A section of status

    private var nygardFacts: DecisionFacts {
        let outline = DecisionOutline(lines)
        var facts = emptyFacts(outline)
        let status = NygardStatus(lines, outline)
        facts.relations = status.relations.map(\.relation)
        if let word = status.word {
            facts.statusLine = word + 1
            facts.writtenStatus = lines[word].split(whereSeparator: \.isWhitespace).joined(separator: " ")
            facts.status = StatusPhrase(lines[word])?.status
        }
        if let successor = status.relations.first(where: {
            $0.relation.kind == .supersededBy && $0.relation.part == nil
        }) {
            facts.status = .superseded
            facts.statusLine = facts.statusLine ?? successor.line + 1
            facts.writtenStatus = facts.writtenStatus ?? DecisionStatus.superseded.rawValue
        }
        facts.date = outline.plain("date").flatMap { CivilDate(iso: $0.value) }
        facts.implementation = outline.plain("implementation").flatMap { Implementation(rawValue: $0.value) }
        facts.deciders = Self.names(outline.plain("deciders").map { [$0.value] } ?? [])
        return facts
    }
}

/// The section `## Status` of a decision as adr-tools writes it: a word, and a line for each link.
struct NygardStatus {
    /// The line that says the status without a link, or nil if there is none.
    let word: Int?
    let relations: [(line: Int, relation: DecisionRelation)]
    let section: (heading: Int, body: Range<Int>)?
    /// The last line that holds text.
    let last: Int?

    init(_ lines: TextLines, _ outline: DecisionOutline) {
        section = outline.section("Status")
        let texts = section.map { outline.texts(in: $0.body) } ?? []
        let found = texts.map { (line: $0, relation: RelationPhrase(lines[$0])?.relation) }
        word = found.first { $0.relation == nil }?.line
        relations = found.compactMap { found in found.relation.map { (found.line, $0) } }
        last = texts.last
    }
}

package import CivilTime
package import Content

/// A decision as lists and JSON show it.
package struct DecisionLine: Sendable, Codable, Equatable {
    package struct Relation: Sendable, Codable, Equatable {
        /// `supersedes`, `superseded-by`, `amends`, `amended-by` or `links`.
        package let kind: DecisionRelation.Kind
        /// The id of the other decision, or how the file names it if there is no such decision.
        package let id: String
        package let title: String?
        package let part: String?

        /// `superseded by ADR-0012 Retrain weekly (the schedule)`.
        package var words: String {
            "\(kind.words) \(id)" + (title.map { " \($0)" } ?? "") + (part.map { " (\($0))" } ?? "")
        }
    }

    package let id: String
    package let number: Int?
    package let title: String
    /// The path from the workbook's folder.
    package let file: String
    package let status: DecisionStatus?
    /// The status as the file writes it, if it is unknown.
    package let unknownStatus: String?
    package let implementation: Implementation?
    package let date: CivilDate?
    package let deciders: [String]
    package let consulted: [String]
    package let informed: [String]
    package let tags: [String]
    package let relations: [Relation]

    /// `accepted`, or what the file has in place of a status.
    package var state: String { status?.rawValue ?? unknownStatus.map { "unknown status '\($0)'" } ?? "no status" }

    package var relationsInWords: String {
        relations.map { "\($0.kind.words) \($0.id)" + ($0.part.map { ": \($0)" } ?? "") }.joined(separator: ", ")
    }
}

extension DecisionRegister {
    /// Every decision, in the order of the numbers.
    package var lines: [DecisionLine] { decisions.map(line) }

    /// Returns a decision with the relations that its own file names, and those that only the other files name.
    package func line(_ entry: Entry) -> DecisionLine {
        let own = entry.facts.relations.map { relation in
            let other = target(of: relation, in: entry)
            return DecisionLine.Relation(
                kind: relation.kind, id: other?.facts.id ?? relation.target.label, title: other?.facts.title,
                part: relation.part)
        }
        let inverse = decisions.filter { $0 != entry }.flatMap { other in
            other.facts.relations.filter { target(of: $0, in: other) == entry }.map { relation in
                DecisionLine.Relation(
                    kind: relation.kind.inverse, id: other.facts.id, title: other.facts.title, part: relation.part)
            }
        }
        let relations = own + inverse.filter { found in !own.contains { $0.kind == found.kind && $0.id == found.id } }
        let facts = entry.facts
        return DecisionLine(
            id: facts.id, number: facts.number, title: facts.title, file: "content/" + entry.path, status: facts.status,
            unknownStatus: facts.status == nil ? facts.writtenStatus : nil, implementation: facts.implementation,
            date: facts.date, deciders: facts.deciders, consulted: facts.consulted, informed: facts.informed,
            tags: facts.tags, relations: relations)
    }
}

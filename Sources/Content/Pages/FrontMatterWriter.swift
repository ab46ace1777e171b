import CivilTime
import Yams

/// Writes front matter as the YAML that `FrontMatterReader` reads.
enum FrontMatterWriter {
    static func yaml(of matter: FrontMatter) throws -> String {
        func texts(_ texts: [String]) -> Node? { .list(texts.map(Node.quoted)) }
        func plain(_ text: String?) -> Node? { text.map(Node.plain) }
        func relations(_ ids: [String]) -> Node? { texts(ids.map { $0 + RelationPhrase.suffix(matter.parts[$0]) }) }
        let pairs: [(String, Node?)] = [
            ("id", Node.quoted(matter.id)),
            ("title", Node.quoted(matter.title)),
            ("description", Node.quoted(matter.description)),
            ("kind", Node.plain(matter.kind.rawValue)),
            ("audience", Node.plain(matter.audience.rawValue)),
            ("owner", matter.owner.flatMap(Node.quoted)),
            ("activities", texts(matter.activities)),
            ("criteria", texts(matter.criteria)),
            ("watches", texts(matter.watches)),
            ("review_in", matter.reviewIn.flatMap(Node.quoted)),
            ("reviewed", plain(matter.reviewed?.description)),
            ("triggers", texts(matter.triggers)),
            ("parameters", .list(matter.parameters.map(parameter))),
            ("status", plain(matter.status?.rawValue)),
            ("implementation", plain(matter.implementation?.rawValue)),
            ("date", plain(matter.date?.description)),
            ("decision-makers", texts(matter.decisionMakers)),
            ("consulted", texts(matter.consulted)),
            ("informed", texts(matter.informed)),
            ("supersedes", relations(matter.supersedes)),
            ("superseded-by", relations(matter.supersededBy)),
            ("amends", relations(matter.amends)),
            ("amended-by", relations(matter.amendedBy)),
            ("links", relations(matter.links)),
            ("aliases", texts(matter.aliases)),
            ("tags", texts(matter.tags)),
            ("order", plain(matter.order.map(String.init))),
        ]
        return try Node.yaml(pairs)
    }

    private static func parameter(_ parameter: RunbookParameter) -> Node? {
        .mapping(of: [
            ("name", Node.quoted(parameter.name)),
            ("description", Node.quoted(parameter.description)),
            ("example", parameter.example.flatMap(Node.quoted)),
            ("pattern", parameter.pattern.flatMap(Node.quoted)),
            ("secret", parameter.isSecret ? .plain("true") : nil),
        ])
    }
}

import CivilTime
import Yams

/// Writes front matter as the YAML that `FrontMatterReader` reads.
enum FrontMatterWriter {
    static func yaml(of matter: FrontMatter) throws -> String {
        func texts(_ texts: [String]) -> Node? { .list(texts.map(Node.quoted)) }
        func plain(_ text: String?) -> Node? { text.map(Node.plain) }
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
            ("status", plain(matter.status?.rawValue)),
            ("implementation", plain(matter.implementation?.rawValue)),
            ("date", plain(matter.date?.description)),
            ("decision-makers", texts(matter.decisionMakers)),
            ("consulted", texts(matter.consulted)),
            ("informed", texts(matter.informed)),
            ("supersedes", texts(matter.supersedes)),
            ("amends", texts(matter.amends)),
            ("aliases", texts(matter.aliases)),
            ("tags", texts(matter.tags)),
            ("order", plain(matter.order.map(String.init))),
        ]
        return try Node.yaml(pairs)
    }
}

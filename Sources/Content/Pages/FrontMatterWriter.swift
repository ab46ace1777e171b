import CivilTime
import Yams

/// Writes front matter as the YAML that `FrontMatterReader` reads.
enum FrontMatterWriter {
    static func yaml(of matter: FrontMatter) throws -> String {
        var pairs: [(Node, Node)] = []
        func add(_ key: String, _ text: String?) {
            guard let text, !text.isEmpty else { return }
            pairs.append((Node(key), .scalar(Node.Scalar(text, Tag(.str), .doubleQuoted))))
        }
        func add(plain key: String, _ text: String?) {
            guard let text else { return }
            pairs.append((Node(key), .scalar(Node.Scalar(text, .implicit, .plain))))
        }
        func add(_ key: String, _ texts: [String]) {
            guard !texts.isEmpty else { return }
            let nodes = texts.map { Node.scalar(Node.Scalar($0, Tag(.str), .doubleQuoted)) }
            pairs.append((Node(key), .sequence(Node.Sequence(nodes, .implicit, .block))))
        }
        add("id", matter.id)
        add("title", matter.title)
        add("description", matter.description)
        add(plain: "kind", matter.kind.rawValue)
        add(plain: "audience", matter.audience.rawValue)
        add("owner", matter.owner)
        add("activities", matter.activities)
        add("criteria", matter.criteria)
        add("watches", matter.watches)
        add("review_in", matter.reviewIn)
        add(plain: "reviewed", matter.reviewed?.description)
        add("triggers", matter.triggers)
        add(plain: "status", matter.status?.rawValue)
        add(plain: "implementation", matter.implementation?.rawValue)
        add(plain: "date", matter.date?.description)
        add("decision-makers", matter.decisionMakers)
        add("consulted", matter.consulted)
        add("informed", matter.informed)
        add("supersedes", matter.supersedes)
        add("amends", matter.amends)
        add("aliases", matter.aliases)
        add("tags", matter.tags)
        add(plain: "order", matter.order.map(String.init))
        return try Yams.serialize(node: .mapping(Node.Mapping(pairs)), width: -1, allowUnicode: true)
    }
}

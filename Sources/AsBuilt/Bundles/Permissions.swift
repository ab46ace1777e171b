/// Permissions of the whole bundle and of the deployer, added to each resource that has permissions.
struct Permissions {
    private let shared: [Datum]
    private let deployer: String

    /// What a level of the bundle is called for a kind of resource; kinds that are not here get none.
    private static let levels: [String: [String: String]] = [
        "jobs": ["CAN_MANAGE": "CAN_MANAGE", "CAN_VIEW": "CAN_VIEW", "CAN_RUN": "CAN_MANAGE_RUN"],
        "pipelines": ["CAN_MANAGE": "CAN_MANAGE", "CAN_VIEW": "CAN_VIEW", "CAN_RUN": "CAN_RUN"],
        "experiments": ["CAN_MANAGE": "CAN_MANAGE", "CAN_VIEW": "CAN_READ"],
        "models": ["CAN_MANAGE": "CAN_MANAGE", "CAN_VIEW": "CAN_READ"],
        "model_serving_endpoints": ["CAN_MANAGE": "CAN_MANAGE", "CAN_VIEW": "CAN_VIEW", "CAN_RUN": "CAN_QUERY"],
    ]
    private static let owned: Set = ["jobs", "pipelines", "sql_warehouses"]
    private static let principals = ["user_name", "group_name", "service_principal_name"]
    /// From the weakest.
    private static let ranks = [
        ["CAN_VIEW", "CAN_READ", "READ"], ["CAN_USE", "CAN_QUERY"],
        ["CAN_RUN", "CAN_MANAGE_RUN", "CAN_EDIT", "WRITE", "CAN_RESTART"],
        ["CAN_MANAGE_STAGING_VERSIONS"], ["CAN_MANAGE_PRODUCTION_VERSIONS"], ["CAN_MANAGE", "MANAGE"], ["IS_OWNER"],
    ]

    init(shared: [Datum], deployer: String?) {
        self.shared = shared
        self.deployer = deployer ?? Unknown.deployer
    }

    func apply(to resource: ResolvedTarget.Resource) -> ResolvedTarget.Resource {
        var list = resource.config["permissions"]?.list ?? []
        let named = Set(list.compactMap(Self.principal))
        for entry in shared {
            guard let level = entry["level"]?.scalarText, let name = Self.levels[resource.kind]?[level],
                let principal = Self.principal(of: entry), !named.contains(principal)
            else { continue }
            list.append(entry.with("level", Datum(.string(name), entry["level"]?.place ?? entry.place)))
        }
        guard !list.isEmpty else { return resource }
        if !list.contains(where: { Self.principal(of: $0) == deployer }) {
            var map = DatumMap()
            let level = Self.owned.contains(resource.kind) ? "IS_OWNER" : "CAN_MANAGE"
            map.set("level", Datum(.string(level), resource.place))
            map.set("user_name", Datum(.string(deployer), resource.place))
            list.append(Datum(.map(map), resource.place))
        }
        var result = resource
        let place = resource.config["permissions"]?.place ?? resource.place
        result.config = resource.config.with("permissions", Datum(.list(Self.highest(list)), place))
        return result
    }

    static func principal(of entry: Datum) -> String? {
        principals.lazy.compactMap { entry[$0]?.scalarText }.first
    }

    private static func rank(_ entry: Datum) -> Int {
        let level = entry["level"]?.scalarText ?? ""
        return ranks.firstIndex { $0.contains(level) } ?? -1
    }

    /// Returns one entry for each principal, the one with the most rights, in the order of the principals.
    private static func highest(_ list: [Datum]) -> [Datum] {
        var result: [Datum] = []
        var positions: [String: Int] = [:]
        for entry in list {
            guard let principal = principal(of: entry) else {
                result.append(entry)
                continue
            }
            if let position = positions[principal] {
                if rank(entry) > rank(result[position]) { result[position] = entry }
            } else {
                positions[principal] = result.count
                result.append(entry)
            }
        }
        return result
    }
}

/// What `mode: development` and `presets` change in the resources of a target.
struct Presets {
    private var prefix: String?
    private var tags: [DatumMap.Entry] = []
    private var maximumRuns: Datum?
    private var pauseStatus: Datum?
    private var isPipelineDevelopment: Bool?
    private let isDevelopment: Bool
    private let place: Place

    init(mode: String?, presets: Datum?, shortName: String, place: Place) {
        isDevelopment = mode == "development"
        self.place = place
        prefix = presets?["name_prefix"]?.scalarText ?? (isDevelopment ? "[dev \(shortName)] " : nil)
        tags = presets?["tags"]?.map?.entries ?? []
        if isDevelopment, !tags.contains(where: { $0.key == "dev" }) {
            let value = Datum(.string(shortName), place)
            tags.append(DatumMap.Entry(key: "dev", place: place, value: value))
        }
        maximumRuns =
            presets?["jobs_max_concurrent_runs"] ?? (isDevelopment ? Datum(.integer(4), place) : nil)
        pauseStatus =
            presets?["trigger_pause_status"] ?? (isDevelopment ? Datum(.string("PAUSED"), place) : nil)
        isPipelineDevelopment = presets?["pipelines_development"]?.bool ?? (isDevelopment ? true : nil)
    }

    func apply(to resource: ResolvedTarget.Resource) -> ResolvedTarget.Resource {
        var result = resource
        switch resource.kind {
        case "jobs":
            result.config = prefixed(result.config, "name") { $0 + $1 }
            result.config = withTags(result.config, "tags")
            if let maximumRuns, result.config["max_concurrent_runs"] == nil {
                result.config = result.config.with("max_concurrent_runs", maximumRuns)
            }
            if let pauseStatus {
                for key in ["schedule", "trigger", "continuous"] {
                    guard let entry = result.config.map?.entry(key), entry.value.map != nil,
                        entry.value["pause_status"] == nil
                    else { continue }
                    result.config = result.config.with(key, entry.value.with("pause_status", pauseStatus))
                }
            }
        case "pipelines":
            result.config = prefixed(result.config, "name") { $0 + $1 }
            if let isPipelineDevelopment, result.config["development"] == nil {
                result.config = result.config.with("development", Datum(.bool(isPipelineDevelopment), place))
            }
        case "models":
            result.config = prefixed(result.config, "name") { $0 + $1 }
            result.config = withTagList(result.config)
        case "experiments":
            result.config = prefixed(result.config, "name") { prefix, name in
                let folder = FilePath.folder(of: name)
                let base = prefix + FilePath.name(of: name)
                return folder.isEmpty && !name.hasPrefix("/") ? base : folder + "/" + base
            }
            result.config = withTagList(result.config)
        case "clusters":
            result.config = prefixed(result.config, "cluster_name") { $0 + $1 }
            result.config = withTags(result.config, "custom_tags")
        case "dashboards": result.config = prefixed(result.config, "display_name") { $0 + $1 }
        case "registered_models", "model_serving_endpoints", "schemas":
            result.config = prefixed(result.config, "name") { Self.normalized($0) + $1 }
        case "quality_monitors":
            if isDevelopment { result.config = result.config.without("schedule") }
        default: break
        }
        return result
    }

    private func prefixed(_ config: Datum, _ key: String, _ join: (String, String) -> String) -> Datum {
        guard let prefix, !prefix.isEmpty, let entry = config.map?.entry(key), let name = entry.value.scalarText
        else { return config }
        return config.with(key, Datum(.string(join(prefix, name)), entry.value.place))
    }

    /// `[dev jane] ` becomes `dev_jane_`, for names that may hold letters, digits and underscores only.
    static func normalized(_ prefix: String) -> String {
        let words = prefix.split { !($0.isLetter || $0.isNumber || "«»_".contains($0)) }
        return words.isEmpty ? "" : words.joined(separator: "_") + "_"
    }

    private func withTags(_ config: Datum, _ key: String) -> Datum {
        guard !tags.isEmpty else { return config }
        var map = config[key]?.map ?? DatumMap()
        for tag in tags where map[tag.key] == nil { map.set(tag.key, tag.value, at: tag.place) }
        return config.with(key, Datum(.map(map), config[key]?.place ?? place))
    }

    private func withTagList(_ config: Datum) -> Datum {
        guard !tags.isEmpty else { return config }
        var list = config["tags"]?.list ?? []
        for tag in tags where !list.contains(where: { $0["key"]?.scalarText == tag.key }) {
            var map = DatumMap()
            map.set("key", Datum(.string(tag.key), tag.place))
            map.set("value", tag.value)
            list.append(Datum(.map(map), tag.place))
        }
        return config.with("tags", Datum(.list(list), config["tags"]?.place ?? place))
    }
}

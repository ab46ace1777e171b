/// Lists whose elements have a key: elements of the same key are one, merged after references are replaced.
enum KeyedLists {
    static func merge(_ config: Datum, kind: String, log: inout NoteLog) -> Datum {
        var result = config
        switch kind {
        case "jobs":
            result = merging(result, "tasks", by: "task_key", log: &log)
            if let entry = result.map?.entry("tasks"), let tasks = entry.value.list {
                let sorted = tasks.enumerated().sorted {
                    ($0.element["task_key"]?.scalarText ?? "", $0.offset)
                        < ($1.element["task_key"]?.scalarText ?? "", $1.offset)
                }
                result = result.with("tasks", Datum(.list(sorted.map(\.element)), entry.value.place))
            }
            result = merging(result, "job_clusters", by: "job_cluster_key", log: &log)
            result = merging(result, "parameters", by: "name", log: &log)
        case "pipelines": result = merging(result, "clusters", by: "label", default: "default", log: &log)
        case "apps": result = merging(result, "resources", by: "name", log: &log)
        default: break
        }
        result = merging(result, "grants", by: "principal", log: &log)
        if let entry = result.map?.entry("grants"), let grants = entry.value.list {
            result = result.with("grants", Datum(.list(grants.map(withoutRepeats)), entry.value.place))
        }
        return result
    }

    private static func merging(
        _ config: Datum, _ list: String, by key: String, default defaultKey: String? = nil, log: inout NoteLog
    ) -> Datum {
        guard let entry = config.map?.entry(list), let elements = entry.value.list else { return config }
        var merged: [Datum] = []
        var positions: [String: Int] = [:]
        for element in elements {
            guard let name = element[key]?.scalarText ?? defaultKey else {
                merged.append(element)
                continue
            }
            if let position = positions[name] {
                merged[position] = Merge.merge(merged[position], element, log: &log)
            } else {
                positions[name] = merged.count
                merged.append(element)
            }
        }
        return config.with(list, Datum(.list(merged), entry.value.place))
    }

    private static func withoutRepeats(_ grant: Datum) -> Datum {
        guard let entry = grant.map?.entry("privileges"), let privileges = entry.value.list else { return grant }
        var seen: Set<String> = []
        let unique = privileges.filter { seen.insert($0.scalarText ?? "").inserted }
        return grant.with("privileges", Datum(.list(unique), entry.value.place))
    }
}

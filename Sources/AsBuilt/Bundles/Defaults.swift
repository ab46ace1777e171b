/// Values that the CLI or the platform sets where a resource says nothing.
enum Defaults {
    /// Kinds for which the CLI refuses a `run_as` that is not the deployer.
    static let withoutRunAs: Set = ["quality_monitors", "model_serving_endpoints"]

    /// Returns a job that has a name.
    static func named(_ resource: ResolvedTarget.Resource) -> ResolvedTarget.Resource {
        guard resource.kind == "jobs", resource.config["name"] == nil else { return resource }
        var result = resource
        result.config = result.config.with("name", Datum(.string("Untitled"), resource.place))
        return result
    }

    static func applied(to resource: ResolvedTarget.Resource, runAs: Datum?) -> ResolvedTarget.Resource {
        var result = resource
        func set(_ key: String, _ value: Datum.Value) {
            guard result.config[key] == nil else { return }
            result.config = result.config.with(key, Datum(value, resource.place))
        }
        switch resource.kind {
        case "jobs":
            set("max_concurrent_runs", .integer(1))
            if result.config["queue"] == nil {
                var queue = DatumMap()
                queue.set("enabled", Datum(.bool(true), resource.place))
                set("queue", .map(queue))
            }
            for key in ["schedule", "trigger", "continuous"] {
                guard let entry = result.config.map?.entry(key), entry.value.map != nil,
                    entry.value["pause_status"] == nil
                else { continue }
                let status = Datum(.string("UNPAUSED"), entry.place)
                result.config = result.config.with(key, entry.value.with("pause_status", status))
            }
        case "volumes": set("volume_type", .string("MANAGED"))
        default: break
        }
        if ["jobs", "pipelines"].contains(resource.kind), let runAs, !runAs.isNull, result.config["run_as"] == nil {
            result.config = result.config.with("run_as", runAs, at: runAs.place)
        }
        return result
    }
}

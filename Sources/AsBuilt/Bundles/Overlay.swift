/// Puts a target over the configuration that all targets share.
enum Overlay {
    /// Sections of a target that are merged; the others replace.
    private static let merged = ["workspace", "artifacts", "resources", "sync", "permissions", "presets"]
    private static let replaced = ["run_as"]

    static func apply(_ target: Datum, named name: String, to config: Datum, log: inout NoteLog) -> Datum {
        var result = config.without("targets").without("include")
        for key in merged {
            guard let entry = target.map?.entry(key) else { continue }
            result = result.with(
                key, result[key].map { Merge.merge($0, entry.value, log: &log) } ?? entry.value, at: entry.place)
        }
        for key in replaced {
            if let entry = target.map?.entry(key), !entry.value.isNull {
                result = result.with(key, entry.value, at: entry.place)
            }
        }
        var bundle = result["bundle"] ?? Datum(.map(DatumMap()), config.place)
        if let own = target["bundle"] { bundle = Merge.merge(bundle, own, log: &log) }
        for key in ["mode", "cluster_id", "compute_id"] {
            if let entry = target.map?.entry(key), !entry.value.isNull {
                bundle = bundle.with(key, entry.value, at: entry.place)
            }
        }
        if let git = target["git"] {
            bundle = bundle.with("git", bundle["git"].map { Merge.merge($0, git, log: &log) } ?? git)
        }
        bundle = bundle.with("target", Datum(.string(name), target.place))
        bundle = bundle.with("environment", Datum(.string(name), target.place))
        result = result.with("bundle", bundle)
        if let variables = target.map?.entry("variables") {
            result = result.with("variables", overlay(variables.value, over: result["variables"], log: &log))
        }
        return result
    }

    /// A target sets the default or the lookup of a variable that the bundle declares.
    ///
    /// A value replaces the whole of an earlier one, also if both are maps.
    private static func overlay(_ own: Datum, over shared: Datum?, log: inout NoteLog) -> Datum {
        var variables = shared?.map ?? DatumMap()
        for entry in own.map?.entries ?? [] {
            guard var variable = variables.entry(entry.key) else {
                log.add(
                    .error, .unknownVariable, entry.place,
                    "the target sets the variable '\(entry.key)', which the bundle doesn't declare")
                continue
            }
            var definition = Variables.definition(variable.value)
            let setting = Variables.definition(entry.value)
            for key in ["default", "lookup"] {
                guard let value = setting.map?.entry(key), !value.value.isNull else { continue }
                definition = definition.without("default").without("lookup")
                    .with(key, value.value, at: value.place)
                    .with(Variables.setByTarget, Datum(.bool(true), value.place))
            }
            for key in ["description", "type"] {
                if let value = setting.map?.entry(key) {
                    definition = definition.with(key, value.value, at: value.place)
                }
            }
            variable.value = definition
            variables.set(entry.key, definition, at: variable.place)
        }
        return Datum(.map(variables), shared?.place ?? own.place)
    }
}

/// Chooses the value of each variable in a target.
enum Variables {
    /// Marks a definition whose value a target has set.
    static let setByTarget = " target"

    private static let definitionKeys: Set = ["default", "lookup", "description", "type"]

    /// Returns the full form of a variable; `x: value` is short for `x: {default: value}`.
    static func definition(_ datum: Datum) -> Datum {
        if let map = datum.map, map.isEmpty || map.keys.contains(where: definitionKeys.contains) { return datum }
        guard !datum.isNull else { return Datum(.map(DatumMap()), datum.place) }
        return Datum(.map(DatumMap()), datum.place).with("default", datum)
    }

    /// Returns every variable with its value, sorted by name.
    ///
    /// References in the values are not replaced yet.
    ///
    /// - Parameter overrides: The target's `variable-overrides.json`, if it was read.
    static func values(
        _ declared: Datum?, supplied: SuppliedValues, overrides: Datum?, log: inout NoteLog
    ) -> [ResolvedTarget.Variable] {
        (declared?.map?.entries ?? []).sorted { $0.key < $1.key }.map { entry in
            let definition = definition(entry.value)
            let description = definition["description"]?.scalarText
            func variable(
                _ value: Datum, _ source: ResolvedTarget.Variable.Source, _ place: Place
            ) -> ResolvedTarget.Variable {
                ResolvedTarget.Variable(
                    name: entry.key, value: value, source: source, description: description, place: place)
            }
            if let text = supplied.arguments[entry.key] {
                return variable(Datum(.string(text), entry.place), .argument, entry.place)
            }
            if let text = supplied.environment[entry.key] {
                return variable(Datum(.string(text), entry.place), .environment, entry.place)
            }
            if let lookup = definition["lookup"]?.map?.entries.first {
                let name = lookup.value.scalarText ?? ""
                log.add(
                    .unknown, .lookedUp, lookup.place,
                    "the variable '\(entry.key)' is the id of the \(lookup.key) '\(name)', which only the platform knows"
                )
                return variable(
                    Datum(.string(Unknown.lookedUp(lookup.key, name)), lookup.place), .lookup, lookup.place)
            }
            if let override = overrides?.map?.entry(entry.key) {
                return variable(override.value, .overrides, override.place)
            }
            if let value = definition.map?.entry("default"), !value.value.isNull {
                let isTarget = definition[setByTarget] != nil
                return variable(value.value, isTarget ? .target : .default, value.place)
            }
            log.add(
                .unknown, .requiredValue, entry.place,
                "the variable '\(entry.key)' has no value in the files; a deployment has to supply it")
            return variable(Datum(.string(Unknown.required), entry.place), .missing, entry.place)
        }
    }
}

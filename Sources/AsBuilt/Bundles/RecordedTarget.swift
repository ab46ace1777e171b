extension ResolvedTarget {
    /// Reads what `databricks bundle validate -o json` or `databricks bundle summary -o json` printed.
    ///
    /// The CLI has resolved everything in it, resources in Python and looked up values included.
    ///
    /// - Parameters:
    ///   - file: Names the recording in places.
    ///   - root: The folder of the bundle in the repository, if it is known.
    package static func recorded(
        _ bytes: [UInt8], file: String, root: String = ""
    ) -> (target: ResolvedTarget?, notes: [Note]) {
        let (datum, notes) = JSONReader.read(bytes, file: file)
        guard let datum else { return (nil, notes) }
        let bundle = datum["bundle"]
        guard let name = bundle?["target"]?.scalarText ?? bundle?["environment"]?.scalarText else {
            let note = Note(
                .error, .wrongShape, Place(file, 1),
                "the file has no bundle.target, so `bundle validate` didn't write it")
            return (nil, notes + [note])
        }
        let variables = (datum["variables"]?.map?.entries ?? []).sorted { $0.key < $1.key }.map { entry in
            let value = entry.value["value"] ?? entry.value["default"]
            return Variable(
                name: entry.key, value: value ?? Datum(.string(Unknown.required), entry.place),
                source: value == nil ? .missing : .argument,
                description: entry.value["description"]?.scalarText, place: entry.place)
        }
        let resources = (datum["resources"]?.map?.entries ?? []).flatMap { kind in
            (kind.value.map?.entries ?? []).compactMap { entry in
                entry.value.map == nil
                    ? nil : Resource(kind: kind.key, key: entry.key, place: entry.place, config: entry.value)
            }
        }
        let target = ResolvedTarget(
            bundle: bundle?["name"]?.scalarText ?? "", root: root, name: name, place: Place(file, 1),
            isDefault: false, mode: bundle?["mode"]?.scalarText,
            workspace: datum["workspace"] ?? Datum(.map(DatumMap()), Place(file, 1)), runAs: datum["run_as"],
            permissions: datum["permissions"]?.list ?? [], variables: variables,
            resources: resources.sorted { ($0.kind, $0.key) < ($1.kind, $1.key) }, notes: notes)
        return (target, notes)
    }
}

extension Inventory {
    /// Everything that the files of a repository tell, with what the lints need beside it.
    package struct Reading: Sendable {
        package var inventory: Inventory
        package var bundles: [Bundle]
        package var targets: [ResolvedTarget]
        package var workflows: [Workflow]
    }

    /// Reads every bundle with every target, and every workflow.
    ///
    /// - Parameters:
    ///   - roots: The folders of the bundles to read, or nil for all.
    ///   - targets: The names of the targets to read, or nil for all.
    package static func read(
        _ repository: Repository, revision: String? = nil, roots: [String]? = nil, targets names: Set<String>? = nil,
        supplied: SuppliedValues = SuppliedValues()
    ) -> Reading {
        var items: [Item] = []
        var notes: [Note] = []
        var bundles: [Bundle] = []
        var resolved: [ResolvedTarget] = []
        let found = Bundle.roots(in: repository).filter { roots?.contains($0) ?? true }
        if found.count > AsBuilt.Limits.bundles {
            let limit = AsBuilt.Limits.bundles
            let note = Note(.error, .limit, Place(found[limit]), "only the first \(limit) bundles are read")
            notes.append(note)
        }
        for root in found.prefix(AsBuilt.Limits.bundles) {
            let bundle = Bundle.read(at: root, in: repository)
            bundles.append(bundle)
            notes += bundle.notes.map(\.redacted)
            for target in bundle.targets where names?.contains(target.name) ?? true {
                guard let value = bundle.resolve(target.name, in: repository, supplied: supplied) else { continue }
                resolved.append(value)
                let own = Inventory(value)
                items += own.items
                notes += own.notes
            }
        }
        let (workflows, remarks) = Workflow.all(in: repository)
        items += Inventory(workflows).items
        notes += remarks.map(\.redacted)
        let inventory = Inventory(source: Source(revision: revision), items: items, notes: notes)
        return Reading(inventory: inventory, bundles: bundles, targets: resolved, workflows: workflows)
    }
}

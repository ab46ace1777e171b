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
        var inventory = Inventory(source: Source(revision: revision), items: [])
        var bundles: [Bundle] = []
        var resolved: [ResolvedTarget] = []
        for root in Bundle.roots(in: repository) where roots?.contains(root) ?? true {
            let bundle = Bundle.read(at: root, in: repository)
            bundles.append(bundle)
            inventory.merge(Inventory(items: [], notes: bundle.notes.map(\.redacted)))
            for target in bundle.targets where names?.contains(target.name) ?? true {
                guard let value = bundle.resolve(target.name, in: repository, supplied: supplied) else { continue }
                resolved.append(value)
                inventory.merge(Inventory(value))
            }
        }
        let (workflows, notes) = Workflow.all(in: repository)
        inventory.merge(Inventory(workflows))
        inventory.merge(Inventory(items: [], notes: notes.map(\.redacted)))
        return Reading(inventory: inventory, bundles: bundles, targets: resolved, workflows: workflows)
    }
}

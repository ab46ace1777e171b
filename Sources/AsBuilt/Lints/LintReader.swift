extension Lint {
    /// Returns what the rules find in a repository, sorted by place.
    ///
    /// The same finding in several targets is one.
    package static func all(in reading: Inventory.Reading, of repository: Repository) -> [Lint] {
        let subject = LintSubject(reading: reading, repository: repository)
        var found = subject.bundleLints()
        found += subject.targetLints()
        found += subject.jobLints()
        found += subject.workflowLints()
        found += subject.codeLints()
        var merged: [Lint] = []
        var positions: [Lint: Int] = [:]
        for lint in found {
            var key = lint
            key.targets = []
            if let position = positions[key] {
                merged[position].targets = Set(merged[position].targets + lint.targets).sorted()
            } else {
                positions[key] = merged.count
                merged.append(lint)
            }
        }
        return merged.map { lint in
            var lint = lint
            lint.text = Redaction.text(lint.text)
            return lint
        }.sorted()
    }
}

/// What the rules look at.
struct LintSubject {
    let reading: Inventory.Reading
    let repository: Repository

    /// Whether a target is production: by its mode, or by its name.
    static func isProduction(_ target: ResolvedTarget) -> Bool {
        target.mode == "production" || (target.mode == nil && isProduction(name: target.name))
    }

    static func isProduction(name: String) -> Bool {
        let words = name.lowercased().split { !$0.isLetter }
        for (position, word) in words.enumerated() where ["prod", "production", "prd", "live"].contains(word) {
            let isNegated = position > 0 && ["non", "pre", "not", "no"].contains(words[position - 1])
            if !isNegated { return true }
        }
        return false
    }

    /// The targets whose jobs have to be operated: production, or all but development where none is production.
    func operated(_ bundle: String) -> [ResolvedTarget] {
        let own = reading.targets.filter { $0.root == bundle }
        let production = own.filter(Self.isProduction)
        return production.isEmpty ? own.filter { $0.mode != "development" } : production
    }

    /// The bundle that a command of a workflow is about; nil if that is not clear.
    func bundle(of command: BundleCommand) -> Bundle? {
        guard reading.bundles.count > 1 else { return reading.bundles.first }
        guard let folder = command.folder.flatMap({ FilePath.join("", $0) }) else { return nil }
        return reading.bundles.first { $0.root == folder }
    }

    /// The target of a command; nil if only the platform knows.
    func target(of command: BundleCommand) -> String? {
        guard command.isTargetKnown else { return nil }
        return command.target ?? bundle(of: command)?.targets.first(where: \.isDefault)?.name
    }

    func isProduction(_ command: BundleCommand) -> Bool {
        guard let name = target(of: command) else { return false }
        let root = bundle(of: command)?.root
        if let target = reading.targets.first(where: { $0.name == name && $0.root == root }) {
            return Self.isProduction(target)
        }
        return Self.isProduction(name: name)
    }
}

extension Rules {
    /// The person that `name` means: somebody whom the contract or the ledger names, or a new one.
    ///
    /// A display name of the contract, or a known name in other capitals, is that person. A new name that is one slip
    /// of the keyboard away from a known one is refused until it is confirmed: time under a misspelt name escapes the
    /// person's calendar, plan and submission.
    package func person(_ name: String, confirmsNew: Bool) throws(Refusal) -> String {
        let name = try required(name, .missingPerson).inNormalForm
        guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory.isControl }) else {
            throw Refusal(
                rule: .badPerson, "a person's name cannot contain a line break or control character",
                hint: "write the name on one line")
        }
        if let person = knownPerson(named: name) { return person }
        guard !confirmsNew, let near = nearPerson(to: name) else { return name }
        throw Refusal(
            rule: .unknownPerson, "there is no time or plan of '\(name)' yet; did you mean \(near)?",
            hint: "write \(near), or \(.confirm(.newPerson)) if \(name) is another person")
    }

    /// The known person whose id, name in the contract, or name in other capitals is `name`; nil if there is none, or
    /// more than one.
    package func knownPerson(named name: String) -> String? {
        let known = knownPeople
        if known.contains(name) { return name }
        let lowered = name.lowercased()
        let displayed = contract.people.filter { $0.name.lowercased() == lowered }.map(\.id)
        let meant = Set(displayed + known.filter { $0.lowercased() == lowered })
        return meant.count == 1 ? meant.first : nil
    }

    /// The first known person whose id, or name in the contract, is one slip away from `name`.
    private func nearPerson(to name: String) -> String? {
        let lowered = name.lowercased()
        if let near = knownPeople.sorted().first(where: { Self.isSlip(lowered, of: $0.lowercased()) }) { return near }
        return contract.people.first { Self.isSlip(lowered, of: $0.name.lowercased()) }?.id
    }

    /// The people of the contract, and those who have time or a plan.
    private var knownPeople: Set<String> {
        Set(contract.people.map(\.id) + state.totals.map(\.person) + state.plan.keys.map(\.person))
    }

    /// Whether one letter is added, dropped or changed, or two neighbours are swapped.
    ///
    /// Short names are too often alike, and names with numbers differ in one digit on purpose.
    private static func isSlip(_ typed: String, of known: String) -> Bool {
        let (left, right) = (Array(typed.utf8), Array(known.utf8))
        let hasDigit = typed.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !hasDigit, max(left.count, right.count) >= 4, left.count <= 128, abs(left.count - right.count) <= 1
        else { return false }
        if editDistance(left, right) == 1 { return true }
        guard left.count == right.count else { return false }
        let changed = left.indices.filter { left[$0] != right[$0] }
        return changed.count == 2 && changed[1] == changed[0] + 1 && left[changed[0]] == right[changed[1]]
            && left[changed[1]] == right[changed[0]]
    }
}

extension Unicode.GeneralCategory {
    /// Control characters, and the separators that break a line.
    fileprivate var isControl: Bool {
        switch self {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

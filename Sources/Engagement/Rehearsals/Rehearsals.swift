import CivilTime

/// Every rehearsal that counts, and the changes of documents that leave it valid.
package struct Rehearsals: Sendable, Equatable {
    /// In the ledger's order.
    package private(set) var all: [Rehearsal] = []
    /// In the ledger's order.
    package private(set) var immaterial: [ImmaterialChange] = []

    mutating func apply(_ event: RehearsalEvent, _ entry: Entry) {
        switch event {
        case .recorded(let event):
            all.append(Rehearsal(id: entry.id, recorded: event, recordedOn: entry.moment.date))
        case .immaterial(let event):
            immaterial.append(ImmaterialChange(id: entry.id, marked: event, markedOn: entry.moment.date))
        }
    }

    package func of(_ document: String) -> [Rehearsal] { all.filter { $0.recorded.document.document == document } }

    /// The fingerprints at which a proof of the document counts for `version`: its own, and those from which only
    /// immaterial changes lead to it.
    package func fingerprints(countingFor version: DocumentVersion) -> Set<String> {
        var found: Set = [version.fingerprint]
        var open = [version.fingerprint]
        while let fingerprint = open.popLast() {
            for change in immaterial
            where change.marked.document == version.document && change.marked.to == fingerprint
                && found.insert(change.marked.from).inserted
            {
                open.append(change.marked.from)
            }
        }
        return found
    }
}

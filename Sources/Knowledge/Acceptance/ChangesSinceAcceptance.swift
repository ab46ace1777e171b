package import CivilTime
package import Engagement

/// Which of the documents that the customer accepted read otherwise now.
package struct ChangesSinceAcceptance: Sendable, Equatable {
    package struct Change: Sendable, Equatable {
        /// The document's id.
        package let id: String
        /// Nil if the edition has the document no longer.
        package let title: String?
    }

    /// The day of the last acceptance.
    package let acceptedOn: CivilDate
    /// The ids of the accepted documents.
    package let accepted: [String]
    /// In the order of the documents' paths; those that are gone come last.
    package let changed: [Change]

    /// Returns nil if the customer has accepted no documents yet.
    package init?(_ state: State, documents: CurrentDocuments, edition: Edition = .internal) {
        let last = state.acceptance.signOffs.last { signOff in
            !signOff.given.documents.isEmpty && signOff.given.answers.contains { $0.outcome != .rejected }
        }
        guard let signOff = last else { return nil }
        let proof = Proof(state, documents: documents)
        let visible = documents.visible(in: edition)
        let versions = signOff.given.documents
        let different = Set(versions.filter { !proof.isCurrent($0) || visible[$0.document] == nil }.map(\.document))
        acceptedOn = signOff.given.signedOn
        accepted = versions.map(\.document)
        changed =
            visible.all.filter { different.contains($0.id) }.map { Change(id: $0.id, title: $0.title) }
            + versions.filter { visible[$0.document] == nil }.map { Change(id: $0.document, title: nil) }
    }

    /// `2 of 41 documents changed since the acceptance of 2027-03-26`.
    package var words: String {
        "\(changed.count) of \(accepted.count) document\(accepted.count == 1 ? "" : "s") changed since the acceptance "
            + "of \(acceptedOn)"
    }
}

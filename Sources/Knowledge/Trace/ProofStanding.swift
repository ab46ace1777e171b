/// How far something is proved; the best comes first.
package enum ProofStanding: String, Sendable, Codable, CaseIterable {
    /// By the customer, at exactly the current text.
    case proven
    /// By the customer, and the text has changed since.
    case olderRevision = "older-revision"
    /// There is evidence, and none that the customer's people proved.
    case withoutProof = "without-proof"
    case none

    /// `proven at an older revision`.
    package var words: String {
        switch self {
        case .proven: "proven at this revision"
        case .olderRevision: "proven at an older revision"
        case .withoutProof: "evidence without proof"
        case .none: "no evidence"
        }
    }

    /// The best of several; nothing at all is `none`.
    package static func best(_ standings: some Sequence<ProofStanding>) -> ProofStanding {
        let found = Set(standings)
        return allCases.first(where: found.contains) ?? .none
    }
}

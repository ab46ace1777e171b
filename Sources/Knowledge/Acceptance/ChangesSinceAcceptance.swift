import CivilTime
import Content
package import Engagement
import Fingerprint

/// What is no longer as the customer accepted it.
package struct ChangesSinceAcceptance: Sendable, Equatable {
    package let signOff: Acceptance.SignOff
    /// The documents whose visible text changed, by id.
    package let changed: [String]
    package let added: [String]
    package let removed: [String]

    /// Compares the documents that the customer's edition shows now with those of the last pack that was answered.
    ///
    /// Returns nil if nothing was answered yet, or nothing of it accepted.
    package init?(_ acceptance: Acceptance, documents: CurrentDocuments) {
        guard let signOff = acceptance.signOffs.last(where: { $0.given.accepts && !$0.given.documents.isEmpty }) else {
            return nil
        }
        self.signOff = signOff
        let current = documents.visible(in: .customer).all
        let accepted = Dictionary(
            signOff.given.documents.map { ($0.document, $0.fingerprint) }, uniquingKeysWith: { first, _ in first })
        changed = current.filter { document in
            accepted[document.id].map { $0 != document.fingerprint.hex } ?? false
        }.map(\.id)
        added = current.filter { accepted[$0.id] == nil }.map(\.id)
        let present = Set(current.map(\.id))
        removed = signOff.given.documents.map(\.document).filter { !present.contains($0) }
    }

    package var isEmpty: Bool { changed.isEmpty && added.isEmpty && removed.isEmpty }

    /// `accepted on 2026-12-22 by Ann Lee, with 2 conditions; changed since: RB-002, ADR-0004`.
    package var words: String {
        let given = signOff.given
        let conditions = given.answers.flatMap(\.conditions).count
        let rejected = given.answers.count { $0.outcome == .rejected }
        let open = [
            conditions > 0 ? "with \(conditions) condition\(conditions == 1 ? "" : "s")" : nil,
            rejected > 0 ? "\(rejected) criteri\(rejected == 1 ? "on" : "a") rejected" : nil,
        ].compactMap(\.self).map { ", " + $0 }.joined()
        let since = [("changed", changed), ("added", added), ("removed", removed)].filter { !$0.1.isEmpty }.map {
            "\($0.0) since: \(abridged($0.1))"
        }
        return "accepted on \(given.signedOn) by \(given.signer)\(open); "
            + (since.isEmpty ? "no document has changed since" : since.joined(separator: "; "))
    }
}

extension SignOffGiven {
    /// Whether at least one criterion is accepted, with or without conditions.
    package var accepts: Bool { answers.contains { $0.outcome != .rejected } }
}

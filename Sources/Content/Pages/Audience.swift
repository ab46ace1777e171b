package import Engagement

/// The readers of a page: the supplier's own people, or the customer too.
package enum Audience: String, Sendable, Codable, CaseIterable {
    /// Never published to the customer. A page without an audience is internal.
    case `internal`
    case customer
}

extension Edition {
    /// Whether the edition shows pages for `audience`.
    package func includes(_ audience: Audience) -> Bool {
        self == .internal || audience == .customer
    }
}

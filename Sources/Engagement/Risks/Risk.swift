package import CivilTime

/// A risk, issue, assumption or dependency of the register.
package struct Risk: Sendable, Equatable {
    package enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
        case risk, issue, assumption, dependency
    }

    /// The full id of the entry that added it.
    package let id: String
    package let added: RiskAdded
    package let addedOn: CivilDate
    /// How it was settled; nil while it is open.
    package internal(set) var resolution: String?

    package var shortID: String { String(id.prefix(8)) }
    package var isOpen: Bool { resolution == nil }
}

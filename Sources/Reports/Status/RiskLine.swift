package import CivilTime
package import Engagement

/// One line of the register.
package struct RiskLine: Encodable {
    package let id: String
    package let kind: Risk.Kind
    package let title: String
    package let owner: String
    package let addedOn: CivilDate
    package let resolution: String?

    package var isOpen: Bool { resolution == nil }

    package init(_ risk: Risk) {
        id = risk.id
        kind = risk.added.kind
        title = risk.added.title
        owner = risk.added.owner
        addedOn = risk.addedOn
        resolution = risk.resolution
    }
}

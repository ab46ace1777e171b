import Content
import Pages

/// The states that front matter declares.
extension Badge {
    init(_ status: DecisionStatus) {
        switch status {
        case .draft: self.init("Draft", .quiet)
        case .proposed: self.init("Proposed", .note)
        case .accepted: self.init("Accepted", .good)
        case .rejected: self.init("Rejected", .bad)
        case .deprecated: self.init("Deprecated", .warn)
        case .superseded: self.init("Superseded", .warn)
        }
    }

    init(_ implementation: Implementation) {
        switch implementation {
        case .notStarted: self.init("Not started", .quiet)
        case .partial: self.init("Partly done", .note)
        case .done: self.init("Done", .good)
        }
    }

    init(_ audience: Audience) {
        switch audience {
        case .internal: self.init("Internal", .warn)
        case .customer: self.init("Customer", .quiet)
        }
    }
}

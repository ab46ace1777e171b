import Content
import Engagement
import Markup

/// A state as a reader sees it: a word, and a colour that repeats it.
struct Badge: Sendable, Equatable {
    /// The colours; each has a meaning of its own, and none is ever without a word.
    enum Tone: Sendable {
        case good, warn, bad, note, violet, quiet

        var className: StaticString {
            switch self {
            case .good: "badge-good"
            case .warn: "badge-warn"
            case .bad: "badge-bad"
            case .note: "badge-note"
            case .violet: "badge-violet"
            case .quiet: "badge-quiet"
            }
        }
    }

    let text: String
    let tone: Tone

    init(_ text: String, _ tone: Tone) {
        self.text = text
        self.tone = tone
    }

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

    init(_ standing: State.PrerequisiteStanding, isOverdue: Bool) {
        switch standing {
        case .open where isOverdue: self.init("Overdue", .bad)
        case .blocked: self.init(isOverdue ? "Blocked, overdue" : "Blocked", .bad)
        case .open: self.init("Open", .note)
        case .confirmed: self.init("Confirmed", .good)
        case .waived: self.init("Waived", .warn)
        }
    }

    init(_ standing: State.ActivityStanding) {
        switch standing {
        case .planned: self.init("Planned", .quiet)
        case .started: self.init("Started", .note)
        case .done: self.init("Done", .good)
        case .dropped: self.init("Dropped", .warn)
        }
    }

    init(_ status: ChangeRequest.Status) {
        switch status {
        case .proposed: self.init("Proposed", .note)
        case .approved: self.init("Approved", .good)
        case .declined: self.init("Declined", .bad)
        }
    }

    init(_ rule: Exclusion.Rule) {
        switch rule {
        case .excluded: self.init("Excluded", .bad)
        case .timePermitting: self.init("Time permitting", .note)
        }
    }

    var html: HTML {
        var html = HTML()
        html.badge(self)
        return html
    }
}

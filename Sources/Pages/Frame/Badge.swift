package import Engagement
package import Markup

/// A state as a reader sees it: a word, and a color that repeats it.
package struct Badge: Sendable, Equatable {
    /// The colors.
    ///
    /// Each has its own meaning, and always comes with a word.
    package enum Tone: Sendable {
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

    package let text: String
    package let tone: Tone

    package init(_ text: String, _ tone: Tone) {
        self.text = text
        self.tone = tone
    }

    package init(_ standing: State.PrerequisiteStanding, isOverdue: Bool) {
        switch standing {
        case .open where isOverdue: self.init("Overdue", .bad)
        case .blocked: self.init(isOverdue ? "Blocked, overdue" : "Blocked", .bad)
        case .open: self.init("Open", .note)
        case .confirmed: self.init("Confirmed", .good)
        case .waived: self.init("Waived", .warn)
        }
    }

    package init(_ standing: State.ActivityStanding) {
        switch standing {
        case .planned: self.init("Planned", .quiet)
        case .started: self.init("Started", .note)
        case .done: self.init("Done", .good)
        case .dropped: self.init("Dropped", .warn)
        }
    }

    package init(_ status: ChangeRequest.Status) {
        switch status {
        case .proposed: self.init("Proposed", .note)
        case .approved: self.init("Approved", .good)
        case .declined: self.init("Declined", .bad)
        }
    }

    package init(_ rule: Exclusion.Rule) {
        switch rule {
        case .excluded: self.init("Excluded", .bad)
        case .timePermitting: self.init("Time permitting", .note)
        }
    }

    package var html: HTML {
        var html = HTML()
        html.badge(self)
        return html
    }
}

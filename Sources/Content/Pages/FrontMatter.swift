package import CivilTime
import Engagement

/// The kinds of Markdown document.
package enum DocumentKind: String, Sendable, Codable, CaseIterable {
    case decision, runbook, guide

    /// The plural that navigation shows.
    package var pluralTitle: String {
        switch self {
        case .decision: "Decisions"
        case .runbook: "Runbooks"
        case .guide: "Guides"
        }
    }
}

/// The status of a decision.
///
/// An unknown or missing status is an error, never one of these.
package enum DecisionStatus: String, Sendable, Codable, CaseIterable {
    case draft, proposed, accepted, rejected, deprecated, superseded
}

/// How far an accepted decision is carried out, apart from its status.
package enum Implementation: String, Sendable, Codable, CaseIterable {
    case notStarted = "not-started"
    case partial, done
}

/// What a page says about itself between its `---` lines.
package struct FrontMatter: Sendable, Equatable {
    package var id: String
    package var title: String
    package var description = ""
    package var kind: DocumentKind
    package var audience = Audience.internal
    package var owner: String?
    /// Ids of the contract's activities and criteria that the page serves.
    package var activities: [String] = []
    package var criteria: [String] = []
    /// Paths in the customer's repository whose change calls for a review.
    package var watches: [String] = []
    /// A period such as `6 months`, as written.
    package var reviewIn: String?
    /// The day on which the page was last compared with what it describes.
    package var reviewed: CivilDate?
    /// The situations that call for a runbook, each as the end of the sentence "What to do when ...".
    package var triggers: [String] = []
    /// What a runbook needs from its reader.
    package var parameters: [RunbookParameter] = []
    package var status: DecisionStatus?
    package var implementation: Implementation?
    package var date: CivilDate?
    package var decisionMakers: [String] = []
    package var consulted: [String] = []
    package var informed: [String] = []
    /// Ids of the decisions that this one replaces or amends.
    package var supersedes: [String] = []
    package var amends: [String] = []
    /// The same relations as the older decision's file says them.
    package var supersededBy: [String] = []
    package var amendedBy: [String] = []
    /// Ids of decisions that this one is related to in another way.
    package var links: [String] = []
    /// Which part of the older decision a relation is about, by the id of the other decision; without one, the whole.
    package var parts: [String: String] = [:]
    /// Old addresses that lead here.
    package var aliases: [String] = []
    package var tags: [String] = []
    package var order: Int?
    /// The line of each key that was given, for diagnostics.
    package var lines: [String: Int] = [:]

    package init(id: String, title: String, kind: DocumentKind) {
        self.id = id
        self.title = title
        self.kind = kind
    }

    /// Removes relations to decisions that are not among `ids`.
    package mutating func keepRelations(to ids: Set<String>) {
        supersedes.removeAll { !ids.contains($0) }
        supersededBy.removeAll { !ids.contains($0) }
        amends.removeAll { !ids.contains($0) }
        amendedBy.removeAll { !ids.contains($0) }
        links.removeAll { !ids.contains($0) }
        parts = parts.filter { ids.contains($0.key) }
    }
}

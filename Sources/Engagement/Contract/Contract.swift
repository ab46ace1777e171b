package import CivilTime

/// What was agreed for one engagement: roles and their caps, window, calendar, focus areas and
/// activities, criteria, prerequisites, exclusions.
///
/// Read from `content/engagement.yaml` by the Content module, which checks every field; recorded in
/// the ledger each time it changes, so that an old report is made from the contract of its day.
package struct Contract: Hashable, Sendable, Codable {
    /// Stable id of the engagement, a lower-case slug.
    package var id: String
    package var title: String
    package var customer: String
    package var supplier: String
    /// What the engagement is for, one paragraph per element.
    package var objective: [String]
    package var window: Window
    package var calendar: BusinessCalendar
    package var roles: [Role]
    /// Who works, where the contract names them; time of others is welcome too.
    package var people: [Person]
    package var focusAreas: [FocusArea]
    package var criteria: [Criterion]
    package var prerequisites: [Prerequisite]
    package var exclusions: [Exclusion]
    package var choices: [Choice]
    package var notices: [Notice]
    package var terms: [Term]
    package var publication: Publication

    package init(
        id: String, title: String, customer: String, supplier: String, objective: [String] = [],
        window: Window, calendar: BusinessCalendar = BusinessCalendar(), roles: [Role] = [],
        people: [Person] = [], focusAreas: [FocusArea] = [], criteria: [Criterion] = [],
        prerequisites: [Prerequisite] = [],
        exclusions: [Exclusion] = [], choices: [Choice] = [], notices: [Notice] = [], terms: [Term] = [],
        publication: Publication = Publication()
    ) {
        self.id = id
        self.title = title
        self.customer = customer
        self.supplier = supplier
        self.objective = objective
        self.window = window
        self.calendar = calendar
        self.roles = roles
        self.people = people
        self.focusAreas = focusAreas
        self.criteria = criteria
        self.prerequisites = prerequisites
        self.exclusions = exclusions
        self.choices = choices
        self.notices = notices
        self.terms = terms
        self.publication = publication
    }

    /// What a ledger recorded before a field was thought of has none of it.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        title = try fields.decode(String.self, forKey: .title)
        customer = try fields.decode(String.self, forKey: .customer)
        supplier = try fields.decode(String.self, forKey: .supplier)
        objective = try fields.decode(.objective, or: [])
        window = try fields.decode(Window.self, forKey: .window)
        calendar = try fields.decode(.calendar, or: BusinessCalendar())
        roles = try fields.decode(.roles, or: [])
        people = try fields.decode(.people, or: [])
        focusAreas = try fields.decode(.focusAreas, or: [])
        criteria = try fields.decode(.criteria, or: [])
        prerequisites = try fields.decode(.prerequisites, or: [])
        exclusions = try fields.decode(.exclusions, or: [])
        choices = try fields.decode(.choices, or: [])
        notices = try fields.decode(.notices, or: [])
        terms = try fields.decode(.terms, or: [])
        publication = try fields.decode(.publication, or: Publication())
        guard isPossible else {
            throw DecodingError.dataCorruptedError(
                forKey: .window, in: fields, debugDescription: "no contract has such weeks or absences")
        }
    }

    /// Whether the numbers are such as the contract's reader takes: no file makes the arithmetic trap or run for ever.
    private var isPossible: Bool {
        [window.minimumWeeks, window.maximumWeeks, window.noticeWeeks ?? 0].allSatisfy { (0...5200).contains($0) }
            && people.flatMap(\.absences).allSatisfy { $0.from.days(until: $0.through) <= 366 }
    }

    /// The activities of every focus area, in the contract's order.
    package var activities: [Activity] { focusAreas.flatMap(\.activities) }

    package func role(_ id: String) -> Role? { roles.first { $0.id == id } }
    package func activity(_ id: String) -> Activity? { activities.first { $0.id == id } }
    package func exclusion(_ id: String) -> Exclusion? { exclusions.first { $0.id == id } }
    package func prerequisite(_ id: String) -> Prerequisite? { prerequisites.first { $0.id == id } }
}

/// A role that works under the contract, and the cap on its time.
package struct Role: Hashable, Sendable, Codable {
    package var id: String
    package var title: String
    /// The most time that the contract pays for, in minutes: 14 Days are 6,720.
    package var cap: Minutes

    package init(id: String, title: String, cap: Minutes) {
        self.id = id
        self.title = title
        self.cap = cap
    }
}

/// The dates between which the work happens, and the lengths the contract allows.
package struct Window: Hashable, Sendable, Codable {
    package var start: CivilDate
    package var end: CivilDate
    /// The shortest and longest engagement in weeks: 3 and 4.
    package var minimumWeeks: Int
    package var maximumWeeks: Int
    /// When the people were asked for; nil where nobody has asked yet.
    package var resourcesRequested: CivilDate?
    /// The weeks of notice that a request for people takes, 4 as a rule; nil where the contract sets none.
    package var noticeWeeks: Int?

    package init(
        start: CivilDate, end: CivilDate, minimumWeeks: Int, maximumWeeks: Int,
        resourcesRequested: CivilDate? = nil, noticeWeeks: Int? = nil
    ) {
        self.start = start
        self.end = end
        self.minimumWeeks = minimumWeeks
        self.maximumWeeks = maximumWeeks
        self.resourcesRequested = resourcesRequested
        self.noticeWeeks = noticeWeeks
    }

    package func contains(_ date: CivilDate) -> Bool { start <= date && date <= end }

    /// The length in days, the first and the last included.
    package var days: Int { max(1, start.days(until: end) + 1) }

    /// Whether the window is shorter than the agreed lengths allow: under 21 days for 3 to 4 weeks.
    package var isTooShort: Bool { days / 7 < minimumWeeks }

    /// Whether the window is longer than the agreed lengths allow: over 28 days for 3 to 4 weeks.
    package var isTooLong: Bool { (days + 6) / 7 > maximumWeeks }

    /// The length in words: `25 days`, `4 weeks`.
    package var length: String {
        if days % 7 == 0 { return days == 7 ? "1 week" : "\(days / 7) weeks" }
        return days == 1 ? "1 day" : "\(days) days"
    }

    /// The calendar weeks, Monday to Sunday, that the window touches.
    ///
    /// They are more than its length in weeks if it starts in the middle of one. Due dates count by them.
    package var calendarWeeks: Int { max(1, start.monday.days(until: end.monday) / 7 + 1) }
}

/// A technical focus area and the activities under it.
package struct FocusArea: Hashable, Sendable, Codable {
    package var id: String
    package var title: String
    package var summary: String
    package var activities: [Activity]

    package init(id: String, title: String, summary: String, activities: [Activity]) {
        self.id = id
        self.title = title
        self.summary = summary
        self.activities = activities
    }
}

/// A representative activity of the contract.
package struct Activity: Hashable, Sendable, Codable {
    package var id: String
    package var title: String
    package var summary: String
    /// An optional activity never blocks acceptance.
    package var isOptional: Bool

    package init(id: String, title: String, summary: String = "", isOptional: Bool = false) {
        self.id = id
        self.title = title
        self.summary = summary
        self.isOptional = isOptional
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        title = try fields.decode(String.self, forKey: .title)
        summary = try fields.decode(.summary, or: "")
        isOptional = try fields.decode(.isOptional, or: false)
    }
}

/// What acceptance is judged by.
package struct Criterion: Hashable, Sendable, Codable {
    package var id: String
    package var title: String
    package var summary: String
    /// Ids of the activities that bring it about.
    package var activities: [String]

    package init(id: String, title: String, summary: String, activities: [String]) {
        self.id = id
        self.title = title
        self.summary = summary
        self.activities = activities
    }
}

/// Something the customer assures, so that the work can be done.
package struct Prerequisite: Hashable, Sendable, Codable {
    /// When it has to hold.
    package enum Phase: String, CaseIterable, Hashable, Sendable, Codable {
        case beforeStart = "before-start"
        /// While the activities that it names are worked on.
        case duringActivities = "during-activities"
        case throughout
    }

    package var id: String
    package var title: String
    package var summary: String
    package var phase: Phase
    /// The role or person who owes it.
    package var owner: String
    /// The last day on which it is not overdue.
    package var due: CivilDate
    /// What would show that it holds.
    package var proof: String
    /// Ids of the activities that cannot go on without it; nil where the contract names none.
    package var activities: [String]?

    package init(
        id: String, title: String, summary: String = "", phase: Phase, owner: String, due: CivilDate,
        proof: String = "", activities: [String]? = nil
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.phase = phase
        self.owner = owner
        self.due = due
        self.proof = proof
        self.activities = activities
    }
}

/// Something that is out of scope.
package struct Exclusion: Hashable, Sendable, Codable {
    package enum Rule: String, CaseIterable, Hashable, Sendable, Codable {
        /// Never, without an approved change request.
        case excluded
        /// Only when every required activity is done.
        case timePermitting = "time-permitting"
    }

    package var id: String
    package var title: String
    package var summary: String
    package var rule: Rule
    /// Ids of the activities that a reader might think it belongs to; nil where the contract names none.
    package var activities: [String]?

    package init(id: String, title: String, summary: String = "", rule: Rule, activities: [String]? = nil) {
        self.id = id
        self.title = title
        self.summary = summary
        self.rule = rule
        self.activities = activities
    }
}

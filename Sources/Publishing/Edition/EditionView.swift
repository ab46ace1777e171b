import CivilTime
import Content
import Engagement
import Markdown

/// What an edition may show, and nothing else.
///
/// The one place where the editions differ in what they know. It is made first; navigation, titles, index
/// pages, links, search and manifest are made of it, and of nothing else, so that what it left out cannot
/// appear in any of them. Publication is denied by default: a page, a block or a figure is here only
/// because something said that the edition shows it.
struct EditionView: Sendable {
    let edition: Edition
    /// Sorted by path.
    let pages: [PublishedPage]
    let scope: Scope
    let asOf: CivilDate
    let businessDaysLeft: Int
    /// Nil where the edition shows no day figures.
    let budgets: [Budget]?
    let prerequisites: [PrerequisiteLine]
    let activities: [ActivityLine]
    /// Nil where the edition shows no day figures.
    let burnUps: [BurnUpLine]?
    let courses: [PrerequisiteCourseLine]
    /// What somebody ought to act on: the supplier's own business, so only in the internal edition.
    let findings: [FindingLine]
    /// What is not covered or not ready, for the head of a page.
    let coverage: Coverage
    /// Nil in the customer edition.
    let outlook: Outlook?

    /// - Parameter known: The page of the same edition that was made before of the file at a path, where there is
    ///   one: taken again where it would be the same.
    init(
        _ report: StatusReport, _ content: ContentFolder, edition: Edition, spelling: RemedySpelling,
        workers: Workers = Workers(count: 1),
        known: @Sendable (String) -> PublishedPage? = { _ in nil }
    ) {
        let isInternal = edition == .internal
        let showsDays = isInternal || report.contract.publication.customerSeesDays
        let shown = content.pages.filter { edition.includes($0.frontMatter.audience) }
        let ids = Set(shown.map(\.frontMatter.id))
        self.edition = edition
        pages = workers.map(shown) { page in
            if let made = known(page.path), made.isMade(of: page, visibleIDs: ids) { return made }
            return PublishedPage(page, edition: edition, visibleIDs: ids)
        }.sorted { $0.path < $1.path }
        scope = Scope(report.contract, edition)
        asOf = report.asOf
        businessDaysLeft = report.businessDaysLeft
        budgets = showsDays ? report.budgets : nil
        prerequisites = report.prerequisites.map { PrerequisiteLine($0, hasEvidence: isInternal) }
        activities = report.activities.map { line in
            ActivityLine(line, hasTime: showsDays, changedOn: report.changedOn(activity: line.id))
        }
        burnUps = showsDays ? report.burnUps.map { BurnUpLine($0, hasOutlook: isInternal) } : nil
        courses = report.prerequisiteCourses.map(PrerequisiteCourseLine.init)
        coverage = Coverage(report.contract, prerequisites: prerequisites, activities: activities)
        findings = isInternal ? report.findings.map { FindingLine($0, spelling) } : []
        outlook = isInternal ? Outlook(report) : nil
    }

    /// Whether the same pages are shown as in `other`, and each says the same of itself.
    func hasTitles(of other: EditionView) -> Bool {
        edition == other.edition && pages.elementsEqual(other.pages) { $0.isTitled(as: $1) }
    }
}

/// A finding in words.
struct FindingLine: Sendable, Equatable {
    let message: String
    let hint: String

    init(_ finding: Finding, _ spelling: RemedySpelling) {
        message = finding.message
        hint = finding.hint.spelled(spelling)
    }
}

/// The contract without its caps: what the work is about.
struct Scope: Sendable, Equatable {
    let id: String
    let title: String
    let customer: String
    let supplier: String
    let objective: [String]
    let window: Window
    let calendar: BusinessCalendar
    let focusAreas: [FocusArea]
    let criteria: [Criterion]
    let exclusions: [Exclusion]
    let choices: [Choice]
    let notices: [Notice]
    let terms: [Term]
    /// Where the customer edition stands, with a slash at its end; nil in the other one, and where nobody said.
    let baseURL: String?
    private let roleTitles: [String: String]

    init(_ contract: Contract, _ edition: Edition) {
        id = contract.id
        baseURL = edition == .customer ? contract.publication.baseURL : nil
        title = contract.title
        customer = contract.customer
        supplier = contract.supplier
        objective = contract.objective
        window = contract.window
        calendar = contract.calendar
        focusAreas = contract.focusAreas
        criteria = contract.criteria
        exclusions = contract.exclusions
        choices = contract.choices
        notices = contract.notices.filter { !$0.isInternal || edition == .internal }
        terms = contract.terms
        roleTitles = Dictionary(contract.roles.map { ($0.id, $0.title) }) { first, _ in first }
    }

    /// How the owner with this id is called: a role's title, or the id in words.
    func ownerTitle(_ id: String) -> String { roleTitles[id] ?? words(id) }
}

/// `pipeline-owner` as `Pipeline owner`.
func words(_ slug: String) -> String {
    let spaced = slug.split(separator: "-").joined(separator: " ")
    return spaced.prefix(1).uppercased() + spaced.dropFirst()
}

/// Where a prerequisite stands, as the edition may show it.
struct PrerequisiteLine: Sendable, Equatable {
    let id: String
    let title: String
    let phase: Prerequisite.Phase
    let owner: String
    let due: CivilDate
    let badge: Badge
    let isSettled: Bool
    let isOverdue: Bool
    /// What the supplier's people wrote down about it; never in the customer edition.
    let evidence: String?

    init(_ line: StatusReport.PrerequisiteLine, hasEvidence: Bool) {
        id = line.id
        title = line.title
        phase = line.phase
        owner = line.owner
        due = line.due
        badge = Badge(line.state, isOverdue: line.isOverdue)
        isSettled = !line.state.isOwed
        isOverdue = line.isOverdue
        evidence = hasEvidence ? line.evidence : nil
    }
}

/// Where an activity stands, as the edition may show it.
struct ActivityLine: Sendable, Equatable {
    let id: String
    let title: String
    let focusArea: String
    let isOptional: Bool
    let isRequired: Bool
    let state: State.ActivityStanding
    /// The day on which it came to that state; nil where nothing was recorded.
    let changedOn: CivilDate?
    /// Used and held time together; nil if the edition shows no day figures.
    let worked: Minutes?

    init(_ line: StatusReport.ActivityLine, hasTime: Bool, changedOn: CivilDate?) {
        id = line.id
        title = line.title
        focusArea = line.focusArea
        isOptional = line.isOptional
        isRequired = line.isRequired
        state = line.state
        self.changedOn = changedOn
        worked = hasTime ? line.worked : nil
    }
}

/// Which names a template may use: the properties of the struct that it is filled from.
///
/// Declared here and not read from a value, because an empty list or a missing part would hide what is in it. A test
/// holds the shapes against the structs.
indirect enum TemplateShape: Sendable, Equatable {
    /// Text, a number, a yes or no, or markup.
    case value
    /// A struct, or a list of them.
    case object([String: TemplateShape])

    private static func names(_ values: [String], _ objects: [String: TemplateShape] = [:]) -> TemplateShape {
        .object(objects.merging(values.map { ($0, .value) }) { object, _ in object })
    }

    /// By the name of each template that the program itself fills; the others are parts of these.
    static let all: [String: TemplateShape] = [
        "page": page, "status": status, "scope": scope, "figures": figures, "budget": budget,
        "prerequisites": prerequisites, "activities": activities, "exclusions": exclusions,
        "decisions": decisions, "runbooks": runbooks, "situations": situations, "section": section, "index": index,
        "not-found": names(["root"]), "print": print,
    ]

    private static let page = names([
        "engagement", "customer", "editionName", "isInternal", "madeOn", "revision", "acceptance", "liveReload",
        "policy", "title",
        "description", "root", "site", "home", "layout", "head", "navigation", "outline", "main",
    ])
    private static let status = names(
        [
            "crumbs", "customer", "asOf", "start", "end", "hasFindings", "burnUp", "prerequisiteTimeline",
            "activityProgress",
        ],
        [
            "figures": figures, "findings": names(["message", "hint"]), "budget": budget,
            "prerequisites": prerequisites, "activities": activities,
        ])
    private static let figures = names(["hasBudgets"], ["budgets": figure, "figures": figure])
    private static let figure = names(["label", "value", "of", "detail", "bar"])
    private static let budget = names(
        [], ["rows": names(["title", "cap", "used", "held", "remaining", "percent", "bar"])])
    private static let prerequisites = names(
        [], ["rows": names(["anchor", "title", "phase", "owner", "due", "badge", "evidence"])])
    private static let activities = names(
        ["hasTime"],
        [
            "areas": names(
                ["title", "summary"], ["rows": names(["anchor", "title", "isOptional", "badge", "worked"])])
        ])
    private static let exclusions = names([], ["rows": names(["anchor", "title", "summary", "badge"])])

    private static let print = names([
        "title", "engagement", "section", "summary", "customer", "supplier", "edition", "isInternal", "start", "end",
        "madeOn", "isoDate", "revision", "root", "isAlone", "contents", "pages", "policy",
    ])

    private static let scope = names(
        [
            "crumbs", "outlineButton", "customer", "supplier", "objective", "start", "end", "length", "hasChoices",
        ],
        [
            "areas": names(["title", "summary"], ["items": scopeItem]), "criteria": scopeItem,
            "choices": names(["title", "summary"], ["options": names(["title", "badge"])]),
            "exclusions": exclusions, "notices": scopeItem, "terms": scopeItem,
        ])
    private static let scopeItem = names([
        "anchor", "title", "summary", "isOptional", "hasDocuments", "documentCount", "documents",
    ])

    private static let decisions = names(
        ["crumbs", "title", "summary"],
        [
            "rows": names(["number", "link", "description", "status", "supersededBy", "implementation", "date"]),
            "cards": cards,
        ])
    private static let runbooks = names(
        ["crumbs", "title", "summary"],
        [
            "groups": names(
                ["title", "summary", "hasNeeds"], ["rows": names(["number", "link", "description", "needs"])]),
            "cards": cards,
        ])
    private static let situations = names(
        ["crumbs", "title", "summary"],
        ["groups": names(["anchor", "title", "summary"], ["rows": names(["anchor", "phrase", "link"])])])
    private static let section = names(["crumbs", "title", "summary"], ["cards": cards])
    private static let cards = names(["hasCards"], ["cards": names(["link", "description"])])
    private static let index = names(
        ["crumbs"], ["letters": names(["letter", "anchor"], ["entries": names(["link", "place"])])])
}

/// A rule that `check` applies: its stable name, what breaks it, and why that matters or what to do.
///
/// For whoever reads findings without the sources at hand: SARIF carries these texts along. A house test holds the
/// list against the rules that the sources name.
package struct DiagnosticRule: Sendable, Hashable {
    package let id: String
    /// What is wrong, in one sentence.
    package let summary: String
    /// Why it matters, or what to do about it.
    package let help: String

    private init(_ id: String, _ summary: String, _ help: String) {
        self.id = id
        self.summary = summary
        self.help = help
    }

    /// The rule with this id; nil where there is none.
    package static func named(_ id: String) -> DiagnosticRule? { byID[id] }

    private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }

    /// Every rule, by the part of the workbook that it looks at.
    package static let all = contract + frontMatter + text + links + images + upkeep + site

    private static let contract = [
        DiagnosticRule(
            "missing-contract", "The workbook has no contract.",
            "Every figure and every page hangs on content/engagement.yaml."),
        DiagnosticRule(
            "unreadable", "The contract cannot be read.",
            "Compare it with the one that `workbook init` makes."),
        DiagnosticRule("yaml", "A file is not the YAML that is read here.", "Quote special values; write aliases out."),
        DiagnosticRule("missing-key", "A key that has to be there is missing.", "Add it; the hint shows an example."),
        DiagnosticRule("unknown-key", "A key has no meaning here.", "A misspelt key would be ignored in silence."),
        DiagnosticRule("wrong-type", "A value has the wrong type.", "Write it as the hint shows."),
        DiagnosticRule("bad-id", "An id is not a slug.", "Use lower-case letters, digits and hyphens."),
        DiagnosticRule(
            "duplicate-id", "Two things have one id.",
            "Records and links refer to ids, so each has one owner."),
        DiagnosticRule("bad-date", "A date does not exist or is not ISO 8601.", "Write it as 2026-12-01."),
        DiagnosticRule("bad-duration", "A duration cannot be read.", "Write it as 14d, 6h or 90m."),
        DiagnosticRule(
            "day-length", "A day has another length than 8 hours.",
            "Every figure rests on the contract's Day."),
        DiagnosticRule("window-order", "The window's dates or weeks are the wrong way round.", "Swap them."),
        DiagnosticRule("bad-weekday", "A weekday cannot be read.", "Write its English name."),
        DiagnosticRule("absence-order", "An absence ends before it begins.", "Swap the two dates."),
        DiagnosticRule("missing-file", "A calendar file is not there.", "Put it below content/ or correct its path."),
        DiagnosticRule("bad-calendar", "A calendar file cannot be read.", "Export it again as iCalendar."),
        DiagnosticRule("empty-calendar", "A calendar file has no event.", "Export it again with its holidays."),
        DiagnosticRule(
            "short-holiday", "An event of a holiday calendar takes less than 4 working hours.",
            "It is no day off. Keep appointments out of the calendar."),
        DiagnosticRule("unknown-time-zone", "The time zone is unknown.", "Write its name in the tz database."),
        DiagnosticRule(
            "unknown-activity", "The contract has no such activity.",
            "Name an activity of the focus areas."),
        DiagnosticRule("unknown-option", "A choice has no such option.", "Choose one of the options that it lists."),
        DiagnosticRule("unknown-phase", "A prerequisite's phase is unknown.", "Write before-start or throughout."),
        DiagnosticRule("unknown-rule", "An exclusion's rule is unknown.", "Write excluded or time-permitting."),
        DiagnosticRule(
            "bad-base-url", "The address of the published site cannot be used.",
            "Write where the customer edition stands, as in https://docs.example.com/churn/."),
        DiagnosticRule(
            "unspoken-activity", "No page speaks of an activity.",
            "Name it under `activities:` of the page that serves it."),
        DiagnosticRule("unspoken-prerequisite", "No page speaks of a prerequisite.", "Say on a page what it means."),
        DiagnosticRule("unspoken-exclusion", "No page speaks of an exclusion.", "Say on a page what it means."),
    ]

    private static let frontMatter = [
        DiagnosticRule("missing-front-matter", "A page does not say what it is.", "Begin it with id, title and kind."),
        DiagnosticRule("unknown-kind", "A page's kind is unknown.", "Write decision, runbook or guide."),
        DiagnosticRule("unknown-audience", "A page's audience is unknown.", "Write customer or internal."),
        DiagnosticRule("unknown-status", "A decision's status is unknown.", "A status never has a default."),
        DiagnosticRule(
            "unknown-implementation", "How far a decision is built is unknown.",
            "Write not-started, partial or done."),
        DiagnosticRule("unknown-criterion", "The contract has no such criterion.", "Name a criterion of the contract."),
        DiagnosticRule(
            "missing-status", "A decision has no status.",
            "A decision without one would be taken for accepted."),
        DiagnosticRule(
            "status-without-decision", "A page has a status and is no decision.",
            "Drop it, or correct the kind."),
        DiagnosticRule(
            "triggers-without-runbook", "A page has triggers and is no runbook.",
            "Drop them, or correct the kind."),
        DiagnosticRule("bad-period", "A period cannot be read.", "Write it as 6 months."),
        DiagnosticRule(
            "missing-owner", "Nobody answers for a page that people act on.",
            "A runbook, a decision in force and a handover document name their owner."),
        DiagnosticRule(
            "duplicate-title", "Two pages of one kind and section have one title.",
            "A reader cannot tell them apart in a menu or a list of hits."),
        DiagnosticRule("duplicate-decision-number", "Two decisions have one number.", "Give one the next free number."),
    ]

    private static let text = [
        DiagnosticRule(
            "missing-section", "A runbook lacks a section of its kind.",
            "Add it, even if it says that there is none."),
        DiagnosticRule(
            "one-option", "A decision weighs fewer than two options.",
            "List the one that was rejected, too."),
        DiagnosticRule(
            "internal-marks", "The marks of an internal part are not sound.",
            "A loose mark would publish what it hides."),
        DiagnosticRule("page-limits", "A page is larger or deeper than a page may be.", "Split it."),
        DiagnosticRule("file-limits", "A file is larger than a file of content/ may be.", "Make it smaller."),
        DiagnosticRule(
            "symbolic-link", "A symbolic link in content/ or site/ is not followed.",
            "What is published comes from the workbook's own folder: put a copy in place of the link."),
        DiagnosticRule(
            "unknown-tracker", "There are no live figures of that name.",
            "Write one of the names in the hint."),
        DiagnosticRule(
            "days-in-customer-edition", "Day figures stand in a page for the customer.",
            "Mark the block as internal."),
        DiagnosticRule("bad-diagram", "A diagram cannot be drawn.", "Correct its text."),
        DiagnosticRule(
            "diagram-without-text", "A diagram says nothing to those who do not see it.",
            "Add a line `// alt: ...`."),
        DiagnosticRule("diagram-remark", "A diagram was drawn with a remark.", "Correct the block, or leave it."),
        DiagnosticRule(
            "drawing-limits", "The live figures and diagrams of a page are too many, too long or too large together.",
            "Draw smaller ones, or split the page."),
    ]

    private static let links = [
        DiagnosticRule("broken-link", "A link leads nowhere.", "Write the page, or correct the link."),
        DiagnosticRule(
            "broken-anchor", "A link names a heading that is not there.",
            "Link to a heading that is, or to the page."),
        DiagnosticRule(
            "link-to-internal", "A page for the customer links to an internal one.",
            "Put the link between internal marks."),
        DiagnosticRule(
            "refused-link", "A link has a scheme that is not followed.",
            "Use http, https, mailto or a relative path."),
        DiagnosticRule(
            "internal-leak", "The customer edition would hold something internal.",
            "Take the title, id, path or text of what is internal out of the public text."),
        DiagnosticRule("bad-alias", "An old address cannot be one.", "Correct it, or remove it."),
        DiagnosticRule("duplicate-address", "Two pages would be at one address.", "Give one of the two another name."),
        DiagnosticRule(
            "unreachable-page", "No page and no list leads to a page.",
            "Only the menu does, and of a large workbook not even that. Link to it from where its readers look."),
    ]

    private static let images = [
        DiagnosticRule("missing-image", "There is no such image.", "Put the file below content/."),
        DiagnosticRule(
            "remote-image", "An image is on another site.",
            "The site loads nothing from elsewhere: save it below content/."),
        DiagnosticRule(
            "unreadable-image", "A file is not an image that browsers show.",
            "Save it as PNG, JPEG, GIF, WebP or SVG."),
        DiagnosticRule("mislabelled-image", "An image is of another format than its name says.", "Rename the file."),
        DiagnosticRule(
            "large-image", "An image is larger than a page needs.",
            "Keep it below 2 MB and 4000 pixels of width."),
        DiagnosticRule(
            "unsafe-image", "An SVG image holds more than a drawing.",
            "The site is opened from a folder, where a script in an image could read other files."),
        DiagnosticRule(
            "cleaned-image", "An SVG image is published without something that a reader may miss.",
            "Look at it in the built site. Drawing programs can export such text as SVG text, or as paths."),
    ]

    private static let upkeep = [
        DiagnosticRule(
            "review-due", "A page has stood unread for longer than it says.",
            "Read it, and write `reviewed:`."),
        DiagnosticRule(
            "watched-change", "A watched file changed after the review.",
            "Read the page against the change."),
        DiagnosticRule(
            "watched-path-missing", "A watched file is not in the repository.",
            "Correct the path under `watches:`."),
    ]

    private static let site = [
        DiagnosticRule("bad-template", "A template cannot be read.", "Close every section and every tag."),
        DiagnosticRule("unknown-template", "A template includes one that is not there.", "Correct its name."),
        DiagnosticRule(
            "unknown-template-key", "A template names a variable that its page does not have.",
            "It would come out empty. The hint says which name was meant."),
    ]
}

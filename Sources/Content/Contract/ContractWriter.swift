import CivilTime
package import Engagement
import Yams

/// Writes a contract as the text that `ContractReader` reads.
///
///     ContractReader.read(ContractWriter.text(of: contract)).contract == contract
///
/// Due dates that were given relative to the window, and holidays that came from a calendar file, are written as dates.
package enum ContractWriter {
    package static func text(of contract: Contract) throws -> String {
        let node = mapping([
            ("id", plain(contract.id)),
            ("title", quoted(contract.title)),
            ("customer", quoted(contract.customer)),
            ("supplier", quoted(contract.supplier)),
            ("objective", list(contract.objective.map(quoted))),
            ("hours-per-day", plain("8")),
            ("calendar", calendar(contract.calendar)),
            ("window", window(contract.window)),
            ("roles", list(contract.roles.map(role))),
            ("people", list(contract.people.map(person))),
            ("focus-areas", list(contract.focusAreas.map(focusArea))),
            ("criteria", list(contract.criteria.map(criterion))),
            ("prerequisites", list(contract.prerequisites.map(prerequisite))),
            ("exclusions", list(contract.exclusions.map(exclusion))),
            ("choices", list(contract.choices.map(choice))),
            ("notices", list(contract.notices.map(notice))),
            ("terms", list(contract.terms.map(term))),
            ("publication", publication(contract.publication)),
        ])
        return try Yams.serialize(node: node ?? .mapping([:]), width: -1, allowUnicode: true)
    }

    private static func calendar(_ calendar: BusinessCalendar) -> Node? {
        mapping([
            ("weekend", weekend(calendar.weekend)),
            ("time-zone", calendar.timeZone.flatMap(plain)),
            ("holidays", holidays(calendar.holidays)),
        ])
    }

    private static func weekend(_ days: [Int]) -> Node? {
        list(days.compactMap { Weekday(rawValue: $0) }.map { plain($0.name) }, .flow)
    }

    private static func holidays(_ holidays: [BusinessCalendar.Holiday]) -> Node? {
        list(
            holidays.map { holiday in
                mapping([
                    ("date", plain(holiday.date.description)), ("name", quoted(holiday.name)),
                    ("half-day", flag(holiday.isHalfDay)),
                ])
            })
    }

    private static func window(_ window: Window) -> Node? {
        mapping([
            ("start", plain(window.start.description)),
            ("end", plain(window.end.description)),
            ("minimum-weeks", plain(String(window.minimumWeeks))),
            ("maximum-weeks", plain(String(window.maximumWeeks))),
            ("resources-requested", window.resourcesRequested.flatMap { plain($0.description) }),
            ("notice-weeks", window.noticeWeeks.flatMap { plain(String($0)) }),
        ])
    }

    private static func role(_ role: Role) -> Node? {
        mapping([
            ("id", plain(role.id)), ("title", quoted(role.title)), ("cap", plain("\(role.cap.count)m")),
        ])
    }

    private static func person(_ person: Person) -> Node? {
        mapping([
            ("id", plain(person.id)),
            ("name", quoted(person.name)),
            ("weekend", person.weekend.flatMap(weekend)),
            ("holidays", holidays(person.holidays)),
            (
                "away",
                list(
                    person.absences.map { absence in
                        mapping([
                            ("from", plain(absence.from.description)),
                            ("through", plain(absence.through.description)),
                            ("reason", quoted(absence.reason)),
                        ])
                    })
            ),
        ])
    }

    private static func focusArea(_ area: FocusArea) -> Node? {
        mapping([
            ("id", plain(area.id)), ("title", quoted(area.title)), ("summary", quoted(area.summary)),
            (
                "activities",
                list(
                    area.activities.map { activity in
                        mapping([
                            ("id", plain(activity.id)), ("title", quoted(activity.title)),
                            ("summary", quoted(activity.summary)), ("optional", flag(activity.isOptional)),
                        ])
                    })
            ),
        ])
    }

    private static func criterion(_ criterion: Criterion) -> Node? {
        mapping([
            ("id", plain(criterion.id)), ("title", quoted(criterion.title)), ("summary", quoted(criterion.summary)),
            ("activities", ids(criterion.activities)),
        ])
    }

    private static func prerequisite(_ prerequisite: Prerequisite) -> Node? {
        mapping([
            ("id", plain(prerequisite.id)),
            ("title", quoted(prerequisite.title)),
            ("summary", quoted(prerequisite.summary)),
            ("phase", plain(prerequisite.phase.rawValue)),
            ("owner", quoted(prerequisite.owner)),
            ("due", plain(prerequisite.due.description)),
            ("proof", quoted(prerequisite.proof)),
            ("activities", prerequisite.activities.flatMap(ids)),
        ])
    }

    private static func exclusion(_ exclusion: Exclusion) -> Node? {
        mapping([
            ("id", plain(exclusion.id)), ("title", quoted(exclusion.title)), ("summary", quoted(exclusion.summary)),
            ("rule", plain(exclusion.rule.rawValue)), ("activities", exclusion.activities.flatMap(ids)),
        ])
    }

    private static func choice(_ choice: Choice) -> Node? {
        mapping([
            ("id", plain(choice.id)), ("title", quoted(choice.title)), ("summary", quoted(choice.summary)),
            (
                "options",
                list(choice.options.map { mapping([("id", quoted($0.id)), ("title", quoted($0.title))]) })
            ),
            ("chosen", list(choice.chosen.map(quoted), .flow)),
        ])
    }

    private static func notice(_ notice: Notice) -> Node? {
        mapping([
            ("id", plain(notice.id)), ("title", quoted(notice.title)), ("summary", quoted(notice.summary)),
            ("audience", notice.isInternal ? plain(Audience.internal.rawValue) : nil),
        ])
    }

    private static func term(_ term: Term) -> Node? {
        mapping([("id", plain(term.id)), ("title", quoted(term.title)), ("summary", quoted(term.summary))])
    }

    private static func publication(_ publication: Publication) -> Node? {
        mapping([
            ("customer-sees-days", plain(publication.customerSeesDays ? "true" : "false")),
            ("base-url", publication.baseURL.flatMap(quoted)),
        ])
    }
}

extension ContractWriter {
    /// A mapping without the keys that have no value.
    private static func mapping(_ pairs: [(String, Node?)]) -> Node? {
        let known = pairs.compactMap { key, value in value.map { (Node(key), $0) } }
        return known.isEmpty ? nil : .mapping(Node.Mapping(known))
    }

    private static func list(_ nodes: [Node?], _ style: Node.Sequence.Style = .block) -> Node? {
        let nodes = nodes.compactMap(\.self)
        return nodes.isEmpty ? nil : .sequence(Node.Sequence(nodes, .implicit, style))
    }

    private static func ids(_ ids: [String]) -> Node? { list(ids.map(plain), .flow) }

    private static func plain(_ text: String) -> Node? { .scalar(Node.Scalar(text, .implicit, .plain)) }

    /// Text that may be anything, so it is always quoted; nil if it is empty.
    private static func quoted(_ text: String) -> Node? {
        text.isEmpty ? nil : .scalar(Node.Scalar(text, Tag(.str), .doubleQuoted))
    }

    private static func flag(_ value: Bool) -> Node? { value ? plain("true") : nil }
}

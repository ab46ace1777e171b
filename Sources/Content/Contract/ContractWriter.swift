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
        try Node.yaml([
            ("id", .plain(contract.id)),
            ("title", .quoted(contract.title)),
            ("customer", .quoted(contract.customer)),
            ("supplier", .quoted(contract.supplier)),
            ("objective", .list(contract.objective.map(Node.quoted))),
            ("hours-per-day", .plain("8")),
            ("calendar", calendar(contract.calendar)),
            ("window", window(contract.window)),
            ("roles", .list(contract.roles.map(role))),
            ("people", .list(contract.people.map(person))),
            ("focus-areas", .list(contract.focusAreas.map(focusArea))),
            ("criteria", .list(contract.criteria.map(criterion))),
            ("prerequisites", .list(contract.prerequisites.map(prerequisite))),
            ("exclusions", .list(contract.exclusions.map(exclusion))),
            ("choices", .list(contract.choices.map(choice))),
            ("notices", .list(contract.notices.map(notice))),
            ("terms", .list(contract.terms.map(term))),
            ("publication", publication(contract.publication)),
        ])
    }

    private static func calendar(_ calendar: BusinessCalendar) -> Node? {
        .mapping(of: [
            ("weekend", weekend(calendar.weekend)),
            ("time-zone", calendar.timeZone.map(Node.plain)),
            ("holidays", holidays(calendar.holidays)),
        ])
    }

    private static func weekend(_ days: [Int]) -> Node? {
        .list(days.compactMap { Weekday(rawValue: $0) }.map { .plain($0.name) }, .flow)
    }

    private static func holidays(_ holidays: [BusinessCalendar.Holiday]) -> Node? {
        .list(
            holidays.map { holiday in
                .mapping(of: [
                    ("date", .plain(holiday.date.description)), ("name", .quoted(holiday.name)),
                    ("half-day", flag(holiday.isHalfDay)),
                ])
            })
    }

    private static func window(_ window: Window) -> Node? {
        .mapping(of: [
            ("start", .plain(window.start.description)),
            ("end", .plain(window.end.description)),
            ("minimum-weeks", .plain(String(window.minimumWeeks))),
            ("maximum-weeks", .plain(String(window.maximumWeeks))),
            ("resources-requested", window.resourcesRequested.flatMap { .plain($0.description) }),
            ("notice-weeks", window.noticeWeeks.flatMap { .plain(String($0)) }),
        ])
    }

    private static func role(_ role: Role) -> Node? {
        .mapping(of: [
            ("id", .plain(role.id)), ("title", .quoted(role.title)), ("cap", .plain("\(role.cap.count)m")),
        ])
    }

    private static func person(_ person: Person) -> Node? {
        .mapping(of: [
            ("id", .plain(person.id)),
            ("name", .quoted(person.name)),
            ("weekend", person.weekend.flatMap(weekend)),
            ("holidays", holidays(person.holidays)),
            (
                "away",
                .list(
                    person.absences.map { absence in
                        .mapping(of: [
                            ("from", .plain(absence.from.description)),
                            ("through", .plain(absence.through.description)),
                            ("reason", .quoted(absence.reason)),
                        ])
                    })
            ),
        ])
    }

    private static func focusArea(_ area: FocusArea) -> Node? {
        .mapping(of: [
            ("id", .plain(area.id)), ("title", .quoted(area.title)), ("summary", .quoted(area.summary)),
            (
                "activities",
                .list(
                    area.activities.map { activity in
                        .mapping(of: [
                            ("id", .plain(activity.id)), ("title", .quoted(activity.title)),
                            ("summary", .quoted(activity.summary)), ("optional", flag(activity.isOptional)),
                        ])
                    })
            ),
        ])
    }

    private static func criterion(_ criterion: Criterion) -> Node? {
        .mapping(of: [
            ("id", .plain(criterion.id)), ("title", .quoted(criterion.title)), ("summary", .quoted(criterion.summary)),
            ("activities", ids(criterion.activities)),
        ])
    }

    private static func prerequisite(_ prerequisite: Prerequisite) -> Node? {
        .mapping(of: [
            ("id", .plain(prerequisite.id)),
            ("title", .quoted(prerequisite.title)),
            ("summary", .quoted(prerequisite.summary)),
            ("phase", .plain(prerequisite.phase.rawValue)),
            ("owner", .quoted(prerequisite.owner)),
            ("due", .plain(prerequisite.due.description)),
            ("proof", .quoted(prerequisite.proof)),
            ("activities", prerequisite.activities.flatMap(ids)),
        ])
    }

    private static func exclusion(_ exclusion: Exclusion) -> Node? {
        .mapping(of: [
            ("id", .plain(exclusion.id)), ("title", .quoted(exclusion.title)), ("summary", .quoted(exclusion.summary)),
            ("rule", .plain(exclusion.rule.rawValue)), ("activities", exclusion.activities.flatMap(ids)),
        ])
    }

    private static func choice(_ choice: Choice) -> Node? {
        .mapping(of: [
            ("id", .plain(choice.id)), ("title", .quoted(choice.title)), ("summary", .quoted(choice.summary)),
            (
                "options",
                .list(choice.options.map { .mapping(of: [("id", .quoted($0.id)), ("title", .quoted($0.title))]) })
            ),
            ("chosen", .list(choice.chosen.map(Node.quoted), .flow)),
        ])
    }

    private static func notice(_ notice: Notice) -> Node? {
        .mapping(of: [
            ("id", .plain(notice.id)), ("title", .quoted(notice.title)), ("summary", .quoted(notice.summary)),
            ("audience", notice.isInternal ? .plain(Audience.internal.rawValue) : nil),
        ])
    }

    private static func term(_ term: Term) -> Node? {
        .mapping(of: [("id", .plain(term.id)), ("title", .quoted(term.title)), ("summary", .quoted(term.summary))])
    }

    private static func publication(_ publication: Publication) -> Node? {
        .mapping(of: [
            ("customer-sees-days", .plain(publication.customerSeesDays ? "true" : "false")),
            ("base-url", publication.baseURL.flatMap(Node.quoted)),
        ])
    }
}

extension ContractWriter {
    private static func ids(_ ids: [String]) -> Node? { .list(ids.map(Node.plain), .flow) }

    private static func flag(_ value: Bool) -> Node? { value ? .plain("true") : nil }
}

package import CivilTime
package import Engagement

extension Contract {
    /// A small engagement: two roles, two focus areas, four activities, two prerequisites.
    package static var fixture: Contract {
        Contract(
            id: "fixture", title: "Fixture", customer: "Customer", supplier: "Supplier",
            window: Window(
                start: CivilDate(2026, 11, 30), end: CivilDate(2026, 12, 24), minimumWeeks: 3, maximumWeeks: 4,
                resourcesRequested: CivilDate(2026, 10, 26), noticeWeeks: 4),
            calendar: BusinessCalendar(holidays: [
                .init(date: CivilDate(2026, 12, 8), name: "Founders' Day"),
                .init(date: CivilDate(2026, 12, 24), name: "Christmas Eve", isHalfDay: true),
            ]),
            roles: [
                Role(id: "data-scientist", title: "Data Scientist", cap: .days(14)),
                Role(id: "project-manager", title: "Project Manager", cap: .days(2)),
            ],
            focusAreas: [
                FocusArea(
                    id: "strategy", title: "Strategy", summary: "",
                    activities: [
                        Activity(id: "kickoff", title: "Kick off"),
                        Activity(id: "architecture", title: "Develop the architecture"),
                    ]),
                FocusArea(
                    id: "development", title: "Development", summary: "",
                    activities: [
                        Activity(id: "inference", title: "Set up inference"),
                        Activity(id: "monitoring", title: "Configure monitoring", isOptional: true),
                    ]),
            ],
            criteria: [
                Criterion(
                    id: "operated", title: "The team operates it", summary: "Without help.", activities: ["kickoff"]),
                Criterion(
                    id: "documented", title: "It is documented", summary: "As it was built.", activities: ["inference"]),
            ],
            prerequisites: [
                Prerequisite(
                    id: "pipeline", title: "A pipeline exists", phase: .beforeStart, owner: "owner",
                    due: CivilDate(2026, 11, 27)),
                Prerequisite(
                    id: "access", title: "Access is given", phase: .throughout, owner: "infrastructure",
                    due: CivilDate(2026, 11, 30)),
            ])
    }
}

extension Entry {
    /// An entry whose place in the chain does not matter.
    package static func fixture(_ sequence: Int, _ event: Event, on date: CivilDate = CivilDate(2026, 12, 1)) -> Entry {
        Entry(
            sequence: sequence, id: "entry\(sequence)", operation: "operation\(sequence)",
            moment: Moment(milliseconds: date.dayNumber * 86_400_000, date: date), actor: "tester", event: event,
            previousHash: "", hash: "")
    }
}

extension TimeLogged {
    /// Time of a data scientist on the kick-off, unless said otherwise.
    package static func fixture(
        _ minutes: Int, role: String = "data-scientist", activity: String = "kickoff", person: String = "dana",
        on date: CivilDate = CivilDate(2026, 12, 1)
    ) -> TimeLogged {
        TimeLogged(role: role, activity: activity, person: person, date: date, minutes: Minutes(minutes))
    }
}

import CivilTime
import Content
import Engagement
import Foundation
import TestSupport
import Testing

@Suite struct ContractReaderTests {
    private func read(_ yaml: String) -> ContentFolder {
        ContentFolder(files: [("engagement.yaml", Array(yaml.utf8))])
    }

    private var shipped: String {
        get throws { try String(contentsOfFile: Repository.root + "/content/engagement.yaml", encoding: .utf8) }
    }

    @Test func `the shipped contract carries every fact of the service description`() throws {
        let folder = read(try shipped)
        #expect(folder.diagnostics.isEmpty, "\(folder.diagnostics)")
        let contract = try #require(folder.contract)
        #expect(contract.role("data-scientist")?.cap == .days(14))
        #expect(contract.role("project-manager")?.cap == .days(2))
        // The service description has three focus areas; project management is what its 2 days are booked on.
        #expect(
            contract.focusAreas.map(\.title)
                == ["MLOps Strategy", "MLOps Development", "Knowledge Transfer", "Project Management"])
        #expect(contract.focusAreas.map(\.activities.count) == [3, 5, 2, 1])
        #expect(
            contract.activities.filter(\.isOptional).map(\.id) == ["configure-lakehouse-monitoring", "manage-project"])
        #expect(contract.prerequisites.count == 7)
        #expect(contract.prerequisites.filter { $0.phase == .beforeStart }.map(\.id) == ["existing-ml-pipeline"])
        #expect(contract.exclusions.count == 6)
        #expect(contract.exclusions.filter { $0.rule == .timePermitting }.map(\.id) == ["llm-deployment"])
        #expect(contract.window.minimumWeeks == 3 && contract.window.maximumWeeks == 4)
        #expect(contract.window.noticeWeeks == 4)
        #expect(contract.notices.map(\.id).contains("order-notice"))
        #expect(contract.choices.first?.options.map(\.id) == ["promote-code", "promote-model"])
        #expect(contract.terms.map(\.id) == ["agreement", "day", "services-order", "we", "you"])
        #expect(!contract.publication.customerSeesDays)
    }

    @Test func `due dates hang on the window`() throws {
        let moved = try shipped.replacing("start: 2026-11-30", with: "start: 2026-12-07")
            .replacing("end: 2026-12-24", with: "end: 2026-12-31")
        let contract = try #require(read(moved).contract)
        #expect(contract.prerequisite("existing-ml-pipeline")?.due == CivilDate(2026, 12, 4))
        #expect(contract.prerequisite("environment-access")?.due == CivilDate(2026, 12, 7))
        #expect(contract.prerequisite("single-promotion-paradigm")?.due == CivilDate(2026, 12, 11))
    }

    @Test func `all faults are reported in one pass, each with its line and remedy`() throws {
        let yaml = """
            id: Bad Id
            title: Faults
            custommer: Typo
            supplier: Supplier
            hours-per-day: 7
            calendar:
              weekend: [saturday, funday]
              holidays:
                - {date: 2026-02-30, name: Never}
            window:
              start: 2026-12-24
              end: 2026-11-30
            roles:
              - id: data-scientist
                title: Data Scientist
              - id: project-manager
                title: Project Manager
                cap: 2
            focus-areas:
              - id: strategy
                title: Strategy
                activities:
                  - {id: kickoff, title: Kick off}
                  - {id: kickoff, title: Kick off again}
                  - {id: extra, title: Extra, optional: maybe}
            criteria:
              - {id: done, title: Done, activities: [kickof]}
            prerequisites:
              - {id: access, title: Access, phase: sometimes, owner: ann}
              - {id: pipeline, title: Pipeline, phase: before-start, owner: bob, due: soon}
            exclusions:
              - {id: llm, title: LLM, rule: never}
            choices:
              - {id: paradigm, title: One, options: [{id: code, title: Code}], chosen: model}
            """
        let folder = read(yaml)
        #expect(folder.contract == nil)
        try expectGolden(folder.diagnostics.map(\.description).joined(separator: "\n") + "\n", "contract-faults.txt")
    }

    @Test(arguments: [
        "a: &x 1\nb: *x", "a: [1, 2", "- just\n- a list", "", "a: 1\na: 2", "text", "\u{0}",
        "a: !!binary x\nb: {c: &d [e]}",
    ])
    func `broken YAML is a diagnostic, never a crash`(yaml: String) {
        let folder = read(yaml)
        #expect(folder.contract == nil)
        #expect(!folder.diagnostics.isEmpty)
        #expect(folder.diagnostics.allSatisfy { $0.line != nil && !$0.hint.isEmpty })
    }

    @Test(arguments: [
        "  start:\n  end: 2026-12-24", "  start: 2026-11-30\n  end: 2026-12-24\n  notice-weeks: 9223372036854775807",
        "  start: 0001-01-01\n  end: 2026-12-24", "  start: 2026-11-30\n  end: 2026-12-24\n  minimum-weeks: -3",
    ])
    func `a window that cannot be reckoned with is a fault, never a crash or silence`(window: String) {
        let folder = read("id: x\ntitle: X\ncustomer: C\nsupplier: S\nwindow:\n" + window + "\n")
        #expect(folder.contract == nil)
        #expect(!folder.diagnostics.isEmpty)
    }

    @Test func `holidays come from a calendar file, repeated and on the days it says`() throws {
        let calendar = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z",
            "DTSTART;VALUE=DATE:20201208", "RRULE:FREQ=YEARLY", "SUMMARY:Regional day", "END:VEVENT", "END:VCALENDAR",
            "",
        ].joined(separator: "\r\n")
        let yaml = """
            id: x
            title: X
            customer: C
            supplier: S
            window: {start: 2026-11-30, end: 2026-12-24}
            calendar: {holiday-files: [calendars/region.ics]}
            people:
              - {id: dana, holiday-files: [calendars/none.ics], away: [{from: 2026-12-14, through: 2026-12-15}]}
            """
        let folder = ContentFolder(files: [
            ("engagement.yaml", Array(yaml.utf8)), ("calendars/region.ics", Array(calendar.utf8)),
        ])
        #expect(folder.diagnostics.map(\.rule) == [.missingFile])
        let fixed = ContentFolder(files: [
            ("engagement.yaml", Array(yaml.replacing("none", with: "region").utf8)),
            ("calendars/region.ics", Array(calendar.utf8)),
        ])
        let contract = try #require(fixed.contract)
        #expect(contract.calendar.holiday(on: CivilDate(2026, 12, 8))?.name == "Regional day")
        #expect(contract.calendar(of: "dana").capacity(on: CivilDate(2026, 12, 15)) == .zero)
        #expect(contract.calendar.capacity(on: CivilDate(2026, 12, 15)) == .days(1))
    }

    @Test func `an event of 4 working hours is half a day off, and a shorter one none`() throws {
        func event(_ name: String, _ lines: String...) -> String {
            (["BEGIN:VEVENT", "SUMMARY:\(name)"] + lines + ["END:VEVENT"]).joined(separator: "\n") + "\n"
        }
        let calendar =
            "BEGIN:VCALENDAR\n"
            + event("Stand-up", "DTSTART:20261201T090000", "DTEND:20261201T093000", "RRULE:FREQ=DAILY;COUNT=3")
            + event("Afternoon", "DTSTART:20261202T130000", "DTEND:20261202T170000")
            + event("Night", "DTSTART:20261203T220000", "DTEND:20261203T230000")
            + event("Fair", "DTSTART:20261207T080000", "DTEND:20261209T120000") + "END:VCALENDAR\n"
        let yaml = """
            id: x
            title: T
            customer: C
            supplier: S
            window: {start: 2026-11-30, end: 2026-12-24}
            calendar: {holiday-files: [a.ics, b.ics], time-zone: Europe/Berlin}
            """
        let folder = ContentFolder(files: [
            ("engagement.yaml", Array(yaml.utf8)), ("a.ics", Array(calendar.utf8)),
            ("b.ics", Array("BEGIN:VCALENDAR\nEND:VCALENDAR\n".utf8)),
        ])
        let reported = folder.diagnostics.filter { $0.file.hasSuffix(".ics") }
        #expect(reported.map(\.rule) == [.shortHoliday, .shortHoliday, .emptyCalendar])
        #expect(reported.map(\.line) == [2, 13, nil])
        #expect(reported.map(\.severity) == [.warning, .warning, .warning])
        let hours = try #require(folder.contract).calendar
        #expect(hours.timeZone == "Europe/Berlin")
        let capacities = [1, 2, 3, 7, 8, 9].map { hours.capacity(on: CivilDate(2026, 12, $0)).count }
        #expect(capacities == [480, 240, 480, 0, 0, 240])
    }

    @Test func `a time zone that does not exist is a diagnostic`() {
        let yaml = "id: x\ncalendar: {time-zone: Europe/Atlantis}\n"
        let folder = ContentFolder(files: [("engagement.yaml", Array(yaml.utf8))])
        #expect(folder.diagnostics.map(\.rule).contains(.unknownTimeZone))
    }

    @Test func `a folder without a contract says how to make one`() {
        #expect(ContentFolder(files: []).diagnostics.map(\.rule) == [.missingContract])
    }
}

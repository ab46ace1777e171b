package import CivilTime
package import Engagement
import Fingerprint
package import ICalendar
package import Spreadsheet

/// What `export` writes, as tables, records and events; all three from the same values.
package struct ExportTable {
    package enum Subject: String, CaseIterable {
        case time, plan, prerequisites, report
    }

    package let report: StatusReport
    package let state: State
    /// Every entry that the report counts.
    package let entries: [Entry]
    /// How the hints of findings write their actions.
    package let spelling: RemedySpelling
    /// The first and the last day of the time that is listed; nil for no bound.
    package var since: CivilDate?
    package var until: CivilDate?

    package init(
        report: StatusReport, state: State, entries: [Entry], spelling: @escaping RemedySpelling,
        since: CivilDate? = nil, until: CivilDate? = nil
    ) {
        self.report = report
        self.state = state
        self.entries = entries
        self.spelling = spelling
        self.since = since
        self.until = until
    }

    package func sheets(_ subject: Subject) -> [Sheet] {
        switch subject {
        case .time: [time]
        case .plan: [plan]
        case .prerequisites: [prerequisites]
        case .report: [budgets, activities, prerequisites, delays, time]
        }
    }

    package func json(_ subject: Subject) throws -> String {
        switch subject {
        case .time: try jsonText(timeLines).text
        case .plan: try jsonText(PlanLine.all(state: state)).text
        case .prerequisites: try jsonText(report.json(spelling: spelling).prerequisites.list).text
        case .report: try jsonText(report.json(spelling: spelling)).text
        }
    }

    /// Nil where the subject has none.
    package func events(_ subject: Subject) -> [ICalendar.OutgoingEvent]? {
        switch subject {
        case .plan:
            let weeks = PlanLine.all(state: state).filter { $0.plannedMinutes > .zero }.flatMap { line in
                let spans = PlannedSpan.all(of: line.person, inWeekOf: line.monday, report.contract)
                return spans.map { span in
                    ICalendar.OutgoingEvent(
                        uid: "plan-\(line.week)-\(line.role)-\(line.person)\(span.suffix)@\(calendarDomain)",
                        summary: "\(line.person): \(line.plannedMinutes) \(line.role)\(span.part)",
                        description: report.contract.title, first: span.first,
                        last: span.last, categories: ["plan"])
                }
            }
            return weeks + state.sessions.inOrder.map(event)
        case .prerequisites:
            return report.prerequisites.filter(\.state.isOwed).map { line in
                ICalendar.OutgoingEvent(
                    uid: "prerequisite-\(line.id)@\(calendarDomain)", summary: "Due: \(line.title)",
                    description: "Owed by \(line.owner).", first: line.due, last: line.due,
                    categories: ["prerequisite"])
            }
        case .time, .report: return nil
        }
    }

    /// A session as a calendar event; a cancelled one stays, so that calendars that have it are updated.
    private func event(_ session: Session) -> ICalendar.OutgoingEvent {
        let planned = session.planned
        let hours = planned.start.map { start in
            ICalendar.OutgoingEvent.Hours(
                start: start.minutes, end: start.minutes + (planned.minutes ?? .hours(1)).count,
                timeZone: report.contract.calendar.timeZone)
        }
        let people = planned.attendees.isEmpty ? "" : "\nWith \(planned.attendees.joined(separator: ", "))."
        let reason = session.cancellation.map { "\nCancelled: \($0)" } ?? ""
        return ICalendar.OutgoingEvent(
            uid: "session-\(session.id)@\(calendarDomain)", summary: planned.title,
            description: "\(report.contract.title): \(planned.activity).\(people)\(reason)",
            first: planned.date, last: planned.date, hours: hours, categories: ["session"],
            sequence: changes(of: session), isCancelled: session.isCancelled)
    }

    /// How many entries changed `session` after it was added, the undoing of a change included: a number that only grows.
    private func changes(of session: Session) -> Int {
        var touching: Set<String> = [session.id]
        for entry in entries {
            switch entry.event {
            case .session(.planned(let event)) where event.moves == session.id: touching.insert(entry.id)
            case .session(.cancelled(let event)) where event.session == session.id: touching.insert(entry.id)
            case .entry(.voided(let event)) where touching.contains(event.target): touching.insert(entry.id)
            case .entry(.restored(let event)) where touching.contains(event.target): touching.insert(entry.id)
            default: break
            }
        }
        return touching.count - 1
    }

    /// What makes an event's id unique to this engagement: two customers may have the same contract on the same days.
    private var calendarDomain: String {
        let contract = report.signed
        let mark = Fingerprint(ofFields: [
            "workbook/calendar/v1", contract.id, contract.customer, contract.window.start.description,
        ])
        return "\(contract.id)-\(mark.hex.prefix(12)).workbook"
    }

    private var note: String {
        "\(report.contract.title) for \(report.contract.customer), as of \(report.asOf). A day is 8 hours (480 minutes)."
    }
}

/// One time entry that counts, as it is exported and imported.
package struct TimeLine: Encodable {
    package let id: String
    package let date: CivilDate
    package let week: String
    package let person: String
    package let role: String
    package let activity: String
    package let minutes: Minutes
    package let heldMinutes: Minutes
    package let note: String
    package let corrects: String?
    package let recordedBy: String
    /// The day of a closed week on which late time was worked.
    package let workedOn: CivilDate?
    package let lateReason: String?
}

extension ExportTable {
    private var timeLines: [TimeLine] {
        let held = HeldTime.byEntry(entries, state: state, contract: report.signed)
        return entries.compactMap { entry in
            guard case .time(let time) = entry.event, state.voided[entry.id] == nil else { return nil }
            if let since, time.date < since { return nil }
            if let until, time.date > until { return nil }
            return TimeLine(
                id: entry.id, date: time.date, week: time.date.isoWeek, person: time.person, role: time.role,
                activity: time.activity, minutes: time.minutes, heldMinutes: held[entry.id] ?? .zero, note: time.note,
                corrects: time.corrects, recordedBy: entry.actor, workedOn: time.workedOn, lateReason: time.lateReason)
        }
    }

    private var time: Sheet {
        Sheet(
            name: "Time",
            columns: [
                .init("id"), .init("date", kind: .date), .init("week"), .init("person"), .init("role"),
                .init("activity"),
                .init("minutes", kind: .minutes), .init("days", kind: .days), .init("held minutes", kind: .minutes),
                .init("note"), .init("corrects"), .init("recorded by"), .init("worked on", kind: .date),
                .init("late reason"),
            ],
            rows: timeLines.map { line in
                [
                    .text(Entry.exported(line.id)), .date(line.date), .text(line.week), .text(line.person),
                    .text(line.role),
                    .text(line.activity), .minutes(line.minutes.count), .days(ofColumn: 6),
                    .minutes(line.heldMinutes.count), .text(line.note), .text(line.corrects.map(Entry.exported) ?? ""),
                    .text(line.recordedBy), line.workedOn.map(Sheet.Cell.date) ?? .empty, .text(line.lateReason ?? ""),
                ]
            },
            totals: [0: .label("Total"), 6: .sum, 7: .sum, 8: .sum], note: note)
    }

    private var plan: Sheet {
        Sheet(
            name: "Plan",
            columns: [
                .init("week"), .init("monday", kind: .date), .init("person"), .init("role"), .init("role title"),
                .init("planned minutes", kind: .minutes), .init("planned days", kind: .days),
                .init("worked minutes", kind: .minutes), .init("worked days", kind: .days),
            ],
            rows: PlanLine.all(state: state).map { line in
                [
                    .text(line.week), .date(line.monday), .text(line.person), .text(line.role),
                    .text(report.contract.role(line.role)?.title ?? line.role),
                    .minutes(line.plannedMinutes.count), .days(ofColumn: 5), .minutes(line.workedMinutes.count),
                    .days(ofColumn: 7),
                ]
            },
            totals: [0: .label("Total"), 5: .sum, 6: .sum, 7: .sum, 8: .sum], note: note)
    }

    private var prerequisites: Sheet {
        Sheet(
            name: "Prerequisites",
            columns: [
                .init("id"), .init("title"), .init("phase"), .init("owner"), .init("due", kind: .date), .init("state"),
                .init("business days lost", kind: .number), .init("evidence"),
            ],
            rows: report.prerequisites.map { line in
                let lost = report.delays.first { $0.prerequisite == line.id }?.businessDays ?? 0
                return [
                    .text(line.id), .text(line.title), .text(line.phase.rawValue), .text(line.owner),
                    .date(line.due),
                    .text(line.isOverdue ? "\(line.state.rawValue), overdue" : line.state.rawValue), .integer(lost),
                    .text(line.evidence ?? ""),
                ]
            },
            // No total: on one day a party may owe several, and the day is lost once.
            totals: [:], note: note)
    }

    private var delays: Sheet {
        Sheet(
            name: "Delays",
            columns: [.init("party"), .init("business days lost", kind: .number)],
            rows: Delay.byParty(report.delays, calendar: report.contract.calendar).map {
                [.text($0.party), .integer($0.businessDays)]
            },
            totals: [:], note: note)
    }

    private var budgets: Sheet {
        let figures: [(String, (Budget) -> Minutes)] = [
            ("contract", \.contracted), ("approved", \.approved), ("pending", \.pending), ("planned", \.planned),
            ("used", \.used), ("held", \.held), ("remaining", \.remaining), ("worked", \.worked),
        ]
        return Sheet(
            name: "Days",
            columns: [.init("role"), .init("title")] + figures.map { .init("\($0.0) minutes", kind: .minutes) }
                + [.init("used days", kind: .days), .init("remaining days", kind: .days)]
                + [.init("worked days", kind: .days)],
            rows: report.budgets.map { budget in
                [.text(budget.role), .text(budget.title)] + figures.map { .minutes($0.1(budget).count) }
                    + [.days(ofColumn: 6), .days(ofColumn: 8), .days(ofColumn: 9)]
            },
            totals: Dictionary(uniqueKeysWithValues: [(0, .label("Total"))] + (2...12).map { ($0, .sum) }), note: note)
    }

    private var activities: Sheet {
        Sheet(
            name: "Activities",
            columns: [
                .init("id"), .init("title"), .init("focus area"), .init("focus area title"), .init("state"),
                .init("optional"), .init("worked minutes", kind: .minutes), .init("worked days", kind: .days),
            ],
            rows: report.activities.map { line in
                [
                    .text(line.id), .text(line.title), .text(line.focusArea),
                    .text(report.contract.focusAreas.first { $0.id == line.focusArea }?.title ?? ""),
                    .text(line.removedBy == nil ? line.state.rawValue : line.standing),
                    .text(line.isOptional ? "yes" : "no"), .minutes(line.worked.count), .days(ofColumn: 6),
                ]
            },
            totals: [0: .label("Total"), 6: .sum, 7: .sum], note: note)
    }
}

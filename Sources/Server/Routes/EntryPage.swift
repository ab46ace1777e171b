import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// One entry of time with everything that the verb takes: a note, a correction of a closed week, late time.
enum EntryPage {
    static func screen(_ visit: Visit) -> Screen? {
        let form = form(visit)
        return Screen("Log one entry", of: form, visit)
    }

    private static func form(_ visit: Visit) -> Form {
        let (contract, query) = (visit.reading.contract, visit.query)
        return Form(
            address: "/time/entry/log", title: "", submit: "Log",
            fields: [
                .init(
                    "duration", "How long", value: query.text("duration"),
                    note: "1d, 2h, 1d 2h, 90m, 1:30; a correction may be negative"),
                .init("person", "Person", value: query["person"] ?? visit.tracker.author),
                .init(
                    "role", "Role", .choice(contract.roles.map { ($0.id, $0.title) }), value: query.text("role")),
                .init(
                    "activity", "Activity",
                    .choice(
                        contract.activities.map { ($0.id, $0.title) } + contract.exclusions.map { ($0.id, $0.title) }),
                    value: query.text("activity")),
                .init("date", "Day", value: query["date"] ?? "", note: "2026-12-01, today, mon; empty for today"),
                .init("note", "Note", value: query.text("note")),
                .init(
                    "corrects", "Corrects entry", value: query.text("corrects"), note: "Only for time of a closed week."
                ),
                .init(
                    "late", "Reason why it is late", value: query["late"] == "1" ? "" : query.text("late"),
                    note: "Only for time of a closed week."),
            ]
        ) { values, submission in
            var input = Workspace.TimeInput(
                minutes: try values.minutes("duration"), role: values.text("role"), activity: values.text("activity"))
            let today = submission.workspace.today
            input.person = values.text("person").isEmpty ? nil : values.text("person")
            input.date = values.text("date").isEmpty ? nil : try values.date("date", today: today)
            input.note = values.text("note")
            input.confirmations = values.confirmations
            input.corrects = values.text("corrects").isEmpty ? nil : values.text("corrects")
            input.lateReason = values.text("late").isEmpty ? nil : values.text("late")
            let logged = try await submission.workspace.log(input, by: submission.author)
            return "/time?week=\(logged.request.date.isoWeek)"
        }
    }
}

import CivilTime
import Engagement
import Knowledge
import Markup
import Pages
import Workspace

/// The rehearsals of the runbooks: how far each runbook is proved, and the form that records one.
enum RehearsalPages {
    static func list(_ visit: Visit) throws -> Screen? {
        let trace = try visit.tracker.workspace.knowledge(with: visit.reading).trace()
        return Screen("Rehearsals") { _ in
            var html = HTML()
            html.element("h1", "Rehearsals")
            html.element("p", trace.runbookSummary + ".", class: "lede")
            html.markup("<p>")
            html.link("Record the customer's rehearsals", to: "/rehearsals/import")
            html.markup(" from the file that the site's form saved.</p>\n")
            html.append(
                FigureTable(
                    label: "Runbooks",
                    columns: [.text("Runbook"), .text("State"), .text("Last rehearsal"), .text("Next")],
                    rows: trace.runbooks.map { line in
                        [
                            .text("\(line.document.id) \(line.document.title)"),
                            .badge(Badge(line.standing, words: line.words)),
                            .text(line.rehearsals.last.map { words($0.recorded) } ?? ""),
                            .link(
                                "record a rehearsal", "/rehearsals/new" + Query.text([("document", line.document.id)])),
                        ]
                    }
                ).html)
            html.heading("History", id: "entries")
            html.append(
                HistoryPage.list(
                    visit.reading.entries.reversed().filter { entry in
                        if case .rehearsal = entry.event { true } else { false }
                    }, visit))
            return html
        }
    }

    private static func words(_ rehearsal: RehearsalRecorded) -> String {
        let level = rehearsal.level.rawValue.replacing("-", with: " ")
        return "\(rehearsal.performedOn.spelled), \(rehearsal.performer), \(level), \(rehearsal.result.rawValue)"
    }

    static func one(_ visit: Visit) throws -> Screen? {
        if visit.id == "import" { return imported(visit) }
        guard visit.id == "new" else { return nil }
        let trace = try visit.tracker.workspace.knowledge(with: visit.reading).trace()
        let form = form(visit, trace.runbooks.map { ($0.document.id, "\($0.document.id) \($0.document.title)") })
        return Screen(
            "Record a rehearsal",
            lede: "It counts for the runbook as it reads now. The customer's own people prove it, at level "
                + "reverse shadow or unaided.",
            of: form, visit)
    }

    private static func imported(_ visit: Visit) -> Screen {
        let form = Form(
            address: "/rehearsals/import/record", title: "", submit: "Record",
            fields: [
                .init(
                    "response", "Response", .lines,
                    note: "Open the file that the rehearsal form of the site saved, and paste all of it.")
            ]
        ) { values, submission in
            // Each rehearsal of the response names its own write, so that it is recorded once.
            let imported = try await submission.workspace.importRehearsals(
                Array(values.text("response").utf8), named: "the response", isDryRun: false, by: submission.author.name)
            return "/rehearsals" + Query.text([("done", imported.last?.operation ?? "")])
        }
        return Screen(
            "Record the customer's rehearsals",
            lede:
                "The customer fills in the form on a runbook's page of the site, also without this program, and sends "
                + "you the file that it saves.",
            of: form, visit)
    }

    private static func form(_ visit: Visit, _ runbooks: [(String, String)]) -> Form {
        let query = visit.query
        return Form(
            address: "/rehearsals/new/record", title: "", submit: "Record",
            fields: [
                .init("document", "Runbook", .choice(runbooks.map { ($0.0, $0.1) }), value: query.text("document")),
                .init("by", "Performed by", value: query.text("by")),
                .init("side", "Of which party", .choice(sides), value: query.text("side")),
                .init(
                    "level", "Level",
                    .choice(
                        Rehearsal.Level.allCases.reversed().map {
                            ($0.rawValue, $0.rawValue.replacing("-", with: " "))
                        }), value: query.text("level")),
                .init(
                    "result", "Result", .choice(Rehearsal.Result.allCases.map { ($0.rawValue, $0.rawValue) }),
                    value: query.text("result")),
                .init("duration", "How long", value: query.text("duration"), note: "45m, 1h 30m"),
                .init("date", "Day", value: query.text("date"), note: "Empty for today."),
                .init(
                    "questions", "What had to be asked", .lines, value: query.text("questions"),
                    note: "A question on each line; each is open until it is answered."),
                .init("run", "Record of the run", value: query.text("run"), note: "A file of runs/, if there is one."),
            ]
        ) { values, submission in
            var input = Workspace.RehearsalInput(
                document: values.text("document"), level: try values.choice("level"), performer: values.text("by"),
                side: try values.choice("side"), result: try values.choice("result"),
                minutes: try values.minutes("duration"))
            input.performedOn = try values.optionalDate("date", today: submission.workspace.today)
            input.questions = values.lines("questions")
            input.run = values.optional("run")
            _ = try await submission.workspace.rehearse(input, by: submission.author)
            return "/rehearsals"
        }
    }

    static var sides: [(value: String, label: String)] { Side.allCases.map { ($0.rawValue, $0.rawValue) } }
}

extension Badge {
    init(_ standing: ProofStanding, words: String? = nil) {
        let text = words ?? standing.words
        let tone: Tone =
            switch standing {
            case .proven: .good
            case .olderRevision: .warn
            case .withoutProof: .note
            case .none: .quiet
            }
        self.init(text.prefix(1).uppercased() + text.dropFirst(), tone)
    }
}

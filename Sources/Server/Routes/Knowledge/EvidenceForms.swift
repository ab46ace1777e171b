import CivilTime
import Engagement
import Knowledge
import Workspace

/// The forms of a criterion: each kind of evidence has one, and one takes evidence back.
enum EvidenceForms {
    static func all(_ line: Trace.CriterionLine, _ visit: Visit, _ documents: [(String, String)]) -> [Form] {
        let id = line.criterion.id
        let address = "/acceptance/\(Query.encoded(id))"
        let rehearsals = visit.reading.state.rehearsals.all.map { rehearsal in
            let recorded = rehearsal.recorded
            return (
                rehearsal.id, "\(recorded.document.document), \(recorded.performer), \(recorded.performedOn.spelled)"
            )
        }
        let sessions = visit.reading.state.sessions.inOrder.filter { $0.held != nil }
            .map { ($0.id, "\($0.planned.title), \($0.planned.date.spelled)") }
        let things = Evidence.Place.allCases.map { ($0.rawValue, $0.words) }
        func add(
            _ action: String, _ title: String, _ fields: [Form.Field],
            _ subject: @escaping @Sendable (FormValues) throws -> Workspace.EvidenceInput.Subject
        ) -> Form {
            Form(
                address: "\(address)/\(action)", title: title, submit: "Add",
                fields: fields + [
                    .init("by", "Seen by"), .init("side", "Of which party", .choice(RehearsalPages.sides)),
                    .init("date", "Day", note: "Empty for today."), .init("note", "Note"),
                ]
            ) { values, submission in
                var input = Workspace.EvidenceInput(
                    criterion: id, subject: try subject(values), seenBy: values.text("by"),
                    side: try values.choice("side"))
                input.seenOn = try values.optionalDate("date", today: submission.workspace.today)
                input.note = values.text("note")
                _ = try await submission.workspace.addEvidence(input, by: submission.author)
                return address
            }
        }
        func choice(_ name: String, _ label: String, _ options: [(String, String)]) -> Form.Field {
            .init(name, label, .choice(options.map { ($0.0, $0.1) }))
        }
        var forms: [Form] = []
        if !documents.isEmpty {
            forms.append(
                add("document", "A document shows it", [choice("document", "Document", documents)]) {
                    .document($0.text("document"))
                })
        }
        if !rehearsals.isEmpty {
            forms.append(
                add("rehearsal", "A rehearsal shows it", [choice("rehearsal", "Rehearsal", rehearsals)]) {
                    .rehearsal($0.text("rehearsal"))
                })
        }
        if !sessions.isEmpty {
            forms.append(
                add("session", "A session shows it", [choice("session", "Session", sessions)]) {
                    .session($0.text("session"))
                })
        }
        forms.append(
            add(
                "outside", "Something outside shows it",
                [choice("place", "What", things), .init("reference", "Address or name")]
            ) { .outside(try $0.choice("place"), reference: $0.text("reference")) })
        if !line.evidence.isEmpty {
            let known = line.evidence.map { ($0.evidence.id, $0.evidence.added.subjectText) }
            forms.append(
                Form(
                    address: address + "/void", title: "Evidence does not hold", submit: "Take back",
                    fields: [choice("evidence", "Evidence", known), .init("reason", "Reason")]
                ) { values, submission in
                    _ = try await submission.workspace.voidEvidence(
                        values.text("evidence"), reason: values.text("reason"), by: submission.author)
                    return address
                })
        }
        return forms
    }
}

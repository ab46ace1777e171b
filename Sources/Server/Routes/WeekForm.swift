import CivilTime
import Engagement
import Workspace

/// The grid of a week as a form: a field for each row and day, and one button for all of them.
///
/// `p.N`, `r.N` and `a.N` are the person, role and activity of row N, `b.N` is what its cells held when the page was
/// made, and `c.N.D` is what was typed for day D.
enum WeekForm {
    static let address = "/time/save"
    /// The row that is still empty is last.
    private static let most = 200

    /// Why the fields of a row were refused; the text beside each.
    struct Refused: Explained {
        /// By the row and the day.
        var reasons: [String: Explanation] = [:]
        /// What cells hold now that changed under another hand.
        var conflicts: [String: Minutes] = [:]

        var explanation: Explanation {
            let number = reasons.count + conflicts.count
            return Explanation(
                .refusal,
                "nothing was saved: \(count(number, "field")) \(number == 1 ? "needs" : "need") your attention",
                hint: "the reason is under the row of each; everything that you typed is kept")
        }
    }

    static func save(_ week: TimeWeek, _ visit: Visit) -> Form {
        Form(address: address, title: "", submit: "Save", fields: []) { values, submission in
            let (edits, keys) = try edits(values, week.monday)
            do {
                let operation = try await submission.workspace.save(edits, by: submission.author)
                return "/time?week=\(week.monday.isoWeek)&done=\(operation)"
            } catch let error as WeekGrid.RefusedEdits {
                var refused = Refused()
                for (index, refusal) in error.refusals { refused.reasons[keys[index]] = refusal.explanation }
                for (index, minutes) in error.conflicts { refused.conflicts[keys[index]] = minutes }
                throw refused
            }
        }
    }

    /// The cells that were changed, and the key of each, `N.D`.
    private static func edits(_ values: FormValues, _ monday: CivilDate) throws -> ([WeekGrid.Edit], [String]) {
        let typed = typedRows(values)
        var refused = Refused()
        var edits: [WeekGrid.Edit] = []
        var keys: [String] = []
        for row in typed {
            var before = Minutes.zero
            for day in 0..<7 {
                let key = "\(row.number).\(day)"
                let text = row.cells[day].filter { !$0.isWhitespace || $0 == " " }
                let minutes: Minutes
                do {
                    minutes = try Self.minutes(text, before: before)
                } catch let error {
                    refused.reasons[key] = error.explanation
                    continue
                }
                before = minutes
                guard minutes != row.bases[day] else { continue }
                keys.append(key)
                edits.append(
                    WeekGrid.Edit(
                        cell: .init(row: row.row, date: monday.adding(days: day)), base: row.bases[day],
                        minutes: minutes, confirmations: confirmations(values, key)))
            }
        }
        guard refused.reasons.isEmpty else { throw refused }
        return (edits, keys)
    }

    static func minutes(_ text: String, before: Minutes) throws(InputError) -> Minutes {
        let trimmed = text.split(separator: " ").joined(separator: " ")
        if trimmed.isEmpty || trimmed == "0" { return .zero }
        return trimmed == "." ? before : try Minutes(parsing: trimmed)
    }

    static func confirmations(_ values: FormValues, _ key: String) -> Set<Remedy.Confirmation> {
        let ticked = values.all("confirm." + key)
        return Set(Remedy.Confirmation.allCases.filter { ticked.contains(WebSpelling.name(of: $0)) })
    }

    /// A row as it was sent.
    struct TypedRow {
        let number: Int
        let row: WeekGrid.Row
        let bases: [Minutes]
        let cells: [String]
    }

    static func typedRows(_ values: FormValues) -> [TypedRow] {
        let fields = Dictionary(values.pairs.map { ($0.name, $0.value) }) { first, _ in first }
        return (0..<most).compactMap { number in
            guard let person = fields["p.\(number)"] else { return nil }
            let bases = (fields["b.\(number)"] ?? "").split(separator: ",").map { Minutes(Int($0) ?? 0) }
            return TypedRow(
                number: number,
                row: .init(
                    person: person, role: fields["r.\(number)"] ?? "", activity: fields["a.\(number)"] ?? ""),
                bases: bases.count == 7 ? bases : Array(repeating: .zero, count: 7),
                cells: (0..<7).map { fields["c.\(number).\($0)"] ?? "" })
        }
    }
}

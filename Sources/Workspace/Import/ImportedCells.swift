import CivilTime
import Engagement
import Reports
import Spreadsheet

/// The cells of one row by the names of their columns.
struct ImportedCells {
    private let fields: [String: CSVTable.Field]
    private let isTooLong: Bool
    /// What was rounded, in words, once `request` was read.
    private(set) var rounded: String?

    init(names: [String], record: CSVTable.Record) {
        fields = Dictionary(zip(names, record.fields)) { first, _ in first }
        isTooLong = record.fields.count > names.count
    }

    /// The cells of a row that another program wrote, as they are shown.
    init(_ texts: [String: String], line: Int, rounded: String?) {
        fields = texts.mapValues { CSVTable.Field(text: $0, line: line, column: 1) }
        isTooLong = false
        self.rounded = rounded
    }

    /// Why the row is left out, by what its names mean.
    func leftOut(by mapping: ImportMapping) -> String? {
        let names: [(String, ImportMapping.Field)] = [("person", .person), ("role", .role), ("activity", .activity)]
        return names.lazy.compactMap { name, field in
            text(name).flatMap { mapping.meaning(of: $0, field, nil) == ImportMapping.leftOut ? $0 : nil }
        }.first.map { "'\($0)' is mapped to -." }
    }

    /// The text of a cell, or what the importer said that it means.
    private func name(_ column: String, _ field: ImportMapping.Field, _ reading: ImportedRow.Reading) -> String? {
        text(column).map { reading.mapping.meaning(of: $0, field, nil) ?? $0 }
    }

    /// The text of a cell in one normal form, without the apostrophe of an export; nil if the cell is empty.
    func text(_ name: String) -> String? {
        guard let field = fields[name], !field.text.isEmpty else { return nil }
        return FormulaGuard.removed(from: field.text).inNormalForm
    }

    mutating func request(_ reading: ImportedRow.Reading) throws(WorkspaceError) -> Rules.TimeRequest {
        guard !isTooLong else {
            throw WorkspaceError.input(
                "the row has more fields than the header", hint: "quote a field that holds a separator: \"a, b\"")
        }
        let counted = try date("date", reading)
        let late = try late(reading)
        return Rules.TimeRequest(
            role: name("role", .role, reading) ?? reading.role ?? "",
            activity: name("activity", .activity, reading) ?? "",
            person: name("person", .person, reading) ?? reading.person ?? "",
            date: late?.workedOn ?? counted, minutes: try minutes(reading), note: text("note") ?? "",
            confirmsNonBusinessDay: reading.confirmsNonBusinessDay,
            confirmsOutsideWindow: reading.confirmsOutsideWindow, confirmsNewPerson: reading.confirmsNewPerson,
            lateReason: late?.reason, countsOn: late == nil ? nil : counted)
    }

    /// When late time was worked, and why it is late; nil for other time.
    private func late(_ reading: ImportedRow.Reading) throws(WorkspaceError) -> (workedOn: CivilDate, reason: String)? {
        guard text("worked on") != nil || text("late reason") != nil else { return nil }
        guard text("worked on") != nil, let reason = text("late reason") else {
            throw WorkspaceError.input(
                "late time has a day on which it was worked and a reason, and one of the two is missing",
                hint: "fill in both columns, worked on and late reason, or neither")
        }
        return (try date("worked on", reading), reason)
    }

    /// A mistake in a cell, with its column and the cell as it was written.
    private func failure(_ name: String, _ message: String, hint: Hint) -> WorkspaceError {
        let place = fields[name].map { ", column \($0.column)" } ?? ""
        return WorkspaceError.input("\(name)\(place): '\(fields[name]?.text ?? "")' \(message)", hint: hint)
    }

    private func date(_ name: String, _ reading: ImportedRow.Reading) throws(WorkspaceError) -> CivilDate {
        let written = text(name) ?? ""
        // A spreadsheet may write midnight behind a date.
        let day =
            ["T00:00", " 00:00", "T00:00:00", " 00:00:00"].first(where: written.hasSuffix)
            .map { String(written.dropLast($0.count)) } ?? written
        if let date = reading.dates?.date(day) { return date }
        do throws(InputError) {
            return try CivilDate(parsing: day, today: reading.today)
        } catch {
            let named: Hint =
                reading.dates.map { "or a date in the form \($0.rawValue)" }
                ?? "or name the form of the dates: \(.give(.dateForm))"
            throw failure(name, "is not a date", hint: "write 2026-12-01, \(named)")
        }
    }

    /// How long the row's work took; columns that say so must agree.
    private mutating func minutes(_ reading: ImportedRow.Reading) throws(WorkspaceError) -> Minutes {
        var found: (name: String, minutes: Minutes)?
        for (name, unit) in [("minutes", "m"), ("hours", "h"), ("duration", "")] {
            guard let text = text(name) else { continue }
            let minutes = try time(text, unit: unit, in: name, reading)
            if let found, found.minutes != minutes {
                throw WorkspaceError.input(
                    "two columns say how long, and they differ: \(found.name) \(found.minutes), \(name) \(minutes)",
                    hint: "keep one of the two columns")
            }
            found = found ?? (name, minutes)
        }
        if let found { return found.minutes }
        guard let days = text("days") else {
            throw WorkspaceError.input("the row does not say how long", hint: "fill in minutes, hours or duration")
        }
        return try time(days, unit: "d", in: "days", reading)
    }

    /// - Parameter unit: What a bare number counts in the column.
    private mutating func time(
        _ text: String, unit: String, in name: String, _ reading: ImportedRow.Reading
    ) throws(WorkspaceError) -> Minutes {
        let isBare = text.allSatisfy { $0.isASCII && ($0.isNumber || ".,-".contains($0)) }
        do throws(InputError) {
            return try Minutes(parsing: isBare ? text + unit : text)
        } catch {
            if isBare, let step = reading.rounding, let exact = Double(text.replacing(",", with: ".")),
                abs(exact) < 100_000, step > .zero
            {
                let size = unit == "d" ? Double(Minutes.perDay) : unit == "h" ? 60 : 1
                let steps = (exact * size / Double(step.count)).rounded(.toNearestOrAwayFromZero)
                let minutes = Minutes(Int(steps) * step.count)
                rounded = "\(text) \(name) rounded to \(minutes)"
                return minutes
            }
            let reason = error.summary.split(separator: "' ", maxSplits: 1).last.map(String.init) ?? "is not a time"
            let hint: Hint =
                reason.contains("whole number")
                ? "say it in minutes, or round: \(.give(.rounding))" : Hint(error.hint)
            throw failure(name, reason, hint: hint)
        }
    }

    /// Refuses an edited column that an export derives from others, because the edit would be lost.
    ///
    /// - Parameter known: The entries of the row, whose figures the columns may still have after another column was
    ///   edited.
    func checkDerived(_ request: Rules.TimeRequest, known: [TimeLogged]) throws(WorkspaceError) {
        if let week = text("week"),
            !([request.countedDate] + known.map(\.date)).contains(where: { $0.isoWeek == week.uppercased() })
        {
            throw failure(
                "week", "is not the week of \(request.countedDate), which is \(request.countedDate.isoWeek)",
                hint: "change the date, or leave the column out")
        }
        guard let days = text("days") else { return }
        // Exports of earlier versions have 3 decimals, which are a quarter of a minute.
        let written =
            Double(days.replacing(",", with: ".")).map { $0 * Double(Minutes.perDay) }
            ?? (try? Minutes(parsing: days)).map { Double($0.count) }
        let isKnown = ([request.minutes] + known.map(\.minutes)).contains { minutes in
            written.map { abs($0 - Double(minutes.count)) < 0.25 } ?? false
        }
        guard isKnown else {
            throw failure(
                "days", "is not \(request.minutes), which the row says elsewhere",
                hint: "change minutes, hours or duration, or leave the column days out")
        }
    }

    /// Refuses an edit of what the ledger decided about an entry, because the edit would be lost.
    func checkDecided(_ entry: Entry, _ held: inout HeldHistory) throws(WorkspaceError) {
        if let actor = text("recorded by"), actor != FormulaGuard.afterExport(entry.actor).inNormalForm {
            throw failure(
                "recorded by", "did not record entry \(entry.shortID)",
                hint: "write \(entry.actor) again, or leave the column out")
        }
        guard let cell = text("held minutes") else { return }
        let written = Double(cell.replacing(",", with: ".")).flatMap { Int(exactly: $0) }
        guard let minutes = written.map({ Minutes($0) }), held.had(minutes, of: entry) else {
            throw failure(
                "held minutes", "was never held of entry \(entry.shortID)",
                hint: "the cap decides what is held: leave the column out, or raise the cap by a change request")
        }
    }

    /// Refuses another day or reason of late time that is recorded, because the day that counts it depends on them.
    func checkLate(_ known: [TimeLogged]) throws(WorkspaceError) {
        guard !known.isEmpty else { return }
        let days = known.map { $0.workedOn?.description ?? "" }
        let reasons = known.map { FormulaGuard.afterExport($0.lateReason ?? "").inNormalForm }
        for (name, values) in [("worked on", days), ("late reason", reasons)] {
            guard fields[name] != nil, !values.contains(text(name) ?? "") else { continue }
            throw failure(
                name, "is not what was recorded",
                hint: "undo the entry, and log the time again: \(.give(.lateReason))")
        }
    }
}

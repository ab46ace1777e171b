import CivilTime
import Engagement

/// Reads `content/engagement.yaml`.
///
/// Every mistake is reported in one pass: an unknown key, a missing cap, two activities of one id, a bad
/// date. The contract is nil where anything is wrong, because a half-read contract would make figures
/// that nobody agreed to.
struct ContractReader {
    static let path = "content/engagement.yaml"

    let log = DiagnosticLog()
    /// Where the calendars are that the contract names.
    let source: HolidayFile.Source
    private var ids: [String: [String: Int]] = [:]

    private init(source: @escaping HolidayFile.Source) {
        self.source = source
    }

    static func read(
        _ text: String, source: @escaping HolidayFile.Source
    ) -> (contract: Contract?, diagnostics: [Diagnostic]) {
        var reader = ContractReader(source: source)
        let contract = YAMLRecord.parse(
            text, name: "contract", file: path, bytes: YAMLTree.Limits.contract, log: reader.log
        ).flatMap { reader.contract($0) }
        _ = InternalMarks.checkMatter(text, firstLine: 1, file: path, log: reader.log)
        if contract == nil, reader.log.diagnostics.isEmpty {
            reader.log.add(
                rule: .unreadable, file: path, line: 1, "the contract cannot be read",
                hint: "compare it with the one that `workbook init` makes")
        }
        let diagnostics = reader.log.diagnostics
        return (diagnostics.contains { $0.severity == .error } ? nil : contract, diagnostics)
    }

    private mutating func contract(_ record: YAMLRecord) -> Contract? {
        record.name = "the contract"
        let id = identifier(of: record, kind: "engagement")
        let title = record.text("title", example: "MLOps advisory service")
        let customer = record.text("customer", example: "Northwind Telecom")
        let supplier = record.text("supplier", example: "Databricks")
        let objective = record.texts("objective")
        dayLength(record)
        let window = window(record)
        let calendar = calendar(record, window: window)
        let roles = record.records("roles", each: "role").compactMap { role($0) }
        let people = record.records("people", each: "person").compactMap { person($0, window: window) }
        let areas = record.records("focus-areas", each: "focus area").compactMap { focusArea($0) }
        let criteria = record.records("criteria", each: "criterion").compactMap { criterion($0, areas) }
        let prerequisites = record.records("prerequisites", each: "prerequisite")
            .compactMap { prerequisite($0, areas, window: window, calendar: calendar) }
        let exclusions = record.records("exclusions", each: "exclusion").compactMap { exclusion($0, areas) }
        let choices = record.records("choices", each: "choice").compactMap { choice($0) }
        let notices = record.records("notices", each: "notice").compactMap { notice($0) }
        let terms = record.records("terms", each: "term").compactMap { term($0) }
        let publication = publication(record)
        record.finish()
        guard let id, let title, let customer, let supplier, let window else { return nil }
        return Contract(
            id: id, title: title, customer: customer, supplier: supplier, objective: objective, window: window,
            calendar: calendar, roles: roles, people: people, focusAreas: areas, criteria: criteria,
            prerequisites: prerequisites, exclusions: exclusions, choices: choices,
            notices: notices, terms: terms,
            publication: publication)
    }

    /// A slug that no other record of its kind has.
    mutating func identifier(of record: YAMLRecord, kind: String) -> String? {
        guard let id = record.text("id", example: kind.replacing(" ", with: "-")) else { return nil }
        if !isSlug(id) {
            record.diagnose(
                "id", rule: .badID, "'\(id)' is not an id",
                hint: "use lower-case letters, digits and hyphens, as in set-up-inference")
        }
        if let first = ids[kind]?[id] {
            record.diagnose(
                "id", rule: .duplicateID, "two \(kind) records have the id '\(id)'",
                hint: "rename this one or the one on line \(first)")
        } else {
            ids[kind, default: [:]][id] = record.line(of: "id")
        }
        return id
    }

    /// The contract's Day is 8 hours, and so is ours: another length would falsify every figure.
    private func dayLength(_ record: YAMLRecord) {
        guard let hours = record.integer("hours-per-day", in: 1...24), hours * Minutes.perHour != Minutes.perDay else {
            return
        }
        record.diagnose(
            "hours-per-day", rule: .dayLength, "a Day is 8 working hours, not \(hours)",
            hint: "write `hours-per-day: 8`")
    }

    private func window(_ record: YAMLRecord) -> Window? {
        guard let inner = record.record("window", name: "the window") else {
            record.diagnose(
                rule: .missingKey, "the contract has no window",
                hint: "add `window:` with `start` and `end`, as in `start: 2026-11-30`")
            return nil
        }
        let start = inner.date("start")
        let end = inner.date("end")
        let minimum = inner.integer("minimum-weeks", in: 1...520) ?? 1
        let maximum = inner.integer("maximum-weeks", in: 1...520) ?? 520
        let requested = inner.optionalDate("resources-requested")
        let notice = inner.integer("notice-weeks", in: 0...520)
        inner.finish()
        guard let start, let end else { return nil }
        // Due dates, holidays and forecasts are reckoned from the window, and have to be dates too.
        if start < CivilDate(1900, 1, 1) || end > CivilDate(9000, 12, 31) {
            inner.diagnose(
                "start", rule: .badDate, "window dates must be between 1900 and 9000",
                hint: "write the year with four digits, as in 2026-11-30")
            return nil
        }
        if end < start {
            inner.diagnose(
                "end", rule: .windowOrder, "the window ends before it starts", hint: "write an end after \(start)")
        }
        if minimum > maximum {
            inner.diagnose(
                "minimum-weeks", rule: .windowOrder, "minimum-weeks is more than maximum-weeks",
                hint: "swap the two")
        }
        return Window(
            start: start, end: end, minimumWeeks: minimum, maximumWeeks: maximum,
            resourcesRequested: requested, noticeWeeks: notice)
    }

    private mutating func role(_ record: YAMLRecord) -> Role? {
        let id = identifier(of: record, kind: "role")
        let title = record.text("title", example: "Data Scientist")
        let written = record.text("cap", example: "14d")
        record.finish()
        guard let id, let title, let written else { return nil }
        do throws(InputError) {
            let cap = try Minutes(parsing: written)
            guard cap >= .zero else { throw InputError("'\(written)' is less than nothing", hint: "write `cap: 14d`") }
            return Role(id: id, title: title, cap: cap)
        } catch {
            record.diagnose("cap", rule: .badDuration, "cap of \(record.name): \(error.summary)", hint: error.hint)
            return nil
        }
    }

    private mutating func focusArea(_ record: YAMLRecord) -> FocusArea? {
        let id = identifier(of: record, kind: "focus area")
        let title = record.text("title")
        let summary = record.optionalText("summary") ?? ""
        let activities = record.records("activities", each: "activity").compactMap { activity($0) }
        record.finish()
        guard let id, let title else { return nil }
        return FocusArea(id: id, title: title, summary: summary, activities: activities)
    }

    private mutating func activity(_ record: YAMLRecord) -> Activity? {
        let id = identifier(of: record, kind: "activity")
        let title = record.text("title")
        let summary = record.optionalText("summary") ?? ""
        let isOptional = record.flag("optional")
        record.finish()
        guard let id, let title else { return nil }
        return Activity(id: id, title: title, summary: summary, isOptional: isOptional)
    }

    private mutating func criterion(_ record: YAMLRecord, _ areas: [FocusArea]) -> Criterion? {
        let id = identifier(of: record, kind: "criterion")
        let title = record.text("title")
        let summary = record.optionalText("summary") ?? ""
        let activities = record.texts("activities")
        let known = areas.flatMap(\.activities).map(\.id)
        for activity in activities where !known.contains(activity) {
            let near = nearest(to: activity, among: known).map { "did you mean '\($0)'? " } ?? ""
            record.diagnose(
                "activities", rule: .unknownActivity, "\(record.name) names the activity '\(activity)'",
                hint: "\(near)name an activity of the focus areas")
        }
        record.finish()
        guard let id, let title else { return nil }
        return Criterion(id: id, title: title, summary: summary, activities: activities)
    }

    private mutating func exclusion(_ record: YAMLRecord, _ areas: [FocusArea]) -> Exclusion? {
        let id = identifier(of: record, kind: "exclusion")
        if let id, let line = ids["activity"]?[id] {
            record.diagnose(
                "id", rule: .duplicateID, "the exclusion '\(id)' has the id of an activity",
                hint: "rename this one or the activity on line \(line)")
        }
        let title = record.text("title")
        let summary = record.optionalText("summary") ?? ""
        let rule = record.choice("rule", of: Exclusion.Rule.self, rule: .unknownRule) ?? .excluded
        let activities = activities(of: record, areas)
        record.finish()
        guard let id, let title else { return nil }
        return Exclusion(id: id, title: title, summary: summary, rule: rule, activities: activities)
    }

    private mutating func choice(_ record: YAMLRecord) -> Choice? {
        let id = identifier(of: record, kind: "choice")
        let title = record.text("title")
        let summary = record.optionalText("summary") ?? ""
        let options = record.records("options", each: "option").compactMap { option -> Choice.Option? in
            let id = option.text("id")
            let title = option.text("title")
            option.finish()
            guard let id, let title else { return nil }
            return Choice.Option(id: id, title: title)
        }
        let chosen = record.texts("chosen")
        for chosen in chosen where !options.contains(where: { $0.id == chosen }) {
            record.diagnose(
                "chosen", rule: .unknownOption, "'\(chosen)' is not an option of \(record.name)",
                hint: "choose one of: \(abridged(options.map(\.id)))")
        }
        record.finish()
        guard let id, let title else { return nil }
        return Choice(id: id, title: title, summary: summary, options: options, chosen: chosen)
    }

    private mutating func notice(_ record: YAMLRecord) -> Notice? {
        let id = identifier(of: record, kind: "notice")
        let title = record.text("title")
        let summary = record.text("summary")
        let audience = record.choice("audience", of: Audience.self, rule: .unknownAudience) ?? .customer
        record.finish()
        guard let id, let title, let summary else { return nil }
        return Notice(id: id, title: title, summary: summary, isInternal: audience == .internal)
    }

    private mutating func term(_ record: YAMLRecord) -> Term? {
        let id = identifier(of: record, kind: "term")
        let title = record.text("title")
        let summary = record.text("summary")
        record.finish()
        guard let id, let title, let summary else { return nil }
        return Term(id: id, title: title, summary: summary)
    }

    private func publication(_ record: YAMLRecord) -> Publication {
        guard let inner = record.record("publication", name: "publication") else { return Publication() }
        let customerSeesDays = inner.flag("customer-sees-days")
        let baseURL = inner.baseURL("base-url")
        inner.finish()
        return Publication(customerSeesDays: customerSeesDays, baseURL: baseURL)
    }
}

extension ContractReader {
    private mutating func prerequisite(
        _ record: YAMLRecord, _ areas: [FocusArea], window: Window?, calendar: BusinessCalendar
    ) -> Prerequisite? {
        let id = identifier(of: record, kind: "prerequisite")
        let title = record.text("title")
        let summary = record.optionalText("summary") ?? ""
        let proof = record.optionalText("proof") ?? ""
        let phase = record.choice("phase", of: Prerequisite.Phase.self, rule: .unknownPhase)
        let owner = record.text("owner", example: "infrastructure-team")
        let written = record.optionalText("due") ?? (phase == .beforeStart ? "before-start" : "start")
        record.require("phase", example: "throughout")
        let activities = activities(of: record, areas)
        record.finish()
        guard let id, let title, let phase, let owner, let window else { return nil }
        guard let due = Self.due(written, window: window, calendar: calendar) else {
            record.diagnose(
                "due", rule: .badDate, "'\(written)' is not a due date",
                hint: "write before-start, start, week-1 to week-\(window.calendarWeeks), or a date such as 2026-12-01")
            return nil
        }
        return Prerequisite(
            id: id, title: title, summary: summary, phase: phase, owner: owner, due: due, proof: proof,
            activities: activities)
    }

    /// Due dates may hang on the window, so that moving the start moves them too.
    private static func due(_ text: String, window: Window, calendar: BusinessCalendar) -> CivilDate? {
        if let date = CivilDate(iso: text) { return date }
        switch text {
        case "before-start": return calendar.lastBusinessDay(onOrBefore: window.start.adding(days: -1))
        case "start": return window.start
        default:
            guard text.hasPrefix("week-"), let week = Int(text.dropFirst(5)), (1...window.calendarWeeks).contains(week)
            else { return nil }
            let sunday = window.start.monday.adding(days: week * 7 - 1)
            return calendar.lastBusinessDay(onOrBefore: min(sunday, window.end))
        }
    }
}

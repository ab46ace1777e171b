package import CivilTime
import Engagement

/// The day that a report is about.
///
/// A report covers what was recorded, so its day can't be in the future: delays, remaining days and forecasts up to such
/// a day would be guesses that read like facts.
package enum ReportDay {
    /// Returns the day that was typed, or nil if none was, for a report about this moment.
    package static func parsing(_ text: String?, today: CivilDate) throws -> CivilDate? {
        guard let text else { return nil }
        let day = try CivilDate(parsing: text, today: today)
        return try checked(
            day, named: "\(day)", today: today, hint: "name today or an earlier day; the status of today has a forecast"
        )
    }

    /// Returns the Monday of the week that was typed, or nil if none was.
    package static func parsingWeek(_ text: String?, today: CivilDate) throws -> CivilDate? {
        guard let text else { return nil }
        let monday = try CivilDate(parsingWeek: text, today: today)
        return try checked(
            monday, named: monday.isoWeek, today: today,
            hint: "name this week or an earlier one; its last section covers the week after")
    }

    private static func checked(
        _ day: CivilDate, named name: String, today: CivilDate, hint: Hint
    ) throws(Refusal) -> CivilDate {
        guard day <= today else {
            throw Refusal(
                rule: .futureReport, "\(name) is in the future, and reports cover only what was recorded", hint: hint)
        }
        return day
    }
}

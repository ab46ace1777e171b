package import CivilTime
import Engagement

/// The day that a report is about.
///
/// A report says what was recorded, so it has no day that is still to come: delays, remaining days and
/// forecasts up to such a day would be guesses that read like facts.
package enum ReportDay {
    /// Returns the day that was typed; nil if none was, and then the report is about this moment.
    package static func parsing(_ text: String?, today: CivilDate) throws -> CivilDate? {
        guard let text else { return nil }
        let day = try CivilDate(parsing: text, today: today)
        guard day <= today else {
            throw Refusal(
                rule: .futureReport, "\(day) is in the future, and reports cover only what was recorded",
                hint: "name today or an earlier day; the status of today has a forecast")
        }
        return day
    }

    /// Returns the Monday of the week that was typed, or nil if none was.
    package static func parsingWeek(_ text: String?, today: CivilDate) throws -> CivilDate? {
        guard let text else { return nil }
        let monday = try CivilDate(parsingWeek: text, today: today)
        guard monday <= today else {
            throw Refusal(
                rule: .futureReport, "\(monday.isoWeek) is in the future, and reports cover only what was recorded",
                hint: "name this week or an earlier one; its last section covers the week after")
        }
        return monday
    }
}

import CivilTime
import Engagement
import Fingerprint

/// One row of another program's file, before its names are matched.
struct SourceRow {
    /// How long a row's work took.
    struct Length {
        let minutes: Minutes
        /// What was rounded, in words.
        let rounded: String?
        let seconds: Int
    }

    let line: Int
    /// The id that the program gives the row.
    var id: String?
    /// The id is one among a person's rows only.
    var isOwnID = false
    /// The day as it is written, and as it was understood.
    let day: String
    let date: Result<CivilDate, WorkspaceError>
    /// When the work began, if the file says so; it tells rows of one day apart.
    var start = ""
    let duration: String
    let length: Result<Length, WorkspaceError>
    /// Names of the person, such as a name and an address; empty if the file names none.
    var people: [String] = []
    /// What the program calls the person's role.
    var roles: [String] = []
    /// Names of what was worked on, the most specific first.
    let work: [String]
    let note: String
    /// Why the row is no time to record yet.
    var leftOut: String?

    /// What finds the row again in a later export.
    ///
    /// Without an id of its own, a row is its day, its beginning, its person, its work, its exact length and its note.
    /// Rates, marks such as "invoiced", and the forms of dates and durations may change between two exports.
    func identity(_ source: TimeSource, person: String) -> [String] {
        let person = people.first ?? person
        if let id { return [source.rawValue, isOwnID ? person : "", id] }
        let date = (try? date.get()).map(\.description) ?? day
        let seconds = (try? length.get()).map { String($0.seconds) } ?? duration
        return [source.rawValue, date, start, person, work.first ?? "", seconds, note].map(\.inNormalForm)
    }
}

extension SourceRow {
    /// Why a duration is not read.
    static func badDuration(_ text: String, at place: String) -> WorkspaceError {
        WorkspaceError.input(
            text.isEmpty ? "\(place) does not say how long" : "\(place): '\(text)' is not a duration",
            hint: "write 1.5, 1:30 or 01:30:00")
    }

    /// Why a date is not read.
    static func badDate(_ text: String, at place: String, _ form: SourceValues.DateForm) -> WorkspaceError {
        if form == .ambiguous, WrittenDates.dmy.date(SourceValues.day(text)) != nil {
            return WorkspaceError.input(
                "\(place): '\(text)' can be read in two ways", hint: "name the form of the dates: \(.give(.dateForm))")
        }
        return WorkspaceError.input(
            "\(place): '\(text)' is not a date",
            hint: "write 2026-12-01, or name the form of the dates: \(.give(.dateForm))")
    }

    static func length(
        _ seconds: Int?, written: String, at place: String, step: Minutes?
    ) -> Result<Length, WorkspaceError> {
        guard let seconds else { return .failure(badDuration(written, at: place)) }
        let (minutes, rounded) = SourceValues.minutes(ofSeconds: seconds, written: written, step: step ?? Minutes(1))
        return .success(Length(minutes: minutes, rounded: rounded, seconds: seconds))
    }
}

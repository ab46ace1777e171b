import CivilTime
import Engagement
import FoundationEssentials

/// The JSON that `timew export` writes: an array of intervals, in UTC.
enum TimewarriorExport {
    private struct Interval: Decodable {
        let start: String
        let end: String?
        let tags: [String]?
        let annotation: String?
    }

    /// - Parameter localDay: The local day of an instant, in seconds since 1970.
    static func rows(
        of bytes: [UInt8], _ reading: ImportedRow.Reading, localDay: (Int) -> CivilDate
    ) throws(WorkspaceError) -> [SourceRow] {
        let intervals: [Interval]
        do {
            intervals = try JSONDecoder().decode([Interval].self, from: Data(bytes))
        } catch {
            throw WorkspaceError.input(
                "the file is not what timew export writes: an array of intervals in JSON",
                hint: "write it with: timew export > time.json")
        }
        // Timewarrior writes one interval a line, after the opening bracket.
        return intervals.enumerated().map { row($1, line: $0 + 2, reading, localDay: localDay) }
    }

    private static func row(
        _ interval: Interval, line: Int, _ reading: ImportedRow.Reading, localDay: (Int) -> CivilDate
    ) -> SourceRow {
        let start = seconds(interval.start)
        let end = interval.end.flatMap(seconds)
        let length = start.flatMap { start in end.map { $0 - start } }.flatMap { $0 >= 0 ? $0 : nil }
        let tags = interval.tags ?? []
        let joined = tags.joined(separator: ", ")
        let written = interval.end.map { "\(interval.start) to \($0)" } ?? interval.start
        let date: Result<CivilDate, WorkspaceError> =
            start.map { .success(localDay($0)) }
            ?? .failure(SourceRow.badDate(interval.start, at: "start", .known(nil)))
        return SourceRow(
            line: line, id: interval.start, isOwnID: true, day: interval.start, date: date, start: interval.start,
            duration: length.map { "\($0 / 3600):\(padded($0 / 60 % 60)):\(padded($0 % 60))" } ?? written,
            length: SourceRow.length(length, written: written, at: "end", step: reading.rounding),
            work: tags.count > 1 ? [joined] + tags : tags, note: interval.annotation ?? "",
            leftOut: interval.end == nil ? "The time is still running." : nil)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Seconds since 1970 of `20261201T080000Z`.
    private static func seconds(_ text: String) -> Int? {
        let digits = Array(text.utf8)
        guard digits.count == 16, digits[8] == UInt8(ascii: "T"), digits[15] == UInt8(ascii: "Z") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            let part = digits[range]
            return part.allSatisfy { (0x30...0x39).contains($0) } ? Int(String(decoding: part, as: UTF8.self)) : nil
        }
        let day = String(decoding: digits[0..<8], as: UTF8.self)
        guard let hour = number(9..<11), let minute = number(11..<13), let second = number(13..<15), hour < 24,
            minute < 60, second < 60,
            let date = CivilDate(iso: "\(day.prefix(4))-\(day.dropFirst(4).prefix(2))-\(day.suffix(2))")
        else { return nil }
        return CivilDate(1970, 1, 1).days(until: date) * 86_400 + (hour * 60 + minute) * 60 + second
    }
}

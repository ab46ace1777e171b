import CivilTime
import Engagement
import FoundationEssentials
import Ledger
import LedgerSQLite

/// Time that five people log on business days, the same for every program that is measured.
///
/// No two intervals overlap, because a timewarrior database allows none.
struct BenchmarkEntries {
    /// A stretch of work.
    struct Interval {
        let date: CivilDate
        /// Minutes after midnight.
        let start: Int
        let minutes: Int
        let role: Int
        let activity: Int
        let person: Int
    }

    private static let people = ["dana", "emre", "farah", "goran", "hana"]
    private static let activityCount = 10

    let intervals: [Interval]

    init(count: Int, days: Int) {
        // A linear congruential generator (Knuth's MMIX), so that the entries are always the same.
        var state: UInt64 = 20_261_201
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let perDay = (count + days - 1) / days
        let slot = max(1, 1440 / max(1, perDay))
        let monday = CivilDate(2026, 1, 5)
        intervals = (0..<count).map { number in
            let day = number / perDay
            return Interval(
                date: monday.adding(days: day / 5 * 7 + day % 5), start: number % perDay * slot,
                minutes: 1 + random(slot), role: random(2), activity: random(Self.activityCount),
                person: random(Self.people.count))
        }
    }

    /// Appends the entries to the ledger at `path`, under the contract that it has recorded.
    func fill(_ path: String) throws {
        let ledger = try SQLiteLedger.open(at: path)
        guard let contract = try ledger.state().contract else {
            throw LedgerError("\(path) has no contract", hint: "workbook log records it")
        }
        let activities = contract.activities
        try ledger.appendUndecided(
            intervals.enumerated().lazy.map { number, interval in
                let end = (interval.date.dayNumber * 1440 + interval.start + interval.minutes) * 60_000
                let write = Write(
                    operation: "benchmark-\(number)", actor: "benchmark",
                    moment: Moment(milliseconds: end, date: interval.date), contract: contract)
                let time = TimeLogged(
                    role: contract.roles[interval.role % contract.roles.count].id,
                    activity: activities[interval.activity % activities.count].id,
                    person: Self.people[interval.person], date: interval.date, minutes: Minutes(interval.minutes),
                    isOutsideWindow: !contract.window.contains(interval.date))
                return (write, .time(time))
            })
    }

    /// Writes `data/YYYY-MM.data` below `folder`, as timewarrior 1.4 keeps them.
    func writeTimewarrior(to folder: String) throws {
        let months = Dictionary(grouping: intervals) { String($0.date.description.prefix(7)) }
        try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: true)
        for (month, intervals) in months {
            let lines = intervals.map { interval in
                let day = interval.date.description.filter { $0 != "-" }
                let start = Self.clock(interval.start, separator: "")
                let end = Self.clock(interval.start + interval.minutes, separator: "")
                return "inc \(day)T\(start)00Z - \(day)T\(end)00Z # "
                    + "role\(interval.role) activity\(interval.activity) \(Self.people[interval.person])\n"
            }
            try Data(lines.joined().utf8).write(to: URL(filePath: "\(folder)/data/\(month).data"))
        }
        for name in ["timewarrior.cfg", "data/tags.data", "data/undo.data"] {
            try Data(name.hasSuffix("tags.data") ? "{}".utf8 : "".utf8).write(to: URL(filePath: "\(folder)/\(name)"))
        }
    }

    /// Writes a clock-in and a clock-out for each entry, as hledger reads them.
    func writeTimeclock(to path: String) throws {
        let lines = intervals.map { interval in
            let day = interval.date.description
            return "i \(day) \(Self.clock(interval.start, separator: ":")):00 "
                + "role\(interval.role):activity\(interval.activity):\(Self.people[interval.person])\n"
                + "o \(day) \(Self.clock(interval.start + interval.minutes, separator: ":")):00\n"
        }
        try Data(lines.joined().utf8).write(to: URL(filePath: path))
    }

    private static func clock(_ minute: Int, separator: String) -> String {
        let (hour, minute) = (min(minute, 1439) / 60, min(minute, 1439) % 60)
        return "\(hour < 10 ? "0" : "")\(hour)\(separator)\(minute < 10 ? "0" : "")\(minute)"
    }
}

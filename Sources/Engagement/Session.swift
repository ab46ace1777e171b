/// A meeting of the knowledge transfer, or any other that the plan has on a day.
package struct Session: Sendable, Equatable {
    /// The full id of the entry that planned it.
    package let id: String
    /// What was planned last: the session as it was added, or as it was moved.
    package internal(set) var planned: SessionPlanned
    /// Why it does not take place, or nil if it does.
    package internal(set) var cancellation: String?

    package var shortID: String { String(id.prefix(8)) }
    package var isCancelled: Bool { cancellation != nil }

    /// `Thu 3 Dec 2026, 14:00 to 16:00`, or the day and how long it takes, where anything is known of it.
    package var when: String {
        let day = planned.date.spelled
        guard let minutes = planned.minutes else { return day }
        guard let start = planned.start else { return "\(day), \(minutes)" }
        return "\(day), \(start) to \(start.adding(minutes))"
    }
}

extension [Session] {
    /// By day and hour; a session without an hour comes first.
    package var inOrder: [Session] {
        sorted {
            ($0.planned.date, $0.planned.start?.minutes ?? -1, $0.planned.title)
                < ($1.planned.date, $1.planned.start?.minutes ?? -1, $1.planned.title)
        }
    }
}

/// A local time of day: `14:00`.
package struct ClockTime: Hashable, Sendable {
    /// Minutes after midnight; 24:00 is only ever an end.
    package let minutes: Int

    private init(minutes: Int) { self.minutes = minutes }

    /// The time written as hours and minutes, or nil where that is no time of a day.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        self.init(minutes: hour * 60 + minute)
    }

    package func adding(_ time: Minutes) -> ClockTime { ClockTime(minutes: minutes + time.count) }
}

extension ClockTime: CustomStringConvertible, Codable {
    package var description: String {
        "\(minutes / 60 < 10 ? "0" : "")\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = ClockTime(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a time")
        }
        self = time
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// What libical is given of a calendar: the lines that say when an event is, and what it is called.
///
/// libical frees components recursively, takes the square of a line's length for its parameters, and follows
/// a rule of every second to the end of time; so size, structure and rules are bounded here. Attachments,
/// alarms and tasks are left out. `ZoneLine` picks what is kept of time zones.
struct CalendarText {
    private static let byteLimit = 4 << 20
    private static let lineLimit = 64 << 10
    private static let parameterLimit = 1_000
    private static let depthLimit = 8
    private static let zoneLineLimit = 2_000
    /// A rule of a zone that never comes true costs libical a sixth of a second.
    private static let zoneRuleLimit = 32

    /// The text for libical.
    private(set) var text = ""

    /// The line at which each event begins, in order.
    private(set) var eventLines: [Int] = []

    /// The time zone that each calendar of the text names for itself (`X-WR-TIMEZONE`), or nil if it names none.
    private(set) var zones: [String?] = []

    /// The components that are open, outermost first.
    private var open: [(name: String, line: Int)] = []
    private var hasCalendar = false
    private var zoneLines = 0
    private var zoneRules = 0

    /// Bounds `bytes`, unfolds their lines and picks those that are needed.
    init(_ bytes: [UInt8]) throws(ICalendarError) {
        guard bytes.count <= Self.byteLimit else {
            throw ICalendarError(
                reason: .tooLarge, line: nil,
                message: "the calendar is \(bytes.count) bytes long; the limit is \(Self.byteLimit)")
        }
        var number = 0
        var current: (line: Int, bytes: [UInt8]) = (1, [])
        var rest = bytes[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        for line in rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if let first = line.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
                current.bytes += line.dropFirst()
            } else {
                try take(current.bytes, at: current.line)
                current = (number, Array(line))
            }
        }
        try take(current.bytes, at: current.line)
        if let last = open.last {
            throw ICalendarError(reason: .syntax, line: last.line, message: "\(last.name) is not ended")
        }
        guard hasCalendar else {
            throw ICalendarError(reason: .syntax, line: nil, message: "no calendar: there is no BEGIN:VCALENDAR")
        }
    }

    /// Reads one unfolded line.
    private mutating func take(_ bytes: [UInt8], at line: Int) throws(ICalendarError) {
        guard bytes.contains(where: { $0 > 0x20 }) else { return }
        guard let colon = Self.colon(in: bytes) else {
            throw ICalendarError(reason: .syntax, line: line, message: "a line without a colon")
        }
        let head = bytes[..<colon]
        let value = Self.text(bytes[(colon + 1)...])
        let name = Self.text(head.prefix { $0 != UInt8(ascii: ";") }).uppercased()
        switch name {
        case "BEGIN": try begin(Self.component(value), line)
        case "END": try end(Self.component(value), line)
        default:
            guard !open.isEmpty else {
                throw ICalendarError(reason: .syntax, line: line, message: "a line outside of the calendar")
            }
            if open.count == 1, name == "X-WR-TIMEZONE", !zones.isEmpty {
                zones[zones.count - 1] = String(value.prefix(100))
            } else if isEvent {
                try property(name, head: head, value: value, line)
            } else if isZone, let kept = ZoneLine.kept(name, head: Self.text(head), value: value) {
                zoneLines += 1
                guard zoneLines <= Self.zoneLineLimit else {
                    throw ICalendarError(reason: .tooLarge, line: line, message: "too many lines about time zones")
                }
                if name == "RRULE" { zoneRules += 1 }
                if name != "RRULE" || zoneRules <= Self.zoneRuleLimit { text += kept + "\r\n" }
            }
        }
    }

    /// Whether the innermost component is an event of a calendar.
    private var isEvent: Bool { open.count == 2 && open[1].name == "VEVENT" }

    /// Whether the innermost component is a time zone of a calendar, or a part of one.
    private var isZone: Bool {
        switch open.count {
        case 2: open[1].name == "VTIMEZONE"
        case 3: open[1].name == "VTIMEZONE" && ["STANDARD", "DAYLIGHT"].contains(open[2].name)
        default: false
        }
    }

    private mutating func begin(_ name: String, _ line: Int) throws(ICalendarError) {
        guard open.count < Self.depthLimit else {
            throw ICalendarError(
                reason: .tooLarge, line: line, message: "components are nested more than \(Self.depthLimit) deep")
        }
        guard !open.isEmpty || name == "VCALENDAR" else {
            throw ICalendarError(reason: .syntax, line: line, message: "\(name) outside of the calendar")
        }
        open.append((name, line))
        if open.count == 1 {
            hasCalendar = true
            zones.append(nil)
            text += "BEGIN:VCALENDAR\r\n"
        } else if isEvent {
            eventLines.append(line)
            text += "BEGIN:VEVENT\r\n"
        } else if isZone {
            text += "BEGIN:\(name)\r\n"
        }
    }

    private mutating func end(_ name: String, _ line: Int) throws(ICalendarError) {
        guard let last = open.last, last.name == name else {
            let wanted = open.last.map { "END:\($0.name)" } ?? "nothing"
            throw ICalendarError(reason: .syntax, line: line, message: "END:\(name), where \(wanted) is due")
        }
        if isEvent || isZone { text += "END:\(name)\r\n" }
        open.removeLast()
        if open.isEmpty { text += "END:VCALENDAR\r\n" }
    }

    private mutating func property(
        _ name: String, head: ArraySlice<UInt8>, value: String, _ line: Int
    ) throws(ICalendarError) {
        switch name {
        case "SUMMARY", "UID":
            guard !value.isEmpty else { return }
            text += "\(name):\(value)\r\n"
        case "STATUS":
            guard value.uppercased() == "CANCELLED" else { return }
            text += "STATUS:CANCELLED\r\n"
        case "DTSTART", "DTEND", "DURATION", "RDATE", "EXDATE", "RECURRENCE-ID":
            text += "\(Self.text(head)):\(value)\r\n"
        case "RRULE", "EXRULE":
            let rule = value.uppercased()
            if let word = ["SECONDLY", "MINUTELY", "HOURLY"].first(where: rule.contains) {
                throw ICalendarError(reason: .value, line: line, message: "a rule that repeats \(word.lowercased())")
            }
            text += "\(name):\(rule)\r\n"
        default:
            return
        }
        guard value.utf8.count <= Self.lineLimit, head.count <= Self.parameterLimit else {
            throw ICalendarError(reason: .tooLarge, line: line, message: "\(name) is too long")
        }
    }

    /// Where the value begins: after the first colon that is not in quotes.
    private static func colon(in bytes: [UInt8]) -> Int? {
        var isQuoted = false
        return bytes.firstIndex { byte in
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            return byte == UInt8(ascii: ":") && !isQuoted
        }
    }

    private static func component(_ value: String) -> String {
        String(value.prefix(40)).uppercased().filter { !$0.isWhitespace }
    }

    /// `bytes` as text, without control characters.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
    }
}

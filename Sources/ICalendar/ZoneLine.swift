/// What is kept of a calendar's own time zones.
///
/// They matter for one thing: a rule's `UNTIL` in UTC is compared with times on the wall.
enum ZoneLine {
    /// The line for libical; nil for one that is left out.
    ///
    /// libical carries out the rules of a zone for centuries, so only those are kept that change the clocks
    /// once a year. Without its rules a zone still has an offset.
    static func kept(_ name: String, head: String, value: String) -> String? {
        switch name {
        case "TZID", "TZOFFSETFROM", "TZOFFSETTO", "DTSTART", "RDATE":
            value.isEmpty || value.utf8.count + head.utf8.count > 1_000 ? nil : "\(head):\(value)"
        case "RRULE":
            isOnceAYear(value.uppercased()) ? "RRULE:\(value.uppercased())" : nil
        default:
            nil
        }
    }

    private static func isOnceAYear(_ rule: String) -> Bool {
        let parts = rule.split(separator: ";", maxSplits: 10, omittingEmptySubsequences: false)
        return rule.utf8.count <= 200 && parts.contains("FREQ=YEARLY")
            && parts.allSatisfy { part in
                let pair = part.split(separator: "=", maxSplits: 1)
                switch pair.first {
                case "FREQ", "INTERVAL", "UNTIL", "COUNT", "WKST": return true
                case "BYMONTH", "BYDAY": return !part.contains(",")
                // The Sunday on or after the 8th is written `BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,14`.
                case "BYMONTHDAY": return true
                default: return false
                }
            }
    }
}

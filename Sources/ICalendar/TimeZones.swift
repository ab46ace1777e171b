internal import CICal

/// Time zones by name, from the calendar itself or from the machine's time zone database.
enum TimeZones {
    /// The zone `name` of `calendar`, or of the machine; nil if neither has it.
    ///
    /// Call it within `Library.use`.
    static func zone(_ name: String, of calendar: OpaquePointer? = nil) -> OpaquePointer? {
        guard !name.isEmpty, name.utf8.count <= 100 else { return nil }
        if let calendar, let zone = icalcomponent_get_timezone(calendar, name) { return zone }
        return icaltimezone_get_builtin_timezone(name)
    }

    static func isKnown(_ name: String) -> Bool {
        let found = try? Library.use { () throws(ICalendarError) in zone(name) != nil }
        return found ?? false
    }
}

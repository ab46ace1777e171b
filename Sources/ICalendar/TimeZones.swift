internal import CICal
import CivilTime

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

    /// The local day, in the zone `name`, of an instant in seconds since 1970; nil if the zone is not known.
    static func localDay(of seconds: Int, in name: String) -> CivilDate? {
        let found = try? Library.use { () throws(ICalendarError) -> CivilDate? in
            guard let zone = zone(name) else { return nil }
            let time = icaltime_convert_to_zone(
                icaltime_from_timet_with_zone(seconds, 0, icaltimezone_get_utc_timezone()), zone)
            return CivilDate(year: Int(time.year), month: Int(time.month), day: Int(time.day))
        }
        return found ?? nil
    }

    static func isKnown(_ name: String) -> Bool {
        let found = try? Library.use { () throws(ICalendarError) in zone(name) != nil }
        return found ?? false
    }
}

internal import CICal
internal import CivilTime
internal import Synchronization

/// The globals of libical, guarded by one lock.
enum Library {
    private static let isReady = Mutex<Bool>(false)

    /// Runs `body` while no other thread uses libical.
    static func use<Result: Sendable>(
        _ body: () throws(ICalendarError) -> Result
    ) throws(ICalendarError) -> Result {
        try isReady.withLock { isReady throws(ICalendarError) -> Result in
            if !isReady {
                // A library that ends the process is no use here.
                icalerror_set_errors_are_fatal(0)
                isReady = true
            }
            return try body()
        }
    }

    /// Returns the properties of `kind` that `component` has.
    static func properties(_ kind: icalproperty_kind, of component: OpaquePointer) -> [OpaquePointer] {
        all(from: icalcomponent_get_first_property(component, kind)) {
            icalcomponent_get_next_property(component, kind)
        }
    }

    /// Returns what a cursor of libical passes, from its first.
    private static func all(from first: OpaquePointer?, _ next: () -> OpaquePointer?) -> [OpaquePointer] {
        var found: [OpaquePointer] = []
        var current = first
        while let pointer = current {
            found.append(pointer)
            current = next()
        }
        return found
    }

    /// Returns whether the recurrence id `property` means its instance and all later ones (`RANGE=THISANDFUTURE`).
    static func changesLaterInstances(_ property: OpaquePointer) -> Bool {
        all(from: icalproperty_get_first_parameter(property, ICAL_RANGE_PARAMETER)) {
            icalproperty_get_next_parameter(property, ICAL_RANGE_PARAMETER)
        }.contains { icalparameter_get_range($0) == ICAL_RANGE_THISANDFUTURE }
    }

    /// What libical could not read, without its account of what it does about it.
    ///
    /// libical writes `Can't parse as RECUR value in RRULE property. Removing entire property: FREQ=BANANA`.
    static func explanation(of error: OpaquePointer) -> String {
        let text = icalproperty_get_xlicerror(error).map { String(cString: $0) } ?? ""
        let parts = text.split(separator: " property", maxSplits: 1)
        guard parts.count == 2, let name = parts[0].split(separator: " ").last else {
            return "a line of the event cannot be read"
        }
        let value = parts[1].split(separator: ": ", maxSplits: 1).dropFirst().first.map { ": \($0.prefix(80))" } ?? ""
        return "the \(name) of the event cannot be read\(value)"
    }

    /// Returns the components of `kind` directly in `component`.
    static func components(_ kind: icalcomponent_kind, of component: OpaquePointer) -> [OpaquePointer] {
        all(from: icalcomponent_get_first_component(component, kind)) {
            icalcomponent_get_next_component(component, kind)
        }
    }
}

extension icaltimetype {
    /// The local day as days since 1970-01-01, as `CivilDate` counts them.
    var dayNumber: Int { CivilDate.dayNumber(Int(year), Int(month), Int(day)) }

    /// Whether the local day is one of the civil calendar.
    var isDate: Bool { CivilDate(year: Int(year), month: Int(month), day: Int(day)) != nil }

    /// The whole of `date`, or its midnight if `pattern` has a time.
    init(_ date: CivilDate, like pattern: icaltimetype) {
        self = pattern
        let components = date.components
        (year, month, day) = (Int32(components.year), Int32(components.month), Int32(components.day))
        (hour, minute, second) = (0, 0, 0)
    }

    /// The time that is `seconds` of local time after 1970-01-01, in the zone of `pattern`.
    init(seconds: Int, like pattern: icaltimetype) {
        let day = seconds.floorDivided(by: 86_400)
        self.init(CivilDate(dayNumber: day), like: pattern)
        let rest = Int32(seconds - day * 86_400)
        (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
    }

    /// The same moment in local time at `zone`, where both are known.
    func moved(to zone: OpaquePointer?) -> icaltimetype {
        guard is_date == 0, let zone, let own = self.zone, own != zone else { return self }
        return icaltime_convert_to_zone(self, zone)
    }
}

extension Int {
    /// The quotient rounded down, for days before 1970 too.
    func floorDivided(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

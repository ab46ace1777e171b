internal import CICal
internal import Synchronization

/// libical's globals, behind one lock.
enum Library {
    private static let isReady = Mutex<Bool>(false)

    /// Runs `body` while nobody else uses libical.
    static func use<Result: Sendable>(
        _ body: () throws(ICalendarFault) -> Result
    ) throws(ICalendarFault) -> Result {
        try isReady.withLock { isReady throws(ICalendarFault) -> Result in
            if !isReady {
                // A library that ends the process is no use here.
                icalerror_set_errors_are_fatal(0)
                isReady = true
            }
            return try body()
        }
    }

    /// The properties of `kind` that `component` has.
    static func properties(_ kind: icalproperty_kind, of component: OpaquePointer) -> [OpaquePointer] {
        var found: [OpaquePointer] = []
        var next = icalcomponent_get_first_property(component, kind)
        while let property = next {
            found.append(property)
            next = icalcomponent_get_next_property(component, kind)
        }
        return found
    }

    /// Whether the recurrence id `property` stands for its instance and all later ones (`RANGE=THISANDFUTURE`).
    static func changesLaterInstances(_ property: OpaquePointer) -> Bool {
        var next = icalproperty_get_first_parameter(property, ICAL_RANGE_PARAMETER)
        while let parameter = next {
            if icalparameter_get_range(parameter) == ICAL_RANGE_THISANDFUTURE { return true }
            next = icalproperty_get_next_parameter(property, ICAL_RANGE_PARAMETER)
        }
        return false
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

    /// The components of `kind` directly below `component`.
    static func components(_ kind: icalcomponent_kind, of component: OpaquePointer) -> [OpaquePointer] {
        var found: [OpaquePointer] = []
        var next = icalcomponent_get_first_component(component, kind)
        while let inner = next {
            found.append(inner)
            next = icalcomponent_get_next_component(component, kind)
        }
        return found
    }
}

extension icaltimetype {
    /// The day as it reads on the wall.
    var wallDay: ICalendar.Day { ICalendar.Day(year: Int(year), month: Int(month), day: Int(day)) }

    /// The whole of `day`, or midnight of it where `pattern` has a time.
    init(_ day: ICalendar.Day, like pattern: icaltimetype) {
        self = pattern
        (year, month, self.day) = (Int32(day.year), Int32(day.month), Int32(day.day))
        (hour, minute, second) = (0, 0, 0)
    }

    /// The time that is `seconds` of local time after 1970-01-01, in the zone of `pattern`.
    init(seconds: Int, like pattern: icaltimetype) {
        let day = seconds.floorDivided(by: 86_400)
        self.init(ICalendar.Day(number: day), like: pattern)
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

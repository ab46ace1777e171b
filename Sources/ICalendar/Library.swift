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

    /// The same moment on the wall at `zone`, where both are known.
    func moved(to zone: OpaquePointer?) -> icaltimetype {
        guard is_date == 0, let zone, let own = self.zone, own != zone else { return self }
        return icaltime_convert_to_zone(self, zone)
    }
}

internal import CICal
internal import CivilTime

/// How much work a calendar may make: 100,000 steps, the same on every machine.
///
/// An instance is a step, and so is each month that a rule spans, because libical searches it even if it holds no
/// instance; setting up a rule counts as 16. A holiday that repeats every year takes about 60 for a window of 3 years.
struct Budget {
    private static let limit = 100_000
    private var steps = 0
    // The last guard against a rule that keeps libical busy within a step.
    private let deadline = ContinuousClock.now + .seconds(30)

    /// Takes `count` steps, or throws if fewer are left.
    mutating func spend(_ count: Int, line: Int?) throws(ICalendarError) {
        let isCheckDue = (steps + count) / 1024 > steps / 1024
        steps += count
        guard steps <= Self.limit, !isCheckDue || ContinuousClock.now < deadline else {
            throw ICalendarError(
                reason: .tooLarge, line: line,
                message: "the calendar's rules repeat too often, or over too many years")
        }
    }
}

/// The instances of one event.
struct Recurrence {
    /// When an instance starts, in the event's local time.
    struct Moment: Hashable {
        /// Days since 1970-01-01.
        let day: Int
        let second: Int32

        /// Seconds of local time since 1970-01-01.
        var seconds: Int { day * 86_400 + Int(second) }

        init(_ time: icaltimetype) {
            day = time.dayNumber
            second = time.is_date != 0 ? 0 : (time.hour * 60 + time.minute) * 60 + time.second
        }
    }

    private let event: OpaquePointer
    private let start: icaltimetype
    /// The days on which an instance matters.
    private let reach: ClosedRange<Int>
    private let line: Int?

    init(event: OpaquePointer, start: icaltimetype, reach: ClosedRange<Int>, line: Int?) {
        self.event = event
        self.start = start
        self.reach = reach
        self.line = line
    }

    /// The event's own start and no other, if it is in reach.
    func once() -> Set<Moment> {
        reach.contains(start.dayNumber) ? [Moment(start)] : []
    }

    /// The starts in reach by the rules and dates of the event, without its exceptions and `replaced`.
    mutating func moments(
        without replaced: [icaltimetype], _ budget: inout Budget
    ) throws(ICalendarError) -> Set<Moment> {
        try budget.spend(1 + replaced.count, line: line)
        var moments = once()
        for property in Library.properties(ICAL_RRULE_PROPERTY, of: event) {
            try follow(icalproperty_get_rrule(property), &budget) { moments.insert($0) }
        }
        for property in Library.properties(ICAL_RDATE_PROPERTY, of: event) {
            let value = icalproperty_get_rdate(property)
            let time = icaltime_is_null_time(value.time) != 0 ? value.period.start : value.time
            try insert(time, into: &moments)
        }
        guard !moments.isEmpty else { return [] }

        var days: Set<Int> = []
        var excluded: Set<Moment> = []
        let exceptions = Library.properties(ICAL_EXDATE_PROPERTY, of: event)
            .map { icalproperty_get_datetime_with_component($0, event) }
        for time in exceptions + replaced {
            // A date excepts an instance at any time of that day.
            if time.is_date != 0 {
                days.insert(time.dayNumber)
            } else {
                excluded.insert(Moment(time.moved(to: start.zone)))
            }
        }
        for property in Library.properties(ICAL_EXRULE_PROPERTY, of: event) {
            try follow(icalproperty_get_exrule(property), &budget) { excluded.insert($0) }
        }
        return moments.filter { !days.contains($0.day) && !excluded.contains($0) }
    }

    private func insert(_ time: icaltimetype, into moments: inout Set<Moment>) throws(ICalendarError) {
        guard time.isDate else {
            throw ICalendarError(reason: .value, line: line, message: "an RDATE that is not a date")
        }
        let moment = Moment(time.moved(to: start.zone))
        if reach.contains(moment.day) { moments.insert(moment) }
    }

    /// Hands each start in reach that `rule` gives to `take`.
    private func follow(
        _ rule: icalrecurrencetype, _ budget: inout Budget, _ take: (Moment) -> Void
    ) throws(ICalendarError) {
        guard start.dayNumber <= reach.upperBound else { return }
        // Without COUNT libical starts near the reach.
        let first = rule.count == 0 ? max(start.dayNumber, reach.lowerBound) : start.dayNumber
        try budget.spend(16 + (reach.upperBound - first) / 30, line: line)
        let rule = bounded(rule)
        guard var iterator = icalrecur_iterator_new(rule, start) else {
            throw ICalendarError(reason: .value, line: line, message: "a rule that gives no day")
        }
        defer { icalrecur_iterator_free(iterator) }
        // Without COUNT nothing before the first day in reach matters.
        if rule.count == 0, start.dayNumber < reach.lowerBound {
            let first = icaltimetype(CivilDate(dayNumber: reach.lowerBound), like: start)
            if icalrecur_iterator_set_start(iterator, first) == 0 {
                guard let fresh = icalrecur_iterator_new(rule, start) else { return }
                icalrecur_iterator_free(iterator)
                iterator = fresh
            }
        }
        while true {
            let time = icalrecur_iterator_next(iterator)
            try budget.spend(1, line: line)
            guard icaltime_is_null_time(time) == 0, time.dayNumber <= reach.upperBound else { return }
            if time.dayNumber >= reach.lowerBound { take(Moment(time)) }
        }
    }

    /// `rule`, ended soon after the reach.
    ///
    /// libical looks for the next instance up to the year 2582, and stops early only at `UNTIL`.
    private func bounded(_ rule: icalrecurrencetype) -> icalrecurrencetype {
        var rule = rule
        if icaltime_is_null_time(rule.until) == 0, rule.until.is_date != 0, start.is_date == 0 {
            // A date for an event with a time means through that day.
            rule.until.is_date = 0
            (rule.until.hour, rule.until.minute, rule.until.second) = (23, 59, 59)
            rule.until.zone = start.zone
        }
        // A day more than the reach, for the hours between zones.
        let end = icaltimetype(CivilDate(dayNumber: reach.upperBound + 1), like: start)
        if icaltime_is_null_time(rule.until) != 0 || rule.until.dayNumber > end.dayNumber { rule.until = end }
        return rule
    }
}

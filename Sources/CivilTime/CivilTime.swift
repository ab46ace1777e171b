// CivilTime: days, weeks, minutes and times of day, and their parsing; the only calendar arithmetic.
//
//   CivilDate     a day of the Gregorian calendar, without a time zone; +Parsing reads what people type
//   Minutes       an amount of working time; a Day is 8 hours
//   ClockTime     a local time of day
//   Moment        an instant, and the local date where it was
//   InputError    why something that a person typed was not understood
//
// Nothing here knows a holiday or a contract: business days are counted by `Engagement`'s BusinessCalendar.

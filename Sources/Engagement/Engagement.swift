// Engagement: the contract, the ledger's entries, the state they fold into, and every rule.
//
// Nothing here reads a file, a clock or a database. The model, from the outside in:
//
//   Contract                what was agreed; read from content/engagement.yaml by `Content`
//     Person                  somebody who works, with a calendar of their own
//     Role                    who works, and the cap on their time (up to 14 days, up to 2 days)
//     Window, DayLength, BusinessCalendar
//                             when work may happen, and what a Day is
//     FocusArea > Activity    what is done; an activity may be optional
//     Criterion               what acceptance is judged by
//     Prerequisite            what the customer assures: before the start, or throughout
//     Exclusion               out of scope: excluded, or time-permitting
//     Choice                  one of several, never two (promote code or promote model)
//     Notice, Term            periods of notice, and the words the agreement defines
//     Edition                 the two sites: internal and customer
//
//   Entry                   one line of the append-only ledger: an Event, who, when, its hash
//     Event                   contract recorded; time logged; prerequisite confirmed, waived, blocked or
//                             reopened; activity started, done or dropped; change proposed, approved or
//                             declined; plan set; session planned, held or cancelled; question asked or closed;
//                             rehearsal or run recorded, change marked immaterial; evidence added, sign-off given,
//                             condition met; week submitted, closed or reopened; risk added or closed;
//                             entry voided or restored
//
//   State                   what the entries add up to, whatever the contract says
//     TimeTotal, ChangeRequest, Session, AskedQuestion, Risk
//     Rehearsals, Acceptance  who followed which document at which fingerprint; evidence, sign-offs and
//                             their conditions
//   StatusReport            contract + state + a date: every figure that anybody reads
//     Budget, Delay, Forecast, Finding
//     BurnUp, PrerequisiteCourse
//                             how it came to these figures, day by day; made only when asked for
//   WeekReport              a StatusReport seen from one week, for the steering meeting
//   Rules                   contract + state + a request: the Event to append, or a Refusal
//     Rule, Hint, Remedy      which rule refused, and what to do instead, as values that each edge spells
//     Explained               an error that says what it means; every other error is a bug
//
// Data flows one way: contract + entries -> State -> StatusReport. The terminal, the web page, the
// JSON and the site all print a StatusReport, so a number is the same wherever it is read.

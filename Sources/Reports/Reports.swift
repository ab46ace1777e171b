// Reports: each report as one value, with its Markdown, JSON, sheet, calendar and SARIF forms.
//
//   Status/    the state of an engagement, its change requests, and its line in a portfolio
//   Week/      a week's report for the steering meeting: Markdown, a page to mail, JSON
//   Time/      what `export` writes: time, plan, prerequisites and the whole report as sheets, records and events
//   Check/     what is wrong in the content: text, JSON, SARIF, marks in a log of GitHub Actions
//   Knowledge/ trace, gaps, rehearsals, evidence and questions, for scripts and spreadsheets
//   History/   what was recorded, in words
//
// A report is computed from one snapshot, so its forms agree. How an action is spelled in a hint comes from the caller.

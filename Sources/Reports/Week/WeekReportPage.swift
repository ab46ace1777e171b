import CivilTime
import Engagement
import Markdown
import Markup

extension WeekReportText {
    /// The report as a page without a script or a link, to be mailed or printed.
    package var html: String {
        get throws {
            let body = String(decoding: HTMLRenderer().render(try Document(parsing: markdown)), as: UTF8.self)
            let title = String(
                decoding: Escaping.shown.escaped("\(report.status.contract.title), \(report.week.isoWeek)"),
                as: UTF8.self)
            return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>\(title)</title>
                <style>
                \(Self.style)
                </style>
                </head>
                <body>
                \(body)
                </body>
                </html>

                """
        }
    }

    /// A wide table scrolls in its own box, so that the page itself fits a narrow screen.
    ///
    /// No line breaks in a figure such as `13d 4h`.
    private static let style = """
        :root { color-scheme: light dark; --ink: #1a1a1a; --soft: #595959; --line: #ccc; --paper: #fff; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6e6e6; --soft: #a6a6a6; --line: #444; --paper: #161616; }
        }
        body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
          max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
        h1 { font-size: 1.6rem; line-height: 1.25; }
        h2 { font-size: 1.2rem; margin-top: 2rem; }
        .table-scroll { overflow-x: auto; margin: 1rem 0; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem; text-align: left;
          vertical-align: top; overflow-wrap: normal; }
        td:first-child { min-width: 8rem; }
        th { color: var(--soft); font-weight: 600; }
        .align-right { text-align: right; font-variant-numeric: tabular-nums; }
        td.align-right { white-space: nowrap; }
        .anchor { display: none; }
        @media print {
          body { color: #000; background: #fff; margin: 0; max-width: none; font-size: 9pt; }
          .table-scroll { overflow: visible; }
        }
        """
}

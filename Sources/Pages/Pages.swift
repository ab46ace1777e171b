//  Pages: what an audience may see of an engagement, and how it looks.
//
//  Used by the site, whose pages are documents too, and by the tracker, whose pages are figures only. Pure: no ledger,
//  no disk, no clock. The names in brackets are the folders beside this file:
//
//    EditionFigures [Audience]  the filter: contract and status report to what an edition may show
//      Scope, Shown..., Outlook   its parts: the contract, the lines of the report, plan and risks
//    Theme [Theme]              templates, styles and scripts: the built-in ones, and the workbook's own
//      Templates                  Mustache, filled from one struct for each template
//      TemplateCheck              names in templates that their data (TemplateShape) doesn't have
//    Shell [Frame]              the frame of every page, rendered once and cut up
//      Navigation, Crumbs,        its parts
//        Outline
//      Badge, Bar, FigureTable    how a state, a share and a table look
//      Address                    where pages are, and the links between them
//    FigureData [Figures]       the data of the templates that show figures
//      StatusPage                 the page of the status, and the frame of other pages of the tracker
//    Charts [Charts]            SVG as wide as its column, with the numbers as a table. A chart only arranges figures
//                               of `EditionFigures`; ChartAxis and TimeAxis say where they are
//
//  Output has two sources, and no third: `HTML`, whose markup is a literal in the source and whose text is escaped,
//  and Mustache templates, whose variables are escaped by the same function. A `{{{triple}}}` in a template takes an
//  `HTML` value only.

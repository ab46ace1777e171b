//  Publishing: the state of an engagement and its documents, to the files of a web site.
//
//  Pure: no ledger, no disk, no clock. The model, in the order in which a build goes through it; the names in
//  brackets are the folders beside this file:
//
//    SiteBuilder [Site]      (StatusReport, ContentFolder, SiteOptions) -> Site
//      EditionView [Edition]   1. what the edition may show, and nothing else: THE filter. Everything
//                                 after it works on this value and cannot see what was left out
//        PublishedPage           a page that the edition shows: front matter, document, address
//        Scope, ...Line          the contract and the figures, without what the edition may not show
//        Coverage                what a page does not cover or waits for, for the note at its head
//        Section, SitePlan     2. pages in the order in which a reader walks through them
//      LinkResolver [Links]    3. where a link leads; a link that leads nowhere is a Diagnostic
//        ImageFiles [Images]     the images that pages show: format and size from their first bytes; an SVG
//                                that is more than a drawing is refused (SVGFile), and ImageMetadata takes out
//                                what is not seen
//      BlockDrawing [Diagrams] 4. live blocks: ```tracker and ```dot, drawn before their page; with them,
//                                 a DrawnPage knows all that it links to
//        PageAllowance           what all of a page's blocks may take together
//        Charts [Charts]         ... and charts: SVG as wide as its column, with the numbers as a table. A chart
//                                 only arranges figures of the view; ChartAxis and TimeAxis say where they stand
//        DecisionGraph, Trace    ... and graphs, of the pages' front matter and links, through Graphviz
//      Theme [Templates]       5. templates, styles and scripts
//        TemplateFaults          names in templates that their page (TemplateShape) does not have
//      Shell, PageFrame [Frame]   the frame of every page, cut up once
//        PageWriter            6. one document to one page, on as many threads as there are workers
//        CodeListing [Code]      code with its words marked, for the languages of CodeGrammar
//        SiteLinks               who cites whom, who claims which address: the same until a link or a title changes
//      MadePages [Made]        7. the pages made of figures: status, scope, trace, focus areas, an index for each
//                                 section, the runbooks by what leads to them
//      PrintDocument [Print]   8. many pages as one document, rendered for paper
//      SearchIndex, Manifest   9. the search's data; the SHA-256 of every file
//      PageList, DecisionFeed, what programs read: pages.json, decisions/feed.xml, and sitemap.xml where the
//        Sitemap                 contract says where the site stands
//      LinkFaults, PageFaults, 10. what is wrong with links and addresses, and which pages nobody comes to
//        PageReach
//      LeakScan [Leaks]        11. a second opinion on the customer edition: every finished byte is searched for
//                                 what is internal
//    Site                    files (OutputFile), whose bytes are made at the first question where they are made of
//                            all pages, and every fault as a Diagnostic; with a SiteMemory, the next build does
//                            only the work that an edit calls for
//
//  Two ways lead into the output, and no third: `HTML`, whose markup is a literal in the source and whose
//  text is escaped, and Mustache templates, whose variables are escaped by the same function. A `{{{triple}}}`
//  in a template takes an `HTML` value only.
//
//  The output depends on the arguments alone: the same arguments make the same bytes.

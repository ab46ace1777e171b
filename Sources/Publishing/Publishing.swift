//  Publishing: the state of an engagement and its documents, to the files of a web site.
//
//  Pure: no ledger, no disk, no clock. The model, in the order in which a build goes through it; the names in
//  brackets are the folders beside this file:
//
//    SiteBuilder [Build]     (StatusReport, ContentFolder, SiteOptions) -> Site
//      EditionView [Edition]   1. what the edition may show, and nothing else. Everything after it works on this value
//                                 and can't see what was left out. The figures are filtered by `Pages`
//        PublishedPage           a page that the edition shows: front matter, document, address
//        Section, SitePlan     2. pages in the order in which a reader walks through them
//      LinkResolver [Links]    3. what a link resolves to; a link to nothing is a Diagnostic
//        ImageFiles [Images]     the images that pages show: format and size from their first bytes; an SVG
//                                that is more than a drawing is refused (SVGFile), and ImageMetadata removes
//                                what is not visible
//      BlockDrawing [Diagrams] 4. live blocks: ```tracker, ```as-built, ```dot and ```mermaid, drawn before their page; with them,
//                                 a DrawnPage knows all its links
//        BlockAllowance           the limits of all blocks of a page together
//        InventoryBlock          views of the inventory of the customer's repository
//        DecisionGraph, Trace    graphs of the pages' front matter and links, through Graphviz
//      SiteFrame [Documents]   5. the frame of `Pages` around a document
//        DocumentWriter            6. one document to one page, on as many threads as there are workers
//        ParameterTable,         a runbook's values, and the form on which the customer records a rehearsal;
//          RehearsalForm         js/runbook.js fills both in. CommandListing [Code] marks where a value goes
//        Coverage                the note at the head of a page: what it doesn't cover or waits for
//        CodeListing [Code]      code with its words marked, for the languages of CodeGrammar
//        SiteLinks               which page cites which, and which claims an address: the same until a link or a title
//                                changes
//      GeneratedPages [Generated]  7. the generated pages: status, scope, trace, focus areas, an index for each section,
//                                 the runbooks by situation
//      PrintDocument [Print]   8. many pages as one document, rendered for paper
//      SearchIndex [Search]    9. the data of the search
//      Manifest                   the SHA-256 of every file
//      PageList, DecisionFeed,    for programs: pages.json, decisions/feed.xml, and sitemap.xml if the contract names
//        Sitemap                  the address of the site
//      LinkDiagnostics        10. what is wrong with links
//        DuplicateDiagnostics     addresses and decision numbers that two pages claim
//        UnreachablePages         pages that no page links to
//      LeakScan [Leaks]        11. a second opinion on the customer edition: every finished byte is searched for
//                                 what is internal
//    Site                    files (OutputFile), whose bytes are made on first use if they are derived from all pages,
//                            and every Diagnostic; with a SiteMemory, the next build repeats only the work that an
//                            edit requires
//
//  The same arguments make the same bytes.

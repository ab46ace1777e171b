/// The texts of each rule, for readers who have a finding but not the sources: SARIF carries them along.
extension DiagnosticRule {
    /// What is wrong, in one sentence.
    package var summary: String { texts.summary }

    /// Why it matters, or what to do about it.
    package var help: String { texts.help }

    private var texts: (summary: String, help: String) {
        switch self {
        case .missingContract:
            ("The workbook has no contract.", "Every figure and every page is derived from content/engagement.yaml.")
        case .unreadable:
            ("The contract cannot be read.", "Compare it with the one that `workbook init` makes.")
        case .yaml:
            ("A file is not the YAML that is read here.", "Quote special values; write aliases out.")
        case .missingKey:
            ("A key that has to be there is missing.", "Add it; the hint shows an example.")
        case .unknownKey:
            ("A key has no meaning here.", "A misspelt key would be ignored in silence.")
        case .wrongType:
            ("A value has the wrong type.", "Write it as the hint shows.")
        case .badID:
            ("An id is not a slug.", "Use lower-case letters, digits and hyphens.")
        case .duplicateID:
            ("Two things have the same id.", "Records and links refer to ids, so each has one owner.")
        case .badDate:
            ("A date does not exist or is not ISO 8601.", "Write it as 2026-12-01.")
        case .badDuration:
            ("A duration cannot be read.", "Write it as 14d, 6h or 90m.")
        case .dayLength:
            ("A day is not 8 hours long.", "Every figure is computed from the contract's Day.")
        case .windowOrder:
            ("The window's dates or weeks are the wrong way round.", "Swap them.")
        case .badWeekday:
            ("A weekday cannot be read.", "Write its English name.")
        case .absenceOrder:
            ("An absence ends before it begins.", "Swap the two dates.")
        case .missingFile:
            ("A calendar file is missing.", "Put it in content/ or correct its path.")
        case .badCalendar:
            ("A calendar file cannot be read.", "Export it again as iCalendar.")
        case .emptyCalendar:
            ("A calendar file has no event.", "Export it again with its holidays.")
        case .shortHoliday:
            (
                "An event of a holiday calendar takes less than 4 working hours.",
                "It isn't a day off. Keep appointments out of the calendar."
            )
        case .unknownTimeZone:
            ("The time zone is unknown.", "Write its name in the tz database.")
        case .unknownActivity:
            ("The contract has no such activity.", "Name an activity of the focus areas.")
        case .unknownOption:
            ("A choice has no such option.", "Choose one of the options that it lists.")
        case .unknownPhase:
            ("A prerequisite's phase is unknown.", "Write before-start, during-activities or throughout.")
        case .unknownRule:
            ("An exclusion's rule is unknown.", "Write excluded or time-permitting.")
        case .badBaseURL:
            (
                "The address of the published site cannot be used.",
                "Write where the customer edition is published, as in https://docs.example.com/churn/."
            )
        case .unspokenActivity:
            ("No page mentions an activity.", "Name it under `activities:` of the page that serves it.")
        case .unspokenPrerequisite:
            ("No page mentions a prerequisite.", "Describe on a page what it means.")
        case .unspokenExclusion:
            ("No page mentions an exclusion.", "Describe on a page what it means.")
        case .byteOrderMark:
            (
                "A page begins with a byte order mark.",
                "Other tools take it for text, and don't find the front matter. `workbook check --fix` removes it."
            )
        case .missingFrontMatter:
            ("A page has no front matter.", "Begin it with id, title and kind.")
        case .unknownKind:
            ("A page's kind is unknown.", "Write decision, runbook or guide.")
        case .unknownAudience:
            ("A page's audience is unknown.", "Write customer or internal.")
        case .unknownStatus:
            ("A decision's status is unknown.", "A status never has a default.")
        case .unknownImplementation:
            ("A decision's implementation is unknown.", "Write not-started, partial or done.")
        case .unknownCriterion:
            ("The contract has no such criterion.", "Name a criterion of the contract.")
        case .missingStatus:
            ("A decision has no status.", "Without one, a reader would take the decision for accepted.")
        case .statusWithoutDecision:
            ("A page has a status and is no decision.", "Drop it, or correct the kind.")
        case .triggersWithoutRunbook:
            ("A page has triggers and is no runbook.", "Drop them, or correct the kind.")
        case .parametersWithoutRunbook:
            ("A page has parameters and is no runbook.", "Drop them, or correct the kind.")
        case .badParameter:
            (
                "A parameter of a runbook can't be used.",
                "It has a name and a description; an example matches the pattern."
            )
        case .unknownParameter:
            ("A command uses a parameter that the runbook doesn't declare.", "It would run with the braces in it.")
        case .unquotableParameter:
            (
                "A command uses a parameter where its value can't be quoted.",
                "A value could run as a command there. Set a variable to it first, and use the variable."
            )
        case .unusedParameter:
            ("No command uses a parameter of the runbook.", "The reader would fill it in for nothing.")
        case .badPeriod:
            ("A period cannot be read.", "Write it as 6 months.")
        case .missingOwner:
            (
                "A page that people act on has no owner.",
                "Runbooks, decisions in force and handover documents name their owner."
            )
        case .duplicateTitle:
            (
                "Two pages of the same kind and section have the same title.",
                "A reader cannot tell them apart in a menu or a list of hits."
            )
        case .duplicateDecisionNumber:
            (
                "Two decisions have the same number.",
                "Run `workbook decision renumber FILE`: it takes the next free number, and corrects the links."
            )
        case .unknownDecision:
            ("A decision names another one that doesn't exist.", "Correct the id, or remove the relation.")
        case .oneSidedSupersession:
            (
                "Only one of two files says that a decision supersedes the other.",
                "A reader of the older decision would take it for the one in force. The command in the hint writes both."
            )
        case .missingSuccessor:
            (
                "A decision is superseded, and no decision supersedes it.",
                "A reader looks for what holds now. Name the successor, or call the decision deprecated."
            )
        case .supersededCited:
            (
                "A page in force links to a decision that is superseded.",
                "Link to the successor. A decision may declare the relation instead."
            )
        case .notImplemented:
            (
                "A decision is accepted and not implemented, and the engagement's window is over.",
                "The receiving team would look in vain for what it describes."
            )
        case .missingSection:
            ("A runbook lacks a section of its kind.", "Add it, even if only to say that there is none.")
        case .toBeCompleted:
            ("A page says that something is still to be decided, read or filled.", "Complete it, and remove the line.")
        case .oneOption:
            ("A decision weighs fewer than two options.", "List the one that was rejected, too.")
        case .internalMarks:
            ("The marks of an internal part don't match.", "A loose mark would publish what it hides.")
        case .pageLimits:
            ("A page is larger or deeper than a page may be.", "Split it.")
        case .fileLimits:
            ("A file is larger than a file of content/ may be.", "Make it smaller.")
        case .symbolicLink:
            (
                "A symbolic link in content/ or site/ is not followed.",
                "What is published comes from the workbook's own folder: put a copy in place of the link."
            )
        case .unknownTracker:
            ("No live figure has this name.", "Write one of the names in the hint.")
        case .unknownInventoryView:
            (
                "A block shows a part of the inventory that does not exist.",
                "The views are jobs, models, schedule, grants, ci, lineage and targets."
            )
        case .missingInventory:
            (
                "A block shows an inventory that was not read.",
                "Read the customer's repository with `workbook as-built read`, which writes content/as-built/inventory.json."
            )
        case .daysInCustomerEdition:
            ("A page for the customer contains day figures.", "Mark the block as internal.")
        case .badDiagram:
            ("A diagram cannot be drawn.", "Correct its text.")
        case .diagramWithoutText:
            ("A diagram has no text alternative.", "Add a line `// alt: ...`.")
        case .diagramRemark:
            ("A diagram was drawn with a warning.", "Correct the block, or leave it.")
        case .drawingLimits:
            (
                "The live figures and diagrams of a page are too many, too long or too large together.",
                "Draw smaller ones, or split the page."
            )
        case .brokenLink:
            ("A link has no target.", "Write the page, or correct the link.")
        case .brokenAnchor:
            ("A link names a heading that doesn't exist.", "Link to an existing heading, or to the page.")
        case .anchorCase:
            (
                "A link names a heading in other letters than its id.",
                "GitHub follows it and most browsers don't. `workbook check --fix` corrects it."
            )
        case .linkToInternal:
            ("A page for the customer links to an internal one.", "Put the link between internal marks.")
        case .refusedLink:
            ("A link has a scheme that isn't allowed.", "Use http, https, mailto or a relative path.")
        case .internalLeak:
            (
                "The customer edition would hold something internal.",
                "Take the title, id, path or text of what is internal out of the public text."
            )
        case .badAlias:
            ("An alias is not a valid address.", "Correct it, or remove it.")
        case .duplicateAddress:
            ("Two pages have the same address.", "Rename one of the two.")
        case .unreachablePage:
            (
                "No page and no list links to a page.",
                "Only the menu does, and of a large workbook not even that. Link to it from where its readers look."
            )
        case .missingImage:
            ("An image is missing.", "Put the file in content/.")
        case .remoteImage:
            ("An image is on another site.", "The site loads nothing from elsewhere: save it in content/.")
        case .unreadableImage:
            ("A file is not an image that browsers show.", "Save it as PNG, JPEG, GIF, WebP or SVG.")
        case .mislabelledImage:
            ("An image's format differs from its name.", "Rename the file.")
        case .largeImage:
            ("An image is larger than a page needs.", "Keep it below 2 MB and 4000 pixels of width.")
        case .unsafeImage:
            (
                "An SVG image holds more than a drawing.",
                "The site is opened from a folder, where a script in an image could read other files."
            )
        case .cleanedImage:
            (
                "An SVG image is published without something that a reader may miss.",
                "Look at it in the built site. Drawing programs can export such text as SVG text, or as paths."
            )
        case .missingDrawing:
            (
                "A drawing that the site makes itself is missing from a page.",
                "The page says the same in words. Fewer or smaller focus areas and decisions make smaller drawings."
            )
        case .reviewDue:
            ("A page is due for its review.", "Read it, and write `reviewed:`.")
        case .watchedChange:
            ("A watched file changed after the review.", "Read the page against the change.")
        case .watchedPathMissing:
            ("A watched file is not in the repository.", "Correct the path under `watches:`.")
        case .unknownDiagnostic:
            ("The settings name a diagnostic that doesn't exist.", "Find its name with `workbook explain`.")
        case .unknownSeverity:
            ("The settings give a diagnostic a severity that doesn't exist.", "Write error, warning or off.")
        case .fixedSeverity:
            (
                "The settings lower a diagnostic that can't be lowered.",
                "What protects the customer, a reader's computer or the text of a page is always reported."
            )
        case .badTemplate:
            ("A template cannot be read.", "Close every section and every tag.")
        case .unknownTemplate:
            ("A template includes one that doesn't exist.", "Correct its name.")
        case .unknownTemplateKey:
            (
                "A template names a variable that its page does not have.",
                "It would be rendered empty. The hint suggests a name."
            )
        }
    }
}

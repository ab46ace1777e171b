/// A rule that `check` and `build` apply to the contract, the documents and the templates.
///
/// The raw value is the rule's stable name, which text, JSON and SARIF print and which suppressions refer to.
package enum DiagnosticRule: String, CaseIterable, Hashable, Sendable, Codable {
    // MARK: The contract and its calendars

    case missingContract = "missing-contract"
    case unreadable
    case yaml
    case missingKey = "missing-key"
    case unknownKey = "unknown-key"
    case wrongType = "wrong-type"
    case badID = "bad-id"
    case duplicateID = "duplicate-id"
    case badDate = "bad-date"
    case badDuration = "bad-duration"
    case dayLength = "day-length"
    case windowOrder = "window-order"
    case badWeekday = "bad-weekday"
    case absenceOrder = "absence-order"
    case missingFile = "missing-file"
    case badCalendar = "bad-calendar"
    case emptyCalendar = "empty-calendar"
    case shortHoliday = "short-holiday"
    case unknownTimeZone = "unknown-time-zone"
    case unknownActivity = "unknown-activity"
    case unknownOption = "unknown-option"
    case unknownPhase = "unknown-phase"
    case unknownRule = "unknown-rule"
    case badBaseURL = "bad-base-url"
    case unspokenActivity = "unspoken-activity"
    case unspokenPrerequisite = "unspoken-prerequisite"
    case unspokenExclusion = "unspoken-exclusion"

    // MARK: Front matter

    case byteOrderMark = "byte-order-mark"
    case missingFrontMatter = "missing-front-matter"
    case unknownKind = "unknown-kind"
    case unknownAudience = "unknown-audience"
    case unknownStatus = "unknown-status"
    case unknownImplementation = "unknown-implementation"
    case unknownCriterion = "unknown-criterion"
    case missingStatus = "missing-status"
    case statusWithoutDecision = "status-without-decision"
    case triggersWithoutRunbook = "triggers-without-runbook"
    case parametersWithoutRunbook = "parameters-without-runbook"
    case badParameter = "bad-parameter"
    case unknownParameter = "unknown-parameter"
    case unquotableParameter = "unquotable-parameter"
    case unusedParameter = "unused-parameter"
    case badPeriod = "bad-period"
    case missingOwner = "missing-owner"
    case duplicateTitle = "duplicate-title"
    case duplicateDecisionNumber = "duplicate-decision-number"
    case unknownDecision = "unknown-decision"
    case oneSidedSupersession = "one-sided-supersession"
    case missingSuccessor = "missing-successor"
    case supersededCited = "superseded-cited"
    case notImplemented = "not-implemented"

    // MARK: The text of pages, and what is drawn in it

    case missingSection = "missing-section"
    case oneOption = "one-option"
    case toBeCompleted = "to-be-completed"
    case internalMarks = "internal-marks"
    case pageLimits = "page-limits"
    case fileLimits = "file-limits"
    case symbolicLink = "symbolic-link"
    case unknownTracker = "unknown-tracker"
    case unknownInventoryView = "unknown-inventory-view"
    case missingInventory = "missing-inventory"
    case daysInCustomerEdition = "days-in-customer-edition"
    case badDiagram = "bad-diagram"
    case diagramWithoutText = "diagram-without-text"
    case diagramRemark = "diagram-remark"
    case drawingLimits = "drawing-limits"

    // MARK: Links and addresses

    case brokenLink = "broken-link"
    case brokenAnchor = "broken-anchor"
    case anchorCase = "anchor-case"
    case linkToInternal = "link-to-internal"
    case refusedLink = "refused-link"
    case internalLeak = "internal-leak"
    case badAlias = "bad-alias"
    case duplicateAddress = "duplicate-address"
    case unreachablePage = "unreachable-page"

    // MARK: Images

    case missingImage = "missing-image"
    case remoteImage = "remote-image"
    case unreadableImage = "unreadable-image"
    case mislabelledImage = "mislabelled-image"
    case largeImage = "large-image"
    case unsafeImage = "unsafe-image"
    case cleanedImage = "cleaned-image"
    case missingDrawing = "missing-drawing"

    // MARK: Reviews

    case reviewDue = "review-due"
    case watchedChange = "watched-change"
    case watchedPathMissing = "watched-path-missing"

    // MARK: Settings

    case unknownDiagnostic = "unknown-diagnostic"
    case unknownSeverity = "unknown-severity"
    case fixedSeverity = "fixed-severity"

    // MARK: Templates

    case badTemplate = "bad-template"
    case unknownTemplate = "unknown-template"
    case unknownTemplateKey = "unknown-template-key"
}

extension DiagnosticRule: CustomStringConvertible, Comparable {
    package var description: String { rawValue }

    package static func < (left: DiagnosticRule, right: DiagnosticRule) -> Bool { left.rawValue < right.rawValue }
}

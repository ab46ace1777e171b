import CivilTime
package import Content
package import Engagement

/// Everything that the contract's claim still lacks, the most important first, with denominators.
package struct Gaps: Sendable, Equatable {
    package let all: [Gap]
    /// One of each kind that the edition shows, also if nothing is missing.
    package let counts: [GapCount]
    /// Nil if the customer has accepted no documents yet.
    package let changesSinceAcceptance: ChangesSinceAcceptance?
    /// `5 of 8 criteria proven at this revision`; nil without criteria.
    private let provenCriteria: String?

    /// - Parameter documents: Those of `content`, with their fingerprints.
    package init(
        _ report: StatusReport, _ content: ContentFolder, documents: CurrentDocuments, edition: Edition = .internal
    ) {
        let state = report.state
        let trace = Trace(report, documents: documents, edition: edition)
        let changes = ChangesSinceAcceptance(state, documents: documents, edition: edition)
        let pages = content.pages.filter { edition.includes($0.frontMatter.audience) }
        var all: [Gap] = []
        var counts: [GapCount] = []
        func add(_ kind: Gap.Kind, of total: Int, _ gaps: [Gap]) {
            guard edition == .internal || kind.isForCustomer else { return }
            all += gaps
            counts.append(GapCount(kind: kind, missing: gaps.count, total: total))
        }
        let criteria = Self.criteria(of: trace)
        let proven = trace.count(of: .proven)
        let older = trace.count(of: .olderRevision)
        for kind in Gap.Kind.allCases {
            switch kind {
            case .criterionRejected:
                add(kind, of: report.acceptance?.answered ?? 0, Self.rejections(trace))
            case .conditionOpen: add(kind, of: report.conditions.count, Self.openConditions(report))
            case .criterionWithoutEvidence: add(kind, of: trace.criteria.count, criteria[kind] ?? [])
            case .criterionWithoutProof:
                add(kind, of: trace.criteria.count - trace.count(of: .none), criteria[kind] ?? [])
            case .evidenceAtOlderRevision: add(kind, of: proven + older, criteria[kind] ?? [])
            case .changedSinceAcceptance:
                add(kind, of: changes?.accepted.count ?? 0, Self.changed(changes, in: edition))
            case .documentWithoutOwner:
                let owned = pages.filter(\.needsOwner)
                add(kind, of: owned.count, owned.compactMap(Self.missingOwner))
            case .reviewPast:
                let reviewed = pages.filter { Reviews(report.contract).dueDate(of: $0) != nil }
                add(kind, of: reviewed.count, Self.pastReviews(of: reviewed, report))
            case .runbookUnrehearsed:
                let runbooks = trace.runbooks.filter { $0.document.audience == .customer }
                add(kind, of: runbooks.count, runbooks.compactMap(Self.unrehearsed))
            case .questionOpen: add(kind, of: state.questions.all.count, Self.questions(state))
            case .prerequisiteOpen: add(kind, of: report.prerequisites.count, Self.prerequisites(report))
            case .timeHeld: add(kind, of: report.budgets.count, Self.heldTime(report, state))
            case .changeOpen: add(kind, of: report.changes.count, Self.changes(report))
            case .riskOpen: add(kind, of: report.risks.count, Self.risks(report))
            }
        }
        self.all = all
        provenCriteria = trace.criteria.isEmpty ? nil : trace.summary
        self.counts = counts
        changesSinceAcceptance = changes
    }

    package func count(of kind: Gap.Kind) -> GapCount? { counts.first { $0.kind == kind } }

    /// `12 gaps: 6 of 8 criteria with evidence, 7 of 12 runbooks rehearsed by the customer`; without the kinds that
    /// have no gap.
    package var summary: String {
        let open = counts.filter { $0.missing > 0 }.map(\.words)
        guard !open.isEmpty else { return "no gaps" }
        return "\(all.count) gap\(all.count == 1 ? "" : "s"): \(open.joined(separator: ", "))"
    }

    /// `57 gaps; 5 of 8 criteria proven at this revision`; nil without criteria.
    package var line: String? {
        provenCriteria.map { "\(all.count) gap\(all.count == 1 ? "" : "s"); \($0)" }
    }

    private static func criteria(of trace: Trace) -> [Gap.Kind: [Gap]] {
        let gaps = trace.criteria.compactMap { line -> Gap? in
            let (id, title) = (line.criterion.id, line.criterion.title)
            let reasons = line.evidence.filter { $0.standing == line.standing }.map(\.reason)
            let because = abridged(reasons.filter { !$0.isEmpty }.uniqued, atMost: 2, separator: "; ")
            let document = line.runbooks.first?.document.id ?? line.decisions.first?.id
            let changed = line.evidence.first { $0.standing == line.standing }?.documents.first
            switch line.standing {
            case .proven: return nil
            case .none:
                return Gap(
                    kind: .criterionWithoutEvidence, subject: id, message: "'\(title)' has no evidence",
                    hint: "\(.addEvidence(criterion: id, document: document))")
            case .withoutProof:
                let hint: Hint =
                    changed.map { "\(.recordRehearsal($0))" } ?? "\(.addEvidence(criterion: id, document: document))"
                return Gap(
                    kind: .criterionWithoutProof, subject: id,
                    message: "'\(title)' has evidence without proof: \(because)",
                    hint: hint)
            case .olderRevision:
                let hint: Hint =
                    changed.map { "\(.recordRehearsal($0)), or \(.markImmaterial($0))" }
                    ?? "\(.addEvidence(criterion: id, document: document))"
                return Gap(
                    kind: .evidenceAtOlderRevision, subject: id,
                    message: "'\(title)' is proven at an older revision: \(because)", hint: hint)
            }
        }
        return Dictionary(grouping: gaps, by: \.kind)
    }

    private static func changed(_ changes: ChangesSinceAcceptance?, in edition: Edition) -> [Gap] {
        guard let changes else { return [] }
        return changes.changed.map { change in
            guard let title = change.title else {
                // What is internal now has no name for the customer.
                let name = edition == .internal ? change.id : "a document"
                return Gap(
                    kind: .changedSinceAcceptance, subject: name,
                    message: "\(name) was accepted on \(changes.acceptedOn) and is here no longer",
                    hint: "restore it, or let the customer accept the documents without it: \(.makePack)")
            }
            return Gap(
                kind: .changedSinceAcceptance, subject: change.id,
                message: "\(change.id) '\(title)' has changed since its acceptance on \(changes.acceptedOn)",
                hint: "let the customer accept it again: \(.makePack), or \(.markImmaterial(change.id))")
        }
    }

    private static func missingOwner(of page: Page) -> Gap? {
        guard page.frontMatter.owner == nil else { return nil }
        return Gap(
            kind: .documentWithoutOwner, subject: page.frontMatter.id,
            message: "'\(page.frontMatter.title)' has no owner",
            hint: "write `owner: NAME` into the front matter of content/\(page.path)")
    }

    private static func pastReviews(of pages: [Page], _ report: StatusReport) -> [Gap] {
        let reviews = Reviews(report.contract)
        return pages.compactMap { page in
            guard let due = reviews.dueDate(of: page), due < report.asOf else { return nil }
            return Gap(
                kind: .reviewPast, subject: page.frontMatter.id,
                message: "the review of '\(page.frontMatter.title)' was due on \(due)",
                hint:
                    "read content/\(page.path), correct it, and write `reviewed: \(report.asOf)` into its front matter")
        }
    }

    private static func unrehearsed(_ line: Trace.RunbookLine) -> Gap? {
        let document = line.document
        let message: String
        var hint: Hint = "\(.recordRehearsal(document.id))"
        switch line.standing {
        case .proven: return nil
        case .olderRevision:
            message = "\(document.id) '\(document.title)' has changed since the customer rehearsed it"
            hint = "\(hint), or \(.markImmaterial(document.id))"
        case .withoutProof:
            let last = line.best?.recorded
            let words = last.map { ": \($0.level.rawValue), \($0.side.rawValue), \($0.result.rawValue)" } ?? ""
            message = "\(document.id) '\(document.title)' has no rehearsal that proves anything\(words)"
        case .none: message = "\(document.id) '\(document.title)' is not rehearsed"
        }
        return Gap(kind: .runbookUnrehearsed, subject: document.id, message: message, hint: hint)
    }

    private static func questions(_ state: State) -> [Gap] {
        state.questions.all.filter(\.isOpen).map { question in
            let about = question.document.map { " about \($0)" } ?? ""
            return Gap(
                kind: .questionOpen, subject: question.label,
                message: "open question\(about) since \(question.askedOn): \(question.text)",
                hint: "\(.closeQuestion(question.label))")
        }
    }

    private static func prerequisites(_ report: StatusReport) -> [Gap] {
        report.prerequisites.filter(\.state.isOwed).sorted { ($0.due, $0.id) < ($1.due, $1.id) }.map { line in
            Gap(
                kind: .prerequisiteOpen, subject: line.id,
                message: "'\(line.title)' is \(line.state.rawValue), \(line.isOverdue ? "overdue since" : "due") "
                    + "\(line.due); \(line.owner) owes it",
                hint: "\(.confirmPrerequisite(line.id))")
        }
    }

    private static func heldTime(_ report: StatusReport, _ state: State) -> [Gap] {
        report.budgets.filter { $0.held > .zero }.map { budget in
            Gap(
                kind: .timeHeld, subject: budget.role,
                message: "\(budget.held) of \(budget.title) time is held over the cap of \(budget.cap)",
                hint: state.releasing(budget))
        }
    }

    private static func changes(_ report: StatusReport) -> [Gap] {
        report.changes.filter { $0.status == .proposed }.map { change in
            Gap(
                kind: .changeOpen, subject: change.label,
                message: "\(change.label) '\(change.proposal.title)' waits for its decision",
                hint: "\(.approveChange(change.label))")
        }
    }

    private static func risks(_ report: StatusReport) -> [Gap] {
        report.risks.filter(\.isOpen).map { risk in
            Gap(
                kind: .riskOpen, subject: risk.shortID,
                message: "open \(risk.added.kind.rawValue) of \(risk.added.owner) since \(risk.addedOn): "
                    + risk.added.title,
                hint: "\(.closeRisk(risk.shortID))")
        }
    }
}

extension [String] {
    /// Each text once, in its first place.
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}

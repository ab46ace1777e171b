import CivilTime
import Content
import Engagement
import Fingerprint
import Knowledge
import TestSupport
import Testing

/// No criterion counts as proven unless the customer's proof exists at exactly the current fingerprint.
@Suite struct ProofPropertyTests {
    /// What the workbook holds after some edits, rehearsals, evidence, marks and voids.
    private struct History {
        var entries: [Entry] = []
        /// The revision that each document reads now; nil if it was removed.
        var revisions: [String: Int] = ["RB-1": 0, "RB-2": 0, "ADR-1": 0]
        /// The words of the criterion.
        var wording = 0

        static let kinds: [String: DocumentKind] = ["RB-1": .runbook, "RB-2": .runbook, "ADR-1": .decision]

        var criterion: Criterion {
            Criterion(id: "operated", title: "Operated", summary: "words \(wording)", activities: ["kickoff"])
        }

        /// Small revisions come back, as when an edit is undone.
        static func fingerprint(_ document: String, _ revision: Int) -> Fingerprint {
            Fingerprint(ofFields: [document, String(revision)])
        }

        func version(_ document: String, _ revision: Int) -> DocumentVersion {
            DocumentVersion(document: document, fingerprint: Self.fingerprint(document, revision).hex)
        }

        var documents: CurrentDocuments {
            CurrentDocuments(
                revisions.sorted { $0.key < $1.key }.compactMap { id, revision in
                    guard revision >= 0 else { return nil }
                    return CurrentDocuments.Document(
                        id: id, title: id, kind: Self.kinds[id] ?? .guide, path: id + ".md",
                        fingerprint: Self.fingerprint(id, revision))
                })
        }

        var contract: Contract {
            var contract = Contract.fixture
            contract.criteria = [criterion]
            return contract
        }

        mutating func append(_ event: Event) { entries.append(.fixture(entries.count + 1, event)) }

        mutating func step(_ random: inout SeededGenerator) {
            let id = random.pick(["RB-1", "RB-2", "ADR-1"])
            let revision = max(0, revisions[id] ?? 0)
            switch random.below(20) {
            case 0, 1, 2: revisions[id] = random.below(4)
            case 3: revisions[id] = random.below(6) == 0 ? -1 : revision
            case 4: wording = random.below(12) == 0 ? random.below(2) : wording
            case 5, 6, 7, 8:
                let level = random.pick(Array(Rehearsal.Level.allCases.suffix(3)))
                let (side, result) = (
                    random.pick([Side.customer, .customer, .supplier]),
                    random.pick(Rehearsal.Result.allCases + [.passed, .passed])
                )
                let at = random.below(8) == 0 ? random.below(4) : revision
                append(
                    .rehearsal(
                        .recorded(
                            .fixture {
                                ($0.document, $0.level) = (version(id, at), level)
                                ($0.side, $0.result) = (side, result)
                            })))
            case 9, 10:
                append(
                    .rehearsal(
                        .immaterial(
                            ChangeMarkedImmaterial(
                                document: id, from: version(id, random.below(4)).fingerprint,
                                to: version(id, random.below(4)).fingerprint, markedBy: "ann", reason: "a typo"))))
            case 11, 12, 13, 14: append(.acceptance(.evidenceAdded(evidence(about: id, revision, &random))))
            case 15:
                let day = CivilDate(2026, 12, 1)
                append(.session(.planned(SessionPlanned(title: "t", activity: "kickoff", date: day))))
                append(
                    .session(
                        .held(
                            SessionHeld(
                                session: "entry\(entries.count)", heldOn: day, teacher: "dana",
                                documents: random.below(2) == 0 ? [version(id, revision)] : []))))
            default:
                guard !entries.isEmpty else { return }
                let target = random.pick(entries).id
                let isVoided = State(entries).voided[target] != nil
                append(
                    isVoided
                        ? .entry(.restored(EntryRestored(target: target)))
                        : .entry(.voided(EntryVoided(target: target, reason: ""))))
            }
        }

        private func evidence(about id: String, _ revision: Int, _ random: inout SeededGenerator) -> EvidenceAdded {
            func some(_ kind: Event.Kind) -> String? {
                let found = entries.filter { $0.event.kind == kind }
                return found.isEmpty ? nil : random.pick(found).id
            }
            let document = Evidence.Subject.document(version(id, revision))
            let subject: Evidence.Subject =
                switch random.below(6) {
                case 0: .outside(.jobRun, reference: "run \(random.below(9))")
                case 1, 2: some(.rehearsalRecorded).map { .rehearsal($0) } ?? document
                case 3: some(.sessionPlanned).map { .session($0) } ?? document
                default: document
                }
            var evidence = EvidenceAdded.fixture(subject)
            evidence.criterionFingerprint = Proof.fingerprint(of: criterion)
            evidence.side = random.below(3) == 0 ? .supplier : .customer
            return evidence
        }
    }

    /// Whether the criterion is proven, by the words of the rule and nothing else.
    private static func isProven(_ history: History) -> Bool {
        let entries = history.entries
        var counts = Set(entries.map(\.id))
        for entry in entries {
            if case .entry(.voided(let event)) = entry.event { counts.remove(event.target) }
            if case .entry(.restored(let event)) = entry.event { counts.insert(event.target) }
        }
        let counting = entries.filter { counts.contains($0.id) }
        func event(_ id: String) -> Event? { counting.first { $0.id == id }?.event }

        /// A proof at a fingerprint holds if marks lead from there to the present one, in at most as many steps as
        /// there are marks.
        func holds(_ version: DocumentVersion) -> Bool {
            guard let revision = history.revisions[version.document], revision >= 0 else { return false }
            var reached: Set = [version.fingerprint]
            for _ in counting {
                for case .rehearsal(.immaterial(let mark)) in counting.map(\.event)
                where mark.document == version.document && reached.contains(mark.from) {
                    reached.insert(mark.to)
                }
            }
            return reached.contains(History.fingerprint(version.document, revision).hex)
        }

        func isRehearsed(_ document: String) -> Bool {
            counting.contains { entry in
                guard case .rehearsal(.recorded(let rehearsal)) = entry.event else { return false }
                return rehearsal.document.document == document && rehearsal.side == .customer
                    && rehearsal.result == .passed && ["reverse-shadow", "unaided"].contains(rehearsal.level.rawValue)
                    && holds(rehearsal.document)
            }
        }

        return counting.contains { entry in
            guard case .acceptance(.evidenceAdded(let evidence)) = entry.event,
                evidence.criterionFingerprint == Proof.fingerprint(of: history.criterion)
            else { return false }
            switch evidence.subject {
            case .document(let version):
                let isRunbook = version.document.hasPrefix("RB") && (history.revisions[version.document] ?? -1) >= 0
                return isRunbook ? isRehearsed(version.document) : evidence.side == .customer && holds(version)
            case .rehearsal(let id):
                guard case .rehearsal(.recorded(let rehearsal))? = event(id) else { return false }
                return isRehearsed(rehearsal.document.document)
            case .session(let id):
                guard event(id) != nil else { return false }
                let held = counting.compactMap { entry -> SessionHeld? in
                    guard case .session(.held(let held)) = entry.event, held.session == id else { return nil }
                    return held
                }.last
                return held.map { evidence.side == .customer && $0.documents.allSatisfy(holds) } ?? false
            case .outside: return evidence.side == .customer
            }
        }
    }

    @Test func `over random histories a criterion is proven exactly if the plain rule says so`() {
        var random = SeededGenerator(seed: 2026)
        var (proven, older) = (0, 0)
        for number in 0..<4000 {
            var history = History()
            for _ in 0..<random.below(40) { history.step(&random) }
            let report = StatusReport(
                contract: history.contract, state: State(history.entries), asOf: CivilDate(2026, 12, 9))
            let trace = Trace(report, documents: history.documents)
            let standing = trace.criteria.first?.standing
            #expect((standing == .proven) == Self.isProven(history), "history \(number)")
            proven += standing == .proven ? 1 : 0
            older += standing == .olderRevision ? 1 : 0
        }
        // Both answers occur often enough to mean something.
        #expect((800...3200).contains(proven) && older > 200, "\(proven) proven, \(older) older")
    }

    @Test func `an edit of the only rehearsed runbook takes the proof away, and undoing the edit brings it back`() {
        var history = History()
        history.append(.rehearsal(.recorded(.fixture { $0.document = history.version("RB-1", 0) })))
        var evidence = EvidenceAdded.fixture(.rehearsal("entry1"))
        evidence.criterionFingerprint = Proof.fingerprint(of: history.criterion)
        history.append(.acceptance(.evidenceAdded(evidence)))
        func standing() -> ProofStanding? {
            let report = StatusReport(
                contract: history.contract, state: State(history.entries), asOf: CivilDate(2026, 12, 9))
            return Trace(report, documents: history.documents).criteria.first?.standing
        }
        #expect(standing() == .proven)
        history.revisions["RB-1"] = 1
        #expect(standing() == .olderRevision)
        history.revisions["RB-1"] = 0
        #expect(standing() == .proven)
        history.wording = 1
        #expect(standing() == .olderRevision)
        history.wording = 0
        history.append(.entry(.voided(EntryVoided(target: "entry1", reason: ""))))
        #expect(standing() == .withoutProof)
        history.append(.entry(.voided(EntryVoided(target: "entry2", reason: ""))))
        #expect(standing() == ProofStanding.none)
    }
}

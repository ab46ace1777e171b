import CivilTime
import Content
import Engagement
import Fingerprint
import Knowledge
import TestSupport

/// A small workbook: a contract with two criteria, four documents, and what a test records.
struct KnowledgeExample {
    var entries: [Entry] = []
    var pages: [String: String] = [
        "runbooks/restart.md": page(
            "RB-1", "Restart the stream", "runbook", more: "owner: ann\ncriteria: [operated]\n"),
        "runbooks/rotate.md": page("RB-2", "Rotate the key", "runbook", more: "activities: [inference]\n"),
        "decisions/0001.md": page(
            "ADR-1", "Promote code", "decision", more: "status: accepted\nowner: ann\nactivities: [kickoff]\n"),
        "guides/internal.md": page("G-1", "Our own notes", "guide", audience: "internal"),
    ]
    var asOf = CivilDate(2026, 12, 9)

    static func page(
        _ id: String, _ title: String, _ kind: String, audience: String = "customer", more: String = "",
        text: String = "Text."
    ) -> String {
        "---\nid: \(id)\ntitle: \(title)\nkind: \(kind)\naudience: \(audience)\n\(more)---\n\(text)\n"
    }

    var content: ContentFolder { ContentFolder(files: pages.map { ($0.key, Array($0.value.utf8)) }) }
    var documents: CurrentDocuments { CurrentDocuments(content) }
    var state: State { State(entries) }
    var report: StatusReport { StatusReport(contract: .fixture, state: state, asOf: asOf) }

    func trace(_ edition: Edition = .internal) -> Trace {
        Trace(report, documents: documents, edition: edition)
    }

    func gaps(_ edition: Edition = .internal) -> Gaps {
        Gaps(report, content, documents: documents, edition: edition)
    }

    func version(_ id: String) -> DocumentVersion {
        DocumentVersion(document: id, fingerprint: documents[id]?.fingerprint.hex ?? "")
    }

    mutating func append(_ event: Event) { entries.append(.fixture(entries.count + 1, event)) }

    mutating func rehearse(_ id: String, _ change: (inout RehearsalRecorded) -> Void = { _ in }) {
        let version = version(id)
        append(
            .rehearsal(
                .recorded(
                    .fixture {
                        $0.document = version
                        change(&$0)
                    })))
    }

    mutating func addEvidence(_ subject: Evidence.Subject, for id: String = "operated", side: Side = .customer) {
        var evidence = EvidenceAdded.fixture(subject, for: id)
        evidence.side = side
        evidence.criterionFingerprint =
            Contract.fixture.criteria.first { $0.id == id }.map(Proof.fingerprint) ?? ""
        append(.acceptance(.evidenceAdded(evidence)))
    }

    /// Records an answer of the customer to the documents as they are now.
    mutating func accept(_ ids: [String], _ outcome: SignOffGiven.Outcome, on date: CivilDate) {
        var signOff = SignOffGiven.fixture
        signOff.answers = [SignOffGiven.Answer(criterion: "operated", outcome: outcome, reason: "so")]
        signOff.signedOn = date
        signOff.documents = ids.map(version)
        append(.acceptance(.signOffGiven(signOff)))
    }

    mutating func edit(_ path: String) { pages[path] = pages[path].map { $0 + "\nOne more sentence.\n" } }
}

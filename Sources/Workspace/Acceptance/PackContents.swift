import Archive
import CivilTime
import Content
import Engagement
import Fingerprint
import FoundationEssentials
import Glibc
import Knowledge
import Ledger
import LedgerSQLite
import Publishing
import Reports
import Spreadsheet

/// What the customer accepts: the files of a pack but those that name the pack itself.
///
///     site/                the customer's edition, which opens by double click
///     content/             its Markdown sources and images, and the contract
///     ledger/              the customer's part of the ledger, as a database and as a table
///     trace.json, .csv     what proves each criterion
///     gaps.json            what is missing
struct PackContents {
    let files: [ArchivedFile]
    let head: PackDescription.LedgerHead
    let gapCount: Int
    private let content: ContentFolder
    private let contract: Contract

    init(of workspace: Workspace, _ result: SiteAssembly.Result, today: CivilDate) throws {
        content = result.content
        contract = result.report.contract
        let entries = try workspace.existingLedger()?.snapshot(withEntries: true).entries ?? []
        head = PackDescription.LedgerHead(entries: entries.count, hash: entries.last?.hash ?? EntryCoding.noHash)
        guard entries.last?.hash == result.report.state.lastHash else {
            throw WorkspaceError.file(
                "the ledger was written while the pack was made; nothing was written", hint: "run the command again")
        }
        let knowledge = KnowledgeSnapshot(report: result.report, content: content)
        let gaps = knowledge.gaps(.customer)
        gapCount = gaps.all.count
        let trace = knowledge.trace(.customer)
        let proof = Proof(knowledge.state, documents: knowledge.documents)
        let documents = Set(knowledge.documents.visible(in: .customer).all.map(\.id))
        files =
            result.site.files.map { ArchivedFile(path: "site/" + $0.path, bytes: $0.bytes) }
            + (try Self.sources(of: workspace, result, documents: documents))
            + (try Self.ledger(of: entries, documents: documents, contract: contract, keptIn: workspace))
            + [
                Self.text("trace.json", try jsonText(TraceReport(trace) { proof.standing(of: $0) }).text),
                Self.text("trace.csv", trace.sheet.csv()),
                Self.text(
                    "gaps.json", try jsonText(GapsReport(gaps, spelling: workspace.surroundings.spelling)).text),
            ]
    }

    private static func text(_ path: String, _ text: String) -> ArchivedFile {
        ArchivedFile(path: path, bytes: Array((text.hasSuffix("\n") ? text : text + "\n").utf8))
    }

    /// The Markdown of the pages that the site shows, the images that it has, and the contract.
    ///
    /// - Parameter documents: The ids of the pages that the customer sees.
    private static func sources(
        of workspace: Workspace, _ result: SiteAssembly.Result, documents: Set<String>
    ) throws -> [ArchivedFile] {
        let pages = result.content.pages.filter { Edition.customer.includes($0.frontMatter.audience) }
        let folder = DiskFolder("content", of: workspace.root)
        let texts = try pages.map { page in
            let bytes = try folder.contents(of: page.path)
            // Whoever edits a page while the pack is made gets a pack of one moment.
            guard Fingerprint(of: bytes) == page.fingerprint else {
                throw WorkspaceError.file(
                    "content/\(page.path) was changed while the pack was made; nothing was written",
                    hint: "run the command again")
            }
            return text("content/" + page.path, try page.publicSource(of: bytes, visibleIDs: documents))
        }
        let attachments = result.content.attachments.compactMap { attachment in
            result.site[attachment.path].map { ArchivedFile(path: "content/" + attachment.path, bytes: $0.bytes) }
        }
        let contract = try ContractWriter.text(of: result.report.contract.shownToCustomer)
        return texts + attachments + [text("content/engagement.yaml", contract)]
    }

    /// The customer's part of the ledger as a database, and what it says as a table.
    private static func ledger(
        of entries: [Entry], documents: Set<String>, contract: Contract, keptIn workspace: Workspace
    ) throws -> [ArchivedFile] {
        let writes = CustomerEntries.writes(
            of: entries, documents: documents, showsDays: contract.publication.customerSeesDays)
        guard !writes.isEmpty else { return [] }
        let folder: AsideFolder
        do {
            folder = try AsideFolder(for: workspace.root + "/acceptance-pack")
        } catch {
            throw WorkspaceError.file(
                "\(workspace.root) cannot be written: \(error)", hint: "check the rights on the folder")
        }
        defer { folder.remove() }
        let path = folder.path + "/workbook.sqlite"
        let ledger = try SQLiteLedger.open(at: path)
        try ledger.appendUndecided(writes.map { ($0.write, $0.event) })
        try ledger.requireVerified()
        let history = try ledger.history(HistoryQuery())
        let lines = history.items.map { HistoryLine($0, among: history.changes) }
        let sheet = Sheet(
            name: "Ledger",
            columns: [
                .init("sequence"), .init("id"), .init("recorded at"), .init("recorded by"), .init("kind"),
                .init("effect"), .init("voided by"),
            ],
            rows: lines.map { line in
                [
                    .text(String(line.sequence)), .text(Entry.exported(line.id)), .text(line.recordedAt),
                    .text(line.actor), .text(line.kind.rawValue), .text(line.effect),
                    .text(line.voidedBy.map(Entry.exported) ?? ""),
                ]
            },
            totals: [:], note: "")
        return [
            ArchivedFile(path: "ledger/workbook.sqlite", bytes: [UInt8](try Data(contentsOf: URL(filePath: path)))),
            text("ledger/ledger.csv", sheet.csv()),
        ]
    }

    /// Searches what the build of the site has not searched for what only the supplier may read.
    func leaks(workers: Workers) -> [Diagnostic] {
        let outside = files.filter { !$0.path.hasPrefix("site/") }.map { OutputFile(path: $0.path, bytes: $0.bytes) }
        return LeakScan.leaks(
            in: outside, content: content, contract: contract, edition: .customer, workers: workers)
    }

    static func readMe(_ contract: Contract, _ fingerprint: Fingerprint, _ key: PublicKey) -> String {
        """
        Acceptance pack: \(contract.title)
        from \(contract.supplier) for \(contract.customer)

        site/index.html        the handover site; open it in a browser, no network is needed
        acceptance/form.html   the form of acceptance: fill it in, save the response file or print it
        content/               the Markdown sources of the site, and the contract
        ledger/                what was recorded, as an SQLite database and as a table
        trace.csv, gaps.json   what proves each criterion, and what is missing

        Fingerprint of this pack
          \(fingerprint.hex)

        Fingerprint of the key that signed it; compare it with the supplier's by phone
          \(key.fingerprint)

        To check the files and the signature:
          workbook accept verify PACK
        or without Workbook:
          sha256sum --check --quiet SHA256SUMS
          openssl pkeyutl -verify -rawin -pubin -inkey public-key.pem -in SHA256SUMS -sigfile SHA256SUMS.sig

        An answer to this pack is an attestation of what was found and accepted. It is not an electronic signature.

        """
    }
}

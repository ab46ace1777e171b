package import Content
package import Engagement
import Fingerprint
package import Knowledge

/// Contract, state and documents, read once: what the trace and the gaps are made of.
package struct KnowledgeSnapshot: Sendable {
    package let report: StatusReport
    package let content: ContentFolder
    package let documents: CurrentDocuments

    package var state: State { report.state }

    package init(report: StatusReport, content: ContentFolder) {
        self.report = report
        self.content = content
        documents = CurrentDocuments(content)
    }

    package func trace(_ edition: Edition = .internal) -> Trace {
        Trace(report, documents: documents, edition: edition)
    }

    package func gaps(_ edition: Edition = .internal) -> Gaps {
        Gaps(report, content, documents: documents, edition: edition)
    }
}

extension Workspace {
    /// Returns contract, state and documents as they are now.
    package func knowledge() throws -> KnowledgeSnapshot {
        let content = try readContent()
        guard let contract = content.contract else { throw InvalidContent(diagnostics: content.diagnostics) }
        return KnowledgeSnapshot(
            report: StatusReport(contract: contract, state: try state(), asOf: today, isDayOver: false),
            content: content)
    }

    /// Returns the documents as they are now, with the contract and state of a reading.
    package func knowledge(with reading: Reading) throws -> KnowledgeSnapshot {
        KnowledgeSnapshot(report: reading.report, content: try readContent())
    }

    func readContent(workers: Workers = .all, after previous: ContentFolder? = nil) throws -> ContentFolder {
        do {
            return try ContentFolder.read(at: root, workers: workers, after: previous)
        } catch {
            throw WorkspaceError.file(
                "\(root)/content cannot be read: \(error)", hint: "check the rights on the folder")
        }
    }
}

extension CurrentDocuments {
    /// The document with an id, in whatever case it is written.
    package func named(_ id: String) throws(Refusal) -> Document {
        if let document = self[id] ?? all.first(where: { $0.id.lowercased() == id.lowercased() }) { return document }
        let near = nearest(to: id, among: all.map(\.id)).map { "did you mean '\($0)'? " } ?? ""
        throw Refusal(
            rule: .unknownDocument, "no page of content/ has the id '\(id)'",
            hint: "\(near)the pages have \(abridged(all.map(\.id), atMost: 8))")
    }
}

extension CurrentDocuments.Document {
    /// The document as it reads now.
    package var version: DocumentVersion { DocumentVersion(document: id, fingerprint: fingerprint.hex) }
}

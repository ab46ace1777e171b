package import CivilTime
import Content
package import Engagement
import Knowledge
package import Ledger

extension Workspace {
    /// A rehearsal, as an edge takes it.
    package struct RehearsalInput: Sendable {
        /// The document's id.
        package var document: String
        package var level: Rehearsal.Level
        package var performer: String
        package var side: Side
        package var result: Rehearsal.Result
        package var minutes: Minutes
        /// Nil for today.
        package var performedOn: CivilDate?
        package var questions: [String] = []
        /// The file of the run's record: `runs/NAME`, or its name alone.
        package var run: String?

        package init(
            document: String, level: Rehearsal.Level, performer: String, side: Side, result: Rehearsal.Result,
            minutes: Minutes
        ) {
            self.document = document
            self.level = level
            self.performer = performer
            self.side = side
            self.result = result
            self.minutes = minutes
        }
    }

    /// Records a rehearsal of a runbook, at the text that it has now.
    package func rehearse(_ input: RehearsalInput, by author: Author) async throws -> Receipt {
        let document = try CurrentDocuments(readContent()).named(input.document)
        guard document.kind == .runbook else { throw notRunbook(document) }
        let rehearsal = RehearsalRecorded(
            document: document.version, level: input.level, performer: input.performer, side: input.side,
            result: input.result, minutes: input.minutes, performedOn: input.performedOn ?? today,
            questions: input.questions, run: try input.run.map(runRecord))
        return try await record(by: author) { try $0.recordRehearsal(rehearsal) }
    }

    func notRunbook(_ document: CurrentDocuments.Document) -> Refusal {
        Refusal(
            rule: .notRunbook, "'\(document.id)' is a \(document.kind.rawValue), and only runbooks are rehearsed",
            hint: "name it as evidence instead, with the name of the person who read it")
    }

    private func runRecord(_ name: String) throws -> String {
        let file = name.hasPrefix("runs/") ? String(name.dropFirst(5)) : name
        guard !file.isEmpty, !file.contains("/"), try FileSystem.holds(root + "/runs/" + file) else {
            throw WorkspaceError.input("there is no record runs/\(file)", hint: "name a file of the folder runs/")
        }
        return file
    }

    /// Vouches that what was proved of a document before its last change holds after it.
    ///
    /// - Parameters:
    ///   - id: The document's id.
    ///   - fingerprint: The beginning of the fingerprint before the change; nil for the last one that was proved.
    package func markImmaterial(
        _ id: String, from fingerprint: String?, by name: String, reason: String, author: Author
    ) async throws -> Receipt {
        let document = try CurrentDocuments(readContent()).named(id)
        return try await record(by: author) {
            try $0.markImmaterial(document.version, from: fingerprint, by: name, reason: reason)
        }
    }
}

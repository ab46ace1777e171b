import Content
package import Engagement
import Fingerprint
package import Knowledge
import Processes

/// What changed in a document since somebody followed it.
package struct ProofChanges: Sendable {
    package enum Found: Sendable {
        /// The text is as it was, or its changes are marked immaterial.
        case unchanged
        /// The commit that has the text that was rehearsed, and what differs from it.
        case changed(commit: String, date: String, LineDiff)
        /// Why what changed can't be shown.
        case unknown(String)
    }

    package let document: CurrentDocuments.Document
    /// The last rehearsal that proved it, or the last one if none did.
    package let rehearsal: Rehearsal
    package let found: Found
}

extension Workspace {
    /// How many commits of a page are looked at.
    private static let mostCommits = 500

    /// Compares a document with the text that was rehearsed, which git has if its fingerprint is that of a commit.
    package func changesSinceRehearsal(of id: String) async throws -> ProofChanges {
        let knowledge = try knowledge()
        let document = try knowledge.documents.named(id)
        let rehearsals = knowledge.state.rehearsals.of(document.id)
        guard let rehearsal = rehearsals.last(where: \.proves) ?? rehearsals.last else {
            throw Refusal(
                rule: .unknownRehearsal, "\(document.id) is not rehearsed yet",
                hint: "record a rehearsal first: \(.recordRehearsal(document.id))")
        }
        func changes(_ found: ProofChanges.Found) -> ProofChanges {
            ProofChanges(document: document, rehearsal: rehearsal, found: found)
        }
        let rehearsed = rehearsal.recorded.document
        if Proof(knowledge.state, documents: knowledge.documents).isCurrent(rehearsed) { return changes(.unchanged) }
        do throws(GitRepository.Failure) {
            let repository = try await GitRepository(at: root, environment: surroundings.environment)
            let path = GitRepository.prefix(of: root) + "content/" + document.path
            let commits = try await repository.history(of: path)
            for commit in commits.prefix(Self.mostCommits) {
                guard let name = commit.paths.first else { continue }
                let bytes = try await repository.file(name, at: commit.id)
                let page = ContentFolder(files: [(document.path, bytes)]).pages.first
                guard page?.documentFingerprint.hex == rehearsed.fingerprint else { continue }
                let now: [UInt8]
                do throws(DiskFolder.Failure) {
                    now = try DiskFolder("content", of: root).contents(of: document.path)
                } catch {
                    return changes(.unknown("content/\(document.path) cannot be read: \(error)"))
                }
                guard
                    let diff = LineDiff(
                        from: String(decoding: bytes, as: UTF8.self), to: String(decoding: now, as: UTF8.self))
                else {
                    return changes(.unknown("the page has more than \(LineDiff.most) lines"))
                }
                return changes(.changed(commit: commit.id, date: commit.date, diff))
            }
            let shallow = repository.isShallow ? ", which is a shallow clone" : ""
            return changes(
                .unknown("no commit of content/\(document.path) has the text that was rehearsed\(shallow)"))
        } catch {
            return changes(.unknown("\(error)"))
        }
    }
}

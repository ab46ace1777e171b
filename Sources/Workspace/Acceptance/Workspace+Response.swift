import Archive
import CivilTime
import Content
package import Engagement
import Fingerprint
import FoundationEssentials
import Knowledge
package import Ledger

/// A response of the customer that was recorded, or would be.
package struct RecordedResponse: Sendable {
    package let signOff: SignOffGiven
    /// The criteria that the response leaves open.
    package let unanswered: [String]
    /// Nil if nothing was to be recorded yet.
    package let receipt: Receipt?

    /// The id of the write.
    package var operation: String? { receipt?.entry.operation }
}

extension Workspace {
    /// Records the customer's answer to an acceptance pack, once, however often it is recorded.
    ///
    /// - Parameters:
    ///   - file: The response file.
    ///   - pack: The pack that it answers: the ZIP file, or the folder it was unpacked to.
    ///   - isTrial: Whether to check only.
    package func recordResponse(
        _ file: String, to pack: String, keyFile: String?, isTrial: Bool, by author: Author
    ) async throws -> RecordedResponse {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: surroundings.absolute(file))))
        return try await recordResponse(bytes, to: pack, keyFile: keyFile, isTrial: isTrial, by: author)
    }

    /// Records the customer's answer to an acceptance pack, from the bytes of the response file.
    package func recordResponse(
        _ bytes: [UInt8], to pack: String, keyFile: String?, isTrial: Bool, by author: Author
    ) async throws -> RecordedResponse {
        let response = try AcceptanceResponse(reading: bytes)
        let contract = try contract()
        guard response.engagement == contract.id else {
            throw Refusal(
                rule: .anotherEngagement,
                "the response is about '\(response.engagement)', and this workbook is '\(contract.id)'",
                hint: "record it in the workbook that the pack was made of")
        }
        let checked = try Self.checkPack(pack, signedBy: nil, keyFile: keyFile, in: surroundings)
        guard checked.isSound else {
            throw Refusal(
                rule: .unsoundPack, "\(pack) is not as it was signed",
                hint: "name each difference with \(.verifyPack(pack))")
        }
        guard let fingerprint = checked.verification.fingerprint?.hex, fingerprint == response.pack else {
            throw Refusal(
                rule: .anotherPack, "the response answers another pack: \(response.pack.prefix(16))...",
                hint: "name the pack that the customer answered")
        }
        var signOff = try response.signOff()
        signOff.documents = Self.documents(in: checked.verification)
        let request = signOff
        let receipt: Receipt?
        if isTrial {
            let rules = Rules(contract: contract, state: try state(), today: today, asker: author.name)
            _ = try rules.giveSignOff(request)
            receipt = nil
        } else {
            // The response itself names the write, so that it is recorded once.
            let operation = "acceptance/" + AcceptanceResponse.identity(of: bytes)
            receipt = try await record(by: Author(name: author.name, operation: author.operation ?? operation)) {
                try $0.giveSignOff(request)
            }
        }
        return RecordedResponse(signOff: signOff, unanswered: response.unanswered, receipt: receipt)
    }

    /// The documents that the customer accepted, as they were in the pack.
    private static func documents(in pack: PackVerification) -> [DocumentVersion] {
        let prefix = "content/"
        let files = pack.files.filter { $0.path.hasPrefix(prefix) }.map {
            (path: String($0.path.dropFirst(prefix.count)), bytes: $0.bytes)
        }
        return CurrentDocuments(ContentFolder(files: files)).all.map(\.version)
    }
}

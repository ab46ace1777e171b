import CivilTime
import Engagement
import Fingerprint
import FoundationEssentials

/// The file that the site's rehearsal form saves: what the customer rehearsed without the tool.
struct RehearsalResponse: Decodable {
    private enum Limits {
        static let bytes = 1 << 20
        static let rehearsals = 1000
        static let steps = 200
    }

    private struct Line: Decodable {
        let document: String
        let fingerprint: String
        let level: Rehearsal.Level
        let performer: String
        let result: Rehearsal.Result
        let minutes: Minutes
        let performedOn: CivilDate
        let questions: [String]?
        let steps: [RehearsedStep]?
        let note: String?
    }

    private let format: String
    private let rehearsals: [Line]

    /// Reads a response.
    ///
    /// - Parameter path: Its name, for errors.
    /// - Throws: `WorkspaceError` if it is something else, or larger than a response.
    static func read(_ bytes: Data, path: String) throws -> [RehearsalRecorded] {
        guard bytes.count <= Limits.bytes else {
            throw WorkspaceError.input(
                "\(path) is larger than \(Limits.bytes >> 20) MiB", hint: "name a file that the rehearsal form saved")
        }
        let response: RehearsalResponse
        do {
            response = try JSONDecoder().decode(RehearsalResponse.self, from: bytes)
        } catch {
            throw WorkspaceError.input(
                "\(path) is not a response of the rehearsal form: \(Self.reason(error))",
                hint: "name a file that the form saved, as it was saved")
        }
        guard response.format == RehearsalFormat.name, response.rehearsals.count <= Limits.rehearsals else {
            throw WorkspaceError.input(
                "\(path) has the format '\(response.format)' and \(response.rehearsals.count) rehearsals",
                hint: "this workbook reads '\(RehearsalFormat.name)' with at most \(Limits.rehearsals)")
        }
        return try response.rehearsals.map { line in
            let version = DocumentVersion(document: line.document, fingerprint: line.fingerprint)
            guard version.isWellFormed else {
                throw WorkspaceError.input(
                    "\(path) has a rehearsal of \(line.document) without a fingerprint",
                    hint: "save the response again, from a site that this workbook built")
            }
            guard line.steps?.count ?? 0 <= Limits.steps else {
                throw WorkspaceError.input(
                    "\(path) has a rehearsal of \(line.document) with more than \(Limits.steps) steps",
                    hint: "save the response again, from a site that this workbook built")
            }
            return RehearsalRecorded(
                document: version, level: line.level, performer: line.performer, side: .customer, result: line.result,
                minutes: line.minutes, performedOn: line.performedOn, questions: line.questions ?? [],
                steps: line.steps, note: line.note)
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "it cannot be read" }
        let (context, name): (DecodingError.Context, String) =
            switch error {
            case .keyNotFound(let key, let context): (context, "'\(key.stringValue)' is missing")
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                (context, "a value cannot be read")
            @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "a value cannot be read")
            }
        let path = context.codingPath.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }
        return path.isEmpty ? name : "\(name) in \(path.joined(separator: " "))"
    }
}

extension RehearsalRecorded {
    /// The id of the write that records it, so that importing it twice records it once.
    var operation: String {
        let fields =
            [
                "workbook/rehearsal/v1", document.document, document.fingerprint, level.rawValue, performer,
                side.rawValue, result.rawValue, String(minutes.count), performedOn.description,
            ] + questions + noted
        return "rehearsal-" + Fingerprint(ofFields: fields).hex
    }

    /// What the first forms didn't ask for; nothing if it is empty, so that their responses keep their ids.
    private var noted: [String] {
        let steps = (steps ?? []).map(\.summary)
        return steps.isEmpty && note == nil ? [] : ["steps"] + steps + ["note", note ?? ""]
    }
}

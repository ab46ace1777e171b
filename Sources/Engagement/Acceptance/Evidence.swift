package import CivilTime

/// What a criterion rests on, and who saw it.
package struct Evidence: Sendable, Equatable {
    /// Something that is kept outside the workbook.
    package enum Place: String, Sendable, Codable, CaseIterable {
        case pullRequest = "pull-request"
        case jobRun = "job-run"
        case modelVersion = "model-version"
        case dashboard

        /// `pull request`.
        package var words: String { rawValue.replacing("-", with: " ") }
    }

    package enum Subject: Hashable, Sendable {
        case document(DocumentVersion)
        /// The full id of the entry that recorded the rehearsal.
        case rehearsal(String)
        /// The full id of the entry that planned the session.
        case session(String)
        /// An address or a name by which the thing is found.
        case outside(Place, reference: String)
    }

    /// The full id of the entry that added it.
    package let id: String
    package let added: EvidenceAdded
    package let addedOn: CivilDate

    package var shortID: String { String(id.prefix(8)) }
}

extension Evidence.Subject: Codable {
    private enum CodingKeys: String, CodingKey { case document, rehearsal, session, place, reference }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        if let version = try fields.decodeIfPresent(DocumentVersion.self, forKey: .document) {
            self = .document(version)
        } else if let id = try fields.decodeIfPresent(String.self, forKey: .rehearsal) {
            self = .rehearsal(id)
        } else if let id = try fields.decodeIfPresent(String.self, forKey: .session) {
            self = .session(id)
        } else {
            self = .outside(
                try fields.decode(Evidence.Place.self, forKey: .place),
                reference: try fields.decode(String.self, forKey: .reference))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .document(let version): try fields.encode(version, forKey: .document)
        case .rehearsal(let id): try fields.encode(id, forKey: .rehearsal)
        case .session(let id): try fields.encode(id, forKey: .session)
        case .outside(let place, let reference):
            try fields.encode(place, forKey: .place)
            try fields.encode(reference, forKey: .reference)
        }
    }
}

extension Evidence.Subject {
    /// The id of the entry that the evidence consists of, if it is one.
    package var entry: String? {
        switch self {
        case .rehearsal(let id), .session(let id): id
        case .document, .outside: nil
        }
    }
}

extension EvidenceAdded {
    /// What was seen, in words: `RB-002 at 3f9a61c2b7d0`, `job run https://...`.
    package var subjectText: String {
        switch subject {
        case .document(let version): "\(version.document) at \(version.shortFingerprint)"
        case .rehearsal(let id): "rehearsal \(id.prefix(8))"
        case .session(let id): "session \(id.prefix(8))"
        case .outside(let place, let reference): "\(place.words) \(reference)"
        }
    }
}

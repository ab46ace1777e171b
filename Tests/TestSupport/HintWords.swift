package import Engagement

extension Hint {
    /// The hint with its actions as their values print.
    package var words: String { spelled(Self.plainSpelling) }

    /// For what is built without an edge.
    package static let plainSpelling: RemedySpelling = { "\($0)" }
}

/// A text that no output shows: neither a description nor a dump nor an error.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    package init(_ text: String) { self.text = text }

    /// Hands the text to the code that sends it.
    func use<Result>(_ body: (String) throws -> Result) rethrows -> Result { try body(text) }

    package var description: String { Redaction.hidden }
    package var debugDescription: String { Redaction.hidden }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// Returns `other` without this text, which a server may repeat in its answer.
    func removed(from other: String) -> String {
        text.utf8.count >= 4 ? other.replacing(text, with: Redaction.hidden) : other
    }
}

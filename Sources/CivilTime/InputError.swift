/// Something a person typed that could not be understood, and what to type instead.
package struct InputError: Error, Equatable, Sendable {
    package let summary: String
    package let hint: String

    package init(_ summary: String, hint: String) {
        self.summary = summary
        self.hint = hint
    }
}

extension InputError: CustomStringConvertible {
    package var description: String { "\(summary)\nhint: \(hint)" }
}

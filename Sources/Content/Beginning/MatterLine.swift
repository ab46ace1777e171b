/// One line of front matter: a key or the dash of a list, and a value that may be quoted.
struct MatterLine {
    private let text: String

    init(_ text: String) { self.text = text }

    /// Returns the line with its value changed, quoted if it changed and was text.
    func replacing(_ change: (String) -> String) -> String {
        guard let match = text.firstMatch(of: /^(\s*(?:- )?(?:[a-z-_]+: )?)(.*)$/) else { return change(text) }
        let value = String(match.2)
        if value.hasPrefix("[") || value.hasPrefix("{") { return match.1 + change(value) }
        if value.hasPrefix("'") { return match.1 + change(value) }
        let isQuoted = value.count > 1 && value.hasPrefix("\"") && value.hasSuffix("\"")
        let plain =
            isQuoted
            ? String(value.dropFirst().dropLast()).replacing("\\\"", with: "\"").replacing("\\\\", with: "\\") : value
        let changed = change(plain)
        guard changed != plain else { return text }
        return match.1 + (changed.contains(" ") || isQuoted ? QuotedText.yaml(changed) : changed)
    }
}

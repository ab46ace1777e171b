/// A fault in the contract or a document: where it is, which rule it breaks, and what to do.
package struct Diagnostic: Hashable, Sendable, Codable {
    package enum Severity: String, Hashable, Sendable, Codable {
        /// Nothing is published while one stands.
        case error
        /// Published, but somebody should look; `check --strict` counts it as an error.
        case warning
    }

    package var severity: Severity
    /// A stable name: `broken-link`, `unknown-key`.
    package var rule: String
    /// Path from the workbook's folder: `content/decisions/0001-x.md`.
    package var file: String
    /// Counted from 1; nil where the whole file is meant.
    package var line: Int?
    package var summary: String
    /// The remedy.
    package var hint: String

    package init(
        _ severity: Severity = .error, rule: String, file: String, line: Int? = nil, _ summary: String,
        hint: String
    ) {
        self.severity = severity
        self.rule = rule
        self.file = file
        self.line = line
        self.summary = summary
        self.hint = hint
    }
}

extension Diagnostic {
    /// The warning that a symbolic link in a folder of the workbook is not followed.
    ///
    /// - Parameter path: From `folder`; empty if the folder itself is the link.
    package init(linkAt path: String, below folder: String) {
        self.init(
            .warning, rule: "symbolic-link", file: path.isEmpty ? folder : folder + "/" + path,
            "the file is a symbolic link, which is not followed", hint: "put a copy of what it links to in its place")
    }
}

extension Diagnostic: Comparable, CustomStringConvertible {
    package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        (left.file, left.line ?? 0, left.rule, left.summary)
            < (right.file, right.line ?? 0, right.rule, right.summary)
    }

    /// `content/x.md:12: error: summary [rule]` and, on a line of its own, the hint.
    package var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): \(severity.rawValue): \(summary) [\(rule)]\n  hint: \(hint)"
    }
}

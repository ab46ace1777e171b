/// Something wrong in the contract, a document or a template: the place, the rule and the remedy.
package struct Diagnostic: Hashable, Sendable, Codable {
    package enum Severity: String, Hashable, Sendable, Codable {
        /// Nothing is published while there is an error.
        case error
        /// Doesn't stop publication; `check --strict` counts it as an error.
        case warning
    }

    package var severity: Severity
    package var rule: DiagnosticRule
    /// The path from the workbook's folder: `content/decisions/0001-x.md`.
    package var file: String
    /// The line, counted from 1, or nil if the diagnostic is about the whole file.
    package var line: Int?
    package var summary: String
    /// The remedy.
    package var hint: String

    package init(
        _ severity: Severity = .error, rule: DiagnosticRule, file: String, line: Int? = nil, _ summary: String,
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
    /// The contract is missing from `content/`.
    package static let missingContract = Diagnostic(
        rule: .missingContract, file: ContractReader.path, "there is no contract",
        hint: "write it, or rename the file that holds it; `workbook init DIR` makes a workbook with one")

    /// Creates the warning that a symbolic link in a folder of the workbook is not followed.
    ///
    /// - Parameter path: The path from `folder`, or empty if the folder itself is the link.
    package init(linkAt path: String, below folder: String) {
        self.init(
            .warning, rule: .symbolicLink, file: path.isEmpty ? folder : folder + "/" + path,
            "the file is a symbolic link, which is not followed", hint: "put a copy of what it links to in its place")
    }
}

extension Diagnostic: Comparable, CustomStringConvertible {
    package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        (left.file, left.line ?? 0, left.rule, left.summary)
            < (right.file, right.line ?? 0, right.rule, right.summary)
    }

    /// The diagnostic as compilers print it, with the hint on a second line:
    /// `content/x.md:12: error: summary [rule]`.
    package var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): \(severity.rawValue): \(summary) [\(rule)]\n  hint: \(hint)"
    }
}

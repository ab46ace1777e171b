package import Content

/// One thing that is wrong, as every form of a check shows it.
package struct CheckedLine: Hashable, Sendable, Encodable {
    package enum CodingKeys: CodingKey {
        case severity, rule, file, line, summary, hint
    }

    package let severity: Diagnostic.Severity
    /// The stable name of the rule.
    package let rule: String
    /// What the rule is about, in one sentence, and why it matters: for code scanning.
    package let about: (summary: String, help: String)
    /// From the top of the repository that it is in.
    package let file: String
    /// Counted from 1, or nil if it is about the whole file.
    package let line: Int?
    package let summary: String
    package let hint: String

    package init(
        _ severity: Diagnostic.Severity, rule: String, about: (summary: String, help: String), file: String,
        line: Int?, _ summary: String, hint: String
    ) {
        self.severity = severity
        self.rule = rule
        self.about = about
        self.file = file
        self.line = line
        self.summary = summary
        self.hint = hint
    }

    /// - Parameter prefix: What comes before the path of the workbook's file.
    package init(_ diagnostic: Diagnostic, prefix: String = "") {
        self.init(
            diagnostic.severity, rule: diagnostic.rule.rawValue,
            about: (diagnostic.rule.summary, diagnostic.rule.help), file: prefix + diagnostic.file,
            line: diagnostic.line, diagnostic.summary, hint: diagnostic.hint)
    }

    package static func == (left: CheckedLine, right: CheckedLine) -> Bool {
        (left.file, left.line, left.rule, left.summary, left.severity, left.hint)
            == (right.file, right.line, right.rule, right.summary, right.severity, right.hint)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(file)
        hasher.combine(line)
        hasher.combine(rule)
        hasher.combine(summary)
    }
}

extension CheckedLine: Comparable {
    package static func < (left: CheckedLine, right: CheckedLine) -> Bool {
        (left.file, left.line ?? 0, left.rule, left.summary) < (right.file, right.line ?? 0, right.rule, right.summary)
    }

    /// A command of a GitHub Actions log, which shows the finding beside its line.
    ///
    /// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    package var github: String {
        let place = line.map { ",line=\($0)" } ?? ""
        return "::\(severity.rawValue) file=\(Self.property(file))\(place),title=\(Self.property(rule))"
            + "::\(Self.message("\(summary)\nhint: \(hint)"))"
    }

    /// A message ends at the end of its line, so what would end it is written as a percent code.
    private static func message(_ text: String) -> String {
        escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A"])
    }

    /// A property ends at a comma or a colon as well.
    private static func property(_ text: String) -> String {
        escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
    }

    private static func escaped(_ text: String, _ codes: [Unicode.Scalar: String]) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            if let code = codes[scalar] { result += code } else { result.unicodeScalars.append(scalar) }
        }
    }
}

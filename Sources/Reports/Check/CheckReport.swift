package import Content

/// The diagnostics of `check`, in each of their forms.
package struct CheckReport {
    /// The forms of `--format`.
    package enum Format: String, CaseIterable {
        case text, json, sarif, github
    }

    /// Sorted by file and line.
    package let diagnostics: [Diagnostic]
    package let pageCount: Int
    /// The way from the top of the git work tree to the workbook, `engagements/churn/`; empty where they are the
    /// same, or where there is no work tree.
    package let prefix: String

    package init(diagnostics: [Diagnostic], pageCount: Int, prefix: String) {
        self.diagnostics = diagnostics
        self.pageCount = pageCount
        self.prefix = prefix
    }

    package var errors: Int { diagnostics.count { $0.severity == .error } }
    package var warnings: Int { diagnostics.count - errors }

    /// `62 pages: 0 errors, 1 warning`.
    package var summary: String {
        "\(count(pageCount, "page")): \(count(errors, "error")), \(count(warnings, "warning"))"
    }

    /// Commands of a GitHub Actions log, which show each finding beside its line.
    ///
    /// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    package var github: [String] {
        diagnostics.map { diagnostic in
            let line = diagnostic.line.map { ",line=\($0)" } ?? ""
            return "::\(diagnostic.severity.rawValue) file=\(Self.property(prefix + diagnostic.file))\(line)"
                + ",title=\(Self.property(diagnostic.rule.rawValue))"
                + "::\(Self.message("\(diagnostic.summary)\nhint: \(diagnostic.hint)"))"
        }
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

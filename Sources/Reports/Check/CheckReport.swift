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

    /// The diagnostics with their paths from the top of the repository.
    package var lines: [CheckedLine] { diagnostics.map { CheckedLine($0, prefix: prefix) } }

    /// Commands of a GitHub Actions log.
    package var github: [String] { lines.map(\.github) }
}

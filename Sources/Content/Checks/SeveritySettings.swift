import Engagement

/// What `content/workbook.yaml` says about the severity of diagnostics.
///
///     severities:
///       content/wiki/**:
///         broken-anchor: warning
///         missing-owner: off
///
/// The last line that matches the file and the diagnostic decides. The file is beside the contract because it is
/// reviewed with the documents that it is about, and because every reader of `content/` finds it there.
package struct SeveritySettings: Sendable, Equatable {
    /// The file, below `content/`.
    static let name = "workbook.yaml"
    /// The file, from the workbook's folder.
    package static let path = "content/" + name

    /// A severity that a workbook can choose.
    private enum Choice: String, CaseIterable {
        case error, warning, off
    }

    private struct Line: Sendable, Equatable {
        let paths: PathGlob
        let rule: DiagnosticRule
        /// Nil if the diagnostic is off.
        let severity: Diagnostic.Severity?
    }

    private var lines: [Line] = []

    package init() {}

    /// Reads the file, with a diagnostic for each mistake; what is right in it counts all the same.
    static func read(_ text: String) -> (settings: SeveritySettings, diagnostics: [Diagnostic]) {
        let log = DiagnosticLog()
        var settings = SeveritySettings()
        let record = YAMLRecord.parse(
            text, name: "settings", file: path, bytes: YAMLTree.Limits.frontMatter, log: log)
        if let record {
            record.name = "the file"
            let severities = record.record("severities", name: "severities")
            for pattern in severities?.keys ?? [] { settings.read(pattern, of: severities) }
            record.finish()
        }
        return (settings, log.diagnostics)
    }

    private mutating func read(_ pattern: String, of severities: YAMLRecord?) {
        guard let record = severities?.record(pattern, name: "'\(pattern)'") else { return }
        for name in record.keys {
            guard let rule = DiagnosticRule(rawValue: name) else {
                let near = nearest(to: name, among: DiagnosticRule.allCases.map(\.rawValue))
                record.diagnose(
                    name, rule: .unknownDiagnostic, "there is no diagnostic '\(name)'",
                    hint: near.map { "did you mean '\($0)'?" } ?? "`workbook explain` lists them all")
                continue
            }
            guard let text = record.optionalText(name), let choice = Choice(rawValue: text) else {
                record.diagnose(
                    name, rule: .unknownSeverity, "the severity of \(rule) is not known",
                    hint: "write one of: \(abridged(Choice.allCases.map(\.rawValue)))")
                continue
            }
            let severity = Diagnostic.Severity(rawValue: choice.rawValue)
            guard rule.permits(severity) else {
                let allowed = rule.lowest == .error ? "error" : "error or warning"
                record.diagnose(
                    name, rule: .fixedSeverity, "\(rule) can't be \(choice.rawValue): \(rule.reasonForLowest)",
                    hint: "remove the line, or write `\(rule): \(allowed)`")
                continue
            }
            lines.append(Line(paths: PathGlob(pattern), rule: rule, severity: severity))
        }
    }

    /// Returns the diagnostics with the severities that the workbook chose, without those that are off.
    ///
    /// An error of the contract or of the settings stays one, because neither can be read half.
    package func applied(to diagnostics: [Diagnostic]) -> [Diagnostic] {
        guard !lines.isEmpty else { return diagnostics }
        return diagnostics.compactMap { diagnostic in
            guard !diagnostic.isFixed else { return diagnostic }
            guard let line = lines.last(where: { $0.rule == diagnostic.rule && $0.paths.matches(diagnostic.file) })
            else { return diagnostic }
            var diagnostic = diagnostic
            guard let severity = line.severity else { return nil }
            diagnostic.severity = severity
            return diagnostic
        }
    }
}

extension Diagnostic {
    /// Whether neither the settings nor a baseline can change that it is an error.
    package var isFixed: Bool {
        severity == .error
            && (rule.lowest == .error || file == ContractReader.path || file == SeveritySettings.path)
    }
}

extension DiagnosticRule {
    /// The lowest severity that a workbook can give the rule, or nil if it can be off.
    package var lowest: Diagnostic.Severity? {
        switch self {
        case .internalMarks, .internalLeak, .linkToInternal, .unknownAudience, .daysInCustomerEdition, .unsafeImage,
            .drawingLimits, .unquotableParameter, .missingContract, .unknownDiagnostic, .unknownSeverity,
            .fixedSeverity:
            .error
        case .missingFrontMatter, .yaml, .missingKey, .unknownKind, .pageLimits, .fileLimits, .symbolicLink,
            .refusedLink:
            .warning
        default: nil
        }
    }

    /// Why the rule can't be lower than `lowest`, for messages.
    package var reasonForLowest: String {
        switch self {
        case .missingContract, .unknownDiagnostic, .unknownSeverity, .fixedSeverity:
            "the contract and the settings have to be right"
        case .missingFrontMatter, .yaml, .missingKey, .unknownKind, .pageLimits, .fileLimits, .symbolicLink:
            "something is left out of the site, and a reader has to be told"
        default: "it protects what the customer or a reader's computer may see"
        }
    }

    func permits(_ severity: Diagnostic.Severity?) -> Bool {
        switch lowest {
        case nil: true
        case .warning: severity != nil
        case .error: severity == .error
        }
    }
}

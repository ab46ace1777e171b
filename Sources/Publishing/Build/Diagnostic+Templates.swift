import Content
import Pages

extension Diagnostic {
    /// Creates the diagnostic for a template of the workbook that can't be used as it is.
    init(_ error: TemplateError) {
        let rule: DiagnosticRule =
            switch error.kind {
            case .syntax: .badTemplate
            case .unknownTemplate: .unknownTemplate
            case .unknownName: .unknownTemplateKey
            }
        self.init(rule: rule, file: error.file, line: error.line, error.summary, hint: error.hint)
    }
}

/// Something wrong with a template of the workbook, with its place and remedy.
package struct TemplateError: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// It is not a Mustache template.
        case syntax
        /// It includes a template that doesn't exist.
        case unknownTemplate
        /// It names something that the data of its page doesn't have.
        case unknownName
    }

    package let kind: Kind
    /// The path from the workbook's folder: `site/templates/status.mustache`.
    package let file: String
    /// The line, counted from 1, or nil if it is unknown.
    package let line: Int?
    package let summary: String
    /// The remedy.
    package let hint: String
}

extension TemplateError: Comparable {
    package static func < (left: TemplateError, right: TemplateError) -> Bool {
        (left.file, left.line ?? 0, left.summary) < (right.file, right.line ?? 0, right.summary)
    }
}

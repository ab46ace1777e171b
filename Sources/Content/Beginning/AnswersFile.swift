import Engagement

/// Reads a file of answers: YAML, one `question: answer` a line.
package enum AnswersFile {
    /// Returns the answers that `text` gives, and every diagnostic.
    package static func read(_ text: String, file: String) -> (answers: [Question: String], diagnostics: [Diagnostic]) {
        let log = DiagnosticLog()
        guard
            let record = YAMLRecord.parse(
                text, name: "file of answers", file: file, bytes: YAMLTree.Limits.frontMatter, log: log)
        else { return ([:], log.diagnostics) }
        record.name = "the file of answers"
        var answers: [Question: String] = [:]
        for question in Question.allCases {
            let given = record.texts(question.rawValue)
            if !given.isEmpty { answers[question] = given.joined(separator: ",") }
        }
        record.finish()
        return (answers, log.diagnostics)
    }
}

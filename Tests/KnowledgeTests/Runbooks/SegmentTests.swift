import Content
import Knowledge
import Testing

/// The parts of a command, in which a page writes the reader's values.
@Suite struct SegmentTests {
    private let parameters = [
        RunbookParameter(name: "job", description: "", example: nil, pattern: nil, isSecret: false, line: 1),
        RunbookParameter(name: "token", description: "", example: nil, pattern: nil, isSecret: true, line: 2),
    ]

    private func words(_ language: CommandText.Language, _ text: String) -> [String] {
        CommandText(language, text).segments(of: parameters).map { segment in
            switch segment {
            case .text(let text): text
            case .parameter(let parameter, let quote, let secret):
                "<\(parameter.name) \(quote.map(String.init) ?? "-") \(secret ?? "-")>"
            }
        }
    }

    @Test func `a use says the quotes that it is in, and a secret what reads it`() {
        #expect(
            words(.bash, "run {{job}} '{{job}}' \"{{job}}\" {{token}} \"{{token}}\" {{other}}\n") == [
                "run ", "<job - ->", " '", "<job ' ->", "' \"", "<job \" ->", "\" ",
                "<token - \"${WORKBOOK_SECRET_TOKEN}\">", " \"", "<token \" ${WORKBOOK_SECRET_TOKEN}>",
                "\" {{other}}\n",
            ])
    }

    @Test func `what is never replaced stays in the text`() {
        #expect(words(.bash, "ls # {{job}}\n") == ["ls # {{job}}\n"])
        #expect(words(.sql, "SELECT {{token}}, {{job}}") == ["SELECT {{token}}, ", "<job - ->"])
        #expect(words(.python, "f({{job}}, '{{token}}')") == ["f(", "<job - ->", ", '{{token}}')"])
    }
}

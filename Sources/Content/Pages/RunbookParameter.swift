/// A value that a runbook needs from its reader: `{{name}}` in its commands.
package struct RunbookParameter: Sendable, Equatable {
    package let name: String
    package let description: String
    package let example: String?
    /// A regular expression that the whole value has to match.
    package let pattern: String?
    /// Whether the value is never shown nor recorded.
    package let isSecret: Bool
    package var line: Int

    package init(
        name: String, description: String, example: String?, pattern: String?, isSecret: Bool, line: Int
    ) {
        self.name = name
        self.description = description
        self.example = example
        self.pattern = pattern
        self.isSecret = isSecret
        self.line = line
    }

    /// Whether the whole of `value` matches a pattern; false if the pattern can't be read.
    package static func matches(_ value: String, _ pattern: String) -> Bool {
        guard let expression = try? Regex(pattern) else { return false }
        return (try? expression.wholeMatch(in: value)) ?? nil != nil
    }
}

extension FrontMatterReader {
    /// Reads the parameters of a runbook, and reports each that can't be used.
    static func parameters(_ record: YAMLRecord) -> [RunbookParameter] {
        var names: Set<String> = []
        return record.records("parameters", each: "parameter").compactMap { parameter in
            let name = parameter.text("name", example: "environment")
            let description = parameter.text("description", example: "The environment that the commands work on.")
            let read = RunbookParameter(
                name: name ?? "", description: description ?? "", example: parameter.optionalText("example"),
                pattern: parameter.optionalText("pattern"), isSecret: parameter.flag("secret"), line: parameter.line)
            parameter.finish()
            guard let name, description != nil else { return nil }
            guard name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_-]*/) != nil else {
                parameter.diagnose(
                    "name", rule: .badParameter, "'\(name)' is not a name of a parameter",
                    hint: "use letters, digits, hyphens and underscores, and begin with a letter")
                return nil
            }
            guard names.insert(name).inserted else {
                parameter.diagnose(
                    "name", rule: .badParameter, "the runbook has two parameters '\(name)'", hint: "remove one of them")
                return nil
            }
            if let pattern = read.pattern {
                if (try? Regex(pattern)) == nil {
                    parameter.diagnose(
                        "pattern", rule: .badParameter, "the pattern of '\(name)' is not a regular expression",
                        hint: "write it as in `pattern: \"[a-z]+\"`")
                } else if let example = read.example, !RunbookParameter.matches(example, pattern) {
                    parameter.diagnose(
                        "example", rule: .badParameter, "the example of '\(name)' does not match its pattern",
                        hint: "correct one of the two")
                }
            }
            return read
        }
    }
}

import Content
package import Engagement

extension Runbook {
    /// Returns how each value is written into commands: a secret as a variable of the environment.
    ///
    /// - Throws: `ParameterError` if a value isn't one that its parameter permits.
    package func values(of given: [String: String]) throws(ParameterError) -> [String: CommandText.Value] {
        var values: [String: CommandText.Value] = [:]
        for parameter in parameters {
            // A secret is written alike whether its value is known or not.
            if parameter.isSecret {
                values[parameter.name] = .environment(parameter.variable)
            } else if let value = given[parameter.name] {
                try parameter.check(value)
                values[parameter.name] = .text(value)
            }
        }
        return values
    }
}

/// A command that can't be filled with a value.
package struct FillingError: Error, Equatable, Explained {
    package let file: String
    package let refusal: CommandText.Refusal

    package var explanation: Explanation {
        Explanation(
            .input, "\(file):\(refusal.line): {{\(refusal.name)}} is not filled: \(refusal.reason)",
            hint: "correct the command in the runbook; workbook check finds every such place")
    }
}

extension CommandText {
    package func filled(in runbook: Runbook, with values: [String: Value]) throws(FillingError) -> String {
        do throws(Refusal) {
            return try filled(with: values)
        } catch {
            throw FillingError(file: runbook.file, refusal: error)
        }
    }
}

extension Runbook.Step {
    /// Returns the step with the values in its commands.
    package func filled(in runbook: Runbook, with values: [String: CommandText.Value]) throws(FillingError)
        -> Runbook.Step
    {
        var filled: [Runbook.Part] = []
        for part in parts {
            if case .command(let command) = part {
                let text = try command.filled(in: runbook, with: values)
                filled.append(.command(CommandText(command.language, text, line: command.line)))
            } else {
                filled.append(part)
            }
        }
        return Runbook.Step(address: address, section: section, title: title, line: line, parts: filled)
    }
}

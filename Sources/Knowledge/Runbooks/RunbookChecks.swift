package import Content
import Markdown

/// What is wrong with the parameters of runbooks.
package enum RunbookChecks {
    package static func diagnostics(of pages: [Page]) -> [Diagnostic] {
        pages.filter { !$0.frontMatter.parameters.isEmpty }.compactMap(Runbook.init).flatMap { runbook in
            uses(in: runbook, pages.first { "content/" + $0.path == runbook.file })
        }
    }

    private static func uses(in runbook: Runbook, _ page: Page?) -> [Diagnostic] {
        guard let page else { return [] }
        let known = Dictionary(runbook.parameters.map { ($0.name, $0) }) { first, _ in first }
        var found: [Diagnostic] = []
        var used: Set<String> = []
        for block in page.document.codeBlocks {
            guard let language = CommandText.Language(fence: block.language) else { continue }
            let command = CommandText(language, block.text, line: block.line + 1)
            for use in command.uses(of: nil) {
                used.insert(use.name)
                guard let parameter = known[use.name] else {
                    found.append(
                        Diagnostic(
                            rule: .unknownParameter, file: runbook.file, line: command.line + use.line,
                            "the runbook declares no parameter '\(use.name)'",
                            hint: "add it under `parameters:`, or correct the name"))
                    continue
                }
                // A value is asked for with each kind of parameter, so what is refused for one kind is found too.
                let value: CommandText.Value = parameter.isSecret ? .environment(parameter.variable) : .text("x")
                do throws(CommandText.Refusal) {
                    _ = try command.filled(with: [use.name: value])
                } catch  where error.line == command.line + use.line {
                    found.append(
                        Diagnostic(
                            rule: .unquotableParameter, file: runbook.file, line: error.line,
                            "{{\(use.name)}} is not filled here: \(error.reason)",
                            hint: "set a variable to it on a line of its own, and use the variable"))
                } catch {}
            }
        }
        for parameter in runbook.parameters where !used.contains(parameter.name) {
            found.append(
                Diagnostic(
                    .warning, rule: .unusedParameter, file: runbook.file, line: parameter.line,
                    "no command uses the parameter '\(parameter.name)'",
                    hint: "write {{\(parameter.name)}} in a command, or remove the parameter"))
        }
        return found
    }
}

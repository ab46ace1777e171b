import ArgumentParser
import CivilTime
import Content
import Engagement

struct ExplainCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a diagnostic that check reports.",
        discussion: """
            EXAMPLES
              workbook explain broken-anchor
              workbook explain                        # every diagnostic in one line
            """)

    @Argument(help: "The name of the diagnostic, such as broken-link.")
    var rule: String?

    func run(in context: Context) async throws -> ExitStatus {
        guard let name = rule else {
            let width = DiagnosticRule.allCases.map(\.rawValue.count).max() ?? 0
            for rule in DiagnosticRule.allCases.sorted(by: { $0.rawValue < $1.rawValue }) {
                let name = rule.rawValue + String(repeating: " ", count: width - rule.rawValue.count)
                context.print("\(name)  \(rule.summary)")
            }
            return .done
        }
        guard let rule = DiagnosticRule(rawValue: name.lowercased()) else {
            let known = DiagnosticRule.allCases.map(\.rawValue)
            let near = nearest(to: name, among: known).map { "did you mean '\($0)'? " } ?? ""
            throw InputError("there is no diagnostic '\(name)'", hint: "\(near)`workbook explain` lists them all")
        }
        context.print(context.paint(rule.rawValue, .bold))
        context.print("  \(rule.summary)")
        context.print("  \(rule.help)")
        if let lowest = rule.lowest {
            let allowed = lowest == .error ? "always an error" : "an error or a warning, never off"
            context.print("  It is \(allowed): \(rule.reasonForLowest).")
        }
        return .done
    }
}

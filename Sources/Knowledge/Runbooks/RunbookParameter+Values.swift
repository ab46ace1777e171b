package import Content
package import Engagement

/// Why a value isn't accepted for a parameter.
package enum ParameterError: Error, Equatable, Sendable {
    case unknown(String, known: [String])
    case missing([RunbookParameter])
    /// A character that a terminal doesn't show, or that no program gets as it is.
    case control(String)
    case leadingDash(String)
    case pattern(String, pattern: String, example: String?)
    case tooLong(String)
    /// A secret given where other people of the machine can read it.
    case secretInArguments(String)
}

extension ParameterError: Explained {
    package var explanation: Explanation {
        let (summary, hint): (String, Hint) =
            switch self {
            case .unknown(let name, let known):
                (
                    "the runbook has no parameter '\(name)'",
                    known.isEmpty ? "it declares none" : "its parameters: \(abridged(known))"
                )
            case .missing(let parameters):
                (
                    "the runbook needs values: \(abridged(parameters.map(\.name)))",
                    "give each with --set, as in --set \(parameters.first.map { "\($0.name)=\($0.example ?? "VALUE")" } ?? "")"
                )
            case .control(let name):
                ("the value of '\(name)' has a control character", "write it without; line breaks and tabs are allowed")
            case .leadingDash(let name):
                (
                    "the value of '\(name)' begins with a dash, so a command would take it for an option",
                    "leave the dash out; a `pattern:` in the runbook can permit it"
                )
            case .pattern(let name, let pattern, let example):
                (
                    "the value of '\(name)' does not match \(pattern)",
                    example.map { "write it as in \($0)" } ?? "correct the value, or the `pattern:` of the runbook"
                )
            case .tooLong(let name):
                ("the value of '\(name)' is longer than \(RunbookParameter.longestValue) bytes", "name a file instead")
            case .secretInArguments(let name):
                (
                    "'\(name)' is secret, and --set would show it in the list of processes",
                    "type it when it is asked for, or name a variable of the environment with --set-from \(name)=VARIABLE"
                )
            }
        return Explanation(.input, summary, hint: hint)
    }
}

extension RunbookParameter {
    /// The longest value, in bytes.
    package static let longestValue = 4096

    /// Checks a value; a secret is held to the same rules, and never repeated in a message.
    package func check(_ value: String) throws(ParameterError) {
        guard value.utf8.count <= Self.longestValue else { throw .tooLong(name) }
        guard !value.unicodeScalars.contains(where: Self.isControl) else { throw .control(name) }
        if let pattern {
            guard Self.matches(value, pattern) else { throw .pattern(name, pattern: pattern, example: example) }
        } else if value.hasPrefix("-") {
            throw .leadingDash(name)
        }
    }

    /// Controls except for line feed and tab, and the marks that turn the direction of text.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case ..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB: true
        default: false
        }
    }

    /// The variable of the environment that holds a secret while commands run.
    package var variable: String { "WORKBOOK_SECRET_" + name.uppercased().replacing("-", with: "_") }
}

/// A `condition` of Azure DevOps: a small language of functions.
struct AzureCondition {
    indirect enum Expression: Equatable {
        case call(String, [Expression])
        case text(String)
        case variable(String)
    }

    private var rest: Substring
    private var depth = 0

    /// Returns the expression of a text, or nil if it has another form.
    static func parse(_ text: String) -> Expression? {
        var parser = AzureCondition(rest: text[...])
        guard let expression = parser.expression() else { return nil }
        parser.skipSpace()
        return parser.rest.isEmpty ? expression : nil
    }

    private init(rest: Substring) { self.rest = rest }

    private mutating func skipSpace() { rest = rest.drop { $0.isWhitespace } }

    private mutating func expression() -> Expression? {
        depth += 1
        defer { depth -= 1 }
        guard depth < 32 else { return nil }
        skipSpace()
        if rest.first == "'" {
            let text = rest.dropFirst().prefix { $0 != "'" }
            rest = rest[text.endIndex...]
            guard rest.popFirst() == "'" else { return nil }
            return .text(String(text))
        }
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "-" }
        guard !name.isEmpty else { return nil }
        rest = rest[name.endIndex...]
        if name == "variables", rest.first == "[" {
            rest = rest.dropFirst()
            guard case .text(let key)? = expression(), rest.popFirst() == "]" else { return nil }
            return .variable(key)
        }
        skipSpace()
        guard rest.first == "(" else {
            return name.hasPrefix("variables.") ? .variable(String(name.dropFirst(10))) : .text(String(name))
        }
        rest = rest.dropFirst()
        var arguments: [Expression] = []
        skipSpace()
        while rest.first != ")" {
            guard let argument = expression() else { return nil }
            arguments.append(argument)
            skipSpace()
            if rest.first == "," { rest = rest.dropFirst() } else if rest.first != ")" { return nil }
        }
        rest = rest.dropFirst()
        return .call(name.lowercased(), arguments)
    }

    /// The expression in words, or nil if it has a form that has none.
    static func words(_ expression: Expression) -> String? {
        guard case .call(let function, let arguments) = expression else { return nil }
        switch function {
        case "and", "or":
            let parts = arguments.filter { $0 != .call("succeeded", []) }.map(words)
            guard !parts.contains(nil) else { return nil }
            return parts.compactMap { $0 }.joined(separator: function == "and" ? " and " : " or ")
        case "succeeded": return "everything before it succeeded"
        case "always": return "always"
        case "eq", "ne":
            guard arguments.count == 2, case .variable(let name) = arguments[0], case .text(let value) = arguments[1]
            else { return nil }
            let isEqual = function == "eq"
            switch name {
            case "Build.SourceBranch":
                let branch = value.hasPrefix("refs/heads/") ? String(value.dropFirst(11)) : value
                return isEqual ? "on branch \(branch)" : "on any branch but \(branch)"
            case "Build.Reason" where value == "PullRequest":
                return isEqual ? "for a pull request" : "not for a pull request"
            default: return "\(name) \(isEqual ? "is" : "is not") \(value)"
            }
        default: return nil
        }
    }

    /// Whether conditions that all hold demand a pull request (true) or rule it out (false); nil if they do neither.
    static func runsForPullRequests(_ conditions: [String]) -> Bool? {
        for condition in conditions {
            guard let expression = parse(condition) else { continue }
            let terms: [Expression] =
                if case .call("and", let arguments) = expression { arguments } else { [expression] }
            for case .call(let function, let arguments) in terms
            where arguments == [.variable("Build.Reason"), .text("PullRequest")] {
                if function == "eq" { return true }
                if function == "ne" { return false }
            }
            // A pull request is built on its own branch.
            for case .call("eq", let arguments) in terms where arguments.count == 2 {
                if case .text(let branch) = arguments[1], arguments[0] == .variable("Build.SourceBranch"),
                    branch.hasPrefix("refs/heads/")
                {
                    return false
                }
            }
        }
        return nil
    }
}

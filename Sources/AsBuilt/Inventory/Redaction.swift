/// Hides values that may be secrets.
///
/// Names of secrets stay: `{{secrets/scope/key}}`, `${{ secrets.NAME }}` and references.
package enum Redaction {
    package static let hidden = "(hidden)"

    private static let words = [
        "secret", "token", "password", "passwd", "api_key", "apikey", "private_key", "credential", "authorization",
    ]
    /// Names that hold one of the words and no secret.
    private static let harmless: Set = [
        "secret_scopes", "secret_scope", "secrets", "token_type", "max_tokens", "tokens", "secret_key_name",
    ]
    /// Maps whose values are hidden whatever their names are.
    private static let environments: Set = ["spark_env_vars", "environment_vars"]
    /// How tokens of well-known issuers begin.
    private static let prefixes = [
        "dapi", "dkea", "dose", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "AKIA", "xoxb-", "hf_", "sk-",
    ]

    /// Returns `value` of `field`, or `hidden` if it may be a secret.
    ///
    /// - Parameter path: The keys that lead to the value, the last one included.
    package static func value(_ value: String, path: [String]) -> String {
        guard !isReference(value) else { return value }
        if path.dropLast().contains(where: environments.contains) { return hidden }
        if let name = path.last, isSecretName(name) { return hidden }
        return text(value)
    }

    package static func isSecretName(_ name: String) -> Bool {
        let lower = name.lowercased()
        return !harmless.contains(lower) && words.contains { lower.contains($0) }
    }

    private static func isReference(_ value: String) -> Bool {
        let isWhole =
            value.hasPrefix("{{secrets/") && value.hasSuffix("}}") || value.hasPrefix("${") && value.hasSuffix("}")
            || value.hasPrefix("$(") && value.hasSuffix(")") || value.hasPrefix("«") && value.hasSuffix("»")
        // Two references with a secret between them are not one.
        return isWhole && value.dropFirst().allSatisfy { $0 != "\n" }
            && value.filter { $0 == "}" || $0 == ")" }.count <= 2
            || value.isEmpty
    }

    /// Returns a text with each word replaced that looks like a token, and each password in an address.
    package static func text(_ text: String) -> String {
        guard mayHoldToken(text) else { return text }
        var result = ""
        var word = ""
        var isBearer = false
        func flush() {
            let isToken = isToken(word) || (isBearer && word.count > 8)
            result += isToken ? hidden : withoutPassword(word)
            if !word.isEmpty { isBearer = ["bearer", "basic"].contains(word.lowercased()) }
            word = ""
        }
        for character in text {
            if character.isWhitespace || "\"'`,;=()<>".contains(character) {
                flush()
                result.append(character)
            } else {
                word.append(character)
            }
        }
        flush()
        return result
    }

    private static func mayHoldToken(_ text: String) -> Bool {
        text.contains("://") || prefixes.contains { text.contains($0) } || text.contains("earer")
            || text.contains("asic")
            || text.contains("EARER") || text.contains("ASIC")
    }

    private static func isToken(_ word: String) -> Bool {
        prefixes.contains { prefix in
            guard let range = word.firstRange(of: prefix) else { return false }
            let rest = word[range.upperBound...]
            // Names such as `sk-learn` are no tokens.
            return rest.count >= 16 && rest.contains(where: \.isNumber)
        }
    }

    private static func withoutPassword(_ word: String) -> String {
        guard let scheme = word.firstRange(of: "://") else { return word }
        let rest = word[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return word }
        return word[..<scheme.upperBound] + hidden + rest[at...]
    }
}

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

    /// Whether the whole value is one reference.
    private static func isReference(_ value: String) -> Bool {
        if value.isEmpty { return true }
        let isWhole = [("{{secrets/", "}}"), ("${", "}"), ("$(", ")"), ("«", "»")].contains { open, close in
            value.hasPrefix(open) && value.hasSuffix(close)
        }
        return isWhole && !value.contains("\n") && isOne(value)
    }

    /// Whether the first bracket of a reference is closed by the last one: two references may have a secret between them.
    private static func isOne(_ value: String) -> Bool {
        var depth = 0
        var isClosed = false
        for character in value {
            if isClosed { return false }
            if "{(«".contains(character) { depth += 1 }
            if "})»".contains(character) {
                depth -= 1
                isClosed = depth == 0
            }
        }
        return isClosed
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

    /// What a text with a token has in it, by the first byte.
    private static let marks: [[[UInt8]]] = (prefixes + ["://", "earer", "asic", "EARER", "ASIC"])
        .map { Array($0.utf8) }
        .reduce(into: Array(repeating: [], count: 256)) { $0[Int($1[0])].append($1) }

    /// Whether the text has any mark of a token, in one pass over its bytes.
    private static func mayHoldToken(_ text: String) -> Bool {
        var rest = text.utf8[...]
        while let byte = rest.first {
            for mark in marks[Int(byte)] where rest.starts(with: mark) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    private static func isToken(_ word: String) -> Bool {
        prefixes.contains { prefix in
            var rest = word[...]
            while let range = rest.firstRange(of: prefix) {
                let before = range.lowerBound > word.startIndex ? word[word.index(before: range.lowerBound)] : " "
                rest = rest[range.upperBound...]
                // Names such as `sk-learn` and `risk-model` are no tokens.
                let run = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
                if !before.isLetter, !before.isNumber, run.count >= 16, run.contains(where: \.isNumber) { return true }
            }
            return false
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

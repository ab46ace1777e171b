/// Finds what matters here in the text of a script, line by line.
struct ShellScript {
    private static let verbs: Set = ["validate", "deploy", "run", "destroy", "plan", "summary", "sync", "deployment"]
    private static let flagsWithValue: Set = [
        "-t", "--target", "-p", "--profile", "--var", "-o", "--output", "-c", "--compute-id", "--only", "--params",
        "--python-params", "--jar-params", "--notebook-params", "--dbt-commands", "--job-params",
    ]

    /// Each logical line: continued lines are one, at the place of the first.
    private let lines: [(text: String, place: Place)]

    /// - Parameter datum: A script, which is one text or a list of texts.
    init(_ datum: Datum?) {
        var lines: [(text: String, place: Place)] = []
        for part in datum?.list ?? [datum].compactMap({ $0 }) {
            // A list inside the list, as GitLab's `!reference` makes it, is no script.
            guard let text = part.string else { continue }
            let pieces = text.split(separator: "\n", omittingEmptySubsequences: false)
            // A text of several lines begins on the line after its key.
            let first = part.place.line + (pieces.count > 1 ? 1 : 0)
            var pending: (text: String, place: Place)?
            for (offset, piece) in pieces.enumerated() {
                var piece = piece[...]
                if piece.last == "\r" { piece = piece.dropLast() }
                let isContinued = piece.last == "\\"
                if isContinued { piece = piece.dropLast() }
                var line = pending ?? ("", Place(part.place.file, first + offset))
                line.text += piece
                if isContinued {
                    pending = line
                } else {
                    lines.append(line)
                    pending = nil
                }
            }
            if let pending { lines.append(pending) }
        }
        self.lines = lines
    }

    /// Whether what follows `$(` is the name of a variable of Azure DevOps and not a command.
    private static func isMacro(_ rest: ArraySlice<Character>) -> Bool {
        rest.first { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") } == ")"
    }

    /// Returns each command of a line as its words, without quotation marks, up to a comment.
    private static func commands(in line: String) -> [[String]] {
        var commands: [[String]] = []
        var words: [String] = []
        var word = ""
        var isWord = false
        var quote: Character?
        func endWord() {
            if isWord { words.append(word) }
            (word, isWord) = ("", false)
        }
        func endCommand() {
            endWord()
            if !words.isEmpty { commands.append(words) }
            words = []
        }
        /// `${{ matrix.target }}` is one word.
        var braces = 0
        let characters = Array(line)
        loop: for (position, character) in characters.enumerated() {
            if let open = quote {
                if character == open { quote = nil } else { word.append(character) }
                continue
            }
            switch character {
            case "\"", "'":
                quote = character
                isWord = true
            case "{":
                braces += 1
                word.append(character)
                isWord = true
            case "}":
                braces = max(0, braces - 1)
                word.append(character)
            case " ", "\t": if braces > 0 { word.append(character) } else { endWord() }
            case "(" where word.last == "$" && isMacro(characters[(position + 1)...]): word.append(character)
            case ")" where word.contains("$("): word.append(character)
            case ";", "&", "|", "(", ")": if braces > 0 { word.append(character) } else { endCommand() }
            case "#":
                guard isWord || !word.isEmpty else { break loop }
                word.append(character)
            default:
                word.append(character)
                isWord = true
            }
        }
        endCommand()
        return commands
    }

    /// Returns the `databricks bundle` commands, with variables of `environment` replaced.
    func bundleCommands(environment: [String: String], folder: String?) -> [BundleCommand] {
        var found: [BundleCommand] = []
        var folder = folder
        for line in lines {
            for words in Self.commands(in: line.text) {
                if words.count == 2, words[0] == "cd" { folder = words[1] }
                guard let start = words.firstIndex(where: { $0 == "databricks" || $0.hasSuffix("/databricks") }) else {
                    continue
                }
                var command = BundleCommand(
                    verb: "", target: environment["DATABRICKS_BUNDLE_ENV"] ?? environment["DATABRICKS_BUNDLE_TARGET"],
                    variables: [], folder: folder, place: line.place)
                if Self.read(words[(start + 1)...], into: &command, environment: environment) { found.append(command) }
            }
        }
        return found
    }

    /// Reads the words after `databricks`; false if they are no command of a bundle.
    private static func read(
        _ words: ArraySlice<String>, into command: inout BundleCommand, environment: [String: String]
    ) -> Bool {
        var positional: [String] = []
        var rest = words
        while let word = rest.popFirst() {
            guard word.hasPrefix("-"), word.count > 1 else {
                if word.hasPrefix(">") || word.hasPrefix("2>") {
                    if word == ">" || word == ">>" || word == "2>" { _ = rest.popFirst() }
                    continue
                }
                positional.append(word)
                continue
            }
            var flag = word
            var value: String?
            if let equals = word.firstIndex(of: "=") {
                flag = String(word[..<equals])
                value = String(word[word.index(after: equals)...])
            } else if flagsWithValue.contains(word) {
                value = rest.popFirst()
            }
            switch flag {
            case "-t", "--target": command.target = value.map { substituted($0, environment) }
            case "-p", "--profile": command.profile = value.map { substituted($0, environment) }
            case "--var": command.variables += [value].compactMap { $0 }.map { substituted($0, environment) }
            default: break
            }
        }
        guard positional.count >= 2, positional[0] == "bundle", verbs.contains(positional[1]) else { return false }
        command.verb = positional[1]
        if command.verb == "run", positional.count > 2 { command.resource = substituted(positional[2], environment) }
        return true
    }

    /// Replaces a word that is one variable of the environment.
    private static func substituted(_ word: String, _ environment: [String: String]) -> String {
        for (open, close) in [("${{ env.", " }}"), ("${{env.", "}}"), ("${", "}"), ("$(", ")"), ("$", "")]
        where word.hasPrefix(open) && word.hasSuffix(close) && word.count > open.count + close.count {
            let name = String(word.dropFirst(open.count).dropLast(close.count))
            if let value = environment[name] { return value }
        }
        return word
    }

    /// Returns lines that print the whole environment, or a variable whose name says that it is secret.
    func printed() -> [Workflow.Use] {
        lines.flatMap { line in
            Self.commands(in: line.text).compactMap { words -> Workflow.Use? in
                let first = words[0]
                if words.count == 1, ["env", "printenv", "set"].contains(first) {
                    return Workflow.Use(name: "every environment variable", place: line.place)
                }
                guard ["echo", "printf", "Write-Host"].contains(first) else { return nil }
                let isMasking = words.dropFirst().first?.hasPrefix("::add-mask::") == true
                let isStored = line.text.contains("GITHUB_ENV") || line.text.contains(">") || line.text.contains("|")
                guard !isMasking, !isStored else { return nil }
                let name = words.dropFirst().first { word in
                    let isSecret = word.contains("secrets.") || (word.contains("$") && Redaction.isSecretName(word))
                    return isSecret
                }
                return name.map { Workflow.Use(name: $0, place: line.place) }
            }
        }
    }

    /// Returns the CLI that a script installs from the repository of `setup-cli`, with its version.
    func tools() -> [Workflow.Tool] {
        lines.compactMap { line in
            guard let range = line.text.firstRange(of: "setup-cli/"), line.text.contains("install.sh") else {
                return nil
            }
            let version = line.text[range.upperBound...].prefix { $0 != "/" && $0 != " " }
            let isPinned = version.hasPrefix("v") && version.dropFirst().first?.isNumber == true
            return Workflow.Tool(
                name: "databricks cli", version: isPinned ? String(version) : nil, place: line.place)
        }
    }

    /// Returns the names after a dollar sign: `$NAME`, `${NAME}` and `$(NAME)`.
    func variableNames() -> [Workflow.Use] {
        lines.flatMap { line in Self.names(in: line.text).map { Workflow.Use(name: $0, place: line.place) } }
    }

    static func names(in text: String) -> [String] {
        var names: [String] = []
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            rest = rest[rest.index(after: dollar)...]
            let isBracketed = rest.first == "{" || rest.first == "("
            if isBracketed { rest = rest.dropFirst() }
            let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
            rest = rest[name.endIndex...]
            guard name.first?.isLetter == true || name.first == "_" else { continue }
            if isBracketed, rest.first != "}", rest.first != ")", rest.first != ":" { continue }
            names.append(String(name))
        }
        return names
    }
}

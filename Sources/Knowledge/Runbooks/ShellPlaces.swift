/// Tells where in a shell text a parameter is written, and quotes values for it.
///
/// The reader knows quotes, comments, substitutions and here-documents. Whatever it isn't sure of, it refuses: text that
/// another shell or program reads again, arithmetic, `${...}` and backquotes.
struct ShellPlaces {
    private enum State: Equatable {
        case bare(parentheses: Int)
        case double
        case refused(end: [Unicode.Scalar], reason: String)
    }

    private static let again = "another program reads this text again; set a variable to {{name}} and pass that"
    /// Commands that read their arguments as a program.
    private static let readers: Set<String> = ["eval", "ssh", "su", "source", "trap", "watch", "parallel", "script"]
    /// Commands that read a quoted argument as a program.
    private static let interpreters: Set<String> = [
        "sh", "bash", "zsh", "dash", "ksh", "python", "python3", "perl", "ruby", "node", "awk", "gawk", "sed", "jq",
        "yq",
        "psql", "mysql", "sqlite3", "xargs", "sudo", "env", "docker", "kubectl",
    ]

    private let scalars: [Unicode.Scalar]

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    /// - Parameter ranges: Of the parameters, in the order of the text.
    func places(of ranges: [Range<Int>]) -> [CommandText.Place] {
        var places: [CommandText.Place] = []
        var pending = ranges[...]
        var stack: [State] = [.bare(parentheses: 0)]
        var documents: [(word: [Unicode.Scalar], isIndented: Bool)] = []
        var words: Set<String> = []
        var uncertainty: String?
        var index = 0

        func place(_ place: CommandText.Place) {
            guard let range = pending.popFirst() else { return }
            var place = uncertainty.map { CommandText.Place.refused($0) } ?? place
            switch place {
            case .bare where !words.isDisjoint(with: Self.readers): place = .refused(Self.again)
            case .quoted where !words.isDisjoint(with: Self.readers.union(Self.interpreters)):
                place = .refused(Self.again)
            default: break
            }
            places.append(place)
            index = max(index, range.upperBound)
        }

        while index < scalars.count {
            if let first = pending.first, first.lowerBound < index {
                place(.refused("a value after a backslash is not quoted"))
                continue
            }
            let scalar = scalars[index]
            let isParameter = pending.first?.lowerBound == index
            switch stack[stack.count - 1] {
            case .refused(let end, let reason):
                if isParameter { place(.refused(reason)); continue }
                if scalar == "\\" {
                    index += 2
                    continue
                }
                if matches(end, at: index) {
                    stack.removeLast()
                    index += end.count
                    continue
                }
                // Quotes inside may hide the end.
                if end != ["`"], end != ["'"], "\"'`$({".unicodeScalars.contains(scalar) {
                    uncertainty = "quotes inside ${ } or arithmetic hide where a value is written"
                }
                index += 1
            case .double:
                if isParameter { place(.quoted("\"")); continue }
                switch scalar {
                case "\\": index += 2; continue
                case "\"": stack.removeLast()
                case "`": stack.append(.refused(end: ["`"], reason: "write $( ) in place of backquotes"))
                case "$": index = dollar(at: index, &stack); continue
                default: break
                }
                index += 1
            case .bare(let parentheses):
                if isParameter { place(.bare); continue }
                switch scalar {
                case "\\": index += 2; continue
                case "\"": stack.append(.double)
                case "'":
                    index += 1
                    while index < scalars.count, scalars[index] != "'" {
                        if pending.first?.lowerBound == index { place(.quoted("'")) } else { index += 1 }
                    }
                case "`": stack.append(.refused(end: ["`"], reason: "write $( ) in place of backquotes"))
                case "$": index = dollar(at: index, &stack); continue
                case "#" where isWordStart(index):
                    while index < scalars.count, scalars[index] != "\n" {
                        if pending.first?.lowerBound == index { place(.comment) } else { index += 1 }
                    }
                    continue
                case "(":
                    if index + 1 < scalars.count, scalars[index + 1] == "(" {
                        stack.append(
                            .refused(end: [")", ")"], reason: "a value in arithmetic is computed, not quoted"))
                        index += 2
                        continue
                    }
                    stack[stack.count - 1] = .bare(parentheses: parentheses + 1)
                case ")":
                    if parentheses == 0, stack.count > 1 {
                        stack.removeLast()
                    } else {
                        stack[stack.count - 1] = .bare(parentheses: max(0, parentheses - 1))
                    }
                case "<" where matches(["<", "<"], at: index) && !matches(["<", "<", "<"], at: index):
                    index = document(at: index, &documents)
                    continue
                case "<" where matches(["<", "<", "<"], at: index): index += 3; continue
                case "\n":
                    words = []
                    index += 1
                    for (word, isIndented) in documents {
                        index = skip(to: word, isIndented, from: index) { start in
                            if pending.first?.lowerBound == start {
                                place(.refused("a here-document is not quoted; set a variable to {{name}} before it"))
                                return index
                            }
                            return nil
                        }
                    }
                    documents = []
                    continue
                case ";", "&", "|": words = []
                default:
                    if isWordStart(index), let word = word(at: index) {
                        if word == "case", stack.count > 1 {
                            uncertainty = "a `case` in a substitution hides where a value is written"
                        }
                        words.insert(word.split(separator: "/").last.map(String.init) ?? word)
                    }
                }
                index += 1
            }
        }
        while !pending.isEmpty { place(.refused("a value after a backslash is not quoted")) }
        return places
    }

    private func matches(_ text: [Unicode.Scalar], at index: Int) -> Bool {
        index + text.count <= scalars.count && scalars[index..<index + text.count].elementsEqual(text)
    }

    /// Steps over a `$` and what it opens.
    private func dollar(at index: Int, _ stack: inout [State]) -> Int {
        guard index + 1 < scalars.count else { return index + 1 }
        let isBare = stack.last != .double
        switch scalars[index + 1] {
        case "(":
            if matches(["$", "(", "("], at: index) {
                stack.append(.refused(end: [")", ")"], reason: "a value in arithmetic is computed, not quoted"))
                return index + 3
            }
            stack.append(.bare(parentheses: 0))
            return index + 2
        case "{":
            stack.append(.refused(end: ["}"], reason: "a value inside ${ } is not quoted"))
            return index + 2
        case "'" where isBare:
            stack.append(.refused(end: ["'"], reason: "write ' in place of $'"))
            return index + 2
        default: return index + 1
        }
    }

    private func isWordStart(_ index: Int) -> Bool {
        index == 0 || " \t\n;&|(){}".unicodeScalars.contains(scalars[index - 1])
    }

    private func word(at index: Int) -> String? {
        var word = String.UnicodeScalarView()
        for scalar in scalars[index...] {
            guard
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "_-./".unicodeScalars.contains(scalar)
            else { break }
            word.append(scalar)
        }
        return word.isEmpty ? nil : String(word)
    }

    /// Reads the word after `<<`.
    private func document(at index: Int, _ documents: inout [(word: [Unicode.Scalar], isIndented: Bool)]) -> Int {
        var index = index + 2
        let isIndented = index < scalars.count && scalars[index] == "-"
        if isIndented { index += 1 }
        while index < scalars.count, scalars[index] == " " || scalars[index] == "\t" { index += 1 }
        var word: [Unicode.Scalar] = []
        while index < scalars.count, !" \t\n;&|()<>".unicodeScalars.contains(scalars[index]) {
            if !"'\"\\".unicodeScalars.contains(scalars[index]) { word.append(scalars[index]) }
            index += 1
        }
        documents.append((word, isIndented))
        return index
    }

    /// Steps over the lines of a here-document.
    private func skip(
        to word: [Unicode.Scalar], _ isIndented: Bool, from start: Int, _ visit: (Int) -> Int?
    ) -> Int {
        var index = start
        while index < scalars.count {
            var end = index
            while end < scalars.count, scalars[end] != "\n" { end += 1 }
            let line = isIndented ? scalars[index..<end].drop { $0 == "\t" } : scalars[index..<end]
            if line.elementsEqual(word) { return min(end + 1, scalars.count) }
            while index < end {
                if let next = visit(index) { index = next } else { index += 1 }
            }
            index = max(index, end) + 1
        }
        return scalars.count
    }

    // MARK: Quoting

    /// Returns a value for its place: in single quotes, in which nothing has a meaning.
    static func quoted(_ value: CommandText.Value, at place: CommandText.Place) -> String {
        let (open, close) =
            switch place {
            case .quoted("\""): ("\"", "\"")
            case .quoted: ("'", "'")
            default: ("", "")
            }
        switch value {
        case .text(let text):
            let inside = text.unicodeScalars.reduce(into: "") { $0 += $1 == "'" ? "'\\''" : String($1) }
            // Inside single quotes the value goes on in them.
            return open == "'" ? inside : "\(open)'\(inside)'\(close)"
        case .environment(let name):
            return open == "\"" ? "${\(name)}" : "\(open)\"${\(name)}\"\(close)"
        }
    }
}

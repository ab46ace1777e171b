/// A block of commands with parameters in it: `databricks jobs run-now {{job}}`.
///
/// Each `{{name}}` of a declared parameter is replaced by its value, quoted for the place where it is written, so that
/// no value can become more than one word. Where that can't be guaranteed, the parameter is refused.
package struct CommandText: Sendable, Equatable {
    package enum Language: String, Sendable, Codable, CaseIterable {
        case bash, sh, zsh, python, sql

        /// Returns the language of a fenced block, or nil if the block isn't a command.
        package init?(fence: String?) {
            switch fence?.lowercased() {
            case "bash": self = .bash
            case "sh", "shell": self = .sh
            case "zsh": self = .zsh
            case "python", "py", "python3": self = .python
            case "sql": self = .sql
            default: return nil
            }
        }

        package var isShell: Bool { self == .bash || self == .sh || self == .zsh }
    }

    /// Where a parameter is written.
    package enum Place: Sendable, Equatable {
        /// Outside quotes.
        case bare
        /// Between two of these quotes.
        case quoted(Character)
        /// In a comment, where nothing is replaced.
        case comment
        /// Where a value can't be quoted, and why.
        case refused(String)
    }

    /// A `{{name}}` in the text.
    package struct Use: Sendable, Equatable {
        package let name: String
        package let place: Place
        /// The line in the text, from 0.
        package let line: Int
        let range: Range<Int>
    }

    package let language: Language
    package let text: String
    /// The line of the file that the text begins in.
    package let line: Int

    package init(_ language: Language, _ text: String, line: Int = 1) {
        self.language = language
        self.text = text
        self.line = line
    }

    /// Every use of one of `names`, in the order of the text; every `{{name}}` if `names` is nil.
    package func uses(of names: Set<String>?) -> [Use] {
        let scalars = Array(text.unicodeScalars)
        let found = ParameterMarks.all(in: scalars).filter { names?.contains($0.name) ?? true }
        guard !found.isEmpty else { return [] }
        let places: [Place]
        if language.isShell {
            places = ShellPlaces(scalars).places(of: found.map(\.range))
        } else if language == .python {
            places = PythonPlaces(scalars).places(of: found.map(\.range))
        } else {
            places = SQLPlaces(scalars).places(of: found.map(\.range))
        }
        var line = 0
        var index = 0
        return zip(found, places).map { mark, place in
            line += scalars[index..<mark.range.lowerBound].count { $0 == "\n" }
            index = mark.range.lowerBound
            return Use(name: mark.name, place: place, line: line, range: mark.range)
        }
    }

    /// A value that is written into the text.
    package enum Value: Sendable, Equatable {
        case text(String)
        /// A secret, which only the environment of the command holds, under this name.
        case environment(String)
    }

    /// Why a parameter isn't filled.
    package struct Refusal: Error, Equatable {
        package let name: String
        /// The line in the file.
        package let line: Int
        package let reason: String
    }

    /// Returns the text with the values in it; a parameter without a value stays as it is.
    package func filled(with values: [String: Value]) throws(Refusal) -> String {
        var result = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        var index = 0
        for use in uses(of: Set(values.keys)) {
            guard let value = values[use.name] else { continue }
            result.append(contentsOf: scalars[index..<use.range.lowerBound])
            index = use.range.upperBound
            guard let written = try written(value, use) else {
                result.append(contentsOf: scalars[use.range])
                continue
            }
            result.append(contentsOf: written.unicodeScalars)
        }
        result.append(contentsOf: scalars[index...])
        return String(result)
    }

    /// Returns the quoted value, or nil if the parameter stays as it is.
    func written(_ value: Value, _ use: Use) throws(Refusal) -> String? {
        func refusal(_ reason: String) -> Refusal { Refusal(name: use.name, line: line + use.line, reason: reason) }
        switch use.place {
        case .comment: return nil
        case .refused(let reason): throw refusal(reason)
        case .bare, .quoted: break
        }
        switch (language, value) {
        case (.bash, _), (.sh, _), (.zsh, _): return ShellPlaces.quoted(value, at: use.place)
        case (.python, .text(let text)): return PythonPlaces.quoted(text, at: use.place)
        case (.python, .environment(let name)):
            guard use.place == .bare else {
                throw refusal("a secret is not written into a string; use it outside of quotes")
            }
            return "__import__('os').environ['\(name)']"
        case (.sql, .text(let text)):
            guard !text.contains("\\") else {
                throw refusal("a value with a backslash is read differently by each database")
            }
            return SQLPlaces.quoted(text, at: use.place)
        case (.sql, .environment): throw refusal("a secret is not written into SQL")
        }
    }
}

/// The `{{name}}` of a text.
enum ParameterMarks {
    static func isName(_ name: some StringProtocol) -> Bool {
        let scalars = name.unicodeScalars
        guard let first = scalars.first, first.properties.isAlphabetic, first.isASCII else { return false }
        return scalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == "-")
        }
    }

    static func all(in scalars: [Unicode.Scalar]) -> [(name: String, range: Range<Int>)] {
        var found: [(String, Range<Int>)] = []
        var index = 0
        while index + 4 < scalars.count {
            guard scalars[index] == "{", scalars[index + 1] == "{" else {
                index += 1
                continue
            }
            var end = index + 2
            while end < scalars.count, scalars[end] != "}", scalars[end] != "{", scalars[end] != "\n" { end += 1 }
            var name = String.UnicodeScalarView()
            name.append(contentsOf: scalars[(index + 2)..<end])
            guard end + 1 < scalars.count, scalars[end] == "}", scalars[end + 1] == "}", isName(String(name)) else {
                index += 1
                continue
            }
            found.append((String(name), index..<end + 2))
            index = end + 2
        }
        return found
    }
}

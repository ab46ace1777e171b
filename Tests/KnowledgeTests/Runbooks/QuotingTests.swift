import Foundation
import Knowledge
import TestSupport
import Testing

/// No value leaves its quotes, whatever is in it: held to the shells, Python and SQLite themselves.
@Suite struct QuotingTests {
    /// Values that break out of quotes which are not made for them.
    private static let pieces = [
        "'", "\"", "`", "$", "\\", "$(touch canary)", "`touch canary`", "${IFS}", "\n", "\t", ";", "&", "|", " ", "#",
        "-rf",
        "--", "!", "*", "?", "~", "{a,b}", "<<E", "%s", "\\'", "\\\"", "'''", "\"\"\"", "ä", "😀", "x", "touch canary",
        "\\n", "$'x'",
        "%(x)s", "{x}", "/*", "*/", "--x", "\u{1F600}", "''", "\"\"",
    ]

    private static func values(_ count: Int) -> [String] {
        var random = SeededGenerator(seed: 12)
        return ["", "-rf", "'; touch canary; '", "\"; touch canary; \"", "$(touch canary)", "\n touch canary \n"]
            + (0..<count).map { _ in (0...random.below(8)).map { _ in random.pick(pieces) }.joined() }
    }

    /// Runs a program on a file in a folder of its own, and returns what it printed, and whether the canary is there.
    private func run(_ program: [String], _ text: String) throws -> (output: [UInt8], isSafe: Bool) {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "text")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = program
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: folder.path + "/text"))
        let output = folder.path + "/output"
        #expect(FileManager.default.createFile(atPath: output, contents: nil))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return (
            Array(try Data(contentsOf: URL(filePath: output))),
            !FileManager.default.fileExists(atPath: folder.path + "/canary")
        )
    }

    private func filled(_ language: CommandText.Language, _ templates: [String], _ values: [String]) throws -> String {
        try values.flatMap { value in
            try templates.map { try CommandText(language, $0).filled(with: ["p": .text(value)]) }
        }.joined(separator: "\n") + "\n"
    }

    @Test(arguments: [CommandText.Language.bash, .sh, .zsh])
    func `a shell gets each value as it is`(language: CommandText.Language) throws {
        let templates = [
            "printf '%s\\0' {{p}}", "printf '%s\\0' \"a{{p}}b\"", "printf '%s\\0' 'a{{p}}b'",
            "printf '%s\\0' a{{p}}'b' # {{p}}",
            "x=$(printf '%s.' \"{{p}}\"); printf '%s\\0' \"$x\"",
            "f() { printf '%s\\0' \"$1\"; }; f {{p}}",
        ]
        let values = Self.values(400)
        let text = try filled(language, templates, values)
        let program = language == .zsh ? ["zsh", "-f", "text"] : [language.rawValue, "text"]
        let (output, isSafe) = try run(program, text)
        let expected = values.flatMap { [$0, "a\($0)b", "a\($0)b", "a\($0)b", $0 + ".", $0] }
        let printed = output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
        #expect(isSafe)
        #expect(printed.count == expected.count)
        for (printed, expected) in zip(printed, expected) where !printed.elementsEqual(expected.utf8) {
            Issue.record("\(String(decoding: printed, as: UTF8.self)) is not \(expected)")
        }
    }

    @Test func `Python gets each value as it is`() throws {
        let templates = [
            "out({{p}})", "out('a{{p}}b')", "out(\"a{{p}}b\")", "out('''a{{p}}b''')",
            "out(\"\"\"a{{p}}b\"\"\") # {{p}}",
        ]
        let values = Self.values(400)
        let text =
            "import sys\ndef out(text): sys.stdout.buffer.write(text.encode() + b'\\0')\n"
            + (try filled(.python, templates, values))
        let (output, isSafe) = try run(["python3", "text"], text)
        let expected = values.flatMap { [$0] + Array(repeating: "a\($0)b", count: 4) }
        let printed = output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
        #expect(isSafe)
        #expect(printed.map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test func `SQLite gets each value as it is, and a value that databases read differently is refused`() throws {
        let templates = [
            "SELECT hex({{p}});", "SELECT hex('a{{p}}b'); -- {{p}}", "SELECT hex(\"a{{p}}b\") /* {{p}} */;",
        ]
        let values = Self.values(400).filter { !$0.contains("\\") }
        #expect(values.count > 100)
        let text = try filled(.sql, templates, values)
        let (output, isSafe) = try run(["sqlite3", "-batch", ":memory:"], text)
        let expected = values.flatMap { [$0, "a\($0)b", "a\($0)b"] }
            .map { $0.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined() }
        let printed = String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast()
        #expect(isSafe)
        #expect(printed.map(String.init) == expected)
        #expect(throws: CommandText.Refusal.self) {
            try CommandText(.sql, "SELECT {{p}}").filled(with: ["p": .text("a\\")])
        }
    }

    @Test(arguments: [
        "cat <<E\n{{p}}\nE", "echo `echo {{p}}`", "echo ${x:-{{p}}}", "echo $(({{p}} + 1))", "(( x = {{p}} ))",
        "echo $'{{p}}'",
        "eval \"echo {{p}}\"", "ssh host rm {{p}}", "bash -c \"echo {{p}}\"", "awk '/{{p}}/ { print }' file",
        "echo \\{{p}}",
        "x=$(case a in a) echo {{p}};; esac)", "echo \"${x:-\"a}\" {{p}}\"", "jq \".{{p}}\" file",
        "cat <<-'E' | sh\n\t{{p}}\n\tE",
        "sudo sh -c 'rm {{p}}'",
    ])
    func `a value is refused where the shell would read it again`(text: String) {
        #expect(throws: CommandText.Refusal.self) { try CommandText(.bash, text).filled(with: ["p": .text("x")]) }
    }

    @Test(arguments: ["f'{{p}}'", "rb'{{p}}'", "R\"{{p}}\"", "x{{p}}", "b'{{p}}'"])
    func `a value is refused in a string of Python that isn't plain`(text: String) {
        #expect(throws: CommandText.Refusal.self) { try CommandText(.python, text).filled(with: ["p": .text("x")]) }
    }

    @Test func `a secret is a variable of the environment, and never in the text`() throws {
        let values: [String: CommandText.Value] = ["p": .environment("WORKBOOK_SECRET_P")]
        func filled(_ language: CommandText.Language, _ text: String) throws -> String {
            try CommandText(language, text).filled(with: values)
        }
        #expect(try filled(.bash, "login {{p}}") == "login \"${WORKBOOK_SECRET_P}\"")
        #expect(try filled(.bash, "login \"a {{p}}\"") == "login \"a ${WORKBOOK_SECRET_P}\"")
        #expect(try filled(.bash, "login 'a {{p}}'") == "login 'a '\"${WORKBOOK_SECRET_P}\"''")
        #expect(try filled(.python, "login({{p}})") == "login(__import__('os').environ['WORKBOOK_SECRET_P'])")
        #expect(throws: CommandText.Refusal.self) { try filled(.python, "login('{{p}}')") }
        #expect(throws: CommandText.Refusal.self) { try filled(.sql, "SELECT {{p}}") }
    }

    /// Texts that no author would write, to find a place that the reader takes for another one.
    @Test func `in random texts, bash runs nothing of a value that was accepted`() throws {
        let fragments = [
            "echo ", "\"", "'", "$(", ")", "`", "${x:-", "}", "$((", "))", "#", " ", "\n", "\\", "<<E\n", "E\n",
            "case a in a)",
            ";; esac", "{{p}}", "{{p}}", "{{p}}", "$'", "[[ a == ", " ]]", ";", " && ", "|", "cat ", "<<<", "x=", "(",
            "if true; then ",
            "; fi", "$x", "$", "{ ", "; }", "<<-'E'\n", "\"$(", ")\"", "\t", "!", "${#x}", "function f ", "() ",
            "for i in ",
            "; do ", "; done", "true ", "a=(", "\\\n", "$\"", "*) ",
        ]
        let value = "'\"$(touch canary)`touch canary`;touch canary\ntouch canary #\\"
        var random = SeededGenerator(seed: 2026)
        let folder = try TemporaryFolder()
        var accepted = 0
        for _ in 0..<6000 {
            let text = (0...(2 + random.below(14))).map { _ in random.pick(fragments) }.joined()
            guard text.contains("{{p}}"), !text.contains("rm "),
                let filled = try? CommandText(.bash, text).filled(with: ["p": .text(value)])
            else { continue }
            accepted += 1
            try folder.write(filled, to: "texts/\(accepted)")
        }
        #expect(accepted > 1000)
        try folder.write(
            "for text in texts/*; do ( . \"./$text\" ) </dev/null >/dev/null 2>&1; [ -e canary ] && echo \"$text\" && break; done\n",
            to: "text")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "300", "bash", "text"]
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let found = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if let name = found.split(separator: "\n").first {
            Issue.record("ran a value:\n\(try folder.read(String(name)))")
        }
        #expect(process.terminationStatus <= 1)
    }
}

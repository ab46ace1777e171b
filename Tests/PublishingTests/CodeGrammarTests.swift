import Foundation
import Publishing
import TestSupport
import Testing

@Suite struct CodeGrammarTests {
    private static let languages = [
        "bash", "console", "python", "sql", "yaml", "json", "toml", "hcl", "terraform", "dockerfile", "scala", "diff",
        "text", "brainfuck",
    ]

    private func highlighted(_ code: String, _ language: String) -> String {
        String(decoding: CodeGrammar.highlighted(code, language: language), as: UTF8.self)
    }

    /// What a reader copies: the HTML without its tags.
    private func copied(_ html: String) -> String {
        html.replacing(/<\/?span[^>]*>/, with: "").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    }

    /// What is marked, as `kind:text`.
    private func marks(_ code: String, _ language: String) -> [String] {
        highlighted(code, language).matches(of: /<span class="tok-(.)">([^<]*)<\/span>/)
            .map { copied("\($0.1):\($0.2)") }
    }

    @Test(arguments: [
        ("python", "@dp.table\ndef f(x=1.5):  # why", ["p:@dp.table", "k:def", "n:1.5", "c:# why"]),
        (
            "python", "a = f\"{x}\" + r'\\d' + \"\"\"b\n\"c\"\"\"",
            ["s:f\"{x}\"", "s:r'\\d'", "s:\"\"\"b\n\"c\"\"\""]
        ),
        (
            "sql", "SELECT `a` FROM t -- c\nWHERE b = 'it' /* d\n */",
            ["k:SELECT", "s:`a`", "k:FROM", "c:-- c", "k:WHERE", "s:'it'", "c:/* d\n */"]
        ),
        ("sql", "USE ${catalog}.{{ schema }}", ["k:USE", "p:${catalog}", "p:{{ schema }}"]),
        (
            "bash", #"export A="x $B ${C}" '$D' --flag # e"#,
            ["k:export", "s:\"x ", "p:$B", "s: ", "p:${C}", "s:\"", "s:'$D'", "n:--flag", "c:# e"]
        ),
        ("bash", "echo don't stop \"a", ["k:echo"]),
        (
            "yaml", "on: push\n- name: \"${{ x }}\"\n  \"k\": true # c",
            ["p:on", "p:name", "s:\"", "p:${{ x }}", "s:\"", "p:\"k\"", "k:true", "c:# c"]
        ),
        ("yaml", "url: http://x.y:80/", ["p:url", "n:80"]),
        ("json", #"{"a": [1, "b", null]}"#, ["p:\"a\"", "n:1", "s:\"b\"", "k:null"]),
        ("toml", "[tool.x]\na-b = 'c\\' # d\n", ["k:[tool.x]", "p:a-b", "s:'c\\'", "c:# d"]),
        (
            "terraform", "resource \"a\" \"b\" {\n  c = \"${var.d}\" // e\n}",
            ["k:resource", "s:\"a\"", "s:\"b\"", "p:c", "s:\"", "p:${var.d}", "s:\"", "c:// e"]
        ),
        ("dockerfile", "FROM a AS b\nRUN --mount=x from $C", ["k:FROM", "k:RUN", "n:--mount", "p:$C"]),
        (
            "scala", #"@main def f(x: Int) = s"a$x" // b"#,
            ["p:@main", "k:def", "s:s\"a", "p:$x", "s:\"", "c:// b"]
        ),
        (
            "diff", "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n z\n",
            ["k:--- a\n", "k:+++ b\n", "n:@@ -1 +1 @@\n", "d:-x\n", "i:+y\n"]
        ),
        ("console", "$ echo \"a\" \\\n  --b\nout\n", ["m:$ ", "k:echo", "s:\"a\"", "n:--b", "o:out\n"]),
        ("text", "if \"a\" # b", []), ("brainfuck", "[->+<]", []),
    ])
    func `the words of a language are told apart`(language: String, code: String, expected: [String]) {
        #expect(marks(code, language) == expected)
    }

    @Test(arguments: CodeGrammarTests.languages)
    func `what is highlighted reads as it was written`(language: String) {
        var random = SeededGenerator(seed: 5)
        let pieces = [
            "\"", "'", "`", "\"\"\"", "'''", "\\", "#", "//", "--", "/*", "*/", "$", "${", "${{", "}}", "{{", "}", "\n",
            " ", "\t", "key:", "key =", "if", "select", "FROM", "f\"", "r'", "1.5", "0x1F", "é", "日本", "😀", "e\u{301}",
            "@a", "@@ -1", "+", "-", "$ ", "> ", "<b>", "&amp;", "[x]", "=", ":", "()", "--flag", "$?",
        ]
        for _ in 0..<400 {
            let code = (0..<(1 + random.below(30))).map { _ in random.pick(pieces) }.joined()
            #expect(copied(highlighted(code, language)) == code)
        }
    }

    @Test(arguments: CodeGrammarTests.languages.filter { CodeGrammar.isKnown($0) })
    func `hostile code takes no longer than its length`(language: String) {
        let pieces = [
            "\"", "'", "\"\\", "\\\"", "'\"", "\"\"\"", "''", "`'", "/*", "/", "$", "${", "${{", "{{", "{", "}", "#",
            " #",
            "--", "-", " -", "@", " @a", "a", "a ", "1", "1.", "a:", "a: ", "\n-", "\n", " ", "\n ", "[", "\n[", "f\"",
            "=",
            "\na =", "\"a\" ", "\n\"", "+\n", "$ a\\\n", "é",
        ]
        for piece in pieces {
            let code = String(repeating: piece, count: (16 << 10) / piece.utf8.count)
            let effort = Effort {
                #expect(CodeGrammar.highlighted(code, language: language).count >= code.utf8.count)
            }
            // A debug build takes some 30 ms, so a slow machine is far from this; what is quadratic is not.
            #expect(effort.processor < 5, "\(effort) for \(piece.debugDescription)")
        }
    }

    @Test func `every colour of code can be read in light and in dark`() throws {
        let tokens = try String(contentsOfFile: Repository.root + "/site/css/tokens.css", encoding: .utf8)
        let prose = try String(contentsOfFile: Repository.root + "/site/css/prose.css", encoding: .utf8)
        var colours: [String: [Double]] = [:]
        for match in tokens.matches(of: /--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/) {
            colours[String(match.1)] = [luminance(match.2), luminance(match.3)]
        }
        let paper = try #require(colours["paper-code"])
        let used = prose.matches(of: /\.tok-([a-z]) \{ color: var\(--([a-z-]+)\)/)
        #expect(Set(used.map { String($0.1) }) == Set("cskpnidmo".map(String.init)))
        for rule in used {
            let ink = try #require(colours[String(rule.2)])
            for theme in 0...1 {
                let (bright, dim) = (max(ink[theme], paper[theme]), min(ink[theme], paper[theme]))
                #expect((bright + 0.05) / (dim + 0.05) >= 4.5, "tok-\(rule.1) in theme \(theme)")
            }
        }
    }

    /// The relative luminance of `#rrggbb`, as WCAG 2.2 defines it.
    private func luminance(_ colour: Substring) -> Double {
        let number = Int(colour.dropFirst(), radix: 16) ?? 0
        let parts = [number >> 16, number >> 8 & 255, number & 255].map { part in
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}

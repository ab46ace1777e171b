import Markdown
import Testing

@Suite struct DocumentTests {
    @Test func `an empty text is an empty document`() throws {
        let document = try Document(parsing: "")
        #expect(document.blocks.isEmpty)
        #expect(document.title == nil)
        #expect(document.wordCount == 0)
        #expect(HTMLRenderer().render(document).isEmpty)
    }

    @Test func `lines are those of the file`() throws {
        let document = try Document(
            parsing: "# A\n\ntext\n[b](c)\n\n- x\n- y\n  [d](e)\n\n> [f](g)\n\n| h |\n|---|\n| [i](j) |\n",
            firstLine: 5)
        #expect(document.blocks.map(\.line) == [5, 7, 10, 14, 16])
        #expect(document.links.map(\.line) == [8, 12, 14, 18])
    }

    @Test func `lines survive carriage returns`() throws {
        let document = try Document(parsing: "a\r\n\r\nb [c](d)\r\ne [f](g)\r\n")
        #expect(document.links.map(\.line) == [3, 4])
    }

    @Test func `a byte order mark and a NUL do no harm`() throws {
        #expect(try html("\u{FEFF}# A\n\nb\0c") == "<h1 id=\"a\">A</h1>\n<p>b\u{FFFD}c</p>\n")
    }

    @Test(arguments: [
        "a <!-- b --> c", "<!-- b -->", "<div>\n\nx", "- x\n\n  <!-- b -->", "a < b", "a \\<!-- b", "a &lt;!-- b",
        "| a |\n|---|\n| <b>c |", "x[^1]\n\n[^1]: a <!-- b -->", "> <details>", "# a <kbd>b</kbd>",
        "[a <!-- b -->](c)",
    ])
    func `a document with markup or a bracket anywhere in its text says so`(text: String) throws {
        #expect(try Document(parsing: text).traits.contains(.markup))
    }

    @Test func `a document without has no such trait`() throws {
        let text = "# a\n\nb > c! -- [d](e) ![f](g.png) `h < i` <https://example.com>\n\n```\n<!-- j -->\n```\n"
        #expect(try Document(parsing: text).traits.isEmpty)
    }

    @Test(arguments: ["[a](javascript:b)", "![a](data:b)", "x[^1]\n\n[^1]: [a](javascript:b)"])
    func `a document with a link that is refused says so`(text: String) throws {
        let document = try Document(parsing: text)
        #expect(document.traits == .refusedLinks)
        #expect(document.refusedLinks.count == 1)
    }

    @Test func `comments stay in the tree and out of the page`() throws {
        let document = try Document(
            parsing: "a <!-- b --> c\n\n<!-- internal -->\n\nd\n\n<!-- /internal -->\n")
        #expect(document.blocks.count == 4)
        #expect(document.blocks[1] == .comment("internal", line: 3))
        #expect(document.blocks[3] == .comment("/internal", line: 7))
        #expect(String(decoding: HTMLRenderer().render(document), as: UTF8.self) == "<p>a  c</p>\n<p>d</p>\n")
    }

    @Test func `several comments and text in one block of HTML are told apart`() throws {
        let document = try Document(parsing: "<!-- a -->secret<!-- b -->\n<!-- c\n-->\n")
        #expect(
            document.blocks == [
                .comment("a", line: 1), .escaped("secret", line: 1), .comment("b", line: 1),
                .comment("c", line: 2),
            ])
    }

    @Test func `a comment that is never closed is shown`() throws {
        #expect(
            try html("<!-- internal\n\nsecret") == "<p class=\"escaped\">&lt;!-- internal\n\nsecret</p>\n")
    }

    @Test func `details may be nested, and open`() throws {
        #expect(
            try html(
                "<details><summary>A</summary>\n\n*b*\n\n<DETAILS OPEN>\n\nc\n\n</details></details>\n\nd")
                    == """
                    <details>
                    <summary>A</summary>
                    <p><em>b</em></p>
                    <details open>
                    <summary>Details</summary>
                    <p>c</p>
                    </details>
                    </details>
                    <p>d</p>

                    """)
    }

    @Test func `details that do not match are shown`() throws {
        #expect(try html("</details>\n\na") == "<p class=\"escaped\">&lt;/details&gt;</p>\n<p>a</p>\n")
        #expect(
            try html("<details><summary>s</summary>\n\na")
                == "<p class=\"escaped\">&lt;details&gt;&lt;summary&gt;s&lt;/summary&gt;</p>\n<p>a</p>\n")
        #expect(
            try html("<details class=\"x\">\n\na")
                == "<p class=\"escaped\">&lt;details class=&quot;x&quot;&gt;</p>\n<p>a</p>\n")
    }

    @Test func `a tag must be closed where it was opened`() throws {
        #expect(try html("<kbd>a</kbd>") == "<p><kbd>a</kbd></p>\n")
        #expect(try html("<KBD>a</Kbd>") == "<p><kbd>a</kbd></p>\n")
        #expect(try html("x <kbd>a *b</kbd>*") == "<p>x &lt;kbd&gt;a <em>b&lt;/kbd&gt;</em></p>\n")
        #expect(try html("x <ins><del>a</ins></del>") == "<p>x <ins>&lt;del&gt;a</ins>&lt;/del&gt;</p>\n")
        #expect(try html("a<br/>b<br />c") == "<p>a<br>\nb<br>\nc</p>\n")
    }

    @Test(arguments: Block.Alert.Kind.allCases)
    func `an alert is known by its first line`(kind: Block.Alert.Kind) throws {
        let document = try Document(parsing: "> [!\(kind.rawValue.uppercased())]\n> text")
        guard case .alert(let alert)? = document.blocks.first else {
            Issue.record("not an alert")
            return
        }
        #expect(alert.kind == kind)
        #expect(alert.blocks == [.paragraph([.text("text")], line: 2)])
    }

    @Test(arguments: [
        "> [!NOTE]", "> [!NOTE] text", "> [!OTHER]\n> text", "> text\n> [!NOTE]", "> `[!NOTE]`\n> a",
    ])
    func `a quote without a proper first line stays a quote`(text: String) throws {
        #expect(try html(text).hasPrefix("<blockquote>"))
    }

    @Test func `sections are what a search leads to`() throws {
        let document = try Document(
            parsing:
                "Before.\n\n# A `b`\n\nOne *two*\nthree.\n\n```sh\nrun --dry-run\n```\n\n## C\n\n<!-- hidden -->\n\n| d | e |\n|---|---|\n| f | g |\n"
        )
        #expect(
            document.sections.map { "\($0.level) \($0.id ?? "-") \($0.title): \($0.text)" } == [
                "0 - : Before.", "1 a-b A b: One two three.\nrun --dry-run", "2 c C: d e\nf g",
            ])
        #expect(document.wordCount == 13)
        #expect(document.plainText.contains("champion") == false)
    }

    @Test func `leaving blocks out leaves their footnotes out`() throws {
        let document = try Document(
            parsing: "a[^secret]\n\nb[^x]\n\nc[^y][^x]\n\n[^secret]: s\n[^x]: x, see[^z]\n[^y]: y\n[^z]: z\n")
        #expect(document.footnotes.map(\.label) == ["secret", "x", "y", "z"])
        let part = document.replacing(blocks: Array(document.blocks.dropFirst()))
        #expect(
            part.footnotes.map { "\($0.index) \($0.label) \($0.referenceCount)" } == [
                "1 x 2", "2 y 1", "3 z 1",
            ])
        #expect(!String(decoding: HTMLRenderer().render(part), as: UTF8.self).contains("<p>s"))
        #expect(document.replacing(blocks: document.blocks) == document)
        #expect(document.replacing(blocks: []).footnotes.isEmpty)
    }

    @Test func `a part of a document can have ids of its own, as if the rest had never been`() throws {
        let document = try Document(parsing: "## A\n\n## A\n\nb[^x]\n\n> ## A\n\n[^x]: c\n\n    ## A\n")
        let rest = Array(document.blocks.dropFirst())
        #expect(document.replacing(blocks: rest).headings.map(\.id) == ["a-1", "a-2", "a-3"])
        #expect(document.replacing(blocks: rest, renewingIDs: true).headings.map(\.id) == ["a", "a-1", "a-2"])
    }

    @Test func `a note can be withheld, and what only it refers to with it`() throws {
        let document = try Document(parsing: "a[^x]\n\n[^x]: secret[^y]\n[^y]: further\n")
        let part = document.replacing(blocks: document.blocks, withholding: { $0.label == "x" })
        #expect(part.footnotes.map(\.label) == ["x"])
        #expect(part.footnotes.map(\.blocks) == [[]])
    }

    @Test func `a footnote may refer to itself and to others`() throws {
        let document = try Document(parsing: "a[^1]\n\n[^1]: b[^1] c[^2]\n[^2]: d[^1]\n")
        #expect(document.footnotes.map(\.referenceCount) == [3, 1])
        #expect(AllowList.objections(to: try html("a[^1]\n\n[^1]: b[^1] c[^2]\n[^2]: d[^1]\n")) == [])
    }

    @Test func `a text that is too long is refused`() {
        let text = String(repeating: "a", count: Document.Limits.bytes + 1)
        let fault = #expect(throws: Document.ParseError.self) { try Document(parsing: text, firstLine: 3) }
        #expect(fault?.line == 3)
        #expect(fault?.reason == .tooLarge(bytes: text.utf8.count))
        #expect(fault?.description == "the text is 1048577 bytes long; the limit is 1048576")
        #expect(throws: Never.self) { try Document(parsing: String(text.dropLast())) }
    }

    @Test(arguments: [
        (String(repeating: "> ", count: 300) + "a", 1),
        ("a\n\n" + String(repeating: "- ", count: 300) + "a", 3),
        ("b\n\na\n" + String(repeating: "*a **b ", count: 150) + String(repeating: "c** d* ", count: 150), 4),
        (
            String(repeating: "<details>\n\n", count: 300) + String(repeating: "</details>\n\n", count: 300),
            399
        ),
        (String(repeating: "![", count: 300) + "a" + String(repeating: "](b)", count: 300), 1),
    ])
    func `a text that is too deep is refused with its line`(text: String, line: Int) {
        let fault = #expect(throws: Document.ParseError.self) { try Document(parsing: text) }
        #expect(fault?.reason == .tooDeep)
        #expect(fault?.line == line)
    }

    @Test func `a nest that is just deep enough is rendered`() throws {
        let text = String(repeating: "> ", count: 195) + "a"
        #expect(try html(text).hasPrefix("<blockquote>"))
        #expect(try html(String(repeating: "<sub>", count: 300) + "a").contains("&lt;sub&gt;"))
    }

    @Test func `a link repeated without end is refused`() {
        let text =
            "[a]: /" + String(repeating: "x", count: 16_000) + "\n\n"
            + String(repeating: "[a] ", count: 1_000)
        #expect(throws: Document.ParseError.self) { try Document(parsing: text) }
    }
}

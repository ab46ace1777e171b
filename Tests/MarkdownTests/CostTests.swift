import Foundation
import Markdown
import TestSupport
import Testing

// One text at a time, so that the time of each is its own.
@Suite(.serialized) struct CostTests {
    /// Bytes of HTML that a page may take, whatever is in it.
    private static let outputBytes = 64 << 20

    @Test(arguments: CostlyTexts.all.map(\.name))
    func `is rendered or refused`(name: String) throws {
        let text = try #require(CostlyTexts.all.first { $0.name == name }).text
        let effort = Effort {
            do throws(Document.ParseError) {
                let html = HTMLRenderer().render(try Document(parsing: text))
                #expect(html.count < Self.outputBytes, "\(html.count) bytes of HTML")
            } catch {
                #expect(error.line >= 1)
            }
        }
        #expect(effort.isBounded, "\(effort)")
    }

    @Test func `a text over which the parser hangs is refused, with its line and the reason`() {
        let bomb = "# Fine\n\nFine as well.\n\n" + "![[]()\n" + CostlyTexts.filled("![[]()", 1 << 20 - 64)
        let fault = #expect(throws: Document.ParseError.self) { try Document(parsing: bomb, firstLine: 11) }
        #expect(fault?.line == 15)
        #expect(fault?.reason == .tooCostly)
    }

    @Test func `a text that only looks costly is parsed`() throws {
        let text = String(repeating: "[a](b) **c** `d` <kbd>e</kbd> [f]: \"g\"\n", count: 600)
        #expect(Document.isSuspicious(text))
        #expect(try Document(parsing: text).links.count == 600)
    }

    @Test func `a long list and a large table are no single paragraph`() throws {
        let list = String(repeating: "- [a](b) **c** `d` <kbd>e</kbd> [f]: \"g\"\n", count: 10_000)
        let table = "| a | b | c |\n|---|---|---|\n" + String(repeating: "| [x](y) | `b` | **c** |\n", count: 20_000)
        for text in [list, table] { #expect(!Document.isSuspicious(text)) }
        // What only resembles one is a paragraph, in which each mark is looked for to the end.
        for head in ["| a | b |\n|---|\n", "| a |\n|---|---|\n", "a\n| b |\n|---|\n", ""] {
            #expect(Document.isSuspicious(head + String(repeating: "| [x](y) | `b` | **c** |\n", count: 5_000)))
        }
    }

    @Test func `no page of the shipped engagement looks costly`() throws {
        let folder = Repository.root + "/content"
        let pages = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".md") }
        #expect(pages.count > 50)
        for page in pages {
            let text = try String(contentsOfFile: folder + "/" + page, encoding: .utf8)
            #expect(!Document.isSuspicious(text), "\(page)")
        }
    }

    private static let ordinary = [
        (
            "a table",
            "| a | b | c | d | e | f | g | h |\n|---|---|---|---|---|---|---|---|\n"
                + String(repeating: "| `x` | [y](z.md) | 1 | 2 | 3 | **4** | 5 | 6 |\n", count: 250)
        ),
        ("a block of code", "```json\n" + String(repeating: "  {\"key\": [1, 2, \"three\"]},\n", count: 300) + "```\n"),
        ("a long list", String(repeating: "- **Word**: see [the page](page.md), `code` and more words.\n", count: 150)),
        (
            "a page of paragraphs",
            String(repeating: "Words with a [link](x.md), `code` and *more* words.\n\n", count: 4_000)
        ),
        ("a line of dashes", String(repeating: "-", count: 400) + "\n\n" + String(repeating: "*", count: 400) + "\n"),
        ("a nest of lists", (0..<12).map { String(repeating: "  ", count: $0) + "- a\n" }.joined()),
    ]

    @Test(arguments: CostTests.ordinary.map(\.0))
    func `what people write does not look costly`(name: String) throws {
        let text = try #require(Self.ordinary.first { $0.0 == name }).1
        #expect(!Document.isSuspicious(text))
    }

    @Test func `hostile and plain texts are parsed side by side`() async throws {
        let hostile = CostlyTexts.filled("a<?", 256 << 10)
        let plain = "# Plain\n\n~~struck~~ https://example.com\n"
        let expected = HTMLRenderer().render(try Document(parsing: plain))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    _ = #expect(throws: Document.ParseError.self) { try Document(parsing: hostile) }
                }
            }
            for _ in 0..<200 {
                group.addTask {
                    let html = HTMLRenderer().render(try Document(parsing: plain))
                    #expect(html == expected)
                }
            }
            try await group.waitForAll()
        }
    }
}

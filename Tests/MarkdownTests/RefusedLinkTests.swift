import Markdown
import Testing

@Suite struct RefusedLinkTests {
    @Test func `a refused link is its text, and is reported with its line`() throws {
        let document = try Document(
            parsing: "one\n[two *em*](javascript:x)\n<vbscript:x> ![alt](data:x)", firstLine: 10)
        #expect(
            String(decoding: HTMLRenderer().render(document), as: UTF8.self)
                == "<p>one\ntwo <em>em</em>\nvbscript:x alt</p>\n")
        #expect(document.refusedLinks.map(\.destination) == ["javascript:x", "vbscript:x", "data:x"])
        #expect(document.refusedLinks.map(\.line) == [11, 12, 12])
        #expect(document.links.isEmpty)
    }

    @Test func `entities and escapes do not hide a scheme`() throws {
        for text in [
            "[x](&#106;avascript:alert(1))", "[x](javascript&colon;alert(1))", "[x](java\\script:alert(1))",
            "[x](<java&NewLine;script:alert(1)>)", "[x](&#x6A;&#x61;vascript&#58;alert(1))",
        ] {
            let document = try Document(parsing: text)
            #expect(document.refusedLinks.count == 1, "\(text)")
            #expect(document.links.isEmpty, "\(text)")
        }
    }
}

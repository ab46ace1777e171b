import Markdown
import TestSupport
import Testing

@Suite struct HTMLRendererTests {
    @Test func `a relative link goes through the hook, others do not`() throws {
        let result = try html("[a](x.md) [b](https://x.y) [c](#d) [e](gone.md) [m](mailto:a@b.c)") {
            $0.link = { $0 == "x.md" ? .destination("../x/index.html#y") : .broken }
        }
        #expect(
            result == """
                <p><a href="../x/index.html#y">a</a> <a href="https://x.y">b</a> <a href="#d">c</a> e \
                <a href="mailto:a@b.c">m</a></p>

                """)
    }

    @Test func `a fragment goes through a hook of its own`() throws {
        let result = try html("[a](#d) [b](x.md#d)") { $0.fragment = { .destination("#" + $0 + "\"2") } }
        #expect(result == "<p><a href=\"#d%222\">a</a> <a href=\"x.md#d\">b</a></p>\n")
    }

    @Test func `a hook cannot lead where the policy does not permit`() throws {
        let result = try html("[a](x.md) ![b](y.png)") {
            $0.link = { _ in .destination("javascript:alert(1)") }
            $0.image = { _ in .destination("data:x") }
        }
        #expect(result == "<p>a b</p>\n")
    }

    @Test func `a relative image goes through the hook, and one on another site becomes a link`() throws {
        let result = try html("![a](x.png) ![b](https://x.y/z.png) ![c](gone.png)") {
            $0.image = { $0 == "x.png" ? .destination("img/1.png") : .broken }
        }
        #expect(
            result == "<p><img src=\"img/1.png\" alt=\"a\"> <a href=\"https://x.y/z.png\">b</a> c</p>\n"
        )
    }

    @Test func `items of lists and headings have the ids of their lines, once`() throws {
        let result = try html("## A\n\n1. one\n2. - two\n") {
            $0.anchors = [1: "start", 3: "step-1", 4: "step-2", 9: "x"]
        }
        #expect(
            result == """
                <h2 id="a"><span id="start"></span>A</h2>
                <ol>
                <li id="step-1">one</li>
                <li id="step-2">
                <ul>
                <li>two</li>
                </ul>
                </li>
                </ol>

                """)
    }

    @Test func `a block of code can be replaced`() throws {
        let result = try html("```tracker budget\nx\n```\n\n```swift\ny\n```") {
            $0.codeBlock = { $0.info == "tracker budget" ? Array("<b>\($0.line)</b>\n".utf8) : nil }
        }
        #expect(
            result == """
                <b>1</b>
                <pre role="group" tabindex="0" aria-label="Code, swift"><code class="language-swift">y
                </code></pre>

                """)
    }

    @Test func `a prefix makes room for several documents on a page`() throws {
        let result = try html("# A\n\n[b](#a) [c](x.md#a)[^1]\n\n[^1]: n") {
            $0.idPrefix = "p2-"
            $0.hasHeadingAnchors = true
        }
        #expect(
            result == """
                <h1 id="p2-a">A <a class="anchor" href="#p2-a" aria-label="Link to A">#</a></h1>
                <p><a href="#p2-a">b</a> <a href="x.md#a">c</a><sup><a id="p2-fnref:1" href="#p2-fn:1" \
                role="doc-noteref" aria-label="Footnote 1">1</a></sup></p>
                <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
                <ol>
                <li id="p2-fn:1">
                <p>n <a class="backref" href="#p2-fnref:1" role="doc-backlink" \
                aria-label="Back to reference 1">\u{21A9}\u{FE0E}</a></p>
                </li>
                </ol>
                </section>

                """)
    }

    @Test func `destinations are encoded as cmark encodes them`() throws {
        #expect(
            try html("[a](<ä b&c'd.md>)") == "<p><a href=\"%C3%A4%20b&amp;c&#x27;d.md\">a</a></p>\n")
    }

    @Test func `a footnote within a link is a number, not a second link`() throws {
        let result = try html("[see[^1]](x.md)\n\n[^1]: n")
        #expect(result.hasPrefix("<p><a href=\"x.md\">see<sup id=\"fnref:1\">1</sup></a></p>\n"))
    }

    @Test func `inlines are rendered alone`() throws {
        let document = try Document(parsing: "## A `b` & c")
        #expect(
            document.headings.map { HTMLRenderer().render($0.content) } == [
                Array("A <code>b</code> &amp; c".utf8)
            ])
    }

    @Test(arguments: [
        ("c++", "c++"), ("C#", "C#"), ("objective-c", "objective-c"), ("python title=\"x\"", "python"),
        ("", nil), ("a.b", nil), ("\"><script>", nil), ("ä", nil), (String(repeating: "a", count: 33), nil),
    ])
    func `the language of a block of code is a safe word`(info: String, language: String?) {
        #expect(CodeBlock(info: info, text: "", line: 1).language == language)
    }
}

import Markdown
import TestSupport
import Testing

/// Everything that an author could try, in every place where an author's bytes reach the page.
@Suite struct HostileMarkdownTests {
    static let payloads: [String] = [
        "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script/src=//x.y>",
        "<img src=x onerror=alert(1)>",
        "<img src=x onerror=alert(1)//", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
        "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">", "<iframe src=javascript:alert(1)>",
        "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<base href=//x.y>",
        "<link rel=stylesheet href=//x.y>", "<meta http-equiv=refresh content=0;url=//x.y>",
        "<style>*{x:y}</style>",
        "<form action=//x.y><input name=a>", "<button formaction=javascript:alert(1)>",
        "<a href=javascript:alert(1)>x</a>",
        "<a href=\"x\" onclick=\"alert(1)\">x</a>", "<div style=\"background:url(//x.y)\">",
        "<details ontoggle=alert(1) open>",
        "<details open onclick=x>", "<summary onclick=x>a</summary>", "<kbd onclick=alert(1)>Q</kbd>",
        "<kbd/onclick=x>",
        "<kbd\nonclick=x>", "<kbd ><script>", "</kbd><script>", "<br onclick=x>",
        "<!--><script>alert(1)</script>-->",
        "<!-- --!><script>alert(1)</script> -->", "<!-- a --><script>",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php echo 1 ?><script>", "<!DOCTYPE x><script>", "\"><script>alert(1)</script>",
        "'><script>alert(1)</script>",
        "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)", "` onmouseover=`alert(1)", "x\" style=\"x",
        "&lt;script&gt;",
        "&#60;script&#62;alert(1)", "&#x3C;img src=x onerror=alert(1)&#x3E;", "&quot;&gt;&lt;script&gt;",
        "&#34; onclick=&#34;x",
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\tscript:alert(1)", "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)", "javascript%3Aalert(1)", "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD4=", "//evil.example", "\\\\evil.example", "/\\evil.example",
        "https:evil",
        "file:///etc/passwd", "blob:https://x.y/z", "<javascript:alert(1)>", "<data:text/html,x>",
        "<https://x.y/\"onclick=\"x>",
        "https://x.y/\"onmouseover=\"alert(1)", "www.x.y\"onclick=\"alert(1)", "a@b.c\"onclick=\"x",
        "\u{202E}<script>",
        "\u{0}<script>", "<\u{0}script>", "<scr\u{0}ipt>", "\u{FEFF}<script>", "＜script＞", "<\u{338}script>",
        "<script\u{301}>",
        "]]><script>", "](javascript:alert(1))", ")](javascript:alert(1)", "](x \"onclick=\"y)",
        "[^1]: <script>", "|<script>|",
        "```\n<script>", "~~~ \"><script>\nx", "$<script>$", "{{constructor}}",
        "<noscript><p title=\"</noscript><img src=x onerror=x>\">",
        "<textarea></textarea><script>", "<title></title><script>", "<plaintext>", "<xmp><script>",
        "<template><script>", "<sub><sup></sub></sup>",
    ]

    static let contexts: [(name: String, wrap: @Sendable (String) -> String)] = [
        ("body", { $0 }),
        ("within text", { "before \($0) after" }),
        ("emphasis", { "*a \($0) b*" }),
        ("heading", { "## \($0)" }),
        ("setext heading", { "\($0)\n===" }),
        ("link text", { "[\($0)](x.md)" }),
        ("link destination", { "[x](\($0))" }),
        ("link destination in brackets", { "[x](<\($0)>)" }),
        ("link title", { "[x](x.md \"\($0)\")" }),
        ("link title in single quotes", { "[x](x.md '\($0)')" }),
        ("reference", { "[x][r]\n\n[r]: \($0) \"\($0)\"" }),
        ("reference in brackets", { "[x][r]\n\n[r]: <\($0)> (\($0))" }),
        ("image text", { "![\($0)](x.png)" }),
        ("image source", { "![x](\($0))" }),
        ("image source in brackets", { "![x](<\($0)>)" }),
        ("image title", { "![x](x.png '\($0)')" }),
        ("autolink", { "<https://x.y/\($0)>" }),
        ("bare link", { "https://x.y/\($0)" }),
        ("code", { "`\($0)`" }),
        ("info string", { "``` \($0)\nx\n```" }),
        ("tilde info string", { "~~~ \($0)\nx\n~~~" }),
        ("fenced code", { "```\n\($0)\n```" }),
        ("indented code", { "    \($0)" }),
        ("table cell", { "| a | \($0) |\n|---|---|\n| \($0) | b |" }),
        ("table alignment", { "| a | b |\n|---|-\($0)-|\n| c | d |" }),
        ("list", { "- \($0)\n- [x] \($0)" }),
        ("quote", { "> \($0)" }),
        ("alert", { "> [!\($0)]\n> text" }),
        ("alert text", { "> [!NOTE]\n> \($0)" }),
        ("footnote", { "a[^1]\n\n[^1]: \($0)" }),
        ("footnote label", { "a[^\($0)]\n\n[^\($0)]: b" }),
        ("comment", { "<!-- \($0) -->" }),
        ("inline comment", { "a <!-- \($0) --> b" }),
        ("details", { "<details><summary>\($0)</summary>\n\n\($0)\n\n</details>" }),
        ("open details", { "<details>\($0)" }),
        ("kbd", { "a <kbd>\($0)</kbd>" }),
        ("HTML attribute", { "<kbd title=\"\($0)\">x</kbd>" }),
        ("HTML block", { "<div>\n\($0)\n</div>" }),
    ]

    @Test(arguments: HostileMarkdownTests.contexts.map(\.name))
    func `nothing hostile gets out of`(context: String) throws {
        let wrap = try #require(Self.contexts.first { $0.name == context }).wrap
        for payload in Self.payloads {
            let document = try Document(parsing: wrap(payload))
            let html = String(decoding: HTMLRenderer().render(document), as: UTF8.self)
            let objections = AllowList.objections(to: html)
            #expect(objections == [], "\(context): \(payload)\n\(html)")
        }
    }

    @Test func `random pieces of syntax make no forbidden HTML`() throws {
        var random = SeededGenerator(seed: 11)
        let pieces =
            Self.payloads + [
                "*", "**", "_", "`", "```", "~~", "[", "]", "(", ")", "![", "](", "<", ">", "\n", "\n\n",
                "- ", "> ",
                "| ", "|---|", "# ", "    ", "\\", "&", "[^1]", "\n[^1]: ", "<details>", "</details>",
                "<summary>",
                "</summary>", "<!--", "-->", "<kbd>", "</kbd>", "<br>", "https://x.y", "1. ", "[x] ",
            ]
        for _ in 0..<3_000 {
            let text = (0..<(1 + random.below(25))).map { _ in random.pick(pieces) }.joined()
            let html = String(decoding: HTMLRenderer().render(try Document(parsing: text)), as: UTF8.self)
            #expect(AllowList.objections(to: html) == [], "\(text)\n---\n\(html)")
        }
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "<a onclick=\"x\">", "<img src=\"data:x\">", "<img src=\"http://x.y\">",
        "<a href=\"javascript:x\">a</a>", "<p class=\"a\" class=\"b\"></p>", "<p>", "</p>",
        "<p><em></p></em>", "a > b",
        "<P></P>", "<a href=x></a>", "<h1 id=\"a\"></h1><h2 id=\"a\"></h2>", "<a href=\"//x.y\">a</a>",
        "<!-- x -->",
    ])
    func `the allow-list objects to what it should`(html: String) {
        #expect(!AllowList.objections(to: html).isEmpty)
    }
}

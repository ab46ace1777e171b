import Content
import TestSupport
import Testing
import XMLReading

@testable import Publishing

@Suite struct SVGFileTests {
    private static let opening =
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
        + "xmlns:h='http://www.w3.org/1999/xhtml' width='9' height='9'>"

    private static func file(_ part: String) -> [UInt8] { Array((opening + part + "</svg>").utf8) }

    /// Each runs something, loads something from elsewhere, or hides what it does.
    private static let hostile = [
        // Styles whose text is in pieces.
        "<style>@im<!-- x -->port \"https://evil.example/a.css\";</style>",
        "<style>@im<![CDATA[port]]> \"https://evil.example/a.css\";</style>",
        "<style><![CDATA[@import]]> 'https://evil.example/a.css';</style>",
        "<style>@im&#x70;ort 'https://evil.example/a.css';</style>",
        "<style>@im<tspan>port 'https://evil.example/a.css';</tspan></style>",
        "<style>a{fill:u<!-- -->rl(https://evil.example/a)}</style>", "<style>a{fill:red}<g/></style>",
        "<rect fill='url('/>", "<rect fill='url()'/>", "<rect fill='url(\"\")'/>",
        "<style>a{fill:/**/url(/**/https://evil.example/a)}</style>",
        "<style>a{fill:u/**/rl(https://evil.example/a)}</style>",
        "<style>a{fill:\\75rl(https://evil.example/a)}</style>",
        "<style>a{fill:URL( 'https://evil.example/a' )}</style>",
        "<style>@font-face{font-family:x;src:url(https://evil.example/f.woff)}</style>",
        "<style>a{background:-webkit-image-set('https://evil.example/a' 1x)}</style>",
        "<style>a{mask:src('https://evil.example/a')}</style>",
        "<style>@import\u{0}'x';</style>",
        "<g><style>@import url(//evil.example/a);</style></g>",
        "<defs><style type='text/css'>*{cursor:url(data:text/html,x)}</style></defs>",
        // References in attributes.
        "<rect style='fill:url(https://evil.example/a)'/>", "<rect style='fill:u&#114;l(https://evil.example/a)'/>",
        "<rect fill='url(https://evil.example/a#b)'/>", "<rect fill='url(\"other.svg#a\")'/>",
        "<rect filter='url(&#x2F;&#x2F;evil.example/a)'/>", "<rect clip-path='\\75rl(x)'/>",
        "<rect cursor='url(https://evil.example/c), auto'/>", "<rect mask='image(https://evil.example/a)'/>",
        "<image href='https://evil.example/a.png'/>", "<image xlink:href='https://evil.example/a.png'/>",
        "<image xlink:href='/a.png'/>", "<image xlink:href='data:text/html,x'/>",
        "<image href='data:image/svg+xml;base64,PHN2Zy8+'/>", "<feImage xlink:href='https://evil.example/a'/>",
        "<use xlink:href='other.svg#a'/>", "<use href='data:image/svg+xml,x#a'/>",
        "<a xlink:href='javascript:alert(1)'/>", "<a href='java&#x09;script:alert(1)'/>",
        "<a href='\u{1F}javascript:alert(1)'/>", "<a href='vbscript:x'/>", "<a href='https://evil.example/'/>",
        "<textPath href='https://evil.example/a#b'>x</textPath>", "<g xml:base='https://evil.example/'/>",
        "<linearGradient xlink:href='https://evil.example/g#a'/>",
        // Accents and invisible letters: a browser reads the mark before them, or the name of a file.
        "<rect fill='url(&#x301;a.svg#a)'/>", "<rect fill='url(&#x200D;#a)'/>", "<use href='&#x20;&#x301;#a'/>",
        "<use href='&#x200D;#a'/>", "<a href='javascript:&#x301;x'/>", "<rect mask='image(&#x301;a)'/>",
        "<style>a{fill:url(&#x301;b)}</style>", "<style>a{fill:u/*&#x301;*/rl(b)}</style>",
        "<style>a{fill:u/&#x301;**/rl(b)}/**/a{fill:url(b)}</style>",
        // Animations of what may not be.
        "<a><animate attributeName='href' values='javascript:alert(1)'/></a>",
        "<a><set attributeName='xlink:href' to='javascript:alert(1)'/></a>",
        "<set attributeName='onclick' to='alert(1)'/>", "<animate attributeName=' href ' to='x'/>",
        "<animate attributeName='fill' values='url(https://evil.example/a);red'/>",
        "<set attributeName='style' to='fill:red'/>",
        // What runs, wherever it is.
        "<script>alert(1)</script>", "<script href='https://evil.example/a.js'/>", "<h:script>alert(1)</h:script>",
        "<g><x:script xmlns:x='http://www.w3.org/2000/svg'/></g>", "<SCRIPT/>", "<handler/>",
        "<foreignObject><h:div><h:script>alert(1)</h:script></h:div></foreignObject>",
        "<foreignObject><h:img src='x' onerror='alert(1)'/></foreignObject>",
        "<metadata><x:script xmlns:x='x'>alert(1)</x:script></metadata>",
        "<rect onload='alert(1)'/>", "<rect ONCLICK='alert(1)'/>", "<animate onbegin='alert(1)'/>",
        "<rect xmlns:ev='http://www.w3.org/2001/xml-events' ev:onclick='x'/>",
        // XML itself.
        "<?xml-stylesheet href='https://evil.example/a.css'?>", "<?php echo 1 ?>", "&own;", "<rect id='&own;'/>",
        "<!ENTITY x 'y'>", "<rect", "<g>", "<g></h>", "<g a='1' a='2'/>", "<x:g/>", "<!-- -- -->", "&#0;", "&#8;",
        "<rect id=a/>", "<rect id='<'/>", "]]>",
    ]

    @Test(arguments: hostile) func `a file that is more than a drawing is refused, and nothing of it is published`(
        part: String
    ) {
        let bytes = Self.file(part)
        #expect(throws: XMLRefusal.self) { try SVGFile(bytes) }
        #expect(ImageFile(path: "a.svg", bytes: bytes).diagnostics.contains { $0.severity == .error })
        let published = ImageFiles.published(OutputFile(path: "a.svg", bytes: bytes))
        guard ImageHeader(bytes) != nil else { return }
        #expect(String(decoding: published.bytes, as: UTF8.self) == "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
    }

    @Test(arguments: [
        ("<a href='java&#x09;script:x'/>", "a script in href"), ("<rect id='javascript:x'/>", "a script in id"),
        ("<use href='other.svg#a'/>", "a reference to elsewhere in href"),
        ("<rect ONCLICK=''/>", "the event handler onclick"), ("<set attributeName='style'/>", "an animation of style"),
        ("<rect fill='url(a)'/>", "a reference to elsewhere in a style"),
        ("<rect style='\\75'/>", "a style with escaped letters"),
        ("<style>@import 'a'</style>", "a style that is loaded from elsewhere"),
        ("<style>a<g/></style>", "elements in a style"), ("<g><script/></g>", "<script>"),
    ]) func `a refusal says what the file holds`(part: String, what: String) {
        #expect(throws: XMLRefusal(what: what, line: 1)) { try SVGFile(Self.file(part)) }
    }

    @Test(arguments: [
        "<!DOCTYPE svg [<!ENTITY a 'b'>]>%", "<!DOCTYPE svg SYSTEM 'x.dtd' [<!ATTLIST svg onload CDATA 'x'>]>%",
        "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>",
        "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
            + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><svg><text>&c;&c;&c;</text></svg>",
        "<!DOCTYPE svg SYSTEM 'x.dtd'><svg xmlns='http://www.w3.org/2000/svg'>&own;</svg>",
        "<?xml version='1.0' encoding='UTF-7'?>%", "<?xml version='1.0' encoding='ISO-8859-1'?>%",
        "<?xml-stylesheet href='https://evil.example/a.css'?>%", "%<?xml-stylesheet href='x'?>", "%<svg/>", "%x", "",
        "<html xmlns='http://www.w3.org/1999/xhtml'><svg/></html>", "<svg xmlns='http://example.com/'/>",
    ]) func `a file with a document type of its own, another encoding or another root is refused`(text: String) {
        let bytes = Array(text.replacing("%", with: Self.opening + "</svg>").utf8)
        #expect(throws: XMLRefusal.self) { try SVGFile(bytes) }
    }

    @Test func `what a file holds is counted`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Self.file(String(repeating: "<g>", count: depth) + String(repeating: "</g>", count: depth))
        }
        #expect(try SVGFile(nested(99)).removed == [])
        #expect(throws: XMLRefusal(what: "elements that are nested more than 100 deep", line: 1)) {
            try SVGFile(nested(100))
        }
        #expect(throws: XMLRefusal.self) { try SVGFile(nested(200_000)) }
        let attributes = (0..<129).map { " a\($0)=''" }.joined()
        #expect(throws: XMLRefusal(what: "an element with more than 128 attributes", line: 1)) {
            try SVGFile(Self.file("<g\(attributes)/>"))
        }
        #expect(throws: XMLRefusal(what: "more than 500000 elements and attributes", line: 1)) {
            try SVGFile(Self.file(String(repeating: "<g/>", count: 500_001)))
        }
        #expect(throws: XMLRefusal(what: "more than 8 MiB", line: 1)) {
            try SVGFile(Self.file(String(repeating: " ", count: 8 << 20)))
        }
    }

    private static func cleaned(_ part: String) throws -> (text: String, removed: [String]) {
        let file = try SVGFile(self.file(part))
        let text = String(decoding: file.bytes, as: UTF8.self)
        return (
            String(text.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)[1].dropLast(6)),
            file.removed
        )
    }

    @Test(arguments: [
        ("<rect x='1' inkscape='2'/>", "<rect x=\"1\"/>", []), ("<!-- secret --><g/>", "<g/>", []),
        ("<text>a<!-- secret -->b</text>", "<text>ab</text>", []),
        (
            "<text a='b' xml:space='preserve'> a &amp; &lt; \u{E9} </text>",
            "<text xml:space=\"preserve\"> a &amp; &lt; \u{E9} </text>", []
        ),
        ("<text id='a&#10;&quot;&#9;b'><![CDATA[<b>]]></text>", "<text id=\"a&#10;&quot;&#9;b\">&lt;b&gt;</text>", []),
        ("<h:img srcset='https://evil.example/f.png 1x'/><g/>", "<g/>", ["<img>"]),
        ("<h:picture><h:source srcset='https://evil.example/f.png'/></h:picture>", "", ["<picture>"]),
        ("<h:body background='https://evil.example/f.png'/>", "", ["<body>"]),
        ("<h:link rel='stylesheet' href='https://evil.example/a.css'/>", "", ["<link>"]),
        ("<iframe src='https://evil.example/'/><audio src='https://evil.example/'/>", "", ["<iframe>", "<audio>"]),
        ("<iframe/><g/><iframe/>", "<g/>", ["<iframe>"]), ("<text>a<b/>c</text>", "<text>ac</text>", ["<b>"]),
        ("<h:metadata/><g/>", "<g/>", ["<metadata>"]), ("<h:g><g/></h:g>", "", ["<g>"]),
        ("<g h:fill='red' xml:lang='de' xml:base='#a' xmlns:y='y' y:id='z'/>", "<g xml:lang=\"de\"/>", []),
        (
            "<rect style='fill:url(#a)' fill=' URL( \"#b\" )' id='(' data-x='('/>",
            "<rect style=\"fill:url(#a)\" fill=\" URL( &quot;#b&quot; )\" id=\"(\"/>", []
        ),
        ("<style></style><style>a{fill:/**/url(#a)}</style>", "<style/><style>a{fill:/**/url(#a)}</style>", []),
        (
            "<switch><foreignObject width='9'><h:div>A</h:div></foreignObject><text>A</text></switch>",
            "<switch><text>A</text></switch>", ["<foreignObject>"]
        ),
        (
            "<metadata><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>secret</r:RDF></metadata><g/>",
            "<g/>", []
        ),
        (
            "<s:namedview xmlns:s='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' s:docname='/home/a/b.svg'/>", "",
            []
        ),
        (
            "<g xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:label='secret' i:groupmode='layer' id='a'/>",
            "<g id=\"a\"/>", []
        ),
        ("<use xlink:href='#a' xlink:title='secret'/>", "<use xlink:href=\"#a\"/>", []),
        ("<style>/* secret */a{fill:url(#a)}</style>", "<style>/* secret */a{fill:url(#a)}</style>", []),
        ("<image href='data:image/png;base64,AAAA' width='1'/>", "<image width=\"1\"/>", ["<image>"]),
        ("<title>A &amp; B</title><desc>C</desc>", "<title>A &amp; B</title><desc>C</desc>", []),
    ]) func `what is foreign is left out, and a reader is told what may be missed`(
        part: String, drawing: String, removed: [String]
    ) throws {
        let cleaned = try Self.cleaned(part)
        #expect(cleaned.text == drawing, "\(cleaned.text)")
        #expect(cleaned.removed == removed)
        let diagnostics = ImageFile(path: "a.svg", bytes: Self.file(part)).diagnostics
        #expect(
            diagnostics.map { "\($0.severity.rawValue) \($0.rule)" }
                == (removed.isEmpty ? [] : ["warning cleaned-image"]))
    }

    @Test(arguments: [
        ("<svg><g/><a:g xmlns:a='http://www.w3.org/2000/svg'/></svg>", "<g/>", ["<g>"]),
        ("<x:svg xmlns:x='http://www.w3.org/2000/svg'><x:g/><g/></x:svg>", "<g/>", ["<g>"]),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:l='http://www.w3.org/1999/xlink'><g><use l:href='#a'/></g></svg>",
            "<g><use xlink:href=\"#a\"/></g>", []
        ),
    ]) func `a drawing has one namespace, and that of links only if it uses it`(
        text: String, drawing: String, removed: [String]
    ) throws {
        let file = try SVGFile(Array(text.utf8))
        let link = drawing.contains("xlink:") ? " xmlns:xlink=\"http://www.w3.org/1999/xlink\"" : ""
        #expect(
            String(decoding: file.bytes, as: UTF8.self)
                == "<svg xmlns=\"http://www.w3.org/2000/svg\"\(link)>\(drawing)</svg>")
        #expect(file.removed == removed)
    }

    @Test func `the metadata of a picture inside a drawing is taken out`() throws {
        let picture = ImageSamples.png(9, 5, [("tEXt", Array(ImageSamples.secret.utf8))])
        let clean = ImageSamples.png(9, 5)
        func address(_ bytes: [UInt8]) throws -> String {
            try #require(EmbeddedPicture.stripped("data:image/png;base64," + Base64.text(bytes)))
        }
        #expect(try address(picture) == address(clean))
        let cleaned = try Self.cleaned("<image href='data:image/png;base64,\(Base64.text(picture))'/>")
        #expect(cleaned.text == "<image href=\"\(try address(clean))\"/>")
    }

    @Test(arguments: DrawingExports.all.map(\.name))
    func `what drawing programs export is published as it looks, without their private data`(name: String) throws {
        let export = try #require(DrawingExports.all.first { $0.name == name })
        let bytes = Array(export.text.utf8)
        let file = ImageFile(path: "a.svg", bytes: bytes)
        #expect(file.diagnostics.allSatisfy { $0.rule == .cleanedImage } && file.diagnostics.count == export.warnings)
        #expect(file.size != nil)
        let published = try SVGFile(bytes).bytes
        let text = String(decoding: published, as: UTF8.self)
        for word in export.kept { #expect(text.contains(word), "\(word) in \(text)") }
        for word in ["secret", "inkscape", "sodipodi", "rdf", "mxfile", "Generator", "<!--", "<?", "DOCTYPE"] {
            #expect(!text.contains(word), "\(word) in \(text)")
        }
        #expect(try SVGFile(published).bytes == published)
    }

    @Test func `scrambled drawings are refused or cleaned, and what is published is a drawing again`() throws {
        var random = SeededGenerator(seed: 5)
        let texts = DrawingExports.all.map { Array($0.text.utf8) } + Self.hostile.map(Self.file)
        for _ in 0..<3_000 {
            var bytes = random.pick(texts)
            for _ in 0...random.below(6) {
                bytes[random.below(bytes.count)] = random.pick(Array("<>&'\"/:;=()!-x ".utf8))
            }
            guard let file = try? SVGFile(bytes) else { continue }
            let again = try SVGFile(file.bytes)
            #expect(again.bytes == file.bytes && again.removed == [])
        }
    }
}

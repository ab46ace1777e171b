import Content
import Engagement
import Markdown
import Pages
import TestSupport
import Testing

@testable import Publishing

@Suite struct ImageTests {
    private static func big(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private static func little(_ number: Int, _ count: Int) -> [UInt8] { big(number, count).reversed() }

    private static func png(_ width: Int, _ height: Int) -> [UInt8] {
        ImageSamples.png(width, height)
    }

    private static func gif(_ width: Int, _ height: Int) -> [UInt8] {
        Array("GIF89a".utf8) + little(width, 2) + little(height, 2) + [0, 0, 0, 0x3B]
    }

    /// - Parameter orientation: As a camera writes it, in a TIFF header of either byte order.
    private static func jpeg(_ width: Int, _ height: Int, orientation: Int? = nil, isLittle: Bool = true) -> [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + big(4, 2) + [0, 0]
        if let orientation {
            let number = isLittle ? little : big
            let tiff =
                Array((isLittle ? "II" : "MM").utf8) + number(42, 2) + number(8, 4) + number(1, 2)
                + number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + [0, 0] + number(0, 4)
            bytes += [0xFF, 0xE1] + big(8 + tiff.count, 2) + Array("Exif\0\0".utf8) + tiff
        }
        return bytes + [0xFF, 0xFF, 0xC2] + big(11, 2) + [8] + big(height, 2) + big(width, 2) + [1, 0, 0, 0]
            + [0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0, 3, 0xFF, 0xD9]
    }

    private static func webp(_ chunk: String, _ body: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + little(body.count + 12, 4) + Array("WEBP".utf8) + Array(chunk.utf8)
            + little(body.count, 4) + body
    }

    private static let samples: [(name: String, bytes: [UInt8])] = [
        ("a.png", png(640, 480)), ("a.gif", gif(640, 480)), ("a.jpg", jpeg(640, 480)),
        ("upright.jpeg", jpeg(640, 480, orientation: 3)), ("turned.jpg", jpeg(480, 640, orientation: 6)),
        ("motorola.jpg", jpeg(480, 640, orientation: 8, isLittle: false)),
        ("lossy.webp", webp("VP8 ", [0x30, 1, 0, 0x9D, 0x01, 0x2A] + little(640, 2) + little(480 | 0x4000, 2))),
        ("lossless.webp", webp("VP8L", [0x2F] + little(639 | 479 << 14, 4))),
        ("extended.webp", webp("VP8X", [0, 0, 0, 0] + little(639, 3) + little(479, 3))),
        (
            "a.svg",
            Array(#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="640px" height="5in"/>"#.utf8)
        ),
        ("box.svg", Array("<!-- c -->\n<svg viewBox='0 0 640,480'></svg>".utf8)),
        ("half.svg", Array(#"<svg width="640" viewBox="0 0 64 48"></svg>"#.utf8)),
        (
            "typed.svg",
            Array(#"<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><svg width="480pt" height="360pt"/>"#.utf8)
        ),
    ]

    @Test(arguments: samples.indices) func `the size is read from the header of every format`(index: Int) {
        let file = ImageFile(path: Self.samples[index].name, bytes: Self.samples[index].bytes)
        #expect(file.size == ImageSize(width: 640, height: 480), "\(Self.samples[index].name)")
        #expect(file.diagnostics.isEmpty, "\(file.diagnostics)")
    }

    @Test func `an image that ends early or was scrambled is unreadable or has a size, and never stops the build`() {
        var random = SeededGenerator(seed: 7)
        for (name, bytes) in Self.samples {
            for length in 0..<bytes.count { _ = ImageFile(path: name, bytes: Array(bytes[..<length])) }
            for _ in 0..<2_000 {
                var scrambled = bytes
                for _ in 0...random.below(4) { scrambled[random.below(bytes.count)] = UInt8(random.below(256)) }
                let file = ImageFile(path: name, bytes: scrambled)
                if let size = file.size { #expect(size.width > 0 && size.height > 0) }
                #expect(file.format != nil || file.diagnostics.map(\.rule) == [.unreadableImage])
            }
        }
    }

    @Test func `a page keeps room for its images, and loads them when a reader comes near`() {
        var workbook = Fixture()
        workbook.page("guides/a.md", "![A](a%20b.png)\n\n![B](box.svg \"B\")")
        workbook.attachments = [
            OutputFile(path: "guides/a b.png", bytes: Self.png(800, 600)),
            OutputFile(path: "guides/box.svg", bytes: Array("<svg></svg>".utf8)),
        ]
        #expect(workbook.diagnostics().isEmpty)
        let text = workbook.site().text("guides/a/index.html")
        #expect(
            text.contains(
                #"<img src="../../guides/a%20b.png" alt="A" width="800" height="600" loading="lazy">"#))
        #expect(text.contains(#"<img src="../../guides/box.svg" alt="B" title="B">"#))
    }

    @Test func `an image of another size is not taken from memory`() {
        var workbook = Fixture()
        workbook.page("guides/a.md", "![A](a.png)")
        func build(_ width: Int, after previous: Site?) -> Site {
            workbook.attachments = [OutputFile(path: "guides/a.png", bytes: Self.png(width, 10))]
            var options = workbook.options(.customer)
            options.isRemembered = true
            return SiteBuilder(theme: Theme()).build(
                workbook.report, workbook.content, options: options, after: previous)
        }
        let first = build(100, after: nil)
        #expect(build(200, after: first).text("guides/a/index.html").contains(#"width="200""#))
    }

    @Test func `a broken, misnamed or heavy image is said once, whoever shows it`() {
        var workbook = Fixture()
        workbook.page("guides/a.md", "![A](cut.png) ![B](wrong.gif) ![C](wide.png) ![D](heavy.png)")
        workbook.page("guides/b.md", "![A](cut.png)")
        workbook.attachments = [
            OutputFile(path: "guides/cut.png", bytes: Array(Self.png(1, 1).prefix(20))),
            OutputFile(path: "guides/wrong.gif", bytes: Self.png(1, 1)),
            OutputFile(path: "guides/wide.png", bytes: Self.png(4001, 1)),
            OutputFile(path: "guides/heavy.png", bytes: Self.png(1, 1) + [UInt8](repeating: 0, count: 2_099_943)),
            OutputFile(path: "guides/unused.png", bytes: [1]),
        ]
        #expect(
            workbook.site().diagnostics.map { "\($0.severity.rawValue) \($0.file) \($0.rule): \($0.summary)" }
                == [
                    "warning content/guides/heavy.png large-image: the image has 2.1 MB",
                    "error content/guides/cut.png unreadable-image: this is not an image that browsers show, or it is cut off",
                    "warning content/guides/wide.png large-image: the image is 4001 pixels wide",
                    "error content/guides/wrong.gif mislabelled-image: the file's name doesn't match its format, PNG",
                ].sorted { $0.split(separator: " ")[1] < $1.split(separator: " ")[1] })
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "<SCRIPT/>", "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
        "<rect onload='x'/>", "<rect xmlns:ev='e' ev:onclick='x'/>", "<a href='https://example.com'/>",
        "<a href='&#106;avascript:x'/>", "<a xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='java\nscript:x'/>",
        "<image href='//host/x.png'/>",
        "<image href='data:image/svg+xml,x'/>", "<use href='other.svg#a'/>", "<style>@import 'x';</style>",
        "<style>a{fill:url(https://example.com/x)}</style>", "<style>a{fill:\\75rl(x)}</style>",
        "<style>a{background:image-set('x' 1x)}</style>", "<style><![CDATA[a{fill:url(x)}]]></style>",
        "<rect style='fill: u&#114;l(x)'/>", "<rect fill='url(x.svg#a)'/>", "<rect fill='\\75rl(x)'/>",
        "<animate attributeName='href' to='x'/>", "<set attributeName='onclick' to='x'/>", "<g xml:base='x'/>",
        "&own;", "<rect a=&own;/>", "<rect a='&own;'/>", "<!ENTITY x 'y'>", "<?xml-stylesheet href='x'?>",
        "<rect a=b/>",
        "<rect", "<!-- never", "<rect a", "</style",
    ]) func `an SVG that holds more than a drawing is refused`(part: String) {
        let bytes = Array("<svg xmlns='http://www.w3.org/2000/svg'>\(part)</svg>".utf8)
        #expect(ImageFile(path: "a.svg", bytes: bytes).diagnostics.map(\.rule) == [.unsafeImage])
    }

    @Test func `an SVG in another encoding is no image here`() {
        let text = "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"
        let wide: [UInt8] = text.utf8.reduce(into: []) { $0 += [$1, 0] }
        for bytes in [wide, Array(text.utf8) + [0], Array(text.utf8) + [0xFF]] {
            #expect(ImageFile(path: "a.svg", bytes: bytes).diagnostics.map(\.rule) == [.unreadableImage])
        }
        let named = Array("<?xml version='1.0' encoding='UTF-7'?><svg/>".utf8)
        #expect(ImageFile(path: "a.svg", bytes: named).diagnostics.map(\.rule) == [.unsafeImage])
    }

    @Test(arguments: [
        "<rect fill='url(#a)'/>", "<use xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='#a'/>",
        "<style>a{fill:url(\"#a\")}</style>",
        "<image href='data:image/gif;base64,R0lGODlhAQABAAAAADs='/>", "<text>script: on &amp; on &#169;</text>",
        "<!-- <script> -->",
        "<metadata xmlns:rdf='r' rdf:about='' name='C:\\drawing'/>", "<path d='M0 0\n1 1' transform='rotate(3)'/>",
    ]) func `a drawing is a drawing`(part: String) {
        let bytes = Array("<svg xmlns='http://www.w3.org/2000/svg'>\(part)</svg>".utf8)
        #expect(ImageFile(path: "a.svg", bytes: bytes).diagnostics.isEmpty)
    }

    @Test func `an SVG that a page only links to is looked into as well`() {
        var workbook = Fixture()
        workbook.page("guides/a.md", "[A](a.svg)")
        workbook.attachments = [OutputFile(path: "guides/a.svg", bytes: Array("<svg onload='x'/>".utf8))]
        #expect(workbook.diagnostics() == ["content/guides/a.svg:0 unsafe-image"])
    }
}

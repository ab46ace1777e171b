import Markup
import Testing

@Suite struct LinkPolicyTests {
    @Test(arguments: [
        "guide.md", "guide.md#caps", "#caps", "../a/b.md?x=1", "/guide/", "a b.md", "über.md", "?q=a:b",
        "https://example.com", "HTTPS://EXAMPLE.com/x", "http://example.com:8080/a?b#c",
        "mailto:ann@example.com", "a/b:c.md", "100%25.md", "50%.md", "a%20b.md", "%C3%BC.md",
    ])
    func `a link may lead to`(destination: String) {
        #expect(LinkPolicy.permits(destination, in: .link))
    }

    @Test(arguments: [
        "", " ", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)", "\u{1}javascript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc",
        "ftp://example.com", "blob:x", "about:blank", "view-source:x", "ws://x", "C:/x", "//example.com",
        "\\\\example.com", "/\\example.com", "a\\b", "javascript%3Aalert(1)", "%6Aavascript:alert(1)",
        "javascript%253Aalert(1)", "%2F%2Fexample.com", "a%5Cb", "a%00b", "a%0Ab", "https:example.com",
        "https:/example.com", "https:///example.com", "https://", "http:", "mailto:", ":x", "x\u{7F}",
        "javascript\u{FF1A}:x", "ｊavascript:x", "feed:https://x", "tel:+49", " a.md", "a.md ", "a.md%20",
    ])
    func `a link may not lead to`(destination: String) {
        #expect(!LinkPolicy.permits(destination, in: .link))
        #expect(!LinkPolicy.permits(destination, in: .image))
    }

    @Test func `a diagram links to this site or over https`() {
        for destination in ["guide.md#caps", "#caps", "a/b%3Ac", "https://example.com/x?y=%3A"] {
            #expect(LinkPolicy.permits(destination, in: .diagram), "\(destination)")
        }
        for destination in ["http://example.com", "mailto:a@example.com", "javascript%3Aalert(1)", "a%5Cb", ""] {
            #expect(!LinkPolicy.permits(destination, in: .diagram), "\(destination)")
        }
    }

    @Test func `a drawing file refers to itself and to the pictures that it holds`() {
        for reference in ["", "#a", " #a", "data:image/png;base64,AA", "DATA:image/jpeg,", "da\nta:image/webp;x"] {
            #expect(LinkPolicy.permits(reference, in: .drawingFile), "\(reference)")
        }
        for reference in ["a.svg", "https://example.com/a.png", "data:image/svg+xml,x", "data:text/html,x", "//x"] {
            #expect(!LinkPolicy.permits(reference, in: .drawingFile), "\(reference)")
        }
    }

    @Test func `an image is loaded from this site or over https`() {
        #expect(LinkPolicy.permits("img/a.png", in: .image))
        #expect(LinkPolicy.permits("https://example.com/a.png", in: .image))
        #expect(!LinkPolicy.permits("http://example.com/a.png", in: .image))
        #expect(!LinkPolicy.permits("mailto:a@example.com", in: .image))
        #expect(!LinkPolicy.permits("data:image/png;base64,AA", in: .image))
    }
}

import FoundationXML
import Markup
import TestSupport
import Testing

import struct Foundation.Data
import class Foundation.NSObject

@Suite struct EscapingTests {
    private func shown(_ text: String) -> String { String(decoding: Escaping.shown.escaped(text), as: UTF8.self) }

    /// The text and the attribute of an element, as the platform's parser reads them.
    private final class Reading: NSObject, XMLParserDelegate {
        var text = ""
        var value: String?

        init?(_ xml: XML) {
            super.init()
            let parser = XMLParser(data: Data(xml.bytes))
            parser.delegate = self
            guard parser.parse() else { return nil }
        }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            value = attributes["v"]
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) { self.text += text }
    }

    private static let pieces = [
        "<", ">", "&", "\"", "'", "a", "é", "\n", "\t", "&amp;", "&lt;", "\u{2013}", "😄", "=", "\u{FF1C}",
    ]

    @Test func `a parser gives back what was escaped`() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<500 {
            let text = (0..<random.below(40)).map { _ in random.pick(Self.pieces) }.joined()
            let escaped = shown(text)
            #expect(!escaped.contains("<") && !escaped.contains(">") && !escaped.contains("\""))
            var xml = XML.declared
            xml.markup("<e")
            xml.exactAttribute("v", text)
            xml.markup(">")
            xml.text(text)
            xml.markup("</e>")
            let reading = try #require(Reading(xml))
            #expect(reading.text == text)
            #expect(reading.value == text)
        }
    }

    @Test func `exact text keeps line ends and quotation marks`() throws {
        let text = "a\r\nb\tc\"\r"
        var xml = XML()
        xml.markup("<e")
        xml.exactAttribute("v", text)
        xml.markup(">")
        xml.exactContent(text)
        xml.markup("</e>")
        let reading = try #require(Reading(xml))
        #expect(Array(reading.text.utf8) == Array(text.utf8))
        #expect(reading.value.map { Array($0.utf8) } == Array(text.utf8))
        #expect(String(decoding: xml.bytes, as: UTF8.self).contains("c\"&#13;</e>"))
    }

    @Test func `characters that reorder text are named, and characters that XML forbids are replaced`() throws {
        let text = "a\u{202E}b\u{2066}c\u{1}\u{7F}\u{2013}\u{2069}\u{FFFE}\u{FFFF}\u{FFFD}"
        #expect(shown(text) == "a[U+202E]b[U+2066]c\u{FFFD}\u{FFFD}\u{2013}[U+2069]\u{FFFD}\u{FFFD}\u{FFFD}")
        var xml = XML.declared
        xml.element("<e>", text, "</e>")
        _ = try #require(Reading(xml))
    }

    @Test func `text and attributes of HTML are escaped, and destinations are encoded`() {
        var html = HTML()
        html.markup("<a")
        html.attribute("title", "\"<b>\"")
        html.attribute("tabindex", -1)
        html.markup(" href=\"")
        html.destination("ä b?x='1'&y=%20\"")
        html.markup("\">")
        html.text("1 < 2")
        html.markup("</a>")
        #expect(
            html.description == "<a title=\"&quot;&lt;b&gt;&quot;\" tabindex=\"-1\" "
                + "href=\"%C3%A4%20b?x=&#x27;1&#x27;&amp;y=%20%22\">1 &lt; 2</a>")
    }
}

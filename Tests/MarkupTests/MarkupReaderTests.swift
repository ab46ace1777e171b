import Testing

@testable import Markup

@Suite struct MarkupReaderTests {
    private func pieces(_ text: String) -> [String] {
        MarkupReader(Array(text.utf8)[...]).map { piece in
            switch piece {
            case .text(let text): "text:" + String(decoding: text, as: UTF8.self)
            case .comment(let comment): "comment:" + String(decoding: comment, as: UTF8.self)
            case .tag(let tag):
                (tag.isClosing ? "close:" : tag.isEmpty ? "empty:" : "open:") + tag.name
                    + tag.attributes.map { " \($0.name)" + ($0.value.map { "=\($0)" } ?? "") }.joined()
            }
        }
    }

    @Test(arguments: [
        ("a<b>c</b>d", ["text:a", "open:b", "text:c", "close:b", "text:d"]),
        (
            "<a href=\"x>y\" title = 'say \"z\"' w=1 open><br/><br />",
            ["open:a href=x>y title=say &quot;z&quot; w=1 open", "empty:br", "empty:br"]
        ),
        ("<a href=b/c>", ["open:a href=b/c"]),
        ("<a title='x\"\u{301} b=c'>", ["open:a title=x&quot;\u{301} b=c"]),
        ("1 < 2 <3 <", ["text:1 ", "text:< 2 ", "text:<3 ", "text:<"]),
        (
            "<!-- a > b --><!DOCTYPE html><?xml?>",
            ["comment:<!-- a > b -->", "comment:<!DOCTYPE html>", "comment:<?xml?>"]
        ),
        ("<!-- never closed", ["comment:<!-- never closed"]),
        ("x<a href=\"never <b>", ["text:x", "text:<a href=\"never <b>"]),
        ("<é>", ["text:<é>"]),
    ])
    func `markup is split as a browser splits it`(text: String, expected: [String]) {
        #expect(pieces(text) == expected)
    }

    @Test func `no byte is lost or read twice`() {
        let letters = Array("<>/!-?= \"'ab&;".utf8)
        var state: UInt32 = 7
        for length in 0..<400 {
            let bytes = (0..<length % 40).map { _ in
                state = state &* 1_664_525 &+ 1_013_904_223
                return letters[Int(state >> 16) % letters.count]
            }
            var reader = MarkupReader(bytes[...])
            var before = 0
            while reader.next() != nil {
                #expect(reader.index > before)
                before = reader.index
            }
            #expect(before == bytes.count)
        }
    }
}

@Suite struct EntitiesTests {
    @Test(arguments: [
        ("a &amp; b", "a & b"), ("&lt;&gt;&quot;&apos;", "<>\"'"), ("&#65;&#x42;&#X43;", "ABC"), ("&amp;lt;", "&lt;"),
        ("&unknown; &", "&unknown; &"), ("&#0;&#xD800;&#+5;", "&#0;&#xD800;&#+5;"), ("&;&#;&#x;", "&;&#;&#x;"),
        ("&amp", "&amp"), ("é&#8211;é", "é–é"),
    ])
    func `references are resolved once, and unknown ones stay`(text: String, expected: String) {
        #expect(Entities.decoded(text) == expected)
        #expect(Entities.decoded(Array(text.utf8)[...]) == expected)
    }
}

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("a%20b", "a b"), ("%C3%A4", "ä"), ("100%", "100%"), ("%+5 %zz %4", "%+5 %zz %4"), ("%2541", "%41"), ("", ""),
    ])
    func `escapes are resolved once, and other percent signs stay`(text: String, expected: String) {
        #expect(PercentEncoding.decoded(text) == expected)
    }

    @Test func `what was encoded is decoded again`() {
        for text in ["a/b-c_d.e~f", "ä b", "100%", "#?&=+"] {
            let encoded = PercentEncoding.encoded(text)
            #expect(encoded.utf8.allSatisfy { $0 < 0x80 && $0 > 0x20 })
            #expect(PercentEncoding.decoded(encoded) == text)
        }
        #expect(PercentEncoding.encoded("guides/ä b.md") == "guides/%C3%A4%20b.md")
        #expect(PercentEncoding.decoded("%FF") == nil)
    }
}

import Markup
import Testing

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("a%41", "aA"), ("%41b", "Ab"), ("%C3%a4", "\u{E4}"), ("%2541", "%41"), ("%4", "%4"), ("%", "%"),
        ("%G1%1G", "%G1%1G"), ("plain", "plain"),
    ])
    func `an encoded byte is resolved once, wherever it is`(text: String, decoded: String) {
        #expect(PercentEncoding.decoded(text) == decoded)
    }

    @Test func `what is no UTF-8 is no text`() {
        #expect(PercentEncoding.decoded("%FF") == nil)
    }
}

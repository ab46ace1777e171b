import Fingerprint
import Testing

@Suite struct FingerprintTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func `a fingerprint is the SHA-256 of FIPS 180-4`(text: String, hex: String) {
        #expect(Fingerprint(of: text.utf8).hex == hex)
        #expect(Fingerprint(of: Array(text.utf8)).hex == hex)
        // A sequence whose bytes are not in one place.
        #expect(Fingerprint(of: text.utf8.lazy.map { $0 }).hex == hex)
    }

    @Test func `no two lists of fields have the same fingerprint`() {
        let lists = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], [], [""]]
        #expect(Set(lists.map { Fingerprint(ofFields: $0) }).count == lists.count)
    }

    @Test func `the fingerprint of fields is that of their bytes, each field after its length`() {
        // Ledgers name imported rows by it, so it never changes.
        let bytes: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 2, 0xC3, 0xA4, 0, 0, 0, 0, 0, 0, 0, 0]
        #expect(Fingerprint(ofFields: ["\u{E4}", ""]) == Fingerprint(of: bytes))
    }
}

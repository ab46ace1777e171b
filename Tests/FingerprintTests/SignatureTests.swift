import Fingerprint
import Testing

@Suite struct SignatureTests {
    /// The third key of RFC 8032, section 7.1.
    private static let secret = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
    private static let signature: [UInt8] = [
        0x62, 0x91, 0xD6, 0x57, 0xDE, 0xEC, 0x24, 0x02, 0x48, 0x27, 0xE6, 0x9C, 0x3A, 0xBE, 0x01, 0xA3,
        0x0C, 0xE5, 0x48, 0xA2, 0x84, 0x74, 0x3A, 0x44, 0x5E, 0x36, 0x80, 0xD7, 0xDB, 0x5A, 0xC3, 0xAC,
        0x18, 0xFF, 0x9B, 0x53, 0x8D, 0x16, 0xF2, 0x90, 0xAE, 0x67, 0xF7, 0x60, 0x98, 0x4D, 0xC6, 0x59,
        0x4A, 0x7C, 0x15, 0xE9, 0x71, 0x6E, 0xD2, 0x8D, 0xC0, 0x27, 0xBE, 0xCE, 0xEA, 0x1E, 0xC4, 0x0A,
    ]

    @Test func `a signature is that of RFC 8032`() throws {
        let key = try #require(SigningKey(hex: Self.secret))
        #expect(try key.signature(of: [0xAF, 0x82]) == Self.signature)
        #expect(key.publicKey.isValid(Self.signature, of: [0xAF, 0x82]))
    }

    @Test func `a signature of other bytes, or by another key, is not valid`() throws {
        let key = SigningKey()
        let signature = try key.signature(of: [1, 2, 3])
        #expect(key.publicKey.isValid(signature, of: [1, 2, 3]))
        #expect(!key.publicKey.isValid(signature, of: [1, 2, 4]))
        #expect(!SigningKey().publicKey.isValid(signature, of: [1, 2, 3]))
        #expect(!key.publicKey.isValid([], of: [1, 2, 3]))
    }

    @Test func `a key is written and read again`() throws {
        let key = SigningKey()
        #expect(SigningKey(hex: key.hex)?.publicKey == key.publicKey)
        #expect(PublicKey(pem: key.publicKey.pem) == key.publicKey)
        for text in ["", "ab", String(key.hex.dropLast()), key.hex.uppercased() + "0", key.hex + "00"] {
            #expect(SigningKey(hex: text) == nil)
        }
        #expect(PublicKey(pem: key.publicKey.pem.replacing("MCow", with: "MCox")) == nil)
        #expect(PublicKey(pem: key.publicKey.pem + "\n") == nil)
    }

    @Test func `a fingerprint is the key's SHA-256 in groups of four`() throws {
        let fingerprint = try #require(SigningKey(hex: Self.secret)).publicKey.fingerprint
        #expect(fingerprint.split(separator: " ").count == 16)
        #expect(fingerprint.split(separator: " ").allSatisfy { $0.count == 4 })
    }
}

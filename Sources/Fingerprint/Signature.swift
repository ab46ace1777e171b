import Crypto
import FoundationEssentials

/// A private key that signs (Ed25519, RFC 8032).
package struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Makes a new key from the system's randomness.
    package init() {
        key = Curve25519.Signing.PrivateKey()
    }

    /// The key that `hex` holds: 64 hexadecimal digits, as `hex` gives them.
    package init?(hex: String) {
        guard let bytes = [UInt8](hex: hex), let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else {
            return nil
        }
        self.key = key
    }

    package var hex: String { [UInt8](key.rawRepresentation).hex }

    package var publicKey: PublicKey { PublicKey(key.publicKey) }

    /// Returns the signature, 64 bytes.
    package func signature(of bytes: [UInt8]) throws -> [UInt8] { [UInt8](try key.signature(for: bytes)) }
}

/// A public key that checks signatures (Ed25519, RFC 8032).
package struct PublicKey: Sendable, Equatable {
    private let raw: [UInt8]

    fileprivate init(_ key: Curve25519.Signing.PublicKey) {
        raw = [UInt8](key.rawRepresentation)
    }

    /// The SHA-256 of the key's 32 bytes, in groups of four digits that can be read out on the phone.
    package var fingerprint: String {
        var hex = Fingerprint(of: raw).hex[...]
        var groups: [Substring] = []
        while !hex.isEmpty {
            groups.append(hex.prefix(4))
            hex = hex.dropFirst(4)
        }
        return groups.joined(separator: " ")
    }

    /// Returns whether `signature` is this key's signature of `bytes`.
    package func isValid(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw) else { return false }
        return key.isValidSignature(signature, for: bytes)
    }
}

extension PublicKey {
    /// What comes before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410, section 4).
    private static let header: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
    private static let label = "PUBLIC KEY"

    /// The key as PEM text (RFC 7468), which `openssl pkeyutl -verify` reads.
    package var pem: String {
        "-----BEGIN \(Self.label)-----\n\(Data(Self.header + raw).base64EncodedString())\n-----END \(Self.label)-----\n"
    }

    /// The key in `pem`, exactly as `pem` writes it, or nil.
    package init?(pem: String) {
        let lines = pem.split(separator: "\n")
        guard lines.count == 3, let data = Data(base64Encoded: String(lines[1])) else { return nil }
        let bytes = [UInt8](data)
        guard bytes.starts(with: Self.header), bytes.count == Self.header.count + 32 else { return nil }
        raw = Array(bytes.dropFirst(Self.header.count))
        guard self.pem == pem else { return nil }
    }
}

extension [UInt8] {
    fileprivate var hex: String {
        let digits = Array<Character>("0123456789abcdef")
        return String(flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    fileprivate init?(hex: String) {
        let digits = hex.utf8.map { digit -> UInt8? in
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
            default: nil
            }
        }
        guard digits.count.isMultiple(of: 2), !digits.contains(nil) else { return nil }
        let values = digits.compactMap(\.self)
        self = stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }
}

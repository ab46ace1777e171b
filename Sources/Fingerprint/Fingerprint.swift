import Crypto

/// The SHA-256 of some bytes (FIPS 180-4), as 64 lower-case hexadecimal digits.
///
///     Fingerprint(of: "abc".utf8).hex      // ba7816bf 8f01cfea 414140de ...
package struct Fingerprint: Hashable, Sendable, Codable {
    package let hex: String

    package init(of bytes: some Sequence<UInt8>) {
        var hasher = SHA256()
        if bytes.withContiguousStorageIfAvailable({ hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }) == nil {
            hasher.update(data: Array(bytes))
        }
        hex = Self.hexadecimal(hasher.finalize())
    }

    /// The fingerprint of several fields, each preceded by its length so that no two lists of fields
    /// ever join to the same bytes.
    package init(ofFields fields: [String]) {
        var hasher = SHA256()
        for field in fields {
            var field = field
            field.withUTF8 { bytes in
                withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { hasher.update(bufferPointer: $0) }
                hasher.update(bufferPointer: UnsafeRawBufferPointer(bytes))
            }
        }
        hex = Self.hexadecimal(hasher.finalize())
    }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 64) { buffer in
            var index = 0
            for byte in digest {
                buffer[index] = digits[Int(byte >> 4)]
                buffer[index + 1] = digits[Int(byte & 15)]
                index += 2
            }
            return index
        }
    }
}

import FoundationEssentials

/// Replaces secrets in the output of commands by `***`, also where one is split between two chunks.
///
/// A secret is also found as JSON, an address or Base64 writes it, and line by line.
package struct SecretMask: Sendable {
    private static let replacement = Array("***".utf8)

    /// Longest first, so that one secret inside another doesn't leave a rest.
    private let secrets: [[UInt8]]
    private var pending: [UInt8] = []

    package init(_ secrets: [String]) {
        var forms: Set<[UInt8]> = []
        for secret in secrets where !secret.isEmpty {
            forms.insert(Array(secret.utf8))
            for line in secret.split(whereSeparator: \.isNewline) where line.utf8.count > 3 {
                forms.insert(Array(line.utf8))
            }
            guard secret.utf8.count > 3 else { continue }
            forms.insert(Self.percentEncoded(secret))
            forms.insert(Self.json(secret))
            let encoded = Data(secret.utf8).base64EncodedString()
            forms.insert(Array(encoded.prefix { $0 != "=" }.utf8))
        }
        self.secrets = forms.sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
    }

    package var isEmpty: Bool { secrets.isEmpty }

    /// Returns what can be shown so far; the beginning of a possible secret is kept back.
    package mutating func mask(_ chunk: some Sequence<UInt8>) -> [UInt8] {
        guard !secrets.isEmpty else { return Array(chunk) }
        pending += chunk
        return release(isEnd: false)
    }

    /// Returns what was kept back.
    package mutating func finish() -> [UInt8] { release(isEnd: true) }

    /// Returns a whole text without its secrets.
    package func masked(_ text: String) -> String {
        var mask = self
        return String(decoding: mask.mask(text.utf8) + mask.finish(), as: UTF8.self)
    }

    private mutating func release(isEnd: Bool) -> [UInt8] {
        var shown: [UInt8] = []
        var index = 0
        while index < pending.count {
            if !isEnd, secrets.contains(where: { isBeginning(of: $0, at: index) }) { break }
            if let secret = secrets.first(where: { isWhole($0, at: index) }) {
                shown += Self.replacement
                index += secret.count
            } else {
                shown.append(pending[index])
                index += 1
            }
        }
        pending.removeFirst(index)
        return shown
    }

    private func isWhole(_ secret: [UInt8], at index: Int) -> Bool {
        index + secret.count <= pending.count && pending[index] == secret[0]
            && pending[index..<index + secret.count].elementsEqual(secret)
    }

    /// Whether all that is pending from `index` on begins the secret, and more of it may come.
    private func isBeginning(of secret: [UInt8], at index: Int) -> Bool {
        let count = pending.count - index
        return count < secret.count && pending[index] == secret[0] && secret.starts(with: pending[index...])
    }

    private static func percentEncoded(_ text: String) -> [UInt8] {
        text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                return [byte]
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                return Array("%\(digits.count < 2 ? "0" : "")\(digits)".utf8)
            }
        }
    }

    private static func json(_ text: String) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        guard let data = try? encoder.encode(text) else { return Array(text.utf8) }
        return Array(data.dropFirst().dropLast())
    }
}

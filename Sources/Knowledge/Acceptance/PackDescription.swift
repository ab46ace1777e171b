package import CivilTime
package import Fingerprint
import FoundationEssentials

/// What an acceptance pack says about itself, in `pack.json`.
package struct PackDescription: Sendable, Equatable, Codable {
    /// The ledger as it was when the pack was made.
    package struct LedgerHead: Sendable, Equatable, Codable {
        package var entries: Int
        /// The hash of the last entry.
        package var hash: String

        package init(entries: Int, hash: String) {
            self.entries = entries
            self.hash = hash
        }
    }

    /// Says what kind of file this is, for programs that come later.
    package private(set) var format = Self.format
    package private(set) var version = 1
    /// The contract's id.
    package var engagement: String
    package var title: String
    package var customer: String
    package var supplier: String
    package var madeOn: String
    package var ledger: LedgerHead
    /// The fingerprint of the pack's files but those that name the pack itself.
    package var contents: String

    private static let format = "workbook-acceptance-pack"

    package init(
        engagement: String, title: String, customer: String, supplier: String, madeOn: CivilDate, ledger: LedgerHead,
        contents: Fingerprint
    ) {
        self.engagement = engagement
        self.title = title
        self.customer = customer
        self.supplier = supplier
        self.madeOn = madeOn.description
        self.ledger = ledger
        self.contents = contents.hex
    }

    /// The bytes of `pack.json`; the same description always has the same.
    package var bytes: [UInt8] { PackJSON.bytes(of: self) }

    /// Reads `pack.json`, or returns nil if it isn't one that this version can read.
    package init?(bytes: [UInt8]) {
        guard let read = try? JSONDecoder().decode(PackDescription.self, from: Data(bytes)),
            read.format == Self.format, read.version == 1
        else { return nil }
        self = read
    }
}

/// JSON as a person can read it, with the same bytes for the same value.
enum PackJSON {
    static func bytes(of value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Strings and numbers always encode.
        let data = (try? encoder.encode(value)) ?? Data()
        return [UInt8](data) + [0x0A]
    }
}

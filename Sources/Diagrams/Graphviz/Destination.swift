/// Where a node of a diagram may lead.
enum Destination {
    /// True for a relative destination, false for `https`, nil for what is not permitted.
    static func isRelative(_ destination: String) -> Bool? {
        let bytes = destination.utf8
        guard let first = bytes.first, first > 0x20, !destination.hasPrefix("//"),
            bytes.allSatisfy({ $0 > 0x1F && $0 != 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        // `javascript%3A` is harmless as it stands; it is refused because nobody means well by it.
        let lowered = destination.lowercased()
        guard !lowered.contains("%3a"), !lowered.contains("%5c") else { return nil }
        let head = bytes.prefix { byte in
            switch byte {
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): false
            default: true
            }
        }
        guard head.contains(UInt8(ascii: ":")) else { return true }
        return lowered.hasPrefix("https://") && bytes.count > 8 ? false : nil
    }
}

import FoundationEssentials

/// A picture in the address of an SVG's `<image>`: `data:image/png;base64,...`.
enum EmbeddedPicture {
    /// The address of the same picture without its metadata; nil if the picture is none, or cut off or damaged.
    static func stripped(_ address: String) -> String? {
        guard let comma = address.firstIndex(of: ","), address[..<comma].lowercased().hasSuffix(";base64") else {
            return nil
        }
        let text = String(address[address.index(after: comma)...].filter { !$0.isWhitespace })
        guard let data = Data(base64Encoded: text) else { return nil }
        let bytes = Array(data)
        // An SVG in an SVG could bring its own addresses.
        guard let format = ImageHeader(bytes)?.format, format != .svg,
            let stripped = ImageMetadata.stripped(bytes, format)
        else { return nil }
        return "data:image/\(format.rawValue.lowercased());base64," + Data(stripped).base64EncodedString()
    }
}

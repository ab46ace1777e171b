import Markdown
import XMLReading

/// How large an SVG file wants to be shown.
enum SVGSize {
    /// Whether the bytes are meant as an SVG: well-formed with the root `<svg>`, or else with that tag at the start.
    static func isSVG(_ bytes: [UInt8]) -> Bool {
        // A file of another format is told by its first bytes, without reading all of it.
        guard bytes.first(where: { $0 > 0x20 }).map({ $0 == UInt8(ascii: "<") || $0 == 0xEF }) == true,
            bytes.count <= XMLReader.byteLimit, String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0)
        else { return false }
        return String(decoding: bytes.prefix(4096), as: UTF8.self).firstRange(of: /<([\w.-]+:)?svg[\s\/>]/) != nil
    }

    /// The size that the root names, or that of its view box; nil if it leaves the size to the page.
    static func size(of root: XMLElement) -> ImageSize? {
        func value(_ name: String) -> String? {
            root.attributes.first { $0.name == .init(namespace: "", local: name) }?.value
        }
        if let width = value("width").flatMap(pixels), let height = value("height").flatMap(pixels) {
            return size(width, height)
        }
        let box = (value("viewBox") ?? "").split { $0 == " " || $0 == "," || $0.isNewline || $0 == "\t" }
        let numbers = box.compactMap { Double($0) }
        guard numbers.count == 4, box.count == 4 else { return nil }
        // One of the two given, the other follows from the shape.
        if let width = value("width").flatMap(pixels), numbers[2] > 0 {
            return size(width, width * numbers[3] / numbers[2])
        }
        if let height = value("height").flatMap(pixels), numbers[3] > 0 {
            return size(height * numbers[2] / numbers[3], height)
        }
        return size(numbers[2], numbers[3])
    }

    private static func size(_ width: Double, _ height: Double) -> ImageSize? {
        guard width.isFinite, height.isFinite, 0.5..<1e6 ~= width, 0.5..<1e6 ~= height else { return nil }
        return ImageSize(width: Int(width.rounded()), height: Int(height.rounded()))
    }

    /// A length in CSS pixels, of which an inch has 96: `12`, `12px`, `3cm`; nil for a share of the page.
    private static func pixels(_ text: String) -> Double? {
        let units: [(name: String, pixels: Double)] = [
            ("px", 1), ("in", 96), ("cm", 96 / 2.54), ("mm", 96 / 25.4), ("pt", 96.0 / 72), ("pc", 16),
        ]
        if let number = Double(text) { return number }
        guard let unit = units.first(where: { text.hasSuffix($0.name) }) else { return nil }
        return Double(text.dropLast(2)).map { $0 * unit.pixels }
    }
}

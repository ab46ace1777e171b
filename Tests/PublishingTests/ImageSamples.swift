@testable import Publishing

/// Small whole images, with whatever a program may put into them.
enum ImageSamples {
    static let secret = "Zanzibar 51.5074 N"

    static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        ImageMetadata.big(data.count, 4) + Array(name.utf8) + data + [1, 2, 3, 4]
    }

    /// - Parameter parts: Chunks between the header and the picture.
    static func png(_ width: Int, _ height: Int, _ parts: [(String, [UInt8])] = []) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", ImageMetadata.big(width, 4) + ImageMetadata.big(height, 4) + [8, 6, 0, 0, 0])
            + parts.flatMap { chunk($0.0, $0.1) } + chunk("IDAT", [7, 7]) + chunk("IEND", [])
    }

    static func segment(_ kind: UInt8, _ data: [UInt8]) -> [UInt8] {
        [0xFF, kind] + ImageMetadata.big(data.count + 2, 2) + data
    }

    /// A progressive JPEG in two scans.
    static func jpeg(_ parts: [[UInt8]] = []) -> [UInt8] {
        [0xFF, 0xD8] + parts.flatMap(\.self) + segment(0xDB, [0, 1])
            + segment(0xC2, [8, 0, 5, 0, 9, 1, 0, 0, 0]) + segment(0xDA, [1]) + [5, 0xFF, 0, 6, 0xFF, 0xD3, 7]
            + segment(0xC4, [3]) + segment(0xDA, [2]) + [8, 9] + [0xFF, 0xD9]
    }

    /// What a camera writes: its own words, and the orientation.
    static func exif(_ orientation: Int) -> [UInt8] {
        Array("II".utf8) + [
            42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, UInt8(orientation), 0, 0, 0, 0, 0, 0, 0,
        ]
            + Array(secret.utf8)
    }

    /// Blocks of a GIF, each at most 255 bytes long.
    static func blocks(_ data: [UInt8]) -> [UInt8] { [UInt8(data.count)] + data + [0] }

    static func gif(_ parts: [[UInt8]] = []) -> [UInt8] {
        Array("GIF89a".utf8) + [9, 0, 5, 0, 0x80, 0, 0] + [1, 2, 3, 4, 5, 6] + parts.flatMap(\.self)
            + [0x2C, 0, 0, 0, 0, 9, 0, 5, 0, 0x80, 1, 1, 1, 2, 2, 2, 2] + blocks([1, 2]) + [0x3B]
    }

    /// Chunks of a WebP file, or of one of its frames.
    static func webpChunks(_ parts: [(String, [UInt8])]) -> [UInt8] {
        parts.flatMap { name, data in
            Array(name.utf8) + ImageMetadata.little(data.count, 4) + data + (data.count % 2 == 1 ? [0] : [])
        }
    }

    static func webp(_ parts: [(String, [UInt8])]) -> [UInt8] {
        let body = webpChunks(parts)
        return Array("RIFF".utf8) + ImageMetadata.little(body.count + 4, 4) + Array("WEBP".utf8) + body
    }
}

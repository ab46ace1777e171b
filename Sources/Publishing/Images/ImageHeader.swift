import Markdown

/// The format and the size that the first bytes of an image tell.
///
///     ImageHeader(bytes)?.size      // ImageSize(width: 640, height: 480)
///
/// PNG: https://www.w3.org/TR/png-3/ · GIF: https://www.w3.org/Graphics/GIF/spec-gif89a.txt · JPEG: ITU-T T.81 ·
/// WebP: RFC 9649 · Exif: `ExifOrientation` · SVG has no header: `SVGSize`.
struct ImageHeader: Sendable, Equatable {
    let format: ImageFile.Format
    let size: ImageSize?

    /// Nil where `bytes` begin like none of the formats, or say no size that can be.
    init?(_ bytes: [UInt8]) {
        let reader = ByteReader(bytes: bytes)
        if reader.begins(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self.init(.png, Self.png(reader))
        } else if reader.begins(with: Array("GIF87a".utf8)) || reader.begins(with: Array("GIF89a".utf8)) {
            self.init(.gif, Self.gif(reader))
        } else if reader.begins(with: [0xFF, 0xD8, 0xFF]) {
            self.init(.jpeg, Self.jpeg(reader))
        } else if reader.begins(with: Array("RIFF".utf8)), reader.holds("WEBP", at: 8) {
            self.init(.webp, Self.webp(reader))
        } else if SVGSize.isSVG(bytes) {
            self.init(format: .svg, size: nil)
        } else {
            return nil
        }
    }

    private init(format: ImageFile.Format, size: ImageSize?) {
        self.format = format
        self.size = size
    }

    private init?(_ format: ImageFile.Format, _ size: (width: Int, height: Int)?) {
        guard let size, size.width > 0, size.height > 0 else { return nil }
        self.init(format: format, size: ImageSize(width: size.width, height: size.height))
    }

    private static func png(_ reader: ByteReader) -> (Int, Int)? {
        guard reader.holds("IHDR", at: 12), let width = reader.big(4, at: 16), let height = reader.big(4, at: 20),
            width < 1 << 31, height < 1 << 31
        else { return nil }
        return (width, height)
    }

    private static func gif(_ reader: ByteReader) -> (Int, Int)? {
        guard let width = reader.little(2, at: 6), let height = reader.little(2, at: 8) else { return nil }
        return (width, height)
    }

    /// Walks from segment to segment until the one that begins a frame; a photo that lies on its side, as its
    /// Exif data says, is turned by the browser, and so are its width and height.
    private static func jpeg(_ reader: ByteReader) -> (Int, Int)? {
        var place = 2
        var isTurned = false
        while let mark = reader.byte(at: place) {
            guard mark == 0xFF, let kind = reader.byte(at: place + 1) else { return nil }
            switch kind {
            case 0xFF: place += 1  // Bytes of padding.
            case 0x01, 0xD0...0xD7: place += 2  // Without a length.
            case 0xD9, 0xDA: return nil  // The picture begins or ends, and no frame came before.
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                guard let height = reader.big(2, at: place + 5), let width = reader.big(2, at: place + 7) else {
                    return nil
                }
                return isTurned ? (height, width) : (width, height)
            default:
                guard let length = reader.big(2, at: place + 2), length >= 2 else { return nil }
                if kind == 0xE1, reader.holds("Exif\0\0", at: place + 4) {
                    isTurned = ExifOrientation.read(reader, at: place + 10) >= 5
                }
                place += 2 + length
            }
        }
        return nil
    }

    private static func webp(_ reader: ByteReader) -> (Int, Int)? {
        if reader.holds("VP8 ", at: 12) {
            guard reader.big(3, at: 23) == 0x9D012A, let width = reader.little(2, at: 26),
                let height = reader.little(2, at: 28)
            else { return nil }
            return (width & 0x3FFF, height & 0x3FFF)
        }
        if reader.holds("VP8L", at: 12) {
            guard reader.byte(at: 20) == 0x2F, let bits = reader.little(4, at: 21) else { return nil }
            return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
        }
        guard reader.holds("VP8X", at: 12), let width = reader.little(3, at: 24), let height = reader.little(3, at: 27)
        else { return nil }
        return (width + 1, height + 1)
    }
}

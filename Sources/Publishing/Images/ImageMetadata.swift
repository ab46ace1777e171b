/// Takes out of an image what is not seen: comments, places, cameras, programs, times, and what follows its end.
///
///     ImageMetadata.stripped(bytes, .png)     // nil if the file is cut off or damaged
///
/// What is kept is listed, because a private part can hold anything. A picture looks as before: its colour profile
/// and the orientation stay. The same bytes always become the same bytes, and stripped ones stay as they are.
enum ImageMetadata {
    static func stripped(_ bytes: [UInt8], _ format: ImageFile.Format) -> [UInt8]? {
        let reader = ByteReader(bytes: bytes)
        return switch format {
        case .png: PNGParts.stripped(reader)
        case .jpeg: JPEGParts.stripped(reader)
        case .gif: GIFParts.stripped(reader)
        case .webp: WebPParts.stripped(reader)
        case .svg: (try? SVGFile(bytes))?.bytes
        }
    }

    /// A number in `count` bytes, the highest first.
    static func big(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    /// A number in `count` bytes, the lowest first.
    static func little(_ number: Int, _ count: Int) -> [UInt8] { big(number, count).reversed() }
}

/// PNG: https://www.w3.org/TR/png-3/, a signature and chunks of length, name, data and checksum.
private enum PNGParts {
    /// Beside the critical chunks: transparency, colours, size of a pixel, and the frames of an animation.
    private static let kept: Set<String> = [
        "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "acTL",
        "fcTL", "fdAT",
    ]
    private static let critical: Set<String> = ["IHDR", "PLTE", "IDAT", "IEND"]

    static func stripped(_ reader: ByteReader) -> [UInt8]? {
        guard var result = reader.slice(0, 8).map(Array.init) else { return nil }
        var place = 8
        while let length = reader.big(4, at: place), let chunk = reader.slice(place, length + 12) {
            let name = String(decoding: chunk.dropFirst(4).prefix(4), as: UTF8.self)
            if kept.contains(name) || critical.contains(name) {
                result += chunk
            } else if name == "eXIf" {
                let orientation = ExifOrientation.read(reader, at: place + 8)
                if orientation != 1 { result += self.chunk("eXIf", ExifOrientation.tiff(orientation)) }
            }
            if name == "IEND" { return result }
            place += length + 12
        }
        return nil
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let checked = Array(name.utf8) + data
        return ImageMetadata.big(data.count, 4) + checked + ImageMetadata.big(Int(checksum(checked)), 4)
    }

    /// CRC-32, as Annex D of the specification has it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
        }
    }
}

/// JPEG: ITU-T T.81, Annex B, segments that begin with a marker, and after each SOS the picture itself.
private enum JPEGParts {
    static func stripped(_ reader: ByteReader) -> [UInt8]? {
        var result: [UInt8] = [0xFF, 0xD8]
        var place = 2
        while reader.byte(at: place) == 0xFF, let kind = reader.byte(at: place + 1) {
            switch kind {
            case 0xFF:
                place += 1  // Bytes of padding.
                continue
            case 0xD9: return result + [0xFF, 0xD9]
            case 0x01, 0xD0...0xD7:
                place += 2  // Without a length, and without use here.
                continue
            default: break
            }
            guard let length = reader.big(2, at: place + 2), length >= 2,
                let segment = reader.slice(place, length + 2)
            else { return nil }
            result += self.segment(kind, segment, reader)
            place += length + 2
            guard kind == 0xDA else { continue }
            guard let end = endOfPicture(reader, from: place), let picture = reader.slice(place, end - place) else {
                return nil
            }
            result += picture
            place = end
        }
        return nil
    }

    /// What is kept of a segment.
    private static func segment(_ kind: UInt8, _ segment: ArraySlice<UInt8>, _ reader: ByteReader) -> [UInt8] {
        let place = segment.startIndex
        switch kind {
        case 0xE0 where reader.holds("JFIF\0", at: place + 4) && segment.count >= 18:
            // The small picture inside may show what was cut off from the large one.
            return [0xFF, 0xE0, 0, 16] + segment.dropFirst(4).prefix(12) + [0, 0]
        case 0xE1 where reader.holds("Exif\0\0", at: place + 4):
            let orientation = ExifOrientation.read(reader, at: place + 10)
            guard orientation != 1 else { return [] }
            let exif = Array("Exif\0\0".utf8) + ExifOrientation.tiff(orientation)
            return [0xFF, 0xE1] + ImageMetadata.big(exif.count + 2, 2) + exif
        case 0xE2 where reader.holds("ICC_PROFILE\0", at: place + 4): return Array(segment)
        case 0xEE where reader.holds("Adobe", at: place + 4): return Array(segment)
        case 0xE0...0xEF, 0xFE, 0xF0...0xFD: return []
        default: return Array(segment)
        }
    }

    /// Where the next marker is: a 0xFF that is neither data nor marks a restart.
    private static func endOfPicture(_ reader: ByteReader, from start: Int) -> Int? {
        var place = start
        while let byte = reader.byte(at: place) {
            if byte == 0xFF {
                guard let next = reader.byte(at: place + 1) else { return nil }
                if next != 0, !(0xD0...0xD7 ~= next), next != 0xFF { return place }
            }
            place += 1
        }
        return nil
    }
}

/// GIF: https://www.w3.org/Graphics/GIF/spec-gif89a.txt, a screen, then images and extensions in blocks.
private enum GIFParts {
    static func stripped(_ reader: ByteReader) -> [UInt8]? {
        guard let flags = reader.byte(at: 10), var place = table(flags, after: 13),
            let screen = reader.slice(0, place)
        else { return nil }
        var result = Array(screen)
        while let kind = reader.byte(at: place) {
            let start = place
            switch kind {
            case 0x3B: return result + [0x3B]
            case 0x2C:
                guard let flags = reader.byte(at: place + 9), let image = table(flags, after: place + 10),
                    let end = endOfBlocks(reader, from: image + 1), let bytes = reader.slice(start, end - start)
                else { return nil }
                result += bytes
                place = end
            case 0x21:
                guard let label = reader.byte(at: place + 1), let end = endOfBlocks(reader, from: place + 2),
                    let bytes = reader.slice(start, end - start)
                else { return nil }
                let repeats = ["NETSCAPE2.0", "ANIMEXTS1.0"].contains { reader.holds($0, at: place + 3) }
                // How long an image is shown, and how often all of them.
                if label == 0xF9 || (label == 0xFF && repeats) { result += bytes }
                place = end
            default: return nil
            }
        }
        return nil
    }

    /// The end of a table of colours, if `flags` announce one.
    private static func table(_ flags: UInt8, after place: Int) -> Int? {
        flags & 0x80 == 0 ? place : place + 3 << (Int(flags & 7) + 1)
    }

    private static func endOfBlocks(_ reader: ByteReader, from start: Int) -> Int? {
        var place = start
        while let length = reader.byte(at: place) {
            place += 1 + Int(length)
            if length == 0 { return place }
        }
        return nil
    }
}

/// WebP: RFC 9649, chunks of name, length and data, padded to an even length.
private enum WebPParts {
    private static let kept: Set<String> = ["VP8 ", "VP8L", "VP8X", "ANIM", "ALPH", "ICCP"]
    private static let keptInFrames: Set<String> = ["VP8 ", "VP8L", "ALPH"]

    static func stripped(_ reader: ByteReader) -> [UInt8]? {
        guard let size = reader.little(4, at: 4), size >= 4, reader.slice(8, size) != nil else { return nil }
        var result: [UInt8] = []
        var orientation = 1
        var flags: Int?
        var place = 12
        while place < 8 + size {
            guard let length = reader.little(4, at: place + 4), let data = reader.slice(place + 8, length),
                place + 8 + length <= 8 + size
            else { return nil }
            let name = String(decoding: reader.slice(place, 4) ?? [], as: UTF8.self)
            if kept.contains(name) {
                if name == "VP8X", !data.isEmpty { flags = result.count + 8 }
                result += chunk(name, Array(data))
            } else if name == "ANMF" {
                guard let frame = frame(reader, place + 8, length) else { return nil }
                result += chunk(name, frame)
            } else if name == "EXIF" {
                let start = reader.holds("Exif\0\0", at: place + 8) ? place + 14 : place + 8
                orientation = ExifOrientation.read(reader, at: start)
            }
            place += 8 + length + length % 2
        }
        if let flags {
            // The flags of Exif data and of XMP.
            result[flags] &= ~(orientation == 1 ? 0x0C : 0x04)
            if orientation != 1 { result += chunk("EXIF", ExifOrientation.tiff(orientation)) }
        }
        return Array("RIFF".utf8) + ImageMetadata.little(result.count + 4, 4) + Array("WEBP".utf8) + result
    }

    /// A frame of an animation: where and how long it is shown, and chunks, of which any program may add its own.
    private static func frame(_ reader: ByteReader, _ start: Int, _ length: Int) -> [UInt8]? {
        guard length >= 16, var result = reader.slice(start, 16).map(Array.init) else { return nil }
        var place = start + 16
        while place < start + length {
            guard let size = reader.little(4, at: place + 4), place + 8 + size <= start + length,
                let data = reader.slice(place + 8, size)
            else { return nil }
            let name = String(decoding: reader.slice(place, 4) ?? [], as: UTF8.self)
            if keptInFrames.contains(name) { result += chunk(name, Array(data)) }
            place += 8 + size + size % 2
        }
        return result
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        Array(name.utf8) + ImageMetadata.little(data.count, 4) + data + (data.count % 2 == 1 ? [0] : [])
    }
}

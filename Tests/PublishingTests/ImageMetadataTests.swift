import Content
import Engagement
import Markdown
import TestSupport
import Testing

@testable import Publishing

@Suite struct ImageMetadataTests {
    private static let words = Array(ImageSamples.secret.utf8)
    private static let profile = Array("ICC_PROFILE\0\u{1}\u{1}profile".utf8)

    private struct Sample {
        let name: String
        let format: ImageFile.Format
        let bytes: [UInt8]
        let expected: [UInt8]
    }

    private static let samples: [Sample] = [
        Sample(
            name: "PNG with texts, a time, Exif data, private parts and an end after the end", format: .png,
            bytes: ImageSamples.png(
                9, 5,
                [
                    ("tEXt", Array("Comment\0".utf8) + words), ("zTXt", words), ("iTXt", words), ("tIME", words),
                    ("eXIf", ImageSamples.exif(1)), ("prVW", words), ("iCCP", [1]), ("pHYs", [2]), ("acTL", [3]),
                ]) + words,
            expected: ImageSamples.png(9, 5, [("iCCP", [1]), ("pHYs", [2]), ("acTL", [3])])),
        Sample(
            name: "JPEG with comments, Exif data, XMP, Photoshop data and pictures after its end", format: .jpeg,
            bytes: ImageSamples.jpeg([
                ImageSamples.segment(0xE0, Array("JFIF\0".utf8) + [1, 2, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9]),
                ImageSamples.segment(0xE0, Array("JFXX\0".utf8) + words),
                ImageSamples.segment(0xE1, Array("Exif\0\0".utf8) + ImageSamples.exif(1)),
                ImageSamples.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + words),
                ImageSamples.segment(0xED, words), ImageSamples.segment(0xFE, words), [0xFF],
                ImageSamples.segment(0xE2, Array("MPF\0".utf8) + words), ImageSamples.segment(0xE2, profile),
                ImageSamples.segment(0xEE, Array("Adobe".utf8) + [0, 100]),
            ]) + words,
            expected: ImageSamples.jpeg([
                ImageSamples.segment(0xE0, Array("JFIF\0".utf8) + [1, 2, 0, 0, 1, 0, 1, 0, 0]),
                ImageSamples.segment(0xE2, profile), ImageSamples.segment(0xEE, Array("Adobe".utf8) + [0, 100]),
            ])),
        Sample(
            name: "GIF with comments, text and XMP", format: .gif,
            bytes: ImageSamples.gif([
                [0x21, 0xFE] + ImageSamples.blocks(words),
                [0x21, 0xFF] + [11] + Array("NETSCAPE2.0".utf8) + ImageSamples.blocks([1, 0, 0]),
                [0x21, 0xFF] + [11] + Array("XMP DataXMP".utf8) + ImageSamples.blocks(words),
                [0x21, 0x01] + ImageSamples.blocks(words), [0x21, 0xF9] + ImageSamples.blocks([0, 10, 0, 0]),
            ]) + words,
            expected: ImageSamples.gif([
                [0x21, 0xFF] + [11] + Array("NETSCAPE2.0".utf8) + ImageSamples.blocks([1, 0, 0]),
                [0x21, 0xF9] + ImageSamples.blocks([0, 10, 0, 0]),
            ])),
        Sample(
            name: "WebP with Exif data and XMP", format: .webp,
            bytes: ImageSamples.webp([
                ("VP8X", [0x2C, 0, 0, 0, 8, 0, 0, 4, 0, 0]), ("ICCP", [1]), ("VP8L", [0x2F, 8, 0, 1, 0]),
                ("EXIF", ImageSamples.exif(1)), ("XMP ", words), ("priv", words),
            ]) + words,
            expected: ImageSamples.webp([
                ("VP8X", [0x20, 0, 0, 0, 8, 0, 0, 4, 0, 0]), ("ICCP", [1]), ("VP8L", [0x2F, 8, 0, 1, 0]),
            ])),
        Sample(
            name: "moving WebP with words in a frame", format: .webp,
            bytes: ImageSamples.webp([
                ("VP8X", [0x12, 0, 0, 0, 8, 0, 0, 4, 0, 0]), ("ANIM", [0, 0, 0, 0, 0, 0]),
                (
                    "ANMF",
                    frame
                        + ImageSamples.webpChunks([
                            ("ALPH", [1]), ("VP8L", [0x2F, 8, 0, 1, 0]), ("EXIF", words), ("VP8X", words),
                        ])
                ),
            ]),
            expected: ImageSamples.webp([
                ("VP8X", [0x12, 0, 0, 0, 8, 0, 0, 4, 0, 0]), ("ANIM", [0, 0, 0, 0, 0, 0]),
                ("ANMF", frame + ImageSamples.webpChunks([("ALPH", [1]), ("VP8L", [0x2F, 8, 0, 1, 0])])),
            ])),
    ]

    /// Where a frame is, its size and how long it is shown.
    private static let frame = [UInt8](1...16)

    @Test(arguments: samples.indices) func `what is not seen is taken out, and all else stays as it is`(index: Int) {
        let sample = Self.samples[index]
        #expect(ImageMetadata.stripped(sample.bytes, sample.format) == sample.expected, "\(sample.name)")
        #expect(ImageMetadata.stripped(sample.expected, sample.format) == sample.expected, "\(sample.name)")
        let before = ImageHeader(sample.bytes)
        #expect(before != nil && before == ImageHeader(sample.expected), "\(sample.name)")
    }

    @Test func `a picture that lies on its side keeps its orientation, and nothing else of its Exif data`() throws {
        let jpeg = ImageSamples.jpeg([ImageSamples.segment(0xE1, Array("Exif\0\0".utf8) + ImageSamples.exif(6))])
        let stripped = try #require(ImageMetadata.stripped(jpeg, .jpeg))
        #expect(ImageHeader(stripped)?.size == ImageHeader(jpeg)?.size)
        #expect(ImageHeader(stripped)?.size.map { [$0.width, $0.height] } == [5, 9])
        #expect(!contains(Self.words, in: stripped))
        let png = try #require(ImageMetadata.stripped(ImageSamples.png(9, 5, [("eXIf", ImageSamples.exif(3))]), .png))
        #expect(!contains(Self.words, in: png))
        // Length, name, the header of 26 bytes, and its checksum.
        let exif = Array("eXIf".utf8) + ExifOrientation.tiff(3)
        #expect(contains([0, 0, 0, 26] + exif, in: png))
        let webp = ImageSamples.webp([
            ("VP8X", [0x0C, 0, 0, 0, 8, 0, 0, 4, 0, 0]), ("VP8L", [0x2F, 8, 0, 1, 0]),
            ("EXIF", Array("Exif\0\0".utf8) + ImageSamples.exif(8)),
        ])
        let turned = try #require(ImageMetadata.stripped(webp, .webp))
        #expect(!contains(Self.words, in: turned))
        #expect(contains(Array("EXIF".utf8) + [26, 0, 0, 0] + ExifOrientation.tiff(8), in: turned))
        for bytes in [stripped, turned] {
            let format = try #require(ImageHeader(bytes)?.format)
            #expect(ImageMetadata.stripped(bytes, format) == bytes)
        }
    }

    @Test func `an image that is cut off or scrambled is a diagnostic, and never stops the build`() {
        var random = SeededGenerator(seed: 11)
        for sample in Self.samples {
            let ending = sample.format.endings[0]
            for length in 0..<sample.expected.count {
                let cut = Array(sample.expected[..<length])
                #expect(ImageMetadata.stripped(cut, sample.format) == nil, "\(sample.name), \(length) bytes")
                #expect(
                    ImageFile(path: "a.\(ending)", bytes: cut).diagnostics.map(\.rule) == [.unreadableImage],
                    "\(sample.name), \(length) bytes")
            }
            for _ in 0..<3_000 {
                var scrambled = sample.bytes
                for _ in 0...random.below(4) { scrambled[random.below(scrambled.count)] = UInt8(random.below(256)) }
                _ = ImageMetadata.stripped(scrambled, sample.format)
            }
        }
    }

    @Test func `a part that is longer than what it is in is a fault, even if the file goes on`() {
        let picture: (String, [UInt8]) = ("VP8L", [0x2F, 8, 0, 1, 0])
        var file = ImageSamples.webp([picture, ("ICCP", [1, 2, 3, 4, 5, 6])])
        #expect(ImageMetadata.stripped(file, .webp) == file)
        file[4] -= 4
        #expect(ImageMetadata.stripped(file, .webp) == nil)
        let chunk = ImageSamples.webpChunks([picture])
        let frames = ImageSamples.webp([("ANMF", Self.frame + chunk.dropLast(2)), ("ICCP", [1, 2, 3, 4])])
        #expect(ImageMetadata.stripped(frames, .webp) == nil)
        #expect(ImageMetadata.stripped(ImageSamples.webp([("ANMF", Array(Self.frame.dropLast()))]), .webp) == nil)
    }

    @Test(arguments: [Edition.customer, .internal])
    func `a site has no metadata of any image that it shows or links to`(edition: Edition) {
        var workbook = Fixture()
        let files = Self.samples.enumerated().map { ("guides/\($0).\($1.format.endings[0])", $1.bytes) }
        let svg =
            "<svg xmlns='http://www.w3.org/2000/svg'><!-- \(ImageSamples.secret) --><metadata>"
            + "\(ImageSamples.secret)</metadata><rect width='1' data-a='\(ImageSamples.secret)'/></svg>"
        workbook.attachments = (files + [("guides/d.svg", Array(svg.utf8))]).map { OutputFile(path: $0.0, bytes: $0.1) }
        workbook.page(
            "guides/a.md",
            workbook.attachments.map { "![A](\($0.path.dropFirst(7)))\n\n" }.joined()
                + workbook.attachments.map { "[A](\($0.path.dropFirst(7)))\n\n" }.joined())
        let site = workbook.site(edition)
        #expect(site.diagnostics == [])
        for file in site.files { #expect(!contains(Self.words, in: file.bytes), "\(file.path)") }
        #expect(workbook.attachments.allSatisfy { site[$0.path] != nil })
        #expect(workbook.site(edition).files == site.files)
    }

    private func contains(_ part: [UInt8], in bytes: [UInt8]) -> Bool {
        bytes.indices.contains { bytes[$0...].starts(with: part) }
    }
}

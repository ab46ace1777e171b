import Content
import Engagement
import Markdown
import XMLReading

/// An image below `content/`: format, size, and whether it may be shown.
///
/// Every offset is checked: a file that ends early is unreadable, never a crash.
struct ImageFile: Sendable, Equatable {
    /// The formats that every browser shows.
    enum Format: String, Sendable, CaseIterable {
        case png = "PNG"
        case jpeg = "JPEG"
        case gif = "GIF"
        case webp = "WebP"
        case svg = "SVG"

        /// The endings of a file's name that say so.
        var endings: [String] {
            switch self {
            case .png: ["png"]
            case .jpeg: ["jpg", "jpeg"]
            case .gif: ["gif"]
            case .webp: ["webp"]
            case .svg: ["svg"]
            }
        }
    }

    /// A page stays quick on a slow line below this many bytes, 2 MB.
    static let mostBytes = 2_000_000
    /// Twice the pixels of a wide screen.
    static let mostWidth = 4000

    /// Nil where the bytes are no image of a known format, or end within their header.
    let format: Format?
    /// In CSS pixels; nil where an SVG leaves it to the page.
    let size: ImageSize?
    /// Sorted by rule; about the file itself, wherever it is shown.
    let diagnostics: [Diagnostic]

    /// - Parameter path: Below `content/`.
    init(path: String, bytes: [UInt8]) {
        let file = "content/" + path
        let header = ImageHeader(bytes)
        let drawing: Result<SVGFile, XMLRefusal>? =
            header?.format == .svg ? Result { () throws(XMLRefusal) in try SVGFile(bytes) } : nil
        let ending = path.split(separator: "/").last?.split(separator: ".").last?.lowercased() ?? ""
        var diagnostics: [Diagnostic] = []
        func add(_ severity: Diagnostic.Severity, rule: DiagnosticRule, _ summary: String, hint: String) {
            diagnostics.append(Diagnostic(severity, rule: rule, file: file, summary, hint: hint))
        }
        format = header?.format
        size = header?.size ?? (try? drawing?.get()).flatMap { SVGSize.size(of: $0.root) }
        guard let header else {
            self.diagnostics = [
                Diagnostic(
                    rule: .unreadableImage, file: file, "this is not an image that browsers show, or it is cut off",
                    hint: "save it as PNG, JPEG, GIF, WebP or SVG")
            ]
            return
        }
        if !header.format.endings.contains(ending) {
            add(
                .error, rule: .mislabelledImage,
                "the file's name doesn't match its format, \(header.format.rawValue)",
                hint: "end the file's name with .\(header.format.endings[0])")
        }
        switch drawing {
        case .failure(let refusal):
            add(
                .error, rule: .unsafeImage, "the SVG contains \(refusal.what)",
                hint: "export it as a plain drawing: no scripts, no event handlers, nothing from elsewhere")
        case .success(let drawing):
            if !drawing.removed.isEmpty {
                add(
                    .warning, rule: .cleanedImage,
                    "the SVG is published without \(abridged(drawing.removed))",
                    hint: "look at the image in the built site, or export it with text as SVG text")
            }
        case nil:
            if ImageMetadata.stripped(bytes, header.format) == nil {
                add(
                    .error, rule: .unreadableImage, "the image is cut off or damaged",
                    hint: "save it again as PNG, JPEG, GIF, WebP or SVG")
            }
        }
        if bytes.count > Self.mostBytes {
            let tenths = bytes.count / 100_000
            add(
                .warning, rule: .largeImage, "the image has \(tenths / 10).\(tenths % 10) MB",
                hint: "save it smaller: 2 MB is the most")
        }
        if let size = header.size, size.width > Self.mostWidth, header.format != .svg {
            add(
                .warning, rule: .largeImage, "the image is \(size.width) pixels wide",
                hint: "scale it down: \(Self.mostWidth) is the most that a page shows")
        }
        self.diagnostics = diagnostics.sorted()
    }
}

/// The images among a workbook's attachments, read once for all pages that show them.
struct ImageFiles: Sendable, Equatable {
    private let files: [String: ImageFile]

    /// - Parameter paths: Those that a page shows; other files are looked into if their bytes are an image.
    init(_ attachments: [OutputFile], shownAt paths: Set<String>) {
        let shown = attachments.filter { paths.contains($0.path) || ImageHeader($0.bytes) != nil }
        files = Dictionary(shown.map { ($0.path, ImageFile(path: $0.path, bytes: $0.bytes)) }) { first, _ in first }
    }

    subscript(path: String) -> ImageFile? { files[path] }

    /// The file as it is published, without what is not seen; a file that is no image is published as it is.
    ///
    /// A drawing that is refused is published as an empty one, for a preview, because no site with it is built.
    static func published(_ file: OutputFile) -> OutputFile {
        guard let format = ImageHeader(file.bytes)?.format else { return file }
        guard let bytes = ImageMetadata.stripped(file.bytes, format) else {
            guard format == .svg else { return file }
            return OutputFile(path: file.path, bytes: Array("<svg xmlns=\"\(SVGNames.svg)\"/>".utf8))
        }
        return bytes == file.bytes ? file : OutputFile(path: file.path, bytes: bytes)
    }

    /// The size of each image that has one, by path.
    var sizes: [String: ImageSize] { files.compactMapValues(\.size) }
}

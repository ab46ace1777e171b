import Content
import Markdown

/// An image below `content/`, as far as its first bytes tell: format, size, and whether it may be shown.
///
/// Only headers are read, and every offset is checked: a file that ends early is unreadable, never a crash.
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
    let faults: [Diagnostic]

    /// - Parameter path: Below `content/`.
    init(path: String, bytes: [UInt8]) {
        let file = "content/" + path
        let header = ImageHeader(bytes)
        let ending = path.split(separator: "/").last?.split(separator: ".").last?.lowercased() ?? ""
        var faults: [Diagnostic] = []
        func add(_ severity: Diagnostic.Severity, rule: String, _ summary: String, hint: String) {
            faults.append(Diagnostic(severity, rule: rule, file: file, summary, hint: hint))
        }
        format = header?.format
        size = header?.size
        guard let header else {
            self.faults = [
                Diagnostic(
                    rule: "unreadable-image", file: file, "this is not an image that browsers show, or it is cut off",
                    hint: "save it as PNG, JPEG, GIF, WebP or SVG")
            ]
            return
        }
        if !header.format.endings.contains(ending) {
            add(
                .error, rule: "mislabelled-image", "this is \(header.format.rawValue), whatever its name says",
                hint: "end the file's name with .\(header.format.endings[0])")
        }
        if header.format == .svg, let danger = SVGInspection.danger(in: bytes) {
            add(
                .error, rule: "unsafe-image", "the SVG holds \(danger)",
                hint: "export it as a plain drawing: no scripts, no event handlers, nothing from elsewhere")
        }
        if bytes.count > Self.mostBytes {
            let tenths = bytes.count / 100_000
            add(
                .warning, rule: "large-image", "the image has \(tenths / 10).\(tenths % 10) MB",
                hint: "save it smaller: 2 MB is the most")
        }
        if let size = header.size, size.width > Self.mostWidth, header.format != .svg {
            add(
                .warning, rule: "large-image", "the image is \(size.width) pixels wide",
                hint: "scale it down: \(Self.mostWidth) is the most that a page shows")
        }
        self.faults = faults.sorted()
    }
}

/// The images among a workbook's attachments, read once for all pages that show them.
struct ImageFiles: Sendable, Equatable {
    private let files: [String: ImageFile]

    /// - Parameter paths: Those that a page shows, and SVG files that one links to.
    init(_ attachments: [OutputFile], shownAt paths: Set<String>) {
        let shown = attachments.filter { paths.contains($0.path) || $0.path.lowercased().hasSuffix(".svg") }
        files = Dictionary(shown.map { ($0.path, ImageFile(path: $0.path, bytes: $0.bytes)) }) { first, _ in first }
    }

    subscript(path: String) -> ImageFile? { files[path] }

    /// The size of each image that has one, by path.
    var sizes: [String: ImageSize] { files.compactMapValues(\.size) }
}

import Content
import Pages

/// Where the documents to print are, and which a build makes.
extension PrintDocument {
    /// Of the document of everything.
    static let address = "print/index.html"

    static func address(ofSection folder: String) -> String { "print/\(folder)/index.html" }

    /// What a site has at such addresses: one document of everything and one of each section.
    static func addresses(of plan: SitePlan) -> [String] {
        plan.hasPrints ? [address] + sections(of: plan).map { address(ofSection: $0.folder) } : []
    }

    /// The start section has a page or two, which the document of everything begins with.
    private static func sections(of plan: SitePlan) -> [Section] { plan.sections.filter { !$0.folder.isEmpty } }

    static func files(_ source: Source, workers: Workers) -> [OutputFile] {
        guard source.plan.hasPrints else { return [] }
        let all = PrintDocument(source, section: nil, address: address)
        return [OutputFile(path: address, bytes: all.bytes(workers: workers))]
            + sections(of: source.plan).map { section in
                let address = address(ofSection: section.folder)
                let document = PrintDocument(source, section: section, address: address)
                return OutputFile(path: address, bytes: document.bytes(workers: workers))
            }
    }

    /// One document for a program that prints it, with what it needs beside it: styles, and the files that
    /// its pages show.
    ///
    /// - Parameter folder: Of the section; nil for everything.
    /// - Returns: No file where the edition has no such section.
    static func alone(
        _ source: Source, section folder: String?, drawn: [DrawnPage], theme: Theme, workers: Workers
    ) -> [OutputFile] {
        let section = folder.flatMap { folder in source.plan.sections.first { $0.folder == folder } }
        guard folder == nil || section != nil else { return [] }
        let styles = theme.files.first { $0.path == Theme.stylesheet }.map { String(decoding: $0.bytes, as: UTF8.self) }
        let style = PaperStyle(styles ?? "")
        let document = PrintDocument(source, section: section, address: nil, drawingStyle: style.drawings)
        let shown = drawn.filter { folder == nil || $0.page.section == folder }
        return [
            OutputFile(path: "index.html", bytes: document.bytes(workers: workers)),
            OutputFile(path: Theme.stylesheet, bytes: Array(style.text.utf8)),
        ] + source.plan.attachments(usedBy: shown)
    }
}

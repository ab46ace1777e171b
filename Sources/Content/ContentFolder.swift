package import Engagement
import FoundationEssentials
import Markdown

/// The contract and every document of a workbook, and all that is wrong with them.
package struct ContentFolder: Sendable {
    /// Nil where `content/engagement.yaml` is missing or faulty; `diagnostics` says why.
    package let contract: Contract?
    /// Sorted by path.
    ///
    /// A page whose front matter cannot be read is left out, with a diagnostic.
    package let pages: [Page]
    /// Images and other files that pages may show or link to, sorted by path.
    package let attachments: [(path: String, bytes: [UInt8])]
    /// Sorted by file and line.
    package let diagnostics: [Diagnostic]

    /// Makes the folder of files that are in memory.
    ///
    /// - Parameter files: Paths below `content/` and the bytes of each.
    package init(files: [(path: String, bytes: [UInt8])]) {
        var diagnostics: [Diagnostic] = []
        let contractFile = files.first { $0.path == "engagement.yaml" }
        if let contractFile {
            let (contract, faults) = ContractReader.read(String(decoding: contractFile.bytes, as: UTF8.self)) { path in
                files.first { $0.path == path }?.bytes
            }
            self.contract = contract
            diagnostics += faults
        } else {
            contract = nil
            diagnostics.append(
                Diagnostic(
                    rule: "missing-contract", file: ContractReader.path, "there is no contract",
                    hint: "run the command in a workbook's folder, or make one: workbook init DIR"))
        }
        let contract = contract
        var pages: [Page] = []
        for file in files.sorted(by: { $0.path < $1.path }) where file.path.hasSuffix(".md") {
            let (page, faults) = Page.read(path: file.path, bytes: file.bytes, contract: contract)
            if let page { pages.append(page) }
            diagnostics += faults
        }
        self.pages = pages
        attachments = files.filter { !$0.path.hasSuffix(".md") && $0.path != "engagement.yaml" }
            .sorted { $0.path < $1.path }
        self.diagnostics =
            (diagnostics + Self.duplicates(in: pages)
            + (contract.map { Completeness.diagnostics(of: pages, contract: $0) } ?? [])).sorted()
    }

    /// Reads the `content/` folder below `root`, the workbook's folder.
    ///
    /// Links are not followed and dot files not read: what is published comes from the folder itself.
    package static func read(at root: String) throws -> ContentFolder {
        ContentFolder(files: try files(below: root + "/content"))
    }

    /// Reads only the contract below `root`, for the commands that need no document.
    package static func readContract(at root: String) -> (contract: Contract?, diagnostics: [Diagnostic]) {
        guard let data = FileManager.default.contents(atPath: root + "/" + ContractReader.path) else {
            return (nil, ContentFolder(files: []).diagnostics)
        }
        let (contract, faults) = ContractReader.read(String(decoding: data, as: UTF8.self)) { path in
            FileManager.default.contents(atPath: root + "/content/" + path).map { Array($0) }
        }
        return (contract, faults.sorted())
    }

    /// The fault where two pages have one id.
    private static func duplicates(in pages: [Page]) -> [Diagnostic] {
        var first: [String: Page] = [:]
        return pages.compactMap { page in
            guard let other = first[page.frontMatter.id] else {
                first[page.frontMatter.id] = page
                return nil
            }
            return Diagnostic(
                rule: "duplicate-id", file: "content/" + page.path, line: page.frontMatter.lines["id"],
                "the id '\(page.frontMatter.id)' belongs to content/\(other.path) already",
                hint: "give one of the two another id")
        }
    }
}

extension ContentFolder {
    /// Every regular file below `folder`, with its path relative to it, sorted.
    private static func files(below folder: String) throws -> [(path: String, bytes: [UInt8])] {
        let manager = FileManager.default
        guard manager.fileExists(atPath: folder) else { return [] }
        var found: [(String, [UInt8])] = []
        var pending = [""]
        while let prefix = pending.popLast() {
            for name in try manager.contentsOfDirectory(atPath: folder + "/" + prefix).sorted()
            where !name.hasPrefix(".") {
                let path = prefix + name
                let attributes = try manager.attributesOfItem(atPath: folder + "/" + path)
                switch attributes[.type] as? FileAttributeType {
                case .typeDirectory: pending.append(path + "/")
                case .typeRegular: found.append((path, Array(try Data(contentsOf: URL(filePath: folder + "/" + path)))))
                default: break
                }
            }
        }
        return found.sorted { $0.0 < $1.0 }
    }
}

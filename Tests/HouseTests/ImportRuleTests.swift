import Foundation
import TestSupport
import Testing

/// The rules of the house: which module may import which.
@Suite struct ImportRuleTests {
    /// What each target may import besides the standard library's own modules.
    private static let allowed: [String: Set<String>] = [
        "Sources/Markdown": ["CMarkGFM", "CMarkParsing"],
        "Sources/Graphviz": ["CGraphviz", "CDrawing", "CBounded"],
        // Writes flowcharts as DOT; how a text stands in DOT is said in one place, and decides what is safe.
        "Sources/Mermaid": ["Graphviz"],
        "Sources/XMLReading": ["CExpat"],
        "Sources/Spreadsheet": ["CXlsxWriter"],
        "Sources/ICalendar": ["CICal"],
        "Sources/Fingerprint": ["Crypto"],
        "Sources/Engagement": [],
        "Sources/Ledger": ["Engagement", "Fingerprint", "GRDB", "CSQLiteGuard"],
        "Sources/Content": ["Markdown", "Engagement", "Fingerprint", "ICalendar", "Yams"],
        "site": [],
        "Sources/Publishing": [
            "Engagement", "Content", "Markdown", "Fingerprint", "SiteAssets", "Graphviz", "Mermaid",
            "Mustache", "XMLReading",
        ],
        "Sources/Server": [
            "Engagement", "Ledger", "Content", "Publishing", "SiteAssets", "Hummingbird", "HummingbirdCore",
            "HTTPTypes",
            "Logging",
            "ServiceLifecycle", "UnixSignals", "Foundation", "NIOCore", "NIOHTTP1", "NIOHTTPTypes", "NIOHTTPTypesHTTP1",
        ],
        "Sources/Processes": ["CProcess", "Subprocess", "SystemPackage"],
        "Sources/Commands": [
            "Engagement", "Ledger", "Content", "Publishing", "Server", "SiteAssets", "Fingerprint", "Markdown",
            "Spreadsheet", "ICalendar", "Processes",
            "ArgumentParser",
        ],
        "Sources/workbook": ["Commands", "CProcess"],
        "Sources/EmbedAssets": ["PackagePlugin", "Foundation"],
        "Sources/embed-assets": ["Foundation"],
    ]

    /// Part of the toolchain, and free of engagement or storage.
    private static let platform: Set<String> = ["FoundationEssentials", "Glibc", "Synchronization", "Dispatch"]
    /// Nothing that does I/O may be imported where the model and the rules are.
    private static let pure: Set<String> = [
        "Sources/Engagement", "Sources/Markdown", "Sources/Mermaid", "Sources/Publishing", "site",
    ]

    private struct Import {
        let file: String
        let target: String
        let module: String
    }

    private func imports() throws -> [Import] {
        let keywords: Set<Substring> = [
            "import", "package", "public", "internal", "private", "fileprivate", "@testable", "@_exported",
        ]
        return try Self.allowed.keys.sorted().flatMap { target in
            let folder = Repository.root + "/" + target
            return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
                .flatMap { file in
                    try String(contentsOfFile: folder + "/" + file, encoding: .utf8).split(separator: "\n")
                        .map { $0.split(separator: " ") }
                        .filter { words in
                            words.contains("import") && words.prefix { keywords.contains($0) }.last == "import"
                        }
                        .compactMap { words in
                            words.drop { keywords.contains($0) }.first
                                .map { Import(file: "\(target)/\(file)", target: target, module: String($0)) }
                        }
                }
        }
    }

    @Test func `no target imports what the house does not allow it`() throws {
        let all = try imports()
        #expect(all.count > 50)
        for found in all {
            let isAllowed =
                Self.allowed[found.target]?.contains(found.module) == true
                || (Self.platform.contains(found.module)
                    && (!Self.pure.contains(found.target)
                        || ["FoundationEssentials", "Synchronization"].contains(found.module)))
            #expect(isAllowed, "\(found.file) imports \(found.module)")
        }
    }

    @Test func `every folder of Sources has its rule`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Repository.root + "/Sources").sorted()
        let modulesOfC: Set<String> = [
            "CMarkGFM", "CMarkParsing", "CBounded", "CGraphviz", "CDrawing", "CXlsxWriter", "CICal", "CExpat",
            "CSQLiteGuard", "CProcess",
        ]
        for folder in folders where !modulesOfC.contains(folder) {
            #expect(Self.allowed["Sources/\(folder)"] != nil, "Sources/\(folder) has no import rule")
        }
    }

    @Test func `no file of ours is longer than 320 lines`() throws {
        for target in Self.allowed.keys.sorted() {
            let folder = Repository.root + "/" + target
            for file in try FileManager.default.subpathsOfDirectory(atPath: folder) where file.hasSuffix(".swift") {
                let lines = try String(contentsOfFile: folder + "/" + file, encoding: .utf8).split(
                    separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.count <= 320, "\(target)/\(file) has \(lines.count) lines")
            }
        }
    }
}

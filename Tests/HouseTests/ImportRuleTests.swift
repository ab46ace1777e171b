import Foundation
import TestSupport
import Testing

/// The rules of the house: which module may import which.
@Suite struct ImportRuleTests {
    /// What each target may import besides the standard library's own modules.
    ///
    /// The same as the target's dependencies in the manifest, and as what its files import: a permission that no file
    /// uses is a mistake too.
    private static let allowed: [String: Set<String>] = [
        "Sources/CivilTime": [],
        "Sources/Markup": [],
        "Sources/Markdown": ["CMarkGFM", "CMarkParsing", "Markup"],
        "Sources/Diagrams": ["CGraphviz", "CDrawing", "CBounded", "Markup"],
        "Sources/XMLReading": ["CExpat"],
        "Sources/Archive": [],
        "Sources/Spreadsheet": ["Archive", "CXlsxWriter", "CivilTime", "XMLReading"],
        "Sources/ICalendar": ["CICal", "CivilTime"],
        "Sources/Fingerprint": ["Crypto"],
        "Sources/Engagement": ["CivilTime"],
        "Sources/Ledger": ["CivilTime", "Engagement", "Fingerprint"],
        "Sources/LedgerSQLite": ["CivilTime", "Engagement", "Ledger", "GRDB", "CSQLiteGuard"],
        "Sources/Content": ["CivilTime", "Markdown", "Markup", "Engagement", "Fingerprint", "ICalendar", "Yams"],
        "Sources/Knowledge": ["Archive", "CivilTime", "Engagement", "Content", "Markdown", "Fingerprint"],
        "Sources/AsBuilt": ["CivilTime", "Yams", "AsyncHTTPClient", "NIOCore", "NIOHTTP1"],
        "site": [],
        "Sources/Publishing": [
            "CivilTime", "Engagement", "Content", "Knowledge", "Markdown", "Fingerprint", "Pages", "Diagrams", "Markup",
            "XMLReading", "AsBuilt",
        ],
        "Sources/Pages": ["CivilTime", "Engagement", "Markup", "SiteAssets", "Mustache"],
        "Sources/Server": [
            "CivilTime", "Engagement", "Knowledge", "Markup", "Pages", "Publishing", "Reports", "Workspace",
            "Hummingbird", "HummingbirdCore", "HTTPTypes", "Logging", "ServiceLifecycle",
            "UnixSignals",
            "NIOCore", "NIOHTTP1", "NIOHTTPTypes", "NIOHTTPTypesHTTP1",
        ],
        "Sources/Processes": ["CProcess", "Subprocess", "SystemPackage"],
        "Sources/Reports": [
            "CivilTime", "Engagement", "Ledger", "Content", "Knowledge", "Markdown", "Markup", "Fingerprint",
            "Spreadsheet", "ICalendar",
        ],
        "Sources/Workspace": [
            "Archive", "CivilTime", "Engagement", "Ledger", "LedgerSQLite", "Content", "Knowledge", "Pages",
            "Publishing",
            "Reports", "Fingerprint", "Spreadsheet", "ICalendar", "SiteAssets", "Processes", "AsBuilt",
        ],
        "Sources/Commands": [
            "Fingerprint", "CivilTime", "Engagement", "Ledger", "Content", "Knowledge", "Publishing", "Server",
            "Reports", "Workspace",
            "Spreadsheet", "ICalendar", "Processes", "AsBuilt", "ArgumentParser",
        ],
        "Sources/workbook": ["Commands", "CProcess"],
        "Sources/EmbedAssets": ["PackagePlugin"],
        "Sources/embed-assets": [],
    ]

    /// Full Foundation is for what runs at build time only: it links ICU, 30 MB.
    private static let atBuildTime: Set<String> = ["Sources/EmbedAssets", "Sources/embed-assets"]

    /// Part of the toolchain, and free of engagement or storage.
    private static let platform: Set<String> = ["FoundationEssentials", "Glibc", "Synchronization", "Dispatch"]
    /// Nothing that does I/O may be imported where the model and the rules are.
    private static let pure: Set<String> = [
        "Sources/CivilTime", "Sources/Markup", "Sources/Archive", "Sources/Engagement", "Sources/Markdown",
        "Sources/Pages",
        "Sources/Publishing", "Sources/AsBuilt", "Sources/Knowledge", "site",
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
                || (found.module == "Foundation" && Self.atBuildTime.contains(found.target))
                // The normal forms of Unicode.
                || found.module == "Swift"
            #expect(isAllowed, "\(found.file) imports \(found.module)")
        }
    }

    @Test func `every permission is used`() throws {
        let used = Dictionary(grouping: try imports(), by: \.target).mapValues { Set($0.map(\.module)) }
        for (target, modules) in Self.allowed {
            #expect(modules.subtracting(used[target] ?? []).sorted() == [], "\(target) uses no such import")
        }
    }

    @Test func `the manifest gives each target what the house allows it`() throws {
        let manifest = try String(contentsOfFile: Repository.root + "/Package.swift", encoding: .utf8)
        let target = /\.(?:executableTarget|target)\(\s*name: "([A-Za-z-]+)"(?:,\s*dependencies: \[(.*?)\])?/
            .dotMatchesNewlines()
        var found: [String: Set<String>] = [:]
        for match in manifest.replacing(/, package: "[^"]*"/, with: "").matches(of: target) {
            found[String(match.1)] = Set((match.2 ?? "").matches(of: /"([\w-]+)"/).map { String($0.1) })
        }
        for (folder, modules) in Self.allowed where folder != "Sources/EmbedAssets" {
            let name = folder == "site" ? "SiteAssets" : String(folder.dropFirst("Sources/".count))
            #expect(found[name] == modules, "\(name)")
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

    @Test func `no file is longer than 300 lines`() throws {
        for target in Self.allowed.keys.sorted() {
            let folder = Repository.root + "/" + target
            for file in try FileManager.default.subpathsOfDirectory(atPath: folder) where file.hasSuffix(".swift") {
                let lines = try String(contentsOfFile: folder + "/" + file, encoding: .utf8).split(
                    separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.count <= 301, "\(target)/\(file) has \(lines.count - 1) lines")
            }
        }
    }

    @Test func `no folder has more than 20 files`() throws {
        for target in Self.allowed.keys.sorted() {
            let files = try FileManager.default.subpathsOfDirectory(atPath: Repository.root + "/" + target)
                .filter { $0.hasSuffix(".swift") }
            let folders = Dictionary(grouping: files) { $0.split(separator: "/").dropLast().joined(separator: "/") }
            for (folder, files) in folders {
                #expect(files.count <= 20, "\(target)/\(folder) has \(files.count) files")
            }
        }
    }
}

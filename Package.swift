// swift-tools-version: 6.2
import PackageDescription

// Every target of ours compiles alike: Swift 6 mode (implied by the tools version), warnings as
// errors, and imports that say who sees them.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    // `any` is written where a value is boxed: SE-0335.
    .enableUpcomingFeature("ExistentialAny"),
    // An import is private to its file unless it says otherwise: SE-0409.
    .enableUpcomingFeature("InternalImportsByDefault"),
    // A member is visible only where its module is imported: SE-0444.
    .enableUpcomingFeature("MemberImportVisibility"),
]

// What reads and writes every byte of a page or of a ledger is optimised in debug builds too: the tests run it so often
// that they take less time, the building included.
let optimised = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

// The C of a release checks its buffers: the rest of the hardening is in the Makefile, as flags of the linker.
let hardened: [CSetting] = [.define("_FORTIFY_SOURCE", to: "2", .when(configuration: .release))]

let package = Package(
    name: "workbook",
    products: [.executable(name: "workbook", targets: ["workbook"])],
    dependencies: [
        // The argument tree, help and shell completions; maintained by the Swift project itself.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // SHA-256 for the ledger's chain and the documents' fingerprints; BoringSSL's, not ours.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // SQLite for Swift: statement cache, transactions, migrations; links the system's SQLite.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // The HTTP server. Its two traits would pull in swift-configuration and full Foundation,
        // which nothing here uses. From 2.28: swift-nio with the header-flood fix.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        // Logic-less templates, so that a page's look stays out of the code and can be overridden.
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        // Ends open streams when the server is told to stop; Hummingbird is built on it.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // The channels that the server is made of: limits for each connection are handlers in them.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.0"),
        // Reads MLflow servers and Databricks workspaces; Hummingbird's tests use it too.
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        // Runs git and the programs that make a PDF, and waits for them without a thread.
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        // The types of HTTP fields and of loggers that Hummingbird's own interface takes.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // YAML with positions of every node (libyaml), which the diagnostics of the contract need.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .executableTarget(name: "workbook", dependencies: ["Commands", "CProcess"], swiftSettings: settings),
        .target(
            name: "Commands",
            dependencies: [
                "Fingerprint", "CivilTime", "Engagement", "Ledger", "Content", "Knowledge", "Publishing", "Server",
                "Reports",
                "Workspace", "Spreadsheet", "ICalendar", "Processes", "AsBuilt",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        // Each report as one value, with the forms that people and programs read it in.
        .target(
            name: "Reports",
            dependencies: [
                "CivilTime", "Engagement", "Ledger", "Content", "Knowledge", "Markdown", "Markup", "Fingerprint",
                "Spreadsheet", "ICalendar",
            ],
            swiftSettings: settings),
        // One workbook on disk and everything that can be done with it: the only place that puts the floors together.
        .target(
            name: "Workspace",
            dependencies: [
                "Archive", "CivilTime", "Engagement", "Ledger", "LedgerSQLite", "Content", "Knowledge", "Pages",
                "Publishing",
                "Reports", "Fingerprint", "Spreadsheet", "ICalendar", "SiteAssets", "Processes", "AsBuilt",
            ],
            swiftSettings: settings),
        .target(
            name: "Server",
            dependencies: [
                "CivilTime", "Engagement", "Knowledge", "Markup", "Pages", "Publishing", "Reports", "Workspace",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            ],
            swiftSettings: settings),
        .target(
            name: "Publishing",
            dependencies: [
                "CivilTime", "Engagement", "Content", "Knowledge", "Markdown", "Fingerprint", "Markup", "Pages",
                "Diagrams", "AsBuilt",
                "XMLReading",
            ],
            swiftSettings: optimised),
        // What an audience may see, and how it looks: for the site and for the tracker.
        .target(
            name: "Pages",
            dependencies: [
                "CivilTime", "Engagement", "Markup", "SiteAssets",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: optimised),
        .target(
            name: "Content",
            dependencies: ["Markdown", "Markup", "CivilTime", "Engagement", "Fingerprint", "ICalendar", "Yams"],
            swiftSettings: optimised),
        // What contract, state and documents say about each other, as values.
        .target(
            name: "Knowledge",
            dependencies: ["Archive", "CivilTime", "Engagement", "Content", "Markdown", "Fingerprint"],
            swiftSettings: optimised),
        // What a store of entries promises, whichever database it uses.
        .target(name: "Ledger", dependencies: ["CivilTime", "Engagement", "Fingerprint"], swiftSettings: optimised),
        // The promise kept in one SQLite file; the only home of GRDB.
        .target(
            name: "LedgerSQLite",
            dependencies: [
                "CivilTime", "Engagement", "Ledger", "CSQLiteGuard", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: optimised),
        // A customer's repository and platform as an inventory value; reads bytes that others fetch.
        .target(
            name: "AsBuilt",
            dependencies: [
                "CivilTime", "Yams", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: optimised),
        // The model and every rule: no I/O, no clock, so everything else may depend on it.
        .target(name: "Engagement", dependencies: ["CivilTime"], swiftSettings: optimised),
        // The only calendar arithmetic, below everything that counts days.
        .target(name: "CivilTime", swiftSettings: optimised),
        // SHA-256 as a value; the only home of Crypto, below everything that needs one.
        .target(
            name: "Fingerprint",
            dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: optimised),
        // Other programs, bounded in time, memory and output; git as a read-only repository.
        .target(
            name: "Processes",
            dependencies: [
                "CProcess", .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings),
        // What Swift does not offer about processes on Linux: arguments without /proc, limits of another process.
        .target(name: "CProcess", cSettings: hardened),
        // The one escape, the writers of HTML and XML, and the one policy for links.
        .target(name: "Markup", swiftSettings: optimised),
        .target(name: "Markdown", dependencies: ["CMarkGFM", "CMarkParsing", "Markup"], swiftSettings: optimised),
        // DOT by Graphviz, and mermaid's flowcharts and sequence diagrams, drawn without its JavaScript.
        .target(
            name: "Diagrams", dependencies: ["CGraphviz", "CDrawing", "CBounded", "Markup"],
            swiftSettings: optimised),
        // Reads XML as a browser does, within limits: what an SVG file really holds.
        .target(name: "XMLReading", dependencies: ["CExpat"], swiftSettings: optimised),
        // One ZIP file whose bytes depend on nothing but its files.
        .target(name: "Archive", swiftSettings: optimised),
        .target(
            name: "Spreadsheet", dependencies: ["Archive", "CXlsxWriter", "CivilTime", "XMLReading"],
            swiftSettings: optimised),
        .target(name: "ICalendar", dependencies: ["CICal", "CivilTime"], swiftSettings: optimised),
        // Templates, styles and scripts, and the shipped engagement, as text in the binary: an
        // installed workbook is one file.
        .target(
            name: "SiteAssets", path: "site",
            exclude: ["css", "js", "templates", "forms", "blank", "beginning", "licenses"],
            sources: ["SiteAssets.swift"], swiftSettings: settings,
            plugins: ["EmbedAssets"]),
        .plugin(
            name: "EmbedAssets", capability: .buildTool(), dependencies: ["embed-assets"],
            path: "Sources/EmbedAssets"),
        .executableTarget(name: "embed-assets", path: "Sources/embed-assets", swiftSettings: settings),

        // cmark-gfm, GitHub's own renderer: what reads well there reads the same here.
        .systemLibrary(
            name: "CMarkGFM", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        // What cmark-gfm lacks: parses on several threads, and a bound on the memory of each.
        .target(name: "CMarkParsing", dependencies: ["CMarkGFM", "CBounded"], cSettings: hardened),
        // Runs a piece of C in a process of its own, which can be stopped: for what strangers write.
        .target(name: "CBounded", cSettings: hardened),
        // Settings of an SQLite connection that Swift cannot call.
        .target(name: "CSQLiteGuard", cSettings: hardened, linkerSettings: [.linkedLibrary("sqlite3")]),
        // Graphviz lays out diagrams at build time, in process, so that the site needs no script.
        .systemLibrary(
            name: "CGraphviz", pkgConfig: "libgvc", providers: [.apt(["libgraphviz-dev"])]),
        // Draws one graph in a process of its own, because Graphviz hangs on some and crashes at others.
        .target(name: "CDrawing", dependencies: ["CGraphviz", "CBounded"], cSettings: hardened),
        // expat, which Firefox reads XML with: bounded, in one pass, and it fetches nothing.
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        // Writes XLSX that Excel and LibreOffice open without a repair: formulas, formats, frozen header.
        .systemLibrary(
            name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        // Reads and writes calendars; repeating holidays are carried out by the library that calendars use.
        .systemLibrary(name: "CICal", pkgConfig: "libical", providers: [.apt(["libical-dev"])]),

        .target(
            name: "TestSupport", dependencies: ["CivilTime", "Engagement"], path: "Tests/TestSupport",
            swiftSettings: settings),
        .testTarget(
            name: "EngagementTests", dependencies: ["CivilTime", "Engagement", "TestSupport"], swiftSettings: settings),
        // Writes to a ledger from a process of its own, which a test can kill; makes the benchmark's entries.
        .executableTarget(
            name: "LedgerStress", dependencies: ["CivilTime", "Engagement", "Ledger", "LedgerSQLite"],
            path: "Tests/LedgerStress", swiftSettings: settings),
        // Writes for the tests of ledgers: fixed ones, random ones, one of each kind.
        .target(
            name: "LedgerFixtures", dependencies: ["CivilTime", "Engagement", "Ledger", "TestSupport"],
            path: "Tests/LedgerFixtures", swiftSettings: settings),
        // Holds every store to the promise; a new store is one more case of `StoreKind`.
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "CivilTime", "Engagement", "Ledger", "LedgerFixtures", "LedgerSQLite", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "LedgerSQLiteTests",
            dependencies: [
                "CivilTime", "Engagement", "Fingerprint", "Ledger", "LedgerFixtures", "LedgerSQLite", "LedgerStress",
                "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(name: "MarkupTests", dependencies: ["Markup", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "MarkdownTests", dependencies: ["Markdown", "TestSupport"],
            exclude: ["Goldens", "specification-requirements.txt"],
            swiftSettings: settings),
        .testTarget(
            name: "GraphvizTests", dependencies: ["Diagrams", "TestSupport"], exclude: ["Goldens"],
            swiftSettings: settings),
        .testTarget(
            name: "MermaidTests", dependencies: ["Diagrams", "TestSupport"],
            exclude: ["Diagrams", "Goldens"], swiftSettings: settings),
        .testTarget(name: "FingerprintTests", dependencies: ["Fingerprint"], swiftSettings: settings),
        .testTarget(name: "ArchiveTests", dependencies: ["Archive", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "SpreadsheetTests", dependencies: ["Spreadsheet", "CivilTime"], swiftSettings: settings),
        .testTarget(
            name: "ICalendarTests", dependencies: ["ICalendar", "CivilTime", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "ContentTests",
            dependencies: ["Content", "CivilTime", "Engagement", "Fingerprint", "Markdown", "TestSupport"],
            exclude: ["Goldens"], swiftSettings: settings),
        .testTarget(
            name: "KnowledgeTests",
            dependencies: ["Archive", "Knowledge", "CivilTime", "Engagement", "Content", "Fingerprint", "TestSupport"],
            swiftSettings: settings),
        // Reads a bundle of 200 jobs, for `make benchmark-as-built`.
        .executableTarget(
            name: "AsBuiltBenchmark", dependencies: ["AsBuilt"], path: "Tests/AsBuiltBenchmark",
            swiftSettings: settings),
        .testTarget(
            name: "AsBuiltTests", dependencies: ["AsBuilt", "TestSupport"], exclude: ["Fixtures", "Goldens"],
            swiftSettings: settings),
        .testTarget(
            name: "PublishingTests",
            dependencies: [
                "Publishing", "Pages", "Content", "CivilTime", "Engagement", "Markdown", "Markup", "Fingerprint",
                "XMLReading", "TestSupport",
            ],
            exclude: ["Goldens"], swiftSettings: settings),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Server", "Publishing", "Workspace", "Engagement", "CivilTime", "Archive", "Knowledge", "Ledger",
                "TestSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "WorkspaceTests", dependencies: ["Workspace", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "ProcessesTests", dependencies: ["Processes", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Knowledge", "Fingerprint", "Archive", "Commands", "Content", "CivilTime", "Engagement", "Ledger",
                "LedgerSQLite", "Processes", "TestSupport",
                "workbook",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Exports", "Goldens"], swiftSettings: settings),
        .testTarget(name: "HouseTests", dependencies: ["Content", "TestSupport"], swiftSettings: settings),
        // What the fuzzer feeds: `make test` runs its corpus, `make fuzz` looks for inputs that break a reader.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "CivilTime", "Content", "Diagrams", "Engagement", "ICalendar", "Ledger", "Markdown", "Publishing",
                "Spreadsheet",
            ],
            path: "Tests/Fuzz/Targets", swiftSettings: settings),
        .testTarget(
            name: "FuzzTests", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Replay", swiftSettings: settings),
    ]
)

// `make fuzz` builds the readers with coverage instrumentation; nothing else of the manifest changes.
if Context.environment["WORKBOOK_FUZZ"] == "1" {
    package.targets.append(
        .executableTarget(
            name: "Fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Driver", swiftSettings: settings,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]))
    let instrumented: Set = [
        "CivilTime", "Content", "Diagrams", "Engagement", "FuzzTargets", "ICalendar", "Ledger", "Markdown",
        "Markup", "Publishing", "Spreadsheet",
    ]
    for target in package.targets where instrumented.contains(target.name) {
        target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-sanitize=fuzzer", "-enable-testing"])]
    }
    for target in package.targets where ["CMarkParsing", "CDrawing", "CBounded"].contains(target.name) {
        target.cSettings = (target.cSettings ?? []) + [.unsafeFlags(["-fsanitize=fuzzer-no-link"])]
    }
}

import CivilTime
import Content
import Engagement
import Pages
import Publishing
import TestSupport

/// A small workbook in memory, to which a test adds its pages.
struct Fixture {
    var pages: [(path: String, text: String)] = []
    var contract = Contract.fixture
    var events: [Event] = []
    var attachments: [OutputFile] = []

    /// Adds a page; `matter` is further lines of its front matter.
    mutating func page(
        _ path: String, id: String? = nil, title: String = "A page", audience: String = "customer",
        kind: String = "guide", matter: [String] = [], _ body: String = "Text."
    ) {
        let stem = path.split(separator: "/").last.map { String($0.dropLast(3)) } ?? path
        let lines =
            ["---", "id: \(id ?? stem)", "title: \(title)", "kind: \(kind)", "audience: \(audience)"] + matter
            + ["---", "", "# \(title)", "", body, ""]
        pages.append((path, lines.joined(separator: "\n")))
    }

    /// A PNG of one pixel with `data` in it, which no program could unpack.
    static func picture(_ data: [UInt8] = []) -> [UInt8] {
        let sum: [UInt8] = [0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
            + [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0] + sum
            + [0, 0, 0, UInt8(data.count)] + Array("IDAT".utf8) + data + sum
            + [0, 0, 0, 0] + Array("IEND".utf8) + sum
    }

    var report: StatusReport {
        StatusReport(
            contract: contract, state: State(events.enumerated().map { Entry.fixture($0 + 1, $1) }),
            asOf: CivilDate(2026, 12, 9))
    }

    var content: ContentFolder { ContentFolder(files: pages.map { ($0.path, Array($0.text.utf8)) }) }

    func options(_ edition: Edition) -> SiteOptions {
        SiteOptions(
            edition: edition, spelling: Hint.plainSpelling, madeOn: CivilDate(2026, 12, 9), attachments: attachments)
    }

    func site(_ edition: Edition = .customer) -> Site {
        SiteBuilder(theme: Theme()).build(report, content, options: options(edition))
    }

    /// The rules of all diagnostics, with file and line.
    func diagnostics(_ edition: Edition = .customer) -> [String] {
        site(edition).diagnostics.map { "\($0.file):\($0.line ?? 0) \($0.rule)" }
    }
}

extension Site {
    /// The text of the file at `path`; empty where there is none.
    func text(_ path: String) -> String {
        self[path].map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    }

    /// Every path and every byte, as one text.
    var everything: String {
        files.map { $0.path + "\n" + String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "\n")
    }
}

import CivilTime
import Engagement
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Publishing
import Server
import Synchronization
import TestSupport
import Testing
import Workspace

/// A workbook on disk, and a server whose tracker records in it.
struct TrackedWorkbook {
    let folder: TemporaryFolder
    let workspace: Workspace
    let server: WorkbookServer

    init(today: CivilDate = CivilDate(2026, 12, 4), author: String = "ann") async throws {
        folder = try TemporaryFolder()
        let text = try String(contentsOfFile: Repository.root + "/content/engagement.yaml", encoding: .utf8)
        try folder.write(text, to: "content/engagement.yaml")
        let count = Mutex(0)
        let surroundings = Surroundings(
            directory: folder.path, environment: ["XDG_CONFIG_HOME": folder.path + "/config"],
            now: { Moment(milliseconds: today.dayNumber * 86_400_000 + 43_200_000, date: today) },
            newOperation: {
                count.withLock { count in
                    count += 1
                    return "made-\(count)"
                }
            }, spelling: { _ in "" })
        workspace = Workspace(root: folder.path, in: surroundings)
        _ = try await workspace.makeLedger(by: "ann")
        let assembly = SiteAssembly(workspace: workspace)
        let built = try assembly.make(.internal, liveReload: true)
        let pages = built.trackerPages()
        server = WorkbookServer(
            preview: Preview(
                ServedPages(
                    site: built.site, tracker: pages.status, status: nil, notFound: pages.notFound, frame: pages.frame)),
            tracker: Tracker(workspace: workspace, author: author))
    }

    /// A page, or what a form was answered with.
    struct Answer {
        let status: HTTPResponse.Status
        let location: String
        let text: String

        /// The value of a hidden or visible field of the page.
        func value(of name: String, after mark: String = "") -> String? {
            let start = mark.isEmpty ? text.startIndex : text.range(of: mark)?.upperBound ?? text.endIndex
            guard let name = text[start...].range(of: "name=\"\(name)\" value=\"") else { return nil }
            return String(text[name.upperBound...].prefix { $0 != "\"" })
        }
    }

    func exchange(
        _ path: String, method: HTTPRequest.Method = .get, fields: HTTPFields = [:], body: String? = nil
    ) async throws -> Answer {
        try await server.application(port: 0) { _ in }.test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: fields, body: body.map { ByteBuffer(string: $0) }
            ) { response in
                Answer(
                    status: response.status, location: response.headers[.location] ?? "",
                    text: String(buffer: response.body))
            }
        }
    }

    /// Posts a form of the page at `path`, with its token and operation id, as a browser would.
    func post(
        _ action: String, from path: String, _ values: [(String, String)], fields: HTTPFields? = nil,
        operation: String? = nil
    ) async throws -> Answer {
        let page = try await exchange(path)
        let token = try #require(page.value(of: "token"))
        let made = try #require(page.value(of: "operation"))
        let keys = [("token", token), ("operation", operation ?? made)]
        return try await send(action, keys + values, fields: fields)
    }

    func send(_ action: String, _ values: [(String, String)], fields: HTTPFields? = nil) async throws -> Answer {
        var headers = fields ?? Self.own
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await exchange(action, method: .post, fields: headers, body: Self.encoded(values))
    }

    static func encoded(_ values: [(String, String)]) -> String {
        values.map { name, value in
            "\(name)="
                + value.utf8.map { byte in
                    let character = Character(UnicodeScalar(byte))
                    let hex = String(byte, radix: 16, uppercase: true)
                    return character.isASCII && (character.isLetter || character.isNumber)
                        ? String(character) : "%" + (hex.count == 1 ? "0" : "") + hex
                }.joined()
        }.joined(separator: "&")
    }

    /// What a browser adds to a form of the server's own pages.
    static var own: HTTPFields { HTTPField.Name("Sec-Fetch-Site").map { [$0: "same-origin"] } ?? [:] }

    /// The events of the ledger, without the contract.
    func events() throws -> [Event] {
        try workspace.ledger().entries().map(\.event).filter { $0.kind != .contractRecorded }
    }
}

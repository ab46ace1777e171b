import Archive
import CivilTime
import Engagement
import Foundation
import HTTPTypes
import Knowledge
import Ledger
import TestSupport
import Testing
import Workspace

/// The acceptance in the browser: a pack is made and sent, and the customer's answers come back.
@Suite(.timeLimit(.minutes(60))) struct PackPageTests {
    private func made(_ workbook: TrackedWorkbook) async throws -> (page: String, pack: KeptPack) {
        let answer = try await workbook.post("/packs/new/make", from: "/packs/new", [])
        #expect(answer.status == .seeOther, "\(answer.text.suffix(2000))")
        let packs = try workbook.workspace.keptPacks()
        let pack = try #require(packs.first)
        let page = String(answer.location.prefix { $0 != "?" })
        #expect(page == "/packs/\(pack.name)")
        return (page, pack)
    }

    /// The response file of a pack, filled in.
    private func response(
        _ workbook: TrackedWorkbook, to pack: KeptPack, _ answer: String = "accepted"
    ) throws -> String {
        let files = try workbook.workspace.checkPack(pack).verification.files
        let template = try #require(files.first { $0.path == "acceptance/response.json" })
        var json = try #require(try JSONSerialization.jsonObject(with: Data(template.bytes)) as? [String: Any])
        (json["signer"], json["role"], json["date"]) = ("Ann Lee", "Head of Data", "2026-12-04")
        var criteria = try #require(json["criteria"] as? [[String: Any]])
        criteria[0]["answer"] = answer
        json["criteria"] = criteria
        return String(
            decoding: try JSONSerialization.data(withJSONObject: json, options: .prettyPrinted), as: UTF8.self)
            + "\n"
    }

    @Test func `a pack is made, shown and downloaded, and making it again makes no other`() async throws {
        let workbook = try await TrackedWorkbook()
        let (page, pack) = try await made(workbook)
        let text = try await workbook.exchange(page).text
        #expect(text.contains("As it was signed") && text.contains("the key of this machine"))
        let checked = try workbook.workspace.checkPack(pack)
        for digits in [checked.fingerprint, checked.keyFingerprint] {
            #expect(text.contains(try #require(digits)))
        }
        let file = try await workbook.exchange(page + "/file")
        #expect(file.status == .ok && file.text.hasPrefix("PK"))
        _ = try await made(workbook)
        #expect(try workbook.workspace.keptPacks() == [pack])
        #expect(try await workbook.exchange("/packs").text.contains(pack.name))
        // What the pack says changed, so it is another pack, beside the one that was sent.
        try workbook.folder.write(
            "---\nid: notes\ntitle: Notes\nkind: guide\naudience: customer\n---\n\n# Notes\n\nFor the team.\n",
            to: "content/guides/notes.md")
        let (_, second) = try await made(workbook)
        #expect(try workbook.workspace.keptPacks() == [second, pack])
    }

    @Test func `kept packs are listed by day, then by number, whatever the length of their names`() async throws {
        let workbook = try await TrackedWorkbook()
        let id = try workbook.workspace.contract().id
        let names = ["2026-12-14", "2026-12-04-10", "2026-12-04-9", "2026-12-04-2", "2026-12-04"].map {
            "\(id)-\($0).zip"
        }
        for name in names.sorted() + ["\(id)-2026-12-04-copy.zip", "\(id)-2026-13-40.zip", "notes.zip"] {
            try workbook.folder.write("x", to: name)
        }
        #expect(try workbook.workspace.keptPacks().map(\.name) == names)
    }

    @Test func `the customer's answer is recorded once, pasted or in the terminal`() async throws {
        let workbook = try await TrackedWorkbook()
        let (page, pack) = try await made(workbook)
        let text = try response(workbook, to: pack)
        // As a browser sends it, without the last line break.
        let pasted = text.replacing("\n", with: "\r\n").trimmingCharacters(in: .newlines)
        for _ in 0..<2 {
            let answer = try await workbook.post(page + "/record", from: page, [("response", pasted)])
            #expect(answer.status == .seeOther && answer.location.hasPrefix("/acceptance?done="), "\(answer.text)")
            let next = try await workbook.exchange(answer.location).text
            #expect(next.contains("Ann Lee, Head of Data") && next.contains("class=\"notice\""))
        }
        let recorded = try await workbook.workspace.recordResponse(
            Array(text.utf8), to: pack.path, keyFile: nil, isTrial: false, by: Author(name: "ann"))
        #expect(recorded.receipt?.isRepeat == true)
        #expect(try workbook.events().map(\.kind) == [.signOffGiven])
        #expect(try await workbook.exchange(page).text.contains("Ann Lee, Head of Data"))
    }

    @Test func `an answer that can't be recorded keeps what was pasted, and says why`() async throws {
        let workbook = try await TrackedWorkbook()
        let (page, pack) = try await made(workbook)
        for (text, reason) in [
            ("{\"a\": \"<b>\"", "is not valid JSON"),
            (try response(workbook, to: pack, "perhaps"), "is no answer to"),
            (
                try response(workbook, to: pack)
                    .replacing(try #require(try workbook.workspace.checkPack(pack).fingerprint), with: "00"),
                "answers another pack"
            ),
        ] {
            let answer = try await workbook.post(page + "/record", from: page, [("response", text)])
            #expect(answer.status == .unprocessableContent, "\(answer.text)")
            #expect(answer.text.contains(reason) && !answer.text.contains("<b>"), "\(answer.text)")
        }
        #expect(try workbook.events().isEmpty)
    }

    @Test func `a pack that was changed says which file, and takes no answer`() async throws {
        let workbook = try await TrackedWorkbook()
        let (page, pack) = try await made(workbook)
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: pack.path)))
        let place = try #require(bytes.firstRange(of: Array("trace.csv".utf8))).upperBound
        bytes[place + 3] ^= 1
        try Data(bytes).write(to: URL(filePath: pack.path))
        let text = try await workbook.exchange(page).text
        #expect(text.contains("Not as it was signed") && text.contains("What is not as it was signed"))
        let difference = try #require(try workbook.workspace.checkPack(pack).verification.differences.first)
        #expect(text.contains(">\(difference.path)<"), "\(difference)")
        #expect(!text.contains(page + "/record"))
    }

    @Test(arguments: ["..%2Fworkbook.sqlite", "workbook.sqlite", "nothing.zip", "..", "%00"])
    func `nothing but a pack of this engagement is shown or sent`(name: String) async throws {
        let workbook = try await TrackedWorkbook()
        for path in ["/packs/\(name)", "/packs/\(name)/file"] {
            #expect(try await workbook.exchange(path).status != .ok)
        }
    }

    @Test func `content with an error makes no pack, and the page names the first`() async throws {
        let workbook = try await TrackedWorkbook()
        try workbook.folder.write("# Notes\n\n[x](missing.md)\n", to: "content/guides/notes.md")
        let answer = try await workbook.post("/packs/new/make", from: "/packs/new", [])
        #expect(answer.status == .unprocessableContent && answer.text.contains("guides/notes.md"), "\(answer.text)")
        #expect(try workbook.workspace.keptPacks().isEmpty)
    }

    @Test func `the file of the site's rehearsal form is pasted, and counts once`() async throws {
        let workbook = try await TrackedWorkbook()
        try workbook.folder.write(
            "---\nid: RB-001\ntitle: Retrain the model\nkind: runbook\naudience: customer\n---\n\n# Retrain the model\n\n"
                + "1. Start the job.\n", to: "content/runbooks/retrain.md")
        let version = try #require(try workbook.workspace.knowledge().documents.all.first?.version)
        let text = """
            {"format": "\(RehearsalFormat.name)", "rehearsals": [{
              "document": "RB-001", "fingerprint": "\(version.fingerprint)", "level": "unaided",
              "performer": "piet", "result": "passed", "minutes": 45, "performedOn": "2026-12-03"}]}
            """
        for _ in 0..<2 {
            let answer = try await workbook.post(
                "/rehearsals/import/record", from: "/rehearsals/import", [("response", text)])
            #expect(answer.status == .seeOther && answer.location.contains("done=rehearsal-"), "\(answer.text)")
            #expect(try await workbook.exchange(answer.location).text.contains("piet"))
        }
        #expect(try workbook.events().count == 1)
        let refused = try await workbook.post(
            "/rehearsals/import/record", from: "/rehearsals/import", [("response", "[]")])
        #expect(refused.status == .unprocessableContent && refused.text.contains("the response"))
    }

    @Test func `a condition is shown on its pages and in the API, and closed by the form or a program`() async throws {
        let workbook = try await TrackedWorkbook(today: CivilDate(2026, 12, 10))
        var signOff = SignOffGiven.fixture
        let ids = try workbook.workspace.contract().criteria.map(\.id)
        signOff.answers = [
            .init(criterion: ids[0], outcome: .rejected, reason: "no diagram"),
            .init(
                criterion: ids[1], outcome: .acceptedWithConditions,
                conditions: [
                    .init(text: "Name a <deputy>", owner: "bob", due: CivilDate(2026, 12, 9)),
                    .init(text: "Rotate the key", owner: "bob", due: CivilDate(2026, 12, 15)),
                ]),
        ]
        _ = try await workbook.workspace.record(by: Author(name: "ann")) { [signOff] in try $0.giveSignOff(signOff) }
        let conditions = try await workbook.workspace.reading().report.conditions
        let address = "/conditions/\(try #require(conditions.first).label)"
        let words = "1 of 8 criteria accepted, 1 of them with 2 conditions open (1 overdue), 1 rejected, 6 not answered"
        let home = try await workbook.exchange("/").text
        #expect(home.contains(words) && home.contains(address) && home.contains("Rotate the key"))
        let list = try await workbook.exchange("/acceptance").text
        for part in [words, address, "Name a &lt;deputy&gt;", "accepted with conditions, 2 open", "no diagram"] {
            #expect(list.contains(part), "\(part)")
        }
        let criterion = try await workbook.exchange("/acceptance/\(ids[1])").text
        #expect(criterion.contains(address) && criterion.contains("Overdue"))
        let empty = try await workbook.post(address + "/met", from: address, [("by", "ann"), ("evidence", " ")])
        #expect(empty.status == .unprocessableContent && empty.text.contains("aria-invalid=\"true\""))
        let forged = try await workbook.send(address + "/met", [("by", "ann"), ("evidence", "so")])
        #expect(forged.status == .forbidden)
        let met = try await workbook.post(
            address + "/met", from: address, [("by", "ann"), ("evidence", "the mail"), ("date", "2026-12-09")])
        #expect(met.status == .seeOther, "\(met.text.suffix(2000))")
        let page = try await workbook.exchange(address).text
        #expect(page.contains("the mail") && page.contains("Met") && !page.contains("What shows it"))
        let other = "/conditions/\(try #require(conditions.last).label)"
        let fields: HTTPFields = [
            .contentType: "application/json", try #require(HTTPField.Name("Idempotency-Key")): "key-1",
        ]
        let program = try await workbook.exchange(
            "/api/v1" + other + "/met", method: .post, fields: fields, body: #"{"by": "ann", "evidence": "log"}"#)
        #expect(program.status == .ok && program.text.contains("condition-met"), "\(program.text)")
        let json = try await workbook.exchange("/api/v1/acceptance").text
        #expect(json.contains("\"openConditions\" : 0") && json.contains("\"evidence\" : \"log\""))
        #expect(try workbook.events().map(\.kind) == [.signOffGiven, .conditionMet, .conditionMet])
        #expect(try await workbook.exchange("/conditions/abcd.1").status == .notFound)
    }
}

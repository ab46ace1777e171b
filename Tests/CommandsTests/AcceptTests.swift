import Archive
import CivilTime
import Commands
import Content
import Engagement
import Fingerprint
import Foundation
import Knowledge
import TestSupport
import Testing

/// Acceptance packs through the verbs: made, checked, answered, and taken over by the customer.
@Suite struct AcceptTests {
    private let terminal: Terminal
    private let path: String

    init() throws {
        terminal = try Terminal()
        path = terminal.folder.path
        terminal.setToday(CivilDate(2026, 12, 22))
        terminal.setEnvironment("XDG_CONFIG_HOME", path + "/config")
        try terminal.folder.write(
            """
            ---
            id: RB-001
            title: Roll a model back
            description: Puts the last good version back in service.
            kind: runbook
            audience: customer
            owner: platform-team
            criteria: [team-operates-unaided]
            ---
            # Roll a model back

            ## When to use

            After a bad release.

            <!-- internal -->

            Dana wrote this in a hurry on a Sunday afternoon while travelling home.

            <!-- /internal -->

            ## Procedure

            1. Set the alias.
            """, to: "content/runbooks/rb-001.md")
        try terminal.folder.write(
            "---\nid: secret\ntitle: Margins of the engagement\nkind: guide\n---\n# Margins of the engagement\n\nWe lose money.\n",
            to: "content/engagement/secret.md")
        try terminal.folder.write(
            "---\nid: home\ntitle: Handover\nkind: guide\naudience: customer\n---\n# Handover\n\n[Roll back](runbooks/rb-001.md)\n",
            to: "content/index.md")
    }

    private func pack(_ name: String = "pack.zip") async throws -> [UInt8] {
        let result = await terminal.run("accept", "pack", "--output", path + "/" + name)
        #expect(result.status == .done, "\(result.talk)")
        return [UInt8](try Data(contentsOf: URL(filePath: path + "/" + name)))
    }

    private func record(_ lines: [[String]]) async {
        for line in lines {
            let result = await terminal.run(line)
            #expect(result.status == .done, "\(line): \(result.talk)")
        }
    }

    private static let work = [
        [
            "log", "2h", "--role", "data-scientist", "--activity", "kickoff", "--note", "the margin call", "--by",
            "dana",
        ],
        ["prerequisite", "confirm", "environment-access", "--evidence", "Dana saw the secret screen"],
        ["risk", "add", "The sponsor dislikes us", "--owner", "dana"],
    ]

    @Test func `a pack holds the customer's edition and nothing of the supplier's own`() async throws {
        await record(Self.work)
        let files = try ZIPReader(try await pack()).files
        let paths = Set(files.map(\.path))
        #expect(
            paths.isSuperset(of: [
                "READ-ME.txt", "SHA256SUMS", "SHA256SUMS.sig", "public-key.pem", "pack.json", "acceptance/form.html",
                "acceptance/form.js", "acceptance/form.css", "acceptance/response.json", "content/engagement.yaml",
                "content/runbooks/rb-001.md", "content/index.md", "ledger/workbook.sqlite", "ledger/ledger.csv",
                "site/index.html", "trace.json", "trace.csv", "gaps.json",
            ]))
        #expect(!paths.contains("content/engagement/secret.md"))
        for file in files {
            for secret in ["Margins of", "We lose money", "in a hurry", "margin call", "secret screen", "dislikes us"] {
                #expect(Data(file.bytes).range(of: Data(secret.utf8)) == nil, "\(file.path) holds '\(secret)'")
            }
        }
    }

    @Test func `a pack built twice, also by another process with the same key, is the same bytes`() async throws {
        await record(Self.work)
        let first = try await pack()
        let same = await terminal.run("accept", "pack", "--output", path + "/pack.zip")
        #expect(same.output.hasPrefix("the same pack is there already:"))
        #expect(try await pack("again.zip") == first)
    }

    @Test func `a pack that another one has the name of is not overwritten`() async throws {
        _ = try await pack()
        await record(Self.work)
        let result = await terminal.run("accept", "pack", "--output", path + "/pack.zip")
        #expect(result.status == .usage)
        #expect(result.talk.contains("exists already, and is another pack"))
    }

    @Test func `the key is for its owner alone, and one that others can read is refused`() async throws {
        _ = try await pack()
        let key = path + "/config/workbook/signing-key"
        let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let result = await terminal.run("accept", "pack", "--output", path + "/other.zip")
        #expect(result.status == .storage)
        #expect(result.talk.contains("chmod 600"))
        #expect(!FileManager.default.fileExists(atPath: path + "/other.zip"))
    }

    @Test func `a pack that somebody changed and signed with a key of their own is told apart`() async throws {
        let bytes = try await pack()
        var files = try ZIPReader(bytes).files.filter {
            !$0.path.hasPrefix("SHA256SUMS") && $0.path != "public-key.pem"
        }
        files[files.count - 1] = ArchivedFile(path: files[files.count - 1].path, bytes: Array("{}".utf8))
        let key = SigningKey()
        let sums = Array(files.map { "\(Fingerprint(of: $0.bytes).hex)  \($0.path)\n" }.joined().utf8)
        files += [
            ArchivedFile(path: "SHA256SUMS", bytes: sums),
            ArchivedFile(path: "SHA256SUMS.sig", bytes: try key.signature(of: sums)),
            ArchivedFile(path: "public-key.pem", bytes: Array(key.publicKey.pem.utf8)),
        ]
        try Data(try ZIPWriter.bytes(of: files)).write(to: URL(filePath: path + "/forged.zip"))
        // On the supplier's machine its own key tells; elsewhere the fingerprint that the supplier read out.
        let own = await terminal.run("accept", "verify", path + "/forged.zip")
        #expect(own.status == .findings)
        #expect(own.output.contains("another key signed it than the supplier's"))
        let supplier = try #require(try PackVerification(archive: bytes).key).fingerprint
        terminal.setEnvironment("XDG_CONFIG_HOME", path + "/elsewhere")
        let told = await terminal.run("accept", "verify", path + "/forged.zip", "--signed-by", supplier)
        #expect(told.status == .findings)
        let unknown = await terminal.run("accept", "verify", path + "/forged.zip")
        #expect(unknown.status == .done)
        #expect(unknown.talk.contains("compare the key's fingerprint"))
        let right = await terminal.run("accept", "verify", path + "/pack.zip", "--signed-by", supplier.uppercased())
        #expect(right.status == .done)
    }

    @Test func `sha256sum and openssl check a pack without Workbook`() async throws {
        let bytes = try await pack()
        let folder = try TemporaryFolder()
        for file in try ZIPReader(bytes).files {
            let url = URL(filePath: folder.path).appending(path: file.path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: url)
        }
        let script = """
            set -e
            cd "$1"
            sha256sum --check --quiet SHA256SUMS
            openssl pkeyutl -verify -rawin -pubin -inkey public-key.pem -in SHA256SUMS -sigfile SHA256SUMS.sig
            """
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script, "sh", folder.path]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        // The folder it was unpacked to is checked like the archive.
        let sound = await terminal.run("accept", "verify", folder.path)
        #expect(sound.status == .done, "\(sound.output)")
        try Data("x".utf8).write(to: URL(filePath: folder.path + "/gaps.json"))
        try Data("x".utf8).write(to: URL(filePath: folder.path + "/more.txt"))
        try FileManager.default.removeItem(atPath: folder.path + "/trace.csv")
        let changed = await terminal.run("accept", "verify", folder.path)
        #expect(changed.status == .findings)
        for line in ["gaps.json was changed", "more.txt was added", "trace.csv is missing"] {
            #expect(changed.output.contains("differs: " + line))
        }
    }

    private func response(_ change: (inout [String: Any]) throws -> Void) throws {
        let files = try ZIPReader([UInt8](try Data(contentsOf: URL(filePath: path + "/pack.zip")))).files
        let template = try #require(files.first { $0.path == "acceptance/response.json" })
        var json = try #require(try JSONSerialization.jsonObject(with: Data(template.bytes)) as? [String: Any])
        json["signer"] = "Ann Lee"
        json["role"] = "Head of Data"
        json["date"] = "2026-12-22"
        try change(&json)
        try JSONSerialization.data(withJSONObject: json).write(to: URL(filePath: path + "/response.json"))
    }

    private func answer(_ json: inout [String: Any], _ answers: [String]) throws {
        var criteria = try #require(json["criteria"] as? [[String: Any]])
        for (index, answer) in answers.enumerated() {
            criteria[index]["answer"] = answer
            if answer == "rejected" { criteria[index]["reason"] = "not seen yet" }
            if answer == "accepted-with-conditions" {
                criteria[index]["conditions"] = [["text": "Name a deputy", "owner": "ann", "due": "2027-01-15"]]
            }
        }
        json["criteria"] = criteria
    }

    @Test func `the customer's answer is recorded once, and shown`() async throws {
        _ = try await pack()
        try response { try answer(&$0, ["accepted", "accepted-with-conditions", "rejected"]) }
        let arguments = ["accept", "record", path + "/response.json", "--pack", path + "/pack.zip"]
        let trial = await terminal.run(arguments + ["--dry-run"])
        #expect(trial.status == .done, "\(trial.talk)")
        #expect(
            trial.output.hasPrefix("would record the answer of Ann Lee, Head of Data, on behalf of Northwind Telecom"))
        let first = await terminal.run(arguments)
        #expect(first.status == .done, "\(first.talk)")
        #expect(first.output.contains("architecture-decided: accepted\n"))
        #expect(first.output.contains("by 2027-01-15, ann: Name a deputy"))
        #expect(first.output.contains("ci-cd-promotes-to-production: rejected: not seen yet"))
        #expect(first.output.contains("team-operates-unaided: not answered"))
        let again = await terminal.run(arguments)
        #expect(again.output.hasPrefix("recorded before"))
        let history = await terminal.run("history")
        #expect(history.output.split(separator: "\n").count { $0.contains("Ann Lee") } == 1, "\(history.output)")
    }

    @Test func `a rejection and a condition are in status, gaps and trace until they are dealt with`() async throws {
        _ = try await pack()
        try response { try answer(&$0, ["accepted", "accepted-with-conditions", "rejected"]) }
        let recorded = await terminal.run("accept", "record", path + "/response.json", "--pack", path + "/pack.zip")
        #expect(recorded.status == .done, "\(recorded.talk)")
        let total = try #require(try terminal.contract()).criteria.count
        terminal.setToday(CivilDate(2027, 2, 1))
        let words =
            "2 of \(total) criteria accepted, 1 of them with 1 condition open (1 overdue), 1 rejected, "
            + "\(total - 3) not answered"
        func flat(_ arguments: String...) async -> String {
            await terminal.run(arguments).output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(await flat("status").contains(words))
        #expect(await flat("report").contains(words))
        let json = await terminal.run("status", "--json").output
        for field in ["\"openConditions\" : 1", "\"rejected\" : 1", "\"acceptedDocuments\" : {"] {
            #expect(json.contains(field), "\(field) in \(json)")
        }
        let trace = await flat("trace")
        #expect(trace.contains("accepted with conditions by Ann Lee on 2026-12-22"))
        #expect(trace.contains("rejected by Ann Lee on 2026-12-22: not seen yet"))
        #expect(trace.contains("Name a deputy (ann, overdue since 2027-01-15)"))
        // The customer's own workbook, made of a later pack, hears of it too.
        _ = try await pack("later.zip")
        #expect(await terminal.run("adopt-pack", path + "/later.zip", path + "/ours").status == .done)
        let label = try #require(
            await terminal.run("accept", "condition").output.firstMatch(of: /[0-9a-f]{8}\.1/).map { String($0.output) })
        for folder in [path, path + "/ours"] {
            let gaps = await flat("--directory", folder, "gaps")
            #expect(gaps.hasPrefix("2 of 3 answered criteria accepted"), "\(gaps)")
            #expect(gaps.contains("was rejected by Ann Lee, Head of Data, on 2026-12-22: not seen yet"))
            #expect(gaps.contains("'Name a deputy' is not met"))
            #expect(gaps.contains("hint: workbook accept condition met \(label) --by NAME --evidence TEXT"))
            #expect(await terminal.run("--directory", folder, "gaps", "--fail").status == .findings)
            let met = await terminal.run(
                "--directory", folder, "accept", "condition", "met", label, "--by", "ann", "--evidence", "Bob is named",
                "--date", "2027-01-20")
            #expect(met.status == .done, "\(met.talk)")
            #expect(met.output.contains("condition \(label) met on 2027-01-20, seen by ann: Bob is named"))
            #expect(await flat("--directory", folder, "gaps").contains("1 of 1 condition of the acceptance met"))
            #expect(await flat("--directory", folder, "accept", "list").contains("met on 2027-01-20"))
        }
        let undo = await terminal.run("undo")
        #expect(undo.status == .done, "\(undo.talk)")
        #expect(await flat("gaps").contains("0 of 1 condition of the acceptance met"))
    }

    @Test(arguments: [
        ("pack", "00", "answers another pack"), ("engagement", "other", "is about 'other'"),
        ("date", "tomorrow", "'tomorrow' is not the date"), ("format", "x", "is a 'x'"),
        ("date", "2027-02-01", "in the future"),
    ])
    func `an answer that can't be recorded is refused`(key: String, value: String, message: String) async throws {
        _ = try await pack()
        try response { json in
            try answer(&json, ["accepted"])
            json[key] = value
        }
        let result = await terminal.run("accept", "record", path + "/response.json", "--pack", path + "/pack.zip")
        #expect(result.status != .done)
        #expect(result.talk.contains(message), "\(result.talk)")
    }

    @Test func `an answer without a date, an outcome or a condition names the field`() async throws {
        _ = try await pack()
        let arguments = ["accept", "record", path + "/response.json", "--pack", path + "/pack.zip"]
        try response { _ in }
        #expect(await terminal.run(arguments).talk.contains("answers no criterion"))
        try response { try answer(&$0, ["yes"]) }
        #expect(await terminal.run(arguments).talk.contains("'yes' is no answer to architecture-decided"))
        try Data("{".utf8).write(to: URL(filePath: path + "/response.json"))
        #expect(await terminal.run(arguments).talk.contains("is not valid JSON"))
        try Data("{}".utf8).write(to: URL(filePath: path + "/response.json"))
        #expect(await terminal.run(arguments).talk.contains("it has no .format"))
    }

    @Test func `the customer makes a workbook of the pack, whose history is the supplier's`() async throws {
        await record(Self.work)
        _ = try await pack()
        let result = await terminal.run("adopt-pack", path + "/pack.zip", path + "/ours")
        #expect(result.status == .done, "\(result.talk)")
        let check = await terminal.run("--directory", path + "/ours", "check")
        #expect(check.status == .done, "\(check.output)\(check.talk)")
        let verify = await terminal.run("--directory", path + "/ours", "verify")
        #expect(verify.status == .done, "\(verify.output)\(verify.talk)")
        let history = await terminal.run("--directory", path + "/ours", "history")
        #expect(history.output.contains("environment-access"))
        #expect(!history.output.contains("secret screen"))
        // It goes on without the supplier: the documents have the fingerprints that were accepted.
        let rehearsal = await terminal.run(
            "--directory", path + "/ours", "rehearse", "RB-001", "--level", "unaided", "--by", "ann", "--side",
            "customer", "--result", "passed", "--minutes", "25")
        #expect(rehearsal.status == .done, "\(rehearsal.talk)")
        let again = await terminal.run("adopt-pack", path + "/pack.zip", path + "/ours")
        #expect(again.status == .refused)
    }

    @Test func `a pack of unsound content is not made`() async throws {
        try terminal.folder.write(
            "---\nid: b\ntitle: B\nkind: guide\naudience: customer\n---\n# B\n\n[gone](gone.md)\n", to: "content/b.md")
        let result = await terminal.run("accept", "pack", "--output", path + "/pack.zip")
        #expect(result.status == .findings)
        #expect(!FileManager.default.fileExists(atPath: path + "/pack.zip"))
    }
}

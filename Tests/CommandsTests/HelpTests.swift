import Foundation
import Ledger
import TestSupport
import Testing

/// The help pages of every verb, as the program itself lists them: a new verb is held to the same.
@Suite struct HelpTests {
    /// A verb, as the program describes its command tree.
    private struct Verb: Decodable {
        let commandName: String
        let discussion: String?
        let subcommands: [Verb]?

        /// This verb and those below it, each with the words that call it; the parser's own `help` left out.
        func all(after words: [String] = []) -> [(words: [String], verb: Verb)] {
            let words = words + [commandName]
            return [(words, self)]
                + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap { $0.all(after: words) }
        }

        /// The commands that the page shows: every indented line that calls the program.
        var examples: [String] {
            let text = discussion ?? ""
            let lines = text.split(separator: "\n").filter { $0.hasPrefix("  ") }.joined(separator: "\n")
            return lines.shellCommands.filter { $0.hasPrefix("workbook") }
        }
    }

    private struct Tree: Decodable {
        let command: Verb
    }

    private static func verbs() throws -> [(words: [String], verb: Verb)] {
        let json = try Program.output(of: ["--experimental-dump-help"], in: Repository.root)
        return try JSONDecoder().decode(Tree.self, from: Data(json.utf8)).command.all()
    }

    @Test func `every verb has an example of itself`() throws {
        let verbs = try Self.verbs()
        #expect(verbs.count > 50)
        for (words, verb) in verbs {
            let name = words.joined(separator: " ")
            #expect(
                verb.examples.contains { $0 == name || $0.hasPrefix(name + " ") }, "workbook \(name) --help has none")
        }
    }

    @Test func `no line of a help page is wider than 80 columns`() throws {
        for (words, _) in try Self.verbs() {
            let page = try Program.output(of: words.dropFirst() + ["--help"], in: Repository.root)
            #expect(page.contains("USAGE: workbook"))
            for line in page.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        }
    }

    /// What an example needs before it can run, in a fresh engagement.
    private static let preparations: [(beginning: String, commands: [String])] = [
        ("workbook init", ["cd ..", "rm -r northwind"]),
        (
            "workbook portfolio",
            ["cd ..", "cp -r northwind acme", "mkdir -p ~/engagements", "cp -r northwind ~/engagements"]
        ),
        ("workbook activity start kickoff", [beforeStart]),
        (
            "workbook activity start kickoff --override-by",
            ["workbook prerequisite reopen existing-ml-pipeline --reason test"]
        ),
        ("workbook activity done kickoff", [beforeStart, "workbook activity start kickoff"]),
        (
            "workbook prerequisite reopen environment-access",
            ["workbook prerequisite confirm environment-access --evidence test"]
        ),
        ("workbook change approve CR-1", [proposal]),
        ("workbook change decline CR-1", [proposal]),
        ("workbook plan session move", [session]),
        ("workbook plan session cancel", [session]),
        (
            "workbook plan session held",
            ["workbook plan session add Handover --date 2026-12-14 --activity enable-team"]
        ),
        (
            "workbook rehearse diff",
            ["workbook rehearse RB-001 --level unaided --by ann --side customer --result passed --minutes 25"]
        ),
        (
            "workbook rehearse immaterial",
            [
                "workbook rehearse RB-001 --level unaided --by ann --side customer --result passed --minutes 25",
                "echo 'One more sentence.' >> \"$(grep -rl '^id: RB-001$' content)\"",
            ]
        ),
        (
            "workbook rehearse import",
            [
                """
                printf '{"format":"workbook-rehearsals/v1","rehearsals":[{"document":"RB-001","fingerprint":"%064d",\
                "level":"unaided","performer":"ann","result":"passed","minutes":25,"performedOn":"2026-12-14"}]}' 7 \
                    > rehearsals.json
                """
            ]
        ),
        (
            "workbook evidence void",
            ["workbook evidence add team-operates-unaided --document RB-001 --seen-by ann --side customer"]
        ),
        ("workbook question close", ["workbook question ask When --asked-by ann"]),
        ("workbook accept verify", [pack]),
        ("workbook accept record", [pack, response]),
        (
            "workbook accept condition met",
            [pack, conditionalResponse, "workbook accept record response.json --pack handover.zip"]
        ),
        ("workbook adopt-pack", [pack]),
        ("workbook risk close", ["workbook risk add \"No labels\" --owner domain-expert"]),
        ("workbook void", [time(of: "2026-12-14")]),
        ("workbook undo", [time(of: "2026-12-14")]),
        ("workbook verify", [time(of: "2026-12-14")]),
        ("workbook week submit", [time(of: "2026-12-03")]),
        ("workbook week close 2026-W49", [time(of: "2026-12-03"), "workbook week submit 2026-W49 --person dana"]),
        ("workbook week reopen", [time(of: "2026-12-03"), "workbook week close 2026-W49 --confirm-incomplete"]),
        ("workbook log -2h", [time(of: "2026-12-03"), "workbook week close 2026-W49 --confirm-incomplete"]),
        (
            "workbook log 2h --role data-scientist --activity kickoff --date 2026-12-03",
            [time(of: "2026-12-02"), "workbook week close 2026-W49 --confirm-incomplete"]
        ),
        (
            "workbook import time hours.csv",
            [
                "printf 'date,person,role,activity,hours,note\\n2026-12-01,dana,data-scientist,kickoff,1.5,x\\n' > hours.csv"
            ]
        ),
        (
            "workbook import time excel.csv",
            ["printf 'date;person;role;activity;hours\\n01/12/2026;dana;data-scientist;kickoff;0,33\\n' > excel.csv"]
        ),
        (
            "workbook import time toggl.csv",
            [
                "printf 'User,Project,Task,Description,Start date,Start time,End date,End time,Duration\\n' > toggl.csv",
                "printf 'Dana Ruiz,,Design,x,2026-12-01,09:00:00,2026-12-01,10:30:00,01:30:00\\n' >> toggl.csv",
            ]
        ),
        (
            "workbook import time time.json",
            [
                """
                printf '[\\n{"id":1,"start":"20261201T150000Z","end":"20261201T163000Z","tags":["acme"]}\\n]\\n' > time.json
                """
            ]
        ),
        ("workbook backup", [time(of: "2026-12-14"), "mkdir ../backups"]),
        (
            "workbook restore",
            [time(of: "2026-12-14"), "mkdir ../backups", "workbook backup ../backups/2026-12-04.sqlite"]
        ),
        ("workbook decision propose", ["workbook decision accept ADR-0011"]),
        ("workbook decision unlink", ["workbook decision supersede ADR-0011 --with ADR-0012"]),
        ("workbook init aurora --answers", ["printf 'customer: Aurora Bank\\n' > aurora.yaml"]),
        (
            "workbook adopt ../platform",
            [
                "mkdir -p ../platform/docs/adr",
                "printf '# 1. Logs\n\n## Status\n\nAccepted\n\n## Context\n\nA.\n\n## Decision\n\nB.\n' > ../platform/docs/adr/0001-logs.md",
            ]
        ),
        ("workbook merge", [time(of: "2026-12-14"), "cp -r . ../laptop", "workbook -C ../laptop undo"]),
        (
            "workbook check --baseline baseline.json --strict",
            ["workbook check --baseline baseline.json --write-baseline"]
        ),
        ("workbook as-built read", [bundle]),
        ("workbook as-built show", [bundle, readBundle]),
        ("workbook as-built diff", [bundle, readBundle]),
        ("workbook as-built check", [bundle, readBundle]),
        ("workbook check --strict --repository", [watchedFiles, commit]),
    ]

    private static let bundle = "cp -r '\(Repository.root)/Tests/AsBuiltTests/Fixtures/github-aws' ../churn-mlops"
    private static let readBundle = "workbook as-built read --bundle ../churn-mlops"
    private static let beforeStart = "workbook prerequisite confirm existing-ml-pipeline --evidence test"
    private static let proposal =
        "workbook change propose --role data-scientist --add 2d --title Model --requester piet --reason test"
    private static let pack = "workbook accept pack --output handover.zip --key signing-key"
    private static let response = """
        python3 -m zipfile --extract handover.zip handover
        jq '.signer = "Ann Lee" | .role = "Head of Data" | .date = "2026-12-14" | .criteria[0].answer = "accepted"' \\
            handover/acceptance/response.json > response.json
        """
    private static let conditionalResponse = """
        python3 -m zipfile --extract handover.zip handover
        jq '.signer = "Ann Lee" | .role = "Head of Data" | .date = "2026-12-14"
            | .criteria[0] |= (.answer = "accepted-with-conditions"
                | .conditions = [{text: "Name a deputy", owner: "ann", due: "2027-01-15"}])' \\
            handover/acceptance/response.json > response.json
        """
    private static let session = "workbook plan session add Handover --date 2026-12-16 --activity enable-team"
    private static let watchedFiles = """
        git init --quiet ../churn-mlops
        find content -name '*.md' -exec awk 'FNR == 1 { w = 0 } /^[^ ]/ { w = /^watches:/ } w && /^  - / { print $2 }' {} + | sort -ru | while read -r path; do
            mkdir -p "../churn-mlops/$(dirname "$path")" && touch "../churn-mlops/$path"
        done
        """
    /// Long before any page was reviewed.
    private static let commit = """
        export GIT_AUTHOR_DATE=2026-01-01T00:00:00Z GIT_COMMITTER_DATE=2026-01-01T00:00:00Z
        cd ../churn-mlops && git add --all && \\
            git -c user.name=a -c user.email=a@b.c commit --quiet --message first && cd ../northwind
        """

    private static func time(of day: String) -> String {
        "workbook log 6h --role data-scientist --activity kickoff --person dana --date \(day)"
    }

    /// An example, and the words of the verb whose page shows it.
    private struct Example: Sendable {
        let text: String
        let words: [String]

        var preparations: [String] {
            HelpTests.preparations.filter { text.hasPrefix($0.beginning) }.flatMap(\.commands)
        }

        /// Prepares a fresh engagement, and returns its shell and the id of the last entry; or says what failed.
        func prepared() throws -> (shell: ReaderShell, id: String, failures: [String]) {
            var shell = try ReaderShell(clock: "2026-12-15 09:30:00")
            var id = ""
            let fresh = text.hasPrefix("workbook check") ? HelpTests.complete : HelpTests.fresh
            for command in [fresh, "cd northwind"] + preparations {
                let result = try shell.run(command)
                guard result.status == 0 else {
                    return (shell, id, ["before \(text): \(command)\n\(result.talk)"])
                }
                if let undo = result.output.firstMatch(of: /undo: workbook undo ([0-9a-f]{8})/) {
                    id = String(undo.output.1)
                }
            }
            return (shell, id, [])
        }

        /// What failed when the example was typed in.
        func failures() throws -> [String] {
            var (shell, id, failures) = try prepared()
            guard failures.isEmpty else { return failures }
            // In the help, 3f9a61c2 is the id that the entry's receipt shows.
            let result = try shell.run(text.replacing(/3f9a(61c2)?/, with: id))
            if result.status != 0 {
                failures = ["\(words.joined(separator: " ")) --help:\n\(text)\n\(result.output)\(result.talk)"]
            }
            return failures
        }
    }

    @Test func `every example of the help works on a fresh engagement`() async throws {
        let examples = try Self.verbs().flatMap { words, verb in verb.examples.map { Example(text: $0, words: words) } }
        let (servers, others) = (
            examples.filter { $0.text.hasPrefix("workbook serve") },
            examples.filter { !$0.text.hasPrefix("workbook serve") }
        )
        #expect(!servers.isEmpty && others.count > 100)
        // Two at a time, on threads of their own: each waits for programs.
        try await withThrowingTaskGroup(of: [String].self) { group in
            for first in 0..<2 {
                group.addTask {
                    try await BlockingThread.run {
                        try stride(from: first, to: others.count, by: 2).flatMap { try others[$0].failures() }
                    }
                }
            }
            for try await failures in group { #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))") }
        }
        for example in servers {
            let (shell, _, failures) = try example.prepared()
            #expect(failures.isEmpty, "\(failures)")
            #expect(try await shell.serve(example.text) == 0, "\(example.text)")
        }
        let unused = Self.preparations.filter { preparation in
            !examples.contains { $0.text.hasPrefix(preparation.beginning) }
        }
        #expect(unused.isEmpty, "\(unused.map(\.beginning))")
    }

    /// A beginning has open points, which `check --strict` counts; the worked example has none.
    private static let complete = "workbook init northwind --example"
    private static let fresh = "workbook init northwind --customer \"Northwind Telecom\" --start 2026-11-30"
}

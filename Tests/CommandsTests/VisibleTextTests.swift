import CivilTime
import Engagement
import Foundation
import Ledger
import LedgerSQLite
import TestSupport
import Testing

@testable import Commands

/// What other people wrote is shown, and never steers the terminal of the reader.
@Suite struct VisibleTextTests {
    /// Titles of windows, links, colours, a bell, backspaces, a line of history that nobody recorded, and text that
    /// runs from right to left.
    private static let hostile =
        "A\u{1B}]0;title\u{7}\u{1B}]8;;https://evil.example\u{1B}\\\u{1B}[31mforged\u{1B}[0m\u{9B}2J\u{8}\u{8}\u{7F}\r"
        + "\n99999999  2026-12-01 09:30Z  forged by nobody\u{202E}txt\u{2066}a\u{200F}\u{61C}\u{2028}b\u{2029}\u{85}c\tZ"

    private static let day = CivilDate(2026, 12, 1)

    private static func hostile(_ name: String) -> String { "\(name) \(hostile)" }

    /// A workbook in which every text that a person may write is hostile: contract, entries, pages and file names.
    private func terminal() throws -> Terminal {
        let terminal = try Terminal(isTerminal: true)
        terminal.setEnvironment("USER", Self.hostile("user"))
        let ledger = try SQLiteLedger.open(at: terminal.folder.path + "/workbook.sqlite")
        let contract = try hostileContract(terminal)
        var count = 0
        func append(_ event: Event) throws -> String {
            count += 1
            let write = Write(
                operation: "operation \(count)", actor: Self.hostile("actor"),
                moment: Moment(milliseconds: Self.day.dayNumber * 86_400_000 + count, date: Self.day),
                contract: contract)
            return try ledger.append(write) { _ in event }.entry.id
        }
        var change = ""
        var session = ""
        var risk = ""
        var time = ""
        for event in Self.events(contract) {
            let id = try append(event)
            switch event {
            case .change(.proposed): change = id
            case .session(.planned): session = id
            case .risk(.added): risk = id
            case .time: time = id
            default: break
            }
        }
        let text = Self.hostile
        _ = try append(.change(.approved(ChangeDecided(change: change, decidedBy: text, reason: text))))
        let other = try append(Self.proposal)
        _ = try append(.change(.declined(ChangeDecided(change: other, decidedBy: text, reason: text))))
        _ = try append(.session(.cancelled(SessionCancelled(session: session, reason: text))))
        _ = try append(.risk(.closed(RiskClosed(risk: risk, resolution: text))))
        let answer = SignOffGiven.Answer(
            criterion: contract.criteria[0].id, outcome: .acceptedWithConditions, reason: text,
            conditions: [.init(text: text, owner: text, due: Self.day), .init(text: text, owner: text, due: Self.day)])
        let signOff = try append(
            .acceptance(
                .signOffGiven(
                    SignOffGiven(
                        answers: [answer], signer: text, signerRole: text, onBehalfOf: text, method: text,
                        signedOn: Self.day, packFingerprint: text))))
        let met = ConditionMet(signOff: signOff, number: 1, seenBy: text, evidence: text, metOn: Self.day)
        _ = try append(.acceptance(.conditionMet(met)))
        _ = try append(.entry(.voided(EntryVoided(target: time, reason: text))))
        return terminal
    }

    private static let proposal = Event.change(
        .proposed(
            ChangeProposed(
                title: hostile, requester: hostile, reason: hostile,
                effect: .addActivity(id: hostile, title: hostile, focusArea: hostile))))

    private static func events(_ contract: Contract) -> [Event] {
        let role = contract.roles.first?.id ?? ""
        let activity = contract.focusAreas.first?.activities.first?.id ?? ""
        let prerequisites = contract.prerequisites.map(\.id)
        let text = hostile
        let week = day.monday
        return [
            .time(
                TimeLogged(role: role, activity: activity, person: text, date: day, minutes: .hours(1), note: text)),
            .time(
                TimeLogged(role: text, activity: text, person: text, date: day, minutes: .hours(1), note: text)),
            .prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: prerequisites[0], evidence: text))),
            .prerequisite(.waived(PrerequisiteWaived(prerequisite: prerequisites[1], waivedBy: text, reason: text))),
            .prerequisite(.blocked(PrerequisiteBlocked(prerequisite: prerequisites[2], reason: text))),
            .prerequisite(.reopened(PrerequisiteReopened(prerequisite: prerequisites[1], reason: text))),
            .activity(.started(ActivityStarted(activity: activity, overriddenBy: text, reason: text))),
            .activity(.dropped(ActivityDropped(activity: activity, reason: text))),
            .activity(.done(ActivityDone(activity: text))),
            .plan(PlanSet(role: role, person: text, week: week, minutes: .hours(8))),
            .plan(PlanSet(role: role, person: text, week: week.adding(days: 7), minutes: .hours(8))),
            .session(.planned(SessionPlanned(title: text, activity: activity, date: day, attendees: [text]))),
            .session(.planned(SessionPlanned(title: text, activity: text, date: day.adding(days: 7)))),
            .risk(.added(RiskAdded(kind: .risk, title: text, owner: text))),
            .risk(.added(RiskAdded(kind: .issue, title: text, owner: text))),
            .week(.submitted(WeekSubmitted(person: text, week: week))),
            .week(.closed(WeekClosed(week: week, closedBy: text))),
            .week(.reopened(WeekReopened(week: week, reopenedBy: text, reason: text))),
            proposal,
        ]
    }

    /// The shipped contract with hostile titles, as it is in the ledger and, quoted for YAML, in the file.
    private func hostileContract(_ terminal: Terminal) throws -> Contract {
        var contract = try #require(try terminal.contract())
        let folder = terminal.folder
        let quoted =
            "\""
            + Self.hostile.unicodeScalars.map { scalar in
                scalar.value < 0x20 || scalar.value > 0x7E || scalar == "\"" || scalar == "\\"
                    ? "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                        + String(scalar.value, radix: 16)
                    : String(scalar)
            }.joined() + "\""
        var yaml = try folder.read("content/engagement.yaml")
        yaml = yaml.replacing(/(?m)^( *)(title|customer|supplier): [^>|{\n]+$/) { "\($0.1)\($0.2): \(quoted)" }
        try folder.write(yaml, to: "content/engagement.yaml")
        contract.title = Self.hostile
        contract.customer = Self.hostile
        for index in contract.roles.indices { contract.roles[index].title = Self.hostile }
        for index in contract.prerequisites.indices {
            contract.prerequisites[index].title = Self.hostile
            contract.prerequisites[index].owner = Self.hostile
        }
        let name = "content/guides/a\u{1B}[31mb\n99999999  2026 forged\u{202E}.md"
        try folder.write(
            "---\nid: a\ntitle: \(quoted)\nkind: guide\naudience: customer\nowner: \(quoted)\n---\n"
                + "[x](no\u{1B}[31mforged\u{7}\u{202E}.md) ![y](<no \u{9B}2J.png>)\n\n```dot\n\u{1B}[31m{\n```\n",
            to: name)
        return contract
    }

    private static let readings = [
        "status", "status --as-of 2026-12-01", "history", "history --last 3", "prerequisite", "prerequisite reminders",
        "prerequisite delays", "activity", "change", "plan", "plan show", "plan session", "plan session list", "week",
        "risk", "report", "report --format html", "export time --format csv", "export plan --format csv",
        "export prerequisites --format csv", "export report --format csv", "export prerequisites --format ics",
        "check", "check --format github", "verify", "portfolio .", "build", "merge workbook.sqlite",
        "backup copy.sqlite", "accept list", "accept condition", "trace", "gaps",
    ]

    @Test func `nothing that somebody wrote reaches the terminal as anything but visible text`() async throws {
        let terminal = try terminal()
        var seen = ""
        for reading in Self.readings {
            let result = await terminal.run(reading.split(separator: " ").map(String.init))
            expectVisible(result, reading)
            seen += result.output + result.talk
        }
        // The words are there, in their visible form.
        #expect(seen.contains("\\u{1b}]0;title\\u{7}"))
        #expect(seen.contains("\\n99999999  2026-12-01"))
    }

    @Test func `a letter is hidden if it steers a terminal, and its neighbours are not`() {
        let hidden: [UInt32] = [
            0x00, 0x1B, 0x1F, 0x7F, 0x80, 0x9F, 0x61C, 0x200E, 0x200F, 0x2028, 0x202E, 0x2066, 0x206F, 0xFFF9, 0xFFFB,
            0xF0000, 0xF0001,
        ]
        let shown: [UInt32] = [
            0x20, 0x7E, 0xA0, 0x61B, 0x61D, 0x200B, 0x200D, 0x2010, 0x2027, 0x202F, 0x2065, 0x2070, 0xFFF8, 0xFFFC,
            0xF0002,
        ]
        for value in hidden {
            let text = "a\(Unicode.Scalar(value).map(String.init) ?? "")b"
            #expect(VisibleText.line(text) == "a\\u{\(String(value, radix: 16))}b")
        }
        for value in shown {
            let text = "a\(Unicode.Scalar(value).map(String.init) ?? "")b"
            #expect(VisibleText.line(text) == text, "\(String(value, radix: 16))")
        }
        #expect(VisibleText.line("a\r\nb\tc") == #"a\r\nb\tc"#)
        #expect(VisibleText.document("a\r\nb\tc\rd\u{1B}") == "a\r\nb\tc\\rd\\u{1b}")
    }

    @Test func `a text cannot guess how the program changes colours`() {
        let change = Ink.change(to: "31")
        #expect(VisibleText.line(change) == "\u{1B}[31m")
        for forged in ["\u{F0000}0;31\u{F0001}", "\u{F0000};31\u{F0001}", "\u{F0000}31\u{F0001}"] {
            #expect(!VisibleText.line(forged).unicodeScalars.contains("\u{1B}"))
        }
        // Nor has a known secret another sequence than a colour.
        #expect(!VisibleText.line(Ink.change(to: "2J")).unicodeScalars.contains("\u{1B}"))
    }

    @Test func `neither does what is written on the command line`() async throws {
        let terminal = try terminal()
        let text = Self.hostile
        for arguments in [
            [text], ["log", text], ["log", "1h", "--role", text, "--activity", text, "--person", text],
            ["log", "1h", "--role", "data-scientist", "--activity", "kickoff", "--person", text, "--note", text],
            ["undo", text], ["--directory", text, "status"], ["status", "--\(text)"], ["restore", text],
            ["prerequisite", "confirm", text, "--evidence", text], ["risk", "add", text, "--owner", text],
            ["change", "approve", text, "--by", text, "--reason", text], ["portfolio", text], ["init", text],
            ["import", "time", text], ["export", "time", "--format", "csv", "--output", text + "/a"],
            ["week", "reopen", "2026-W49", "--reason", text, "--by", text], ["help", text],
        ] {
            expectVisible(await terminal.run(arguments), arguments.joined(separator: " "))
        }
    }

    @Test func `the program's own colours stay, and JSON is as it was`() async throws {
        let terminal = try terminal()
        #expect(await terminal.run("status").output.contains("\u{1B}[1mDAYS\u{1B}[0m"))
        for verb in ["status", "history", "prerequisite", "activity", "change", "plan", "risk", "week", "check"] {
            let arguments =
                ["change", "plan", "risk", "week", "prerequisite", "activity"].contains(verb)
                ? [verb, verb == "plan" ? "show" : "list", "--json"] : [verb, "--json"]
            let output = await terminal.run(arguments).output
            #expect((try? JSONSerialization.jsonObject(with: Data(output.utf8))) != nil, "\(verb)")
        }
        let history = await terminal.run("history", "--json").output
        let lines = try JSONDecoder().decode([Line].self, from: Data(history.utf8))
        #expect(lines.contains { $0.actor == Self.hostile("actor") })
    }

    private struct Line: Decodable {
        let actor: String
    }

    @Test func `a file for programs is as it is, unless a terminal would show it`() async throws {
        let arguments = ["export", "time", "--format", "csv"]
        let shown = try terminal()
        let kept = try Terminal(makesWorkbook: false, folder: shown.folder)
        let raw = await kept.run(arguments).output
        #expect(raw.contains("\u{202E}"))
        let visible = await shown.run(arguments).output
        #expect(!visible.contains("\u{202E}") && visible.contains("\\u{202e}"))
    }

    @Test func `a log of GitHub Actions has one line for each diagnostic`() async throws {
        let terminal = try terminal()
        let output = await terminal.run("check", "--format", "github").output
        let lines = output.split(separator: "\n")
        #expect(!lines.isEmpty)
        for line in lines {
            #expect(
                line.wholeMatch(of: /::(error|warning) file=[^:,]*(,line=[0-9]+)?,title=[a-z-]+::.*/) != nil, "\(line)")
        }
        #expect(output.contains("%0A99999999  2026 forged"))
    }

    private func expectVisible(_ result: Terminal.Result, _ command: String) {
        for text in [result.output, result.talk] {
            let plain = text.replacing(/\u{1B}\[(0|1|2|31|32|33|36)m/, with: "").replacing("\r\n", with: "\n")
            for scalar in plain.unicodeScalars {
                let isSafe =
                    scalar == "\n" || scalar == "\t"
                    || !(scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value
                        || [0x61C, 0x200E, 0x200F, 0x2028, 0x2029].contains(scalar.value)
                        || 0x202A...0x202E ~= scalar.value || 0x2066...0x2069 ~= scalar.value
                        || 0xF0000...0xF0001 ~= scalar.value)
                if !isSafe {
                    Issue.record("U+\(String(scalar.value, radix: 16)) from \(command)")
                    break
                }
            }
            #expect(!text.contains("\u{1B}[31mforged"), "\(command)")
            // A value of a file for programs may have several lines.
            guard !command.contains("csv"), !command.contains("ics") else { continue }
            for line in plain.split(separator: "\n") { #expect(!line.hasPrefix("99999999"), "\(command): \(line)") }
        }
    }
}

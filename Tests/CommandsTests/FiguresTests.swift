import CivilTime
import Commands
import Engagement
import Foundation
import Ledger
import LedgerSQLite
import TestSupport
import Testing

/// One word has one value, in whatever form it is read.
@Suite struct FiguresTests {
    private struct Status: Decodable, Equatable {
        struct Role: Decodable, Equatable {
            let role: String
            let title: String
            let capMinutes, contractMinutes, approvedMinutes, pendingMinutes, plannedMinutes: Int
            let usedMinutes, heldMinutes, remainingMinutes: Int
        }

        struct Activity: Decodable, Equatable {
            let id: String
            let title: String
            let workedMinutes: Int
        }

        let roles: [Role]
        let activities: [Activity]

        var used: Int { roles.reduce(0) { $0 + $1.usedMinutes } }
        var held: Int { roles.reduce(0) { $0 + $1.heldMinutes } }
        var worked: Int { used + held }
    }

    private struct Week: Decodable {
        struct Work: Decodable {
            let role: String
            let workedInWeekMinutes: Int
        }

        struct Role: Decodable {
            let role: String
            let workedInWeekMinutes: Int
        }

        let status: Status
        let roles: [Role]
        let work: [Work]
    }

    private struct Plan: Decodable {
        let plannedMinutes: Int
        let workedMinutes: Int
    }

    private struct Portfolio: Decodable {
        let capMinutes, usedMinutes, heldMinutes: Int
    }

    /// A workbook with random time, on a lifted exclusion too, with held time, voided time and a plan.
    private func terminal(seed: UInt64) throws -> Terminal {
        let terminal = try Terminal()
        try terminal.folder.write(
            "---\nid: home\ntitle: Home\nkind: guide\naudience: customer\n---\n\n# Home\n", to: "content/index.md")
        var random = SeededGenerator(seed: seed)
        let ledger = try SQLiteLedger.open(at: terminal.folder.path + "/workbook.sqlite")
        let contract = try #require(try terminal.contract())
        var number = 0
        func append(_ event: Event) throws -> String {
            number += 1
            let write = Write(
                operation: "seed \(seed) \(number)", actor: "tester",
                moment: Moment(
                    milliseconds: CivilDate(2026, 12, 1).dayNumber * 86_400_000 + number, date: CivilDate(2026, 12, 1)),
                contract: contract)
            return try ledger.append(write) { _ in event }.entry.id
        }
        func propose(_ effect: ChangeEffect) throws -> String {
            try append(.change(.proposed(ChangeProposed(title: "t", requester: "r", reason: "x", effect: effect))))
        }
        let lift = try propose(.liftExclusion(id: "llm-deployment"))
        _ = try append(.change(.approved(ChangeDecided(change: lift, decidedBy: "s", reason: "x"))))
        let raise = try propose(
            .addTime(role: "project-manager", minutes: .hours(Int.random(in: 1...9, using: &random))))
        if Bool.random(using: &random) {
            _ = try append(.change(.approved(ChangeDecided(change: raise, decidedBy: "s", reason: "x"))))
        }
        _ = try append(
            .plan(
                PlanSet(
                    role: "data-scientist", person: "dana", week: CivilDate(2026, 12, 7),
                    minutes: Minutes(Int.random(in: 1...1920, using: &random)))))
        var ids: [String] = []
        for _ in 0..<Int.random(in: 5...40, using: &random) {
            if let id = ids.randomElement(using: &random), Int.random(in: 0..<6, using: &random) == 0 {
                _ = try append(.entry(.voided(EntryVoided(target: id, reason: ""))))
                continue
            }
            let time = TimeLogged(
                role: Bool.random(using: &random) ? "data-scientist" : "project-manager",
                activity: ["kickoff", "set-up-inference", "llm-deployment"].randomElement(using: &random) ?? "",
                person: Bool.random(using: &random) ? "dana" : "piet",
                date: CivilDate(2026, 12, Int.random(in: 1...4, using: &random)),
                minutes: Minutes(Int.random(in: 1...900, using: &random)))
            ids.append(try append(.time(time)))
        }
        return terminal
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    private static let seeds = 0..<12 as Range<UInt64>

    @Test(arguments: seeds)
    func `every text and every JSON says the same of a snapshot`(seed: UInt64) async throws {
        let terminal = try terminal(seed: seed)
        let json = await terminal.run("status", "--json").output
        let status = try decode(Status.self, json)
        #expect(status.activities.reduce(0) { $0 + $1.workedMinutes } == status.worked)
        #expect(
            await terminal.run("export", "report", "--format", "json").output
                == json.replacing(#/  "(?:gaps|openPoints)" : \d+,\n/#, with: ""))
        #expect(
            try decode([Status.Activity].self, await terminal.run("activity", "--json").output) == status.activities)
        let plan = try decode([Plan].self, await terminal.run("plan", "--json").output)
        #expect(plan.reduce(0) { $0 + $1.workedMinutes } == status.worked)
        #expect(plan.reduce(0) { $0 + $1.plannedMinutes } == status.roles.reduce(0) { $0 + $1.plannedMinutes })
        let portfolio = try decode([Portfolio].self, await terminal.run("portfolio", "--json", ".").output)
        #expect(portfolio.map(\.usedMinutes) == [status.used] && portfolio.map(\.heldMinutes) == [status.held])

        let week = try decode(Week.self, await terminal.run("report", "--format", "json").output)
        #expect(week.status == status)
        for role in week.roles {
            let work = week.work.filter { $0.role == role.role }.reduce(0) { $0 + $1.workedInWeekMinutes }
            #expect(work == role.workedInWeekMinutes)
        }
        // All time of these histories is in the week of the report.
        #expect(week.work.reduce(0) { $0 + $1.workedInWeekMinutes } == status.worked)

        let text = await terminal.run("status").output
        let report = Table.all(inMarkdown: await terminal.run("report").output)
        let days = try #require(report.first { $0.header.first == "Role" })
        for (row, role) in zip(days.rows, status.roles) {
            let left = role.heldMinutes > 0 ? "none" : "\(Minutes(role.remainingMinutes))"
            #expect(text.contains("\(left) left of \(Minutes(role.capMinutes))"))
            #expect(text.contains("\(Minutes(role.heldMinutes)) held over the cap") == (role.heldMinutes > 0))
            let figures = [
                role.contractMinutes, role.approvedMinutes, role.pendingMinutes, role.plannedMinutes,
                role.usedMinutes + role.heldMinutes, role.usedMinutes, role.heldMinutes, role.remainingMinutes,
            ].map { Minutes($0).description }
            #expect(Array(row.dropFirst().prefix(8)) == figures)
        }
        let progress = try #require(report.first { $0.header == ["Activity", "State", "Time worked"] })
        #expect(progress.rows.map { $0[2] } == status.activities.map { Minutes($0.workedMinutes).description })
        for line in status.activities where line.workedMinutes > 0 {
            #expect(
                text.split(separator: "\n").contains {
                    $0.contains(line.id) && $0.hasSuffix("  \(Minutes(line.workedMinutes))")
                })
        }
    }

    @Test(arguments: seeds)
    func `every sheet and every page says the same of a snapshot`(seed: UInt64) async throws {
        let terminal = try terminal(seed: seed)
        let status = try decode(Status.self, await terminal.run("status", "--json").output)
        #expect(await terminal.run("export", "report", "--format", "xlsx", "--output", "r.xlsx").status == .done)
        #expect(await terminal.run("export", "plan", "--format", "xlsx", "--output", "p.xlsx").status == .done)
        let sheets = try Self.sheets(terminal.folder.path + "/r.xlsx")
            .merging(Self.sheets(terminal.folder.path + "/p.xlsx")) { one, _ in one }
        let days = try #require(sheets["Days"])
        #expect(days.column("used minutes") == status.roles.map { Double($0.usedMinutes) })
        #expect(days.column("held minutes") == status.roles.map { Double($0.heldMinutes) })
        #expect(days.column("remaining minutes") == status.roles.map { Double($0.remainingMinutes) })
        #expect(days.total("used minutes") == Double(status.used))
        #expect(days.total("held minutes") == Double(status.held))
        for (name, total) in [("Days", "worked"), ("Activities", "worked"), ("Plan", "worked")] {
            #expect(sheets[name]?.total("\(total) minutes") == Double(status.worked), "\(name)")
        }
        #expect(sheets["Time"]?.total("minutes") == Double(status.worked))
        #expect(sheets["Time"]?.total("held minutes") == Double(status.held))
        // A word has one value, whatever the sheet; a derived column is its minutes in Days.
        var totals: [String: Set<Double>] = [:]
        for sheet in sheets.values {
            for name in sheet.header where name.hasSuffix("minutes") && name != "minutes" {
                if let total = sheet.total(name) { totals[name, default: []].insert(total) }
            }
            for name in sheet.header where name.hasSuffix("days") {
                let minutes = sheet.column(String(name.dropLast(4)) + "minutes")
                #expect(zip(sheet.column(name), minutes).allSatisfy { abs($0 * 480 - $1) < 0.001 }, "\(name)")
                let total = sheet.total(String(name.dropLast(4)) + "minutes") ?? .nan
                #expect(abs((sheet.total(name) ?? .nan) * 480 - total) < 0.001, "\(name)")
            }
        }
        #expect(totals.values.allSatisfy { $0.count == 1 }, "\(totals)")
        // On one day a party may owe several things.
        #expect(sheets["Prerequisites"]?.totals == nil)

        let csv = await terminal.run("export", "report", "--format", "csv").output
        for role in status.roles {
            let figures = [
                role.contractMinutes, role.approvedMinutes, role.pendingMinutes, role.plannedMinutes,
                role.usedMinutes, role.heldMinutes, role.remainingMinutes, role.usedMinutes + role.heldMinutes,
            ].map(String.init).joined(separator: ",")
            #expect(csv.contains("\(role.role),\(role.title),\(figures),"))
        }

        #expect(await terminal.run("build", "--edition", "internal").status == .done)
        let page = Table.all(inHTML: try terminal.folder.read("public/engagement/status/index.html"))
        let budget = try #require(page.first { $0.header.starts(with: ["Role", "Used", "Left", "Cap", "Held"]) })
        for (row, role) in zip(budget.rows, status.roles) {
            let figures = [role.usedMinutes, role.remainingMinutes, role.capMinutes, role.heldMinutes]
            #expect(row[1...4].elementsEqual(figures.map { Minutes($0).description }))
        }
        let activities = page.filter { $0.header == ["Activity", "State", "Time worked"] }
        let worked = try activities.flatMap(\.rows).reduce(0) { $0 + (try Minutes(parsing: $1[2]).count) }
        #expect(worked == status.worked)
        #expect(activities.count == 4 + (status.activities.contains { $0.id == "llm-deployment" } ? 1 : 0))
    }

    /// The values of a spreadsheet as its reader sees them, read by Python, so that nothing of ours checks itself.
    private static func sheets(_ path: String) throws -> [String: Table] {
        let script = """
            import json, sys, zipfile, xml.etree.ElementTree as tree
            main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
            book = zipfile.ZipFile(sys.argv[1])
            def parse(name): return tree.fromstring(book.read(name))
            def text(node): return "".join(t.text or "" for t in node.iter(main + "t"))
            shared = [text(s) for s in parse("xl/sharedStrings.xml").iter(main + "si")]
            def value(cell):
                if cell.get("t") == "inlineStr": return text(cell)
                found = cell.find(main + "v")
                if found is None or found.text is None: return ""
                return shared[int(found.text)] if cell.get("t") == "s" else found.text
            def index(cell):
                number = 0
                for letter in cell.get("r").rstrip("0123456789"): number = number * 26 + ord(letter) - 64
                return number - 1
            sheets = {}
            for number, sheet in enumerate(parse("xl/workbook.xml").iter(main + "sheet"), 1):
                rows = []
                for row in parse("xl/worksheets/sheet%d.xml" % number).iter(main + "row"):
                    cells = {index(c): value(c) for c in row.iter(main + "c")}
                    rows.append([cells.get(i, "") for i in range(max(cells, default=-1) + 1)])
                sheets[sheet.get("name")] = rows
            print(json.dumps(sheets))
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        return try JSONDecoder().decode([String: [[String]]].self, from: data).mapValues(Table.init(cells:))
    }
}

/// A table of any form, as text.
private struct Table {
    let header: [String]
    let rows: [[String]]
    /// The row of the totals; nil without one.
    let totals: [String]?

    init(header: [String], rows: [[String]], totals: [String]? = nil) {
        self.header = header
        self.rows = rows
        self.totals = totals
    }

    /// Of a sheet: the header, the rows, perhaps totals, and the note.
    init(cells: [[String]]) {
        let lines = cells.filter { $0.contains { !$0.isEmpty } }
        header = lines.first ?? []
        let body = lines.dropFirst().filter { $0.count > 1 && $0.first?.contains("A day is 8 hours") == false }
        totals = body.first { $0.first == "Total" }
        rows = body.filter { $0.first != "Total" }
    }

    func column(_ name: String) -> [Double] {
        guard let index = header.firstIndex(of: name) else { return [] }
        return rows.map { $0.indices.contains(index) ? Double($0[index]) ?? .nan : .nan }
    }

    func total(_ name: String) -> Double? {
        guard let index = header.firstIndex(of: name), let totals, totals.indices.contains(index) else { return nil }
        return Double(totals[index])
    }

    static func all(inMarkdown text: String) -> [Table] {
        text.components(separatedBy: "\n\n").filter { $0.hasPrefix("|") }.map { block in
            let lines = block.split(separator: "\n").map { line in
                line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
                    .map { $0.trimmingCharacters(in: .whitespaces) }
            }
            return Table(header: lines.first ?? [], rows: Array(lines.dropFirst(2)))
        }
    }

    static func all(inHTML text: String) -> [Table] {
        text.matches(of: /(?s)<table.*?<\/table>/).map { table in
            let rows = String(table.output).matches(of: /(?s)<tr.*?<\/tr>/).map { row in
                String(row.output).matches(of: /(?s)<t[hd][^>]*>(.*?)<\/t[hd]>/).map { cell in
                    String(cell.output.1.replacing(/<[^>]*>/, with: "")).trimmingCharacters(in: .whitespaces)
                }
            }
            return Table(header: rows.first ?? [], rows: Array(rows.dropFirst()))
        }
    }
}

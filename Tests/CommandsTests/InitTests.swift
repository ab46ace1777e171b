import CivilTime
import Commands
import Content
import Engagement
import Foundation
import TestSupport
import Testing

@Suite struct InitTests {
    @Test func `a new engagement carries the customer and the dates, and its content`() async throws {
        let terminal = try Terminal(makesWorkbook: false)
        let result = await terminal.run("init", "acme", "--customer", "Acme: \"Rail\" & Sons", "--start", "2027-01-04")
        #expect(result.status == .done, "\(result.talk)")
        let folder = try ContentFolder.read(at: terminal.folder.path + "/acme")
        let contract = try #require(folder.contract)
        #expect(contract.customer == "Acme: \"Rail\" & Sons")
        #expect(contract.window.start == CivilDate(2027, 1, 4))
        #expect(contract.window.end == CivilDate(2027, 1, 28))
        #expect(contract.window.resourcesRequested == nil)
        #expect(contract.role("data-scientist")?.cap == .days(14))
        let written = try folder.pages.map { try terminal.folder.read("acme/content/" + $0.path) }
        #expect(written.contains { $0.contains("Acme: \"Rail\" & Sons") })
        #expect(!written.contains { $0.contains("Northwind") })
        #expect(await terminal.run("-C", terminal.folder.path + "/acme", "status").status == .done)
    }

    @Test(arguments: 0..<5)
    func `a new engagement checks with open points only, and builds in both editions`(index: Int) async throws {
        let answers = [
            "customer: Aurora Bank\nuse-case: card fraud\nentity: payment\nschema: fraud\n",
            "customer: Nordwind\ncloud: azure\nschema: demand\ninference: [batch, streaming]\nmonitoring: yes\n"
                + "catalog-prod: ml_prod\nholidays: [2028-05-01, 2028-05-02]\n",
            "customer: Weber\ncloud: gcp\nci-cd: gitlab\ninference: real-time\npromote: model\nproject: upkeep\n",
            "customer: Ilmarinen Oy\nschema: risk\ninference: [batch, streaming, real-time]\nmonitoring: yes\n",
            "customer: Casa\nci-cd: azure-devops\ninference: streaming\n",
        ]
        let terminal = try Terminal(makesWorkbook: false)
        try terminal.folder.write(answers[index], to: "answers.yaml")
        let made = await terminal.run("init", "new", "--answers", "answers.yaml", "--start", "2028-04-19")
        #expect(made.status == .done, "\(made.talk)")
        let root = terminal.folder.path + "/new"
        let check = await terminal.run("-C", root, "check")
        #expect(check.status == .done, "\(check.output)\(check.talk)")
        let others = check.output.split(separator: "\n").filter {
            !$0.hasPrefix("  hint:") && !$0.contains("[to-be-completed]")
        }
        #expect(others.isEmpty, "\(others.joined(separator: "\n"))")
        let points = check.output.matches(of: /\[to-be-completed\]/).count
        let status = await terminal.run("-C", root, "status").output
        #expect(status.contains("\n  \(points) points to be decided, read or filled\n"), "\(status)")
        let json = await terminal.run("-C", root, "status", "--json").output
        #expect(json.contains("\"openPoints\" : \(points)"), "\(json)")
        for edition in ["internal", "customer"] {
            let result = await terminal.run("-C", root, "build", "--edition", edition, "--output", edition)
            #expect(result.status == .done, "\(result.talk)")
        }
    }

    @Test func `holidays come from a calendar file or from dates`() async throws {
        let terminal = try Terminal(makesWorkbook: false)
        try terminal.folder.write(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20270308\r\n"
                + "DTEND;VALUE=DATE:20270309\r\nSUMMARY:Day off\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", to: "de.ics")
        for (folder, holidays) in [("a", "de.ics"), ("b", "2027-03-08"), ("c", "")] {
            let result = await terminal.run(
                "init", folder, "--customer", "A", "--start", "2027-03-01", "--holidays", holidays)
            #expect(result.status == .done, "\(result.talk)")
            let calendar = try #require(ContentFolder.read(at: terminal.folder.path + "/" + folder).contract).calendar
            #expect(calendar.holidays.map(\.date) == (holidays.isEmpty ? [] : [CivilDate(2027, 3, 8)]))
        }
        let missing = await terminal.run("init", "d", "--customer", "A", "--holidays", "no.ics")
        #expect(missing.status == .storage)
        let wrong = await terminal.run("init", "e", "--customer", "A", "--holidays", "soon")
        #expect(wrong.status == .usage, "\(wrong.talk)")
        #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/e"))
    }

    @Test func `in a terminal the questions without an answer are asked`() async throws {
        let terminal = try Terminal(makesWorkbook: false, isTerminal: true)
        terminal.setInput(["Aurora Bank", "payment", "gcp"])
        let result = await terminal.run("init", "new", "--use-case", "card fraud")
        #expect(result.status == .done, "\(result.talk)")
        #expect(result.output.contains("The customer's name:\nWhat one prediction is about"))
        #expect(result.output.contains("The cloud (aws, azure, gcp) [aws]:"))
        #expect(try ContentFolder.read(at: terminal.folder.path + "/new").contract?.customer == "Aurora Bank")
    }

    @Test func `a new engagement without a customer is refused, and the worked example takes no answers`() async throws
    {
        let terminal = try Terminal(makesWorkbook: false)
        #expect(await terminal.run("init", "new").status == .usage)
        #expect(await terminal.run("init", "new", "--example", "--customer", "A").status == .usage)
        #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/new"))
        #expect(await terminal.run("init", "new", "--example").status == .done)
        let folder = try ContentFolder.read(at: terminal.folder.path + "/new")
        let shipped = try ContentFolder.read(at: Repository.root)
        #expect(folder.pages.map(\.fingerprint) == shipped.pages.map(\.fingerprint))
    }

    @Test func `a name with marks of YAML and accents after them is the customer's name`() async throws {
        let terminal = try Terminal(makesWorkbook: false)
        let name = "Q\"\u{301} # : & Co"
        #expect(await terminal.run("init", "marks", "--customer", name).status == .done)
        #expect(try ContentFolder.read(at: terminal.folder.path + "/marks").contract?.customer == name)
    }

    @Test func `an empty name of a customer is refused before anything is made`() async throws {
        let terminal = try Terminal(makesWorkbook: false)
        let result = await terminal.run("init", "new", "--customer", " ")
        #expect(result.status == .usage)
        #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/new"))
    }

    @Test func `a blank engagement has a contract without faults`() async throws {
        let terminal = try Terminal(makesWorkbook: false)
        #expect(await terminal.run("init", "new", "--blank", "--customer", "Acme").status == .done)
        let folder = try ContentFolder.read(at: terminal.folder.path + "/new")
        #expect(folder.diagnostics.isEmpty)
        #expect(folder.contract?.customer == "Acme")
        #expect(folder.contract?.roles.isEmpty == true)
    }

    @Test func `a folder that is not empty is left alone`() async throws {
        let terminal = try Terminal()
        let result = await terminal.run("init", ".")
        #expect(result.status == .refused)
        #expect(result.talk.contains("nothing in it is overwritten"))
    }
}

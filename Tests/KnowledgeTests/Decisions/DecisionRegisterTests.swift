import CivilTime
import Content
import Engagement
import Knowledge
import Testing

/// What decisions do to each other, over files of several styles.
@Suite struct DecisionRegisterTests {
    /// A workbook in memory, whose edits are written back.
    private struct Folder {
        var pages: [String: String]

        var register: DecisionRegister { DecisionRegister(pages: pages.map { ($0.key, Array($0.value.utf8)) }) }

        @discardableResult
        mutating func write(_ edit: (DecisionRegister) throws -> ContentEdit) throws -> ContentEdit {
            let edit = try edit(register)
            for file in edit.files {
                #expect(file.before.map { String(decoding: $0, as: UTF8.self) } == pages[file.path])
                if file.newPath != nil { pages[file.path] = nil }
                pages[file.newPath ?? file.path] = String(decoding: file.after, as: UTF8.self)
            }
            return edit
        }

        func relations(_ name: String) throws -> [String] {
            let register = register
            return try register.find(name).facts.relations.map { "\($0.kind.rawValue) \($0.target.label)" }
        }

        func status(_ name: String) throws -> DecisionStatus? { try register.find(name).facts.status }
    }

    private static func decision(_ number: Int, _ title: String, status: String = "accepted", more: String = "")
        -> String
    {
        "---\nid: ADR-000\(number)\ntitle: \(title)\nkind: decision\nstatus: \(status)\n\(more)---\n\n# \(title)\n"
    }

    private static var workbook: Folder {
        Folder(pages: [
            "decisions/0001-one.md": decision(1, "One"), "decisions/0002-two.md": decision(2, "Two"),
            "guides/g.md": "---\nid: g\ntitle: G\nkind: guide\n---\n\nSee [ADR-0002](../decisions/0002-two.md#why).\n",
        ])
    }

    private static var nygard: Folder {
        func text(_ number: Int, _ title: String) -> String {
            "# \(number). \(title)\n\nDate: 2020-01-0\(number)\n\n## Status\n\nAccepted\n\n## Context\n\nText.\n"
        }
        return Folder(pages: ["decisions/0001-one.md": text(1, "One"), "decisions/0002-two.md": text(2, "Two")])
    }

    private static let day = CivilDate(2026, 12, 10)

    @Test func `a decision is found by its id, its number and its file`() throws {
        let register = Self.workbook.register
        for name in [
            "ADR-0002", "adr-0002", "2", "0002-two.md", "content/decisions/0002-two.md", "decisions/0002-two.md",
        ] {
            #expect(try register.find(name).facts.title == "Two")
        }
        #expect(throws: DecisionError.unknown("ADR-0003", nearest: "ADR-0001")) { try register.find("ADR-0003") }
        var folder = Self.workbook
        folder.pages["decisions/0002-second.md"] = Self.decision(2, "Second")
        let paths = ["content/decisions/0002-second.md", "content/decisions/0002-two.md"]
        #expect(throws: DecisionError.ambiguous("2", paths: paths)) { try folder.register.find("2") }
        #expect(try folder.register.find("0002-second.md").facts.title == "Second")
    }

    @Test func `a new decision has the next number, and supersedes when it is accepted`() throws {
        var folder = Self.workbook
        let before = folder.pages
        var new = NewDecision(title: "Three: \"new\"", date: Self.day)
        new.supersedes = ["2"]
        new.amends = ["1"]
        try folder.write { try $0.propose(new) }
        #expect(folder.pages.keys.sorted()[2] == "decisions/0003-three-new.md")
        #expect(try folder.register.find("3").facts.title == "Three: \"new\"")
        #expect(try folder.relations("3") == ["supersedes ADR-0002", "amends ADR-0001"])
        #expect(try folder.relations("2") == ["superseded-by ADR-0003"])
        #expect(try folder.relations("1") == ["amended-by ADR-0003"])
        #expect(try folder.status("2") == .accepted)
        let proposed = folder.pages
        try folder.write { try $0.decide($0.find("3"), .init(.accepted, on: Self.day, by: ["piet"])) }
        #expect(try folder.status("3") == .accepted && folder.status("2") == .superseded)
        #expect(try folder.register.find("3").facts.deciders == ["piet"])
        #expect(throws: DecisionError.replaced("ADR-0002", by: "ADR-0003")) {
            try folder.write { try $0.decide($0.find("2"), .init(.rejected)) }
        }
        try folder.write { try $0.decide($0.find("3"), .init(.proposed)) }
        #expect(folder.pages["decisions/0002-two.md"] == proposed["decisions/0002-two.md"])
        try folder.write { try $0.unlink($0.find("2"), $0.find("3")) }
        try folder.write { try $0.unlink($0.find("3"), $0.find("1")) }
        folder.pages["decisions/0003-three-new.md"] = nil
        #expect(folder.pages == before)
    }

    @Test(arguments: [true, false]) func `both sides of a supersession are written and taken back`(isNygard: Bool)
        throws
    {
        var folder = isNygard ? Self.nygard : Self.workbook
        let before = folder.pages
        let edit = try folder.write { try $0.supersede($0.find("1"), with: $0.find("2"), part: nil) }
        #expect(edit.files.count == 2)
        #expect(try folder.status("1") == .superseded && folder.status("2") == .accepted)
        let names = isNygard ? ("2. Two", "1. One") : ("ADR-0002", "ADR-0001")
        #expect(try folder.relations("1") == ["superseded-by \(names.0)"])
        #expect(try folder.relations("2") == ["supersedes \(names.1)"])
        #expect(throws: DecisionError.self) {
            try folder.write { try $0.supersede($0.find("1"), with: $0.find("2"), part: nil) }
        }
        try folder.write { try $0.unlink($0.find("1"), $0.find("2")) }
        #expect(folder.pages == before)
    }

    @Test(arguments: [true, false]) func `a partial supersession names the part and leaves the rest in force`(
        isNygard: Bool
    ) throws {
        var folder = isNygard ? Self.nygard : Self.workbook
        let before = folder.pages
        try folder.write { try $0.supersede($0.find("1"), with: $0.find("2"), part: "the schedule") }
        #expect(try folder.status("1") == .accepted)
        let register = folder.register
        #expect(try register.line(register.find("1")).relationsInWords == "superseded by ADR-0002: the schedule")
        #expect(try register.line(register.find("2")).relationsInWords == "supersedes ADR-0001: the schedule")
        try folder.write { try $0.unlink($0.find("2"), $0.find("1")) }
        #expect(folder.pages == before)
    }

    @Test func `a relation that only one file names is shown at both`() throws {
        var folder = Self.workbook
        folder.pages["decisions/0003-three.md"] = Self.decision(3, "Three", more: "amends: [ADR-0001]\n")
        let register = folder.register
        #expect(try register.line(register.find("1")).relationsInWords == "amended by ADR-0003")
    }

    @Test func `two decisions with one number are told apart by renumbering one`() throws {
        var folder = Self.workbook
        folder.pages["decisions/0002-second.md"] = Self.decision(2, "Second")
        folder.pages["guides/h.md"] = "[ADR-0002](../decisions/0002-second.md)\n[Two](../decisions/0002-two.md)\n"
        folder.pages["decisions/0003-three.md"] = Self.decision(3, "Three", more: "amends: [ADR-0002]\n")
        let edit = try folder.write { try $0.renumber($0.find("0002-second.md"), to: nil) }
        #expect(folder.pages["decisions/0002-second.md"] == nil)
        #expect(folder.pages["decisions/0004-second.md"] == Self.decision(4, "Second"))
        #expect(
            folder.pages["guides/h.md"]
                == "[ADR-0004](../decisions/0004-second.md)\n[Two](../decisions/0002-two.md)\n")
        #expect(folder.pages["decisions/0003-three.md"] == Self.decision(3, "Three", more: "amends: [ADR-0002]\n"))
        #expect(
            edit.notes == [
                "content/decisions/0003-three.md amends ADR-0002, which may mean either decision: its front matter was left"
            ])
    }

    @Test func `renumbering a decision corrects its links and relations, and back again`() throws {
        var folder = Self.workbook
        try folder.write { try $0.link($0.find("1"), .amends, to: $0.find("2")) }
        let before = folder.pages
        try folder.write { try $0.renumber($0.find("2"), to: 21) }
        #expect(try folder.relations("1") == ["amends ADR-0021"])
        #expect(folder.pages["guides/g.md"]?.contains("[ADR-0021](../decisions/0021-two.md#why)") == true)
        #expect(throws: DecisionError.numberTaken(21, path: "content/decisions/0021-two.md")) {
            try folder.write { try $0.renumber($0.find("1"), to: 21) }
        }
        try folder.write { try $0.renumber($0.find("21"), to: 2) }
        #expect(folder.pages == before)
        var nygard = Self.nygard
        try nygard.write { try $0.supersede($0.find("1"), with: $0.find("2"), part: nil) }
        let linked = nygard.pages
        try nygard.write { try $0.renumber($0.find("2"), to: 12) }
        #expect(nygard.pages["decisions/0012-two.md"]?.hasPrefix("# 12. Two\n") == true)
        #expect(nygard.pages["decisions/0001-one.md"]?.contains("Superseded by [12. Two](0012-two.md)") == true)
        try nygard.write { try $0.renumber($0.find("12"), to: 2) }
        #expect(nygard.pages == linked)
    }
}

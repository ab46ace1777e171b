import CivilTime
import Content
import Engagement
import TestSupport
import Testing

/// Decisions of every style are read, and edited without changing a byte that the edit doesn't need.
@Suite struct DecisionDocumentTests {
    private static let target = DecisionTarget(label: "ADR-0042", path: "0042-other.md")

    @Test func `there is a fixture of every style`() {
        #expect(
            Set(DecisionFixture.all.map { String($0.style) }) == Set(DecisionDocument.Style.allCases.map(\.rawValue)))
    }

    @Test(arguments: DecisionFixture.all)
    func `a file that is read and written is the same file`(fixture: DecisionFixture) {
        #expect(fixture.document.bytes == fixture.bytes)
        #expect(fixture.document.style.rawValue == fixture.style)
    }

    @Test func `the facts of each style are read`() throws {
        func facts(_ name: String) throws -> DecisionFacts { try #require(DecisionFixture.named(name)).facts }
        let workbook = try facts("workbook-0007")
        #expect(workbook.id == "ADR-0007" && workbook.number == 7 && workbook.title == "Validation gate")
        #expect(workbook.status == .accepted && workbook.implementation == .partial)
        #expect(workbook.date == CivilDate(2026, 12, 7) && workbook.deciders == ["pipeline-owner", "A. Sponsor"])
        #expect(
            workbook.relations == [
                DecisionRelation(.supersedes, DecisionTarget(label: "ADR-0002")),
                DecisionRelation(.supersedes, DecisionTarget(label: "ADR-0003"), part: "the thresholds"),
                DecisionRelation(.amends, DecisionTarget(label: "ADR-0001")),
            ])
        let madr4 = try facts("madr4-0003")
        #expect(madr4.id == "ADR-0003" && madr4.title == "Deliver events through a queue")
        #expect(madr4.deciders == ["Ada", "Grace"] && madr4.consulted == ["Linus"] && madr4.status == .accepted)
        let superseded = try facts("madr4-0004")
        #expect(superseded.status == .superseded)
        #expect(superseded.relations == [DecisionRelation(.supersededBy, DecisionTarget(label: "ADR-0009"))])
        let madr3 = try facts("madr3-0005")
        #expect(madr3.status == .superseded && madr3.deciders == ["Ada", "Grace"] && madr3.informed == ["Linus"])
        #expect(
            madr3.relations == [
                DecisionRelation(.supersededBy, DecisionTarget(label: "ADR-0011", path: "0011-no-cache.md"))
            ])
        let madr2 = try facts("madr2-0012")
        #expect(madr2.status == .accepted && madr2.date == CivilDate(2019, 8, 2) && madr2.deciders == ["Ada", "Grace"])
        #expect(
            madr2.relations == [
                DecisionRelation(.links, DecisionTarget(label: "ADR-0002", path: "0002-text-files.md")),
                DecisionRelation(.supersedes, DecisionTarget(label: "ADR-0001", path: "0001-american-dates.md")),
            ])
        #expect(try facts("madr2-0006").status == nil && facts("madr2-0006").writtenStatus == nil)
        let nygard = try facts("nygard-0002")
        #expect(nygard.id == "ADR-0002" && nygard.title == "Write it in shell" && nygard.status == .superseded)
        #expect(
            nygard.relations.map(\.kind) == [.supersededBy, .amends]
                && nygard.relations[0].target.path == "0003-write-it-in-swift.md")
        let swift = try facts("nygard-0003")
        #expect(swift.status == .accepted && swift.date == CivilDate(2026, 4, 3))
        #expect(swift.relations.map(\.kind) == [.supersedes, .amendedBy])
        let log4brains = try facts("log4brains-20210305")
        #expect(
            log4brains.id == "20210305-search" && log4brains.number == nil && log4brains.tags == ["search", "offline"])
        #expect(try facts("log4brains-20200101").hasSuccessor)
    }

    @Test func `an edit changes the lines that it is about`() throws {
        func changes(_ name: String, _ edit: (inout DecisionDocument) throws -> Void) throws -> [String] {
            let document = try #require(DecisionFixture.named(name))
            var edited = document
            try edit(&edited)
            return document.changes(to: edited)
        }
        #expect(
            try changes("workbook-0007") { try $0.set(.deprecated) } == [
                "-status: accepted   # since the review", "+status: deprecated   # since the review",
            ])
        #expect(
            try changes("workbook-0007") { try $0.add(DecisionRelation(.supersedes, Self.target)) } == ["+  - ADR-0042"]
        )
        #expect(
            try changes("workbook-0007") { try $0.add(DecisionRelation(.supersededBy, Self.target, part: "a: b")) } == [
                "+superseded-by: [\"ADR-0042 (part: a: b)\"]"
            ])
        #expect(
            try changes("madr4-0003") { try $0.set(.rejected) } == ["-status: \"accepted\"", "+status: \"rejected\""])
        #expect(
            try changes("madr4-0003") { try $0.addDecider("Linus") } == [
                "-decision-makers: Ada, Grace", "+decision-makers: Ada, Grace, Linus",
            ])
        #expect(
            try changes("madr3-0005") { try $0.set(CivilDate(2024, 1, 2)) } == [
                "-date: 2023-05-17\\r", "+date: 2024-01-02\\r",
            ])
        #expect(
            try changes("madr2-0012") { document in
                try document.set(.superseded)
                try document.add(DecisionRelation(.supersededBy, Self.target))
            } == ["-* Status: accepted", "+* Status: superseded by [ADR-0042](0042-other.md)"])
        #expect(
            try changes("madr2-0012") { try $0.set(.done) } == ["+* Implementation: done"])
        #expect(
            try changes("nygard-0001") { document in
                try document.set(.superseded)
                try document.add(DecisionRelation(.supersededBy, Self.target))
            } == ["-Accepted", "+Superseded by [ADR-0042](0042-other.md)"])
        #expect(
            try changes("nygard-0003") { try $0.add(DecisionRelation(.supersedes, Self.target)) } == [
                "+Supercedes [ADR-0042](0042-other.md)\\r", "+\\r",
            ])
        #expect(
            try changes("nygard-0003") { try $0.renumber(to: 12) } == [
                "-# 3. Write it in Swift\\r", "+# 12. Write it in Swift\\r",
            ])
        #expect(try changes("workbook-0007") { try $0.renumber(to: 12) } == ["-id: ADR-0007", "+id: ADR-0012"])
    }

    @Test(arguments: DecisionFixture.all)
    func `an edit and its inverse leave the file as it was`(fixture: DecisionFixture) throws {
        let document = fixture.document
        let facts = document.facts
        var random = SeededGenerator(seed: 12)
        for _ in 0..<200 {
            var edited = document
            var inverses: [(inout DecisionDocument) throws -> Void] = []
            for _ in 0...random.below(4) {
                switch random.below(5) {
                case 0:
                    guard let old = edited.facts.status, !edited.facts.hasSuccessor else { continue }
                    try edited.set(random.pick(DecisionStatus.allCases))
                    inverses.append { try $0.set(old) }
                case 1:
                    guard let old = edited.facts.date else { continue }
                    try edited.set(CivilDate(2027, 1 + random.below(12), 3))
                    inverses.append { try $0.set(old) }
                case 2:
                    let number = 100 + random.below(800)
                    guard let old = facts.number else { continue }
                    try edited.renumber(to: number)
                    inverses.append { try $0.renumber(to: old) }
                default:
                    let relation = DecisionRelation(
                        random.pick(DecisionRelation.Kind.allCases),
                        DecisionTarget(label: "ADR-00\(50 + random.below(9))", path: "0050-x\(random.below(9)).md"),
                        part: random.below(3) == 0 ? "the \"part\", of: it" : nil)
                    // A link of that kind to that page is one relation, whatever its text is.
                    guard !edited.facts.relations.contains(where: { $0.kind == relation.kind }) else { continue }
                    try edited.add(relation)
                    #expect(edited.facts.relations.contains { $0.kind == relation.kind && $0.part == relation.part })
                    inverses.append { try $0.remove(relation) }
                }
            }
            for inverse in inverses.reversed() { try inverse(&edited) }
            #expect(document.changes(to: edited) == [])
            let isSame = edited.bytes == fixture.bytes
            #expect(isSame)
        }
    }

    @Test func `links to a page are rewritten where they are written, and nowhere else`() {
        let text = """
            See [ADR-0007](../decisions/0007-gate.md#why "Gate") and `[ADR-0007](../decisions/0007-gate.md)`.\r
            [gate]: ../decisions/0007-gate.md
            ```
            [ADR-0007](../decisions/0007-gate.md)
            ```
            [other](0007-gate.md), [web](https://example.com/decisions/0007-gate.md)
            """
        var links = LinkDestinations(Array(text.utf8), path: "guides/a.md")
        let lines = links.rewrite(from: "decisions/0007-gate.md", to: "decisions/0019-gate.md") {
            $0.replacing("ADR-0007", with: "ADR-0019")
        }
        #expect(lines == [1, 2])
        #expect(
            String(decoding: links.lines.bytes, as: UTF8.self)
                == text.replacing("See [ADR-0007](../decisions/0007", with: "See [ADR-0019](../decisions/0019")
                .replacing("[gate]: ../decisions/0007", with: "[gate]: ../decisions/0019"))
    }
}

import Foundation
import TestSupport
import Testing

/// Every diagnostic and every refusal occurs in the gallery, `Tests/Errors`, with the input that produces it.
@Suite struct ErrorGalleryTests {
    /// Takes a contract of hundreds of focus areas; GraphTests of PublishingTests produces it.
    private static let elsewhere: Set = ["missing-drawing"]

    @Test(arguments: ErrorFixture.Kind.allCases)
    func `every rule has a fixture, and every fixture a rule`(kind: ErrorFixture.Kind) throws {
        let found = Set(try ErrorFixture.all(of: kind).map(\.id))
        let rules = kind.rules.map { Set($0) } ?? found
        #expect(
            rules.subtracting(found).subtracting(Self.elsewhere).sorted() == [],
            "write Tests/Errors/\(kind.rawValue)/RULE.txt")
        #expect(found.subtracting(rules).sorted() == [])
        #expect(!found.isEmpty)
    }

    @Test func `the gallery shows what each fixture produces`() async throws {
        var sections: [String] = []
        for kind in ErrorFixture.Kind.allCases {
            sections.append("## \(kind.title)")
            for fixture in try ErrorFixture.all(of: kind).sorted(by: { $0.id < $1.id }) {
                do {
                    let lines = try await fixture.produced()
                    sections.append(
                        "### \(fixture.id)\n\n[Input](\(kind.rawValue)/\(fixture.id).txt)\n\n```text\n"
                            + lines.joined(separator: "\n") + "\n```")
                } catch {
                    Issue.record("\(error)")
                }
            }
        }
        sections += try Self.errorsOfDamagedLedgers()
        let text =
            """
            # What can go wrong

            Every diagnostic and every refusal, and many errors, as the terminal shows them, with the input that produces \
            them. A test writes this page: `ErrorGalleryTests`, with `RECORD_GOLDENS=1`.


            """ + sections.joined(separator: "\n\n") + "\n"
        let page = URL(filePath: ErrorFixture.folder + "/README.md")
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
            try text.write(to: page, atomically: true, encoding: .utf8)
            Issue.record("recorded Tests/Errors/README.md; read it, and run the test again")
        }
        let written = try? String(contentsOf: page, encoding: .utf8)
        #expect(written == text, "run the test with RECORD_GOLDENS=1")
    }

    /// The errors of storage, from the transcript that `StorageFaults` produces and a golden keeps.
    private static func errorsOfDamagedLedgers() throws -> [String] {
        let golden = Repository.root + "/Tests/CommandsTests/Goldens/refusals.txt"
        var sections: [String] = []
        var shown: Set<[String]> = []
        var heading = ""
        var errors: [[String]] = []
        func finish() {
            guard !errors.isEmpty else { return }
            let text = errors.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
            sections.append("### \(heading)\n\n```text\n\(text)\n```")
            errors = []
        }
        let lines = try String(contentsOfFile: golden, encoding: .utf8).split(separator: "\n")
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("# ") {
                finish()
                heading = String(line.dropFirst(2))
            } else if !heading.isEmpty, line.hasPrefix("2> error: ") {
                let error = lines[index...].prefix(2).map { String($0.dropFirst(3)) }
                if shown.insert(error).inserted { errors.append(error) }
            }
        }
        finish()
        #expect(!sections.isEmpty)
        return ["## Errors of damaged ledgers"] + sections
    }
}

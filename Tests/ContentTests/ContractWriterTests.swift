import CivilTime
import Content
import Engagement
import Foundation
import TestSupport
import Testing

@Suite struct ContractWriterTests {
    private func read(_ text: String) throws -> Contract {
        let folder = ContentFolder(files: [("engagement.yaml", Array(text.utf8))])
        return try #require(folder.contract, "\(folder.diagnostics)\n\(text)")
    }

    @Test func `the shipped contract is written and read again`() throws {
        let contract = try #require(try ContentFolder.readContract(at: Repository.root).contract)
        #expect(try read(ContractWriter.text(of: contract)) == contract)
    }

    @Test func `any text of a contract is written and read again`() throws {
        var contract = try #require(try ContentFolder.readContract(at: Repository.root).contract)
        let texts = [
            "a: b", "# no comment", "yes", "1.5", "'quoted' \"twice\"", "back\\slash", "- dash", "{brace}", "[x]",
            "&a *b",
            " leading", "tab\there", "ümlaut 日本", "%percent", "@at", "`tick`", "null", "2026-12-01",
            "| > ?",
        ]
        contract.people = [
            Person(
                id: "dana", name: "Dana: \"D\"", weekend: [5, 6],
                holidays: [.init(date: CivilDate(2026, 12, 9), name: "Half: day", isHalfDay: true)],
                absences: [.init(from: CivilDate(2026, 12, 7), through: CivilDate(2026, 12, 8), reason: "away: #1")])
        ]
        contract.publication = Publication(customerSeesDays: true, baseURL: "https://docs.example.com/churn/")
        for text in texts {
            contract.title = text
            contract.customer = text
            contract.objective = [text, text + "."]
            contract.criteria[0].title = text
            contract.criteria[0].summary = text
            contract.prerequisites[0].proof = text
            contract.terms[0].summary = text
            let written = try ContractWriter.text(of: contract)
            let again = try read(written)
            // The reader trims what is around a text.
            #expect(again.title == text.trimmingCharacters(in: .whitespaces), "\(written)")
            if text == text.trimmingCharacters(in: .whitespaces) { #expect(again == contract, "\(written)") }
        }
    }
}

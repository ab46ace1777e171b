import Content
import Foundation
import TestSupport
import Testing

/// The list of rules says what the sources say.
@Suite struct DiagnosticRuleTests {
    /// Rules whose name is put together from the kind of what is missing or unknown.
    private static let composed: Set = [
        "unknown-kind", "unknown-audience", "unknown-status", "unknown-implementation", "unknown-phase",
        "unknown-rule", "unknown-criterion", "unspoken-activity", "unspoken-prerequisite", "unspoken-exclusion",
    ]

    /// Every text that stands where a diagnostic's rule is written.
    private func named() throws -> Set<String> {
        var found: Set<String> = []
        for target in ["Sources/Content", "Sources/Publishing"] {
            let folder = Repository.root + "/" + target
            for file in try FileManager.default.subpathsOfDirectory(atPath: folder) where file.hasSuffix(".swift") {
                guard file != "DiagnosticRule.swift" else { continue }
                let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
                for match in text.matches(of: /rule: "([a-z-]+)"/) { found.insert(String(match.1)) }
            }
        }
        return found
    }

    @Test func `every rule that a diagnostic names is in the list, and every rule of the list is named`() throws {
        let listed = DiagnosticRule.all.map(\.id)
        #expect(Set(listed).count == listed.count)
        let named = try named().union(Self.composed)
        #expect(named.count > 60)
        #expect(named.subtracting(listed).sorted() == [])
        #expect(Set(listed).subtracting(named).sorted() == [])
    }

    @Test func `every rule says what is wrong and what to do in a sentence`() {
        for rule in DiagnosticRule.all {
            for text in [rule.summary, rule.help] {
                #expect(text.first?.isUppercase == true && text.hasSuffix("."), "\(rule.id): \(text)")
            }
        }
    }
}

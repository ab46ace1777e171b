import Content
import Foundation
import TestSupport
import Testing

/// What the compiler cannot check about the rules of diagnostics.
@Suite struct DiagnosticRuleTests {
    @Test(arguments: DiagnosticRule.allCases)
    func `every rule has a summary and a help text that are sentences`(rule: DiagnosticRule) {
        for text in [rule.summary, rule.help] {
            #expect(text.first?.isUppercase == true && text.hasSuffix("."), "\(rule): \(text)")
        }
    }

    @Test func `every rule has a stable name of lower-case words, which is its case's name`() {
        for rule in DiagnosticRule.allCases {
            let words = rule.rawValue.split(separator: "-")
            #expect(words.allSatisfy { $0.allSatisfy { "a"..."z" ~= $0 } }, "\(rule)")
            #expect("\(rule)" == rule.rawValue)
        }
    }

    @Test func `every rule is one that a diagnostic names`() throws {
        var named: Set<String> = []
        for target in ["Sources/Content", "Sources/Knowledge", "Sources/Publishing"] {
            let folder = Repository.root + "/" + target
            for file in try FileManager.default.subpathsOfDirectory(atPath: folder)
            where file.hasSuffix(".swift") && !file.contains("/DiagnosticRule") {
                let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
                named.formUnion(text.matches(of: /\.(\w+)\b/).map { String($0.1).lowercased() })
            }
        }
        for rule in DiagnosticRule.allCases {
            #expect(named.contains(rule.rawValue.replacing("-", with: "")), "no diagnostic names \(rule)")
        }
    }
}

import Content
import Engagement
import Publishing
import Testing

/// Every known way to leak, planted; each is refused or leaves no trace in any byte of the customer edition.
@Suite struct SeededLeakTests {
    private static let secret = "zanzibar"

    private func rules(_ workbook: Fixture, _ edition: Edition) -> Set<DiagnosticRule> {
        let diagnostics = workbook.content.diagnostics + workbook.site(edition).diagnostics
        // The contract of a fixture is a value, and no file of the folder.
        return Set(diagnostics.filter { $0.severity == .error && $0.rule != .missingContract }.map(\.rule))
    }

    @Test(arguments: SeededLeak.all)
    func `what is internal is refused in the customer edition, or absent from every byte of it`(leak: SeededLeak) {
        let workbook = leak.workbook
        switch leak.outcome {
        case .refused(let rule):
            // What an internal page is called is looked for in every file, whatever else is wrong.
            let found = rules(workbook, .customer)
            #expect(found.contains(rule) && found.subtracting([rule, .internalLeak]).isEmpty, "\(found)")
        case .absent:
            #expect(rules(workbook, .customer) == [])
            #expect(!workbook.site(.customer).everything.lowercased().contains(Self.secret))
        }
    }

    @Test func `there are more than twenty ways, each with a name of its own`() {
        #expect(SeededLeak.all.count > 20)
        #expect(Set(SeededLeak.all.map(\.name)).count == SeededLeak.all.count)
    }

    /// Comments are in no edition; everything else that is absent above must be there for the supplier's people.
    @Test(arguments: SeededLeak.all.filter { $0.outcome == .absent && !$0.name.hasPrefix("a comment") })
    func `what is absent from the customer edition was really planted`(leak: SeededLeak) {
        let workbook = leak.workbook
        #expect(rules(workbook, .internal) == [])
        let isUnused = leak.name == "a reference definition that nothing uses"
        #expect(isUnused || workbook.site(.internal).everything.lowercased().contains(Self.secret))
    }
}

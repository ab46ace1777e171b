import Content
import Engagement
import Fingerprint
import Knowledge
import TestSupport
import Testing

@Suite struct CurrentDocumentsTests {
    private let content = ContentFolder(files: [
        ("a.md", Array("---\nid: A\ntitle: First\nkind: guide\naudience: customer\n---\nText.".utf8)),
        ("b.md", Array("---\nid: B\ntitle: Second\nkind: runbook\n---\nText.".utf8)),
    ])

    @Test func `a document is found by its id, with the fingerprint of its text`() throws {
        let documents = CurrentDocuments(content)
        let first = try #require(documents["A"])
        #expect(first.title == "First" && first.path == "a.md" && first.kind == .guide)
        #expect(first.fingerprint == content.pages.first?.documentFingerprint)
        #expect(documents["C"] == nil)
    }

    @Test func `the customer's documents are those that are marked for the customer`() {
        let documents = CurrentDocuments(content)
        #expect(documents.visible(in: .customer).all.map(\.id) == ["A"])
        #expect(documents.visible(in: .internal) == documents)
    }
}

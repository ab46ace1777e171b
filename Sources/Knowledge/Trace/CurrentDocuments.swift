package import Content
package import Engagement
package import Fingerprint

/// The documents of a workbook as evidence refers to them: each with the fingerprint that it has now.
package struct CurrentDocuments: Sendable, Equatable {
    package struct Document: Sendable, Equatable {
        package let id: String
        package let title: String
        package let kind: DocumentKind
        package let audience: Audience
        package let owner: String?
        /// Below `content/`.
        package let path: String
        /// Ids of the contract's activities and criteria that it serves.
        package let activities: [String]
        package let criteria: [String]
        package let fingerprint: Fingerprint

        package init(
            id: String, title: String, kind: DocumentKind, audience: Audience = .customer, owner: String? = nil,
            path: String, activities: [String] = [], criteria: [String] = [], fingerprint: Fingerprint
        ) {
            self.id = id
            self.title = title
            self.kind = kind
            self.audience = audience
            self.owner = owner
            self.path = path
            self.activities = activities
            self.criteria = criteria
            self.fingerprint = fingerprint
        }
    }

    /// In the order of their paths.
    package let all: [Document]
    private let byID: [String: Int]

    package init(_ documents: [Document]) {
        all = documents
        byID = Dictionary(documents.indices.map { (documents[$0].id, $0) }) { first, _ in first }
    }

    package init(_ content: ContentFolder) {
        self.init(content.pages.map(Document.init))
    }

    package subscript(id: String) -> Document? { byID[id].map { all[$0] } }

    /// The documents that readers of `edition` see.
    package func visible(in edition: Edition) -> CurrentDocuments {
        CurrentDocuments(all.filter { edition.includes($0.audience) })
    }
}

extension CurrentDocuments.Document {
    package init(_ page: Page) {
        let matter = page.frontMatter
        self.init(
            id: matter.id, title: matter.title, kind: matter.kind, audience: matter.audience, owner: matter.owner,
            path: page.path, activities: matter.activities, criteria: matter.criteria,
            fingerprint: page.documentFingerprint)
    }
}

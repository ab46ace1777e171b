package import Fingerprint
package import Markdown
import Synchronization

/// One Markdown file of the content folder.
///
/// A class, because a page is handed on a lot and never changes.
package final class Page: Sendable {
    /// Path below `content/`: `decisions/0001-promote-code-or-promote-model.md`.
    package let path: String
    package let frontMatter: FrontMatter
    /// The whole document, blocks for the supplier's eyes included; see `document(for:)`.
    package let document: Document
    /// SHA-256 of the file's bytes; rehearsals and sign-offs refer to `documentFingerprint`.
    package let fingerprint: Fingerprint
    /// The document's words in the pieces that a search can lead to.
    package let sections: [Document.Section]
    /// Whether the document contains a mark of an internal part.
    package let hasInternalMarks: Bool
    /// Whether the customer sees nothing of the text, because a diagnostic says that it is unknown what is internal.
    let isWithheld: Bool
    /// Computed when it is first asked for, because a preview asks for that of every page at each change.
    let knownDocumentFingerprint = Mutex<Fingerprint?>(nil)

    package init(
        path: String, frontMatter: FrontMatter, document: Document, fingerprint: Fingerprint, isWithheld: Bool = false
    ) {
        self.path = path
        self.frontMatter = frontMatter
        self.document = document
        self.fingerprint = fingerprint
        sections = document.sections
        hasInternalMarks = isWithheld || InternalMarks.areIn(document)
        self.isWithheld = isWithheld
    }

    /// The folder that the page is in: `decisions`; empty for a page at the top.
    package var folder: String {
        path.split(separator: "/").dropLast().joined(separator: "/")
    }
}

import Content
import Fingerprint
import Markup

/// Which content a page or a site shows, in twelve digits: for the footer.
///
/// It is made of what the edition shows and of nothing else. A fingerprint of the whole folder would tell
/// the customer whenever the supplier edits a page of their own.
enum Revision {
    /// Of one document, without what the engagement's state or other pages add to it.
    static func of(_ drawn: DrawnPage, prose: [UInt8], writer: DocumentWriter) -> String {
        let page = drawn.page
        let matter = page.frontMatter
        let lists = [
            matter.activities, matter.criteria, matter.supersedes, matter.amends, matter.aliases, matter.tags,
        ]
        let text = drawn.blocks.isEmpty ? prose : writer.plainText(of: page)
        let fields = [page.path, Fingerprint(of: writer.head(of: page).bytes).hex, Fingerprint(of: text).hex]
        // Lists of unlike length must not run together.
        return short(fields + lists.map { "\($0)" })
    }

    /// Of the whole site.
    static func of(_ pages: [WrittenPage], attachments: [OutputFile]) -> String {
        short(
            pages.flatMap { [$0.drawn.page.path, $0.text.revision] }
                + attachments.flatMap { [$0.path, $0.fingerprint.hex] })
    }

    private static func short(_ fields: [String]) -> String {
        String(Fingerprint(ofFields: fields).hex.prefix(12))
    }
}

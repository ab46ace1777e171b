import CivilTime
import Content
import Engagement
import Fingerprint

/// Which content a page or a site shows, in twelve digits: for the footer.
///
/// It is made of what the edition shows and of nothing else. A fingerprint of the whole folder would tell
/// the customer whenever the supplier edits a page of their own.
enum Revision {
    /// Of one document, without what the engagement's state, its contract or other pages add to it: the next build
    /// uses the revision again while the document is the same.
    static func of(_ drawn: DrawnPage, prose: [UInt8], writer: DocumentWriter) -> String {
        let page = drawn.page
        let matter = page.frontMatter
        let texts = [
            page.number, matter.title, matter.description, matter.status?.rawValue, matter.implementation?.rawValue,
            matter.date?.description, matter.owner, matter.reviewIn, matter.reviewed?.description,
            // Only the supplier sees it.
            writer.view.edition == .internal ? matter.audience.rawValue : nil,
        ]
        let lists = [
            matter.decisionMakers, matter.consulted, matter.informed, matter.activities, matter.criteria,
            matter.supersedes, matter.amends, matter.aliases, matter.tags,
        ]
        let parameters = matter.parameters.map {
            [$0.name, $0.description, $0.example ?? "", $0.pattern ?? "", $0.isSecret ? "secret" : ""]
        }
        let prose = drawn.blocks.isEmpty ? prose : writer.plainText(of: page)
        // Lists of unlike length must not run together.
        return short([page.path, Fingerprint(of: prose).hex, "\(texts)", "\(parameters)"] + lists.map { "\($0)" })
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

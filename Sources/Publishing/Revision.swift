import Content
import Fingerprint

/// Which content a site shows, in twelve digits: for the footer.
///
/// It is made of what the edition shows and of nothing else. A fingerprint of the whole folder would tell
/// the customer whenever the supplier edits a page of their own.
enum Revision {
    static func of(_ pages: [PublishedPage], attachments: [OutputFile], writer: PageWriter) -> String {
        var fields: [String] = []
        for page in pages {
            let matter = page.frontMatter
            let lists = [
                matter.activities, matter.criteria, matter.supersedes, matter.amends, matter.aliases, matter.tags,
            ]
            fields += [page.path, Fingerprint(of: writer.plainText(of: page)).hex]
            // Lists of unlike length must not run together.
            fields += lists.map { "\($0)" }
        }
        for file in attachments { fields += [file.path, Fingerprint(of: file.bytes).hex] }
        return String(Fingerprint(ofFields: fields).hex.prefix(12))
    }
}

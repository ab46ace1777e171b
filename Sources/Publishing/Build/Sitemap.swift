import CivilTime
import Content
import Engagement
import Markup
import Pages

/// `sitemap.xml`: the address of every page, for a search engine.
///
/// The protocol takes whole addresses only (https://www.sitemaps.org/protocol.html), so there is one only where the
/// contract says where the site stands, in `publication: base-url:`; and only in the customer edition, which is the
/// one that stands there.
enum Sitemap {
    static let path = "sitemap.xml"

    /// - Parameter generated: The generated pages; the index A to Z and the page for a missing page are left out.
    static func file(of pages: [PublishedPage], generated: [GeneratedPage], base: String) -> OutputFile {
        let listed =
            pages.map { (address: $0.address, date: $0.frontMatter.reviewed ?? $0.frontMatter.date) }
            + generated.filter { ![GeneratedPage.search.address, GeneratedPage.notFound.address].contains($0.address) }
            .map { (address: $0.address, date: nil) }
        var xml = XML.declared
        xml.markup("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
        for (address, date) in listed.sorted(by: { $0.address < $1.address }) {
            xml.element("  <url><loc>", base + Address.encoded(address), "</loc>")
            if let date { xml.element("<lastmod>", date.description, "</lastmod>") }
            xml.markup("</url>\n")
        }
        xml.markup("</urlset>\n")
        return OutputFile(path: path, bytes: xml.bytes)
    }
}

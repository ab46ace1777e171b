import CivilTime
import Content
import Engagement
import Fingerprint
import Markup
import Pages

/// `decisions/feed.xml`: the decisions of the edition, the newest first, for a feed reader.
///
/// Atom: RFC 4287. It leaves out a decision without a date, because an entry needs the time of its update. The ids are
/// UUIDs made of the engagement's and the decision's ids (version 8 of RFC 9562), so that they stay the same when
/// the site moves.
struct DecisionFeed {
    static let path = KnownFolder.decisions.path("feed.xml")

    private let scope: Scope
    private let decisions: [(page: PublishedPage, date: CivilDate)]

    /// Returns nil if no decision has a date.
    init?(_ pages: [PublishedPage], scope: Scope) {
        let dated = pages.compactMap { page in
            page.frontMatter.kind == .decision ? page.frontMatter.date.map { (page: page, date: $0) } : nil
        }
        guard !dated.isEmpty else { return nil }
        self.scope = scope
        decisions = dated.sorted { left, right in
            (right.date, right.page.frontMatter.id) < (left.date, left.page.frontMatter.id)
        }
    }

    var file: OutputFile {
        var xml = XML.declared
        xml.markup("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"")
        if let base = scope.baseURL {
            xml.markup(" xml:base=\"")
            xml.text(base + Self.path)
            xml.markup("\"")
        }
        xml.element(">\n  <title>", "Decisions: \(scope.title)", "</title>\n")
        xml.element("  <id>", urn(of: "feed", "decisions"), "</id>\n")
        xml.element("  <updated>", instant(decisions[0].date), "</updated>\n")
        xml.element("  <author><name>", scope.supplier, "</name></author>\n")
        if let base = scope.baseURL { link("self", base + Self.path, &xml) }
        link("alternate", "index.html", &xml)
        for (page, date) in decisions { entry(page, date, &xml) }
        xml.markup("</feed>\n")
        return OutputFile(path: Self.path, bytes: xml.bytes)
    }

    private func entry(_ page: PublishedPage, _ date: CivilDate, _ xml: inout XML) {
        let matter = page.frontMatter
        xml.markup("  <entry>\n  ")
        xml.element("  <title>", page.numberedTitle, "</title>\n  ")
        xml.element("  <id>", urn(of: "decision", matter.id), "</id>\n  ")
        xml.element("  <updated>", instant(date), "</updated>\n  ")
        link("alternate", Address.root(from: Self.path) + Address.encoded(page.address), &xml)
        if let status = matter.status { xml.element("    <category term=\"", status.rawValue, "\"/>\n") }
        if !matter.description.isEmpty { xml.element("    <summary>", matter.description, "</summary>\n") }
        xml.markup("  </entry>\n")
    }

    /// - Parameter address: From the feed's own, which is what a relative one is resolved against without a base.
    private func link(_ relation: StaticString, _ address: String, _ xml: inout XML) {
        xml.markup("  <link rel=\"")
        xml.markup(relation)
        xml.element("\" href=\"", address, "\"/>\n")
    }

    /// Midnight in UTC: the front matter knows the day only.
    private func instant(_ date: CivilDate) -> String { "\(date)T00:00:00Z" }

    private func urn(of kind: String, _ id: String) -> String {
        var digits = Array(Fingerprint(ofFields: ["workbook", kind, scope.id, id]).hex.prefix(32))
        digits[12] = "8"
        digits[16] = "8"
        let ends = [8, 12, 16, 20, 32]
        let groups = zip([0] + ends, ends).map { String(digits[$0..<$1]) }
        return "urn:uuid:" + groups.joined(separator: "-")
    }
}

import CivilTime
import Content
import Engagement

/// `pages.json`: every page with its address and front matter, for programs.
///
/// An array sorted by address, one page in each line. A key without a value is left out.
enum PageList {
    static let path = "pages.json"

    /// - Parameter pages: Written for this edition.
    static func bytes(of pages: [WrittenPage]) -> [UInt8] {
        let lines = pages.sorted { $0.drawn.page.address < $1.drawn.page.address }.map(\.text.listEntry)
        return Array(("[\n" + lines.joined(separator: ",\n") + "\n]\n").utf8)
    }

    /// Returns the line of one page, which stays the same while the page does.
    static func entry(of page: PublishedPage, revision: String, edition: Edition) -> String {
        let matter = page.frontMatter
        let texts: [(String, String?)] = [
            ("id", matter.id), ("title", matter.title), ("description", matter.description),
            ("kind", matter.kind.rawValue), ("section", page.section), ("address", page.address),
            ("source", page.file),
            // Which pages are for the customer is the supplier's own business.
            ("audience", edition == .internal ? matter.audience.rawValue : nil),
            ("owner", matter.owner), ("status", matter.status?.rawValue),
            ("implementation", matter.implementation?.rawValue), ("date", matter.date?.description),
            ("reviewed", matter.reviewed?.description), ("review_in", matter.reviewIn),
        ]
        let lists = [
            ("activities", matter.activities), ("criteria", matter.criteria), ("supersedes", matter.supersedes),
            ("tags", matter.tags),
        ]
        var fields = texts.compactMap { name, value in
            value.flatMap { $0.isEmpty ? nil : "\(quoted(name)): \(quoted($0))" }
        }
        fields += lists.filter { !$0.1.isEmpty }.map { name, values in
            "\(quoted(name)): [\(values.map(quoted).joined(separator: ", "))]"
        }
        fields.append("\(quoted("revision")): \(quoted(revision))")
        return "  {" + fields.joined(separator: ", ") + "}"
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

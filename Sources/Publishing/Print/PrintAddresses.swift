import Markdown
import Pages

/// Where links and images lead from a document that holds many pages.
struct PrintAddresses: Sendable {
    /// What becomes of a link to a page that the document doesn't hold.
    enum Outside: Sendable {
        /// It links to the site, whose root is at this relative path.
        case linked(root: String)
        /// Only its text is shown, because the document is read without the site.
        case dropped
    }

    /// The id of each page's part of the document, with which the page's own ids begin, by its encoded address.
    let anchors: [String: String]
    let outside: Outside

    /// Returns the link to an encoded address and fragment of the site, or nil if the document can't link to it.
    func target(of address: String, fragment: String = "") -> String? {
        if let anchor = anchors[address] { return "#" + anchor + (fragment.isEmpty ? "" : ":" + fragment) }
        guard case .linked(let root) = outside else { return nil }
        return root + address + (fragment.isEmpty ? "" : "#" + fragment)
    }

    /// The relative path to the folder of the pages' images.
    var imageRoot: String {
        if case .linked(let root) = outside { root } else { "" }
    }
}

/// One page in a document that holds many.
struct PrintPlace: Sendable {
    let relocation: Relocation
    /// The page's encoded address in the site.
    let address: String
    /// The number of levels that the page's headings go down.
    let depth: Int

    var addresses: PrintAddresses { relocation.addresses }

    /// What the page's ids begin with.
    var idPrefix: String { (addresses.anchors[address] ?? "") + ":" }

    /// Whether the document is read without the site.
    var isAlone: Bool { if case .dropped = addresses.outside { true } else { false } }

    /// Returns a link within the page, to an encoded id of it or with an empty one to its start.
    func link(toFragment fragment: String) -> LinkTarget {
        addresses.target(of: address, fragment: fragment).map { .destination($0) } ?? .broken
    }

    /// Returns HTML of the page's own file as it is in the document.
    func moved(_ html: [UInt8]) -> [UInt8] { relocation.moved(html, from: address, depth: depth) }
}

/// Where a page is read.
enum ReadingPlace: Sendable {
    /// In its own file, from which `root` is the relative path to the site's root.
    case file(root: String)
    case print(PrintPlace)

    var isPrint: Bool { if case .print = self { true } else { false } }

    /// Returns the link to a page of the site, or nil if only its text is shown.
    func target(of path: String, fragment: String? = nil) -> String? {
        let (address, fragment) = (Address.encoded(path), fragment.map(Address.encoded) ?? "")
        return switch self {
        case .file(let root): root + address + (fragment.isEmpty ? "" : "#" + fragment)
        case .print(let place): place.addresses.target(of: address, fragment: fragment)
        }
    }
}

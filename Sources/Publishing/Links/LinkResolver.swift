import Content
import Engagement
import Markdown
import Pages

/// Resolves the links of a page to the pages of one edition.
struct LinkResolver: Sendable {
    /// What a destination names.
    enum Target: Sendable, Equatable {
        /// A page of the edition, and the id that a heading of it has there.
        case page(PublishedPage, fragment: String?)
        /// A generated page, such as the status.
        case generated(address: String, fragment: String?)
        /// A file of `content/` other than Markdown, by its path below it.
        case attachment(String)
        case unknownHeading(String, in: PublishedPage)
        /// Nothing, with the path that was looked for if the destination is inside `content/`.
        case nothing(String?)

        static func == (left: Target, right: Target) -> Bool {
            switch (left, right) {
            case (.page(let a, let x), .page(let b, let y)): a.path == b.path && x == y
            case (.generated(let a, let x), .generated(let b, let y)): a == b && x == y
            case (.attachment(let a), .attachment(let b)): a == b
            case (.unknownHeading(let x, let a), .unknownHeading(let y, let b)): a.path == b.path && x == y
            case (.nothing(let a), .nothing(let b)): a == b
            default: false
            }
        }
    }

    private let pages: [String: PublishedPage]
    private let generated: Set<String>
    private let attachments: Set<String>
    /// What is known of the attachments that are images.
    let images: ImageFiles

    /// - Parameters:
    ///   - generated: The addresses of the generated pages.
    ///   - attachments: Paths below `content/`.
    init(pages: [PublishedPage], generated: Set<String>, attachments: Set<String>, images: ImageFiles) {
        self.images = images
        self.pages = Dictionary(pages.map { ($0.path, $0) }) { first, _ in first }
        self.generated = generated
        self.attachments = attachments
    }

    /// What `destination`, which is relative, means in the page at `path`.
    func target(of destination: String, from path: String) -> Target {
        let halves = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let fragment = halves.count > 1 && !halves[1].isEmpty ? Address.decoded(halves[1]) : nil
        let written = Address.decoded(halves[0].prefix { $0 != "?" })
        if written.hasPrefix("/") { return .nothing(nil) }
        guard let resolved = written.isEmpty ? path : Address.resolve(written, from: path) else {
            return .nothing(nil)
        }
        // A folder means its index page, as it does on GitHub.
        let folder = resolved.hasSuffix("/") ? String(resolved.dropLast()) : resolved
        let index = folder.isEmpty ? "" : folder + "/"
        if let page = pages[resolved] ?? pages[index + "index.md"] ?? pages[index + "README.md"] {
            guard let fragment else { return .page(page, fragment: nil) }
            return page.anchors[fragment].map { .page(page, fragment: $0) } ?? .unknownHeading(fragment, in: page)
        }
        for address in [resolved, folder + "/index.html"] where generated.contains(address) {
            return .generated(address: address, fragment: fragment)
        }
        return attachments.contains(resolved) ? .attachment(resolved) : .nothing(resolved)
    }

    /// Whether every destination resolves as it does in `other`.
    func leadsLike(_ other: LinkResolver) -> Bool {
        generated == other.generated && attachments == other.attachments && images == other.images
            && pages.count == other.pages.count
            && pages.allSatisfy { path, page in
                guard let known = other.pages[path] else { return false }
                return known === page || (known.address == page.address && known.anchors == page.anchors)
            }
    }

    /// Returns the link for a page from which `root` is the relative path to the site's root.
    func link(to destination: String, from path: String, root: String) -> LinkTarget {
        Self.address(of: target(of: destination, from: path), in: .file(root: root))
    }

    /// Returns the link to a target from a page that is read in `place`.
    static func address(of target: Target, in place: ReadingPlace) -> LinkTarget {
        let address =
            switch target {
            case .page(let page, let fragment): place.target(of: page.address, fragment: fragment)
            case .generated(let address, let fragment): place.target(of: address, fragment: fragment)
            case .attachment(let file): place.target(of: file)
            // The page is right; the heading is reported.
            case .unknownHeading(_, let page): place.target(of: page.address)
            case .nothing: nil as String?
            }
        return address.map { .destination($0) } ?? .broken
    }

    /// Returns where an image is, from a page from which `root` is the relative path to the site's root.
    static func image(_ target: Target, root: String) -> LinkTarget {
        guard case .attachment(let file) = target else { return .broken }
        return .destination(root + Address.encoded(file))
    }

    /// Every path that a link can resolve to.
    var paths: [String] { Array(attachments.union(pages.keys)) }
}

/// Finds what the first broken links of a page were most likely meant to be.
///
/// Each is compared with every page, or every heading of one, and a page can have tens of thousands. Further broken
/// links get suggestions after the first ones are corrected.
struct Suggestions {
    private var left = 20
    private var known: [String: [String]] = [:]

    /// - Parameters:
    ///   - place: What the names belong to, such as a page.
    ///   - names: Asked for once for each place.
    mutating func nearest(to name: String, among place: String, _ names: () -> [String]) -> String? {
        guard left > 0 else { return nil }
        left -= 1
        let candidates = known[place] ?? names()
        known[place] = candidates
        return Engagement.nearest(to: name, among: candidates)
    }
}

/// Finds what a broken link was most likely meant to be.
struct NearestPath: Sendable {
    private let paths: [String]
    private let byName: [Substring: String]

    /// - Parameter paths: Of the pages and files of the edition.
    init(_ paths: [String]) {
        self.paths = paths.sorted()
        byName = Dictionary(self.paths.map { (Self.name(of: $0), $0) }) { first, _ in first }
    }

    /// Most diagnostics are a wrong folder or number, so the name alone decides first.
    ///
    /// - Parameter suggestions: What the page of the link may still ask for.
    func path(for path: String, _ suggestions: inout Suggestions) -> String? {
        byName[Self.name(of: path)] ?? suggestions.nearest(to: path, among: "") { paths }
    }

    private static func name(of path: String) -> Substring {
        path.split(separator: "/").last ?? ""
    }
}

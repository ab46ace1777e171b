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
        /// A heading of a page by its id, which the destination has in other letters.
        case otherCase(heading: String, in: PublishedPage)
        /// Nothing, with the path that was looked for if the destination is inside `content/`.
        case nothing(String?)

        static func == (left: Target, right: Target) -> Bool {
            switch (left, right) {
            case (.page(let a, let x), .page(let b, let y)): a.path == b.path && x == y
            case (.generated(let a, let x), .generated(let b, let y)): a == b && x == y
            case (.attachment(let a), .attachment(let b)): a == b
            case (.unknownHeading(let x, let a), .unknownHeading(let y, let b)): a.path == b.path && x == y
            case (.otherCase(let x, let a), .otherCase(let y, let b)): a.path == b.path && x == y
            case (.nothing(let a), .nothing(let b)): a == b
            default: false
            }
        }
    }

    private let pages: [String: PublishedPage]
    /// The pages that folders show, by the folder.
    private let folderPages: [String: PublishedPage]
    /// Every folder with a page in it or below it.
    private let folders: Set<String>
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
        folderPages = Dictionary(
            pages.filter(\.opensFolder).map { (PagePath.folder(of: $0.path), $0) }
        ) { first, _ in first }
        var folders: Set<String> = []
        for page in pages {
            var folder = PagePath.folder(of: page.path)
            while !folder.isEmpty, folders.insert(folder).inserted { folder = PagePath.folder(of: folder) }
        }
        self.folders = folders
        self.generated = generated
        self.attachments = attachments
    }

    /// What `destination`, which is relative, means in the page at `path`.
    func target(of destination: String, from path: String) -> Target {
        let halves = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let fragment = halves.count > 1 && !halves[1].isEmpty ? Address.decoded(halves[1]) : nil
        let written = Address.decoded(halves[0].prefix { $0 != "?" })
        guard let resolved = written.isEmpty ? path : Self.path(of: written, from: path) else {
            return .nothing(nil)
        }
        let found = target(at: resolved, fragment)
        // From the root of a repository, the folder is named as well.
        guard case .nothing = found, written.hasPrefix("/content/") else { return found }
        return target(at: String(resolved.dropFirst("content/".count)), fragment)
    }

    /// Returns the path below `content/` that a destination means in the page at `path`, or nil if it leaves the folder.
    static func path(of written: String, from path: String) -> String? {
        // Addresses from the root begin at `content/`.
        Address.resolve(written, from: written.hasPrefix("/") ? "" : path)
    }

    private func target(at resolved: String, _ fragment: String?) -> Target {
        // A folder means its page, as it does on GitHub.
        let folder = resolved.hasSuffix("/") ? String(resolved.dropLast()) : resolved
        if let page = pages[resolved] ?? folderPages[folder] {
            guard let fragment else { return .page(page, fragment: nil) }
            guard let anchor = page.anchor(fragment) else { return .unknownHeading(fragment, in: page) }
            return anchor.isExact ? .page(page, fragment: anchor.id) : .otherCase(heading: anchor.id, in: page)
        }
        for address in [resolved, folder.isEmpty ? "index.html" : folder + "/index.html"]
        where generated.contains(address) {
            return .generated(address: address, fragment: fragment)
        }
        if attachments.contains(resolved) { return .attachment(resolved) }
        guard folders.contains(folder), fragment == nil else { return .nothing(resolved) }
        // A folder without a page: its section lists what is in it.
        let section = Address.firstFolder(of: folder)
        if let page = folderPages[section] { return .page(page, fragment: nil) }
        let address = section + "/index.html"
        return generated.contains(address) ? .generated(address: address, fragment: nil) : .nothing(resolved)
    }

    /// Whether every destination resolves as it does in `other`.
    func leadsLike(_ other: LinkResolver) -> Bool {
        generated == other.generated && attachments == other.attachments && images == other.images
            && pages.count == other.pages.count
            && pages.allSatisfy { path, page in
                guard let known = other.pages[path] else { return false }
                return known === page
                    || (known.address == page.address && known.opensFolder == page.opensFolder
                        && known.anchors == page.anchors)
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
            case .otherCase(let heading, let page): place.target(of: page.address, fragment: heading)
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

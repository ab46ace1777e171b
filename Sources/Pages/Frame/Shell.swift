package import CivilTime
import Engagement
package import Markup

/// What is the same on every page: head, header, menu and footer.
///
/// The template is rendered once, with a mark in place of everything that differs between pages, and cut
/// up at the marks. Writing a page is then a matter of copying bytes.
package struct Shell: Sendable, Equatable {
    /// What differs between pages.
    enum Slot: String, CaseIterable, Sendable {
        case title, description, root, site, home, layout, revision, head, navigation, outline, main

        /// Private-use characters, which escaping leaves alone.
        fileprivate var mark: String { "\u{E000}" + rawValue + "\u{E001}" }
    }

    /// What goes into the slots of one page.
    package struct Filling {
        var title: String
        var description: String
        /// The path from the page to styles, scripts and pages of the site: `../../`, or `/site/` on a server.
        var root: String
        /// The address that the engagement's name links to.
        var home: String
        var layout: Layout
        /// The revision of what the page shows of the content.
        var revision: String
        /// What only this page has in its head.
        var head: HTML
        var navigation: HTML
        var outline: HTML
        var main: HTML

        package init(
            title: String, description: String = "", root: String, home: String, layout: Layout = .wide,
            revision: String = "", head: HTML = HTML(), navigation: HTML = HTML(), outline: HTML = HTML(), main: HTML
        ) {
            self.title = title
            self.description = description
            self.root = root
            self.home = home
            self.layout = layout
            self.revision = revision
            self.head = head
            self.navigation = navigation
            self.outline = outline
            self.main = main
        }
    }

    /// How a page uses the width of the screen.
    package enum Layout: String {
        /// Text in a column to read, with an outline beside it.
        case withOutline = "with-outline"
        /// Tables, with all the room there is.
        case wide
    }

    private enum Piece: Sendable, Equatable {
        case bytes([UInt8])
        case slot(Slot)
    }

    private let pieces: [Piece]

    /// - Parameters:
    ///   - madeOn: The date in the footer.
    ///   - liveReload: Whether the pages load a script that reloads them when the server says that they changed.
    ///   - hasRevision: Whether the footer shows the revision of the content.
    ///   - acceptance: What the footer says about changes since the last acceptance; nil for nothing.
    package init(
        _ templates: Templates, _ figures: EditionFigures, madeOn: CivilDate, liveReload: Bool, hasRevision: Bool,
        acceptance: String? = nil
    ) {
        let data = ShellData(
            figures, madeOn: madeOn, liveReload: liveReload, hasRevision: hasRevision, acceptance: acceptance)
        let text = templates.render("page", data).description
        var pieces: [Piece] = []
        for part in text.split(separator: "\u{E000}", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "\u{E001}", maxSplits: 1, omittingEmptySubsequences: false)
            if halves.count == 2, let slot = Slot(rawValue: String(halves[0])) {
                pieces.append(.slot(slot))
                pieces.append(.bytes(Array(halves[1].utf8)))
            } else {
                pieces.append(.bytes(Array(part.utf8)))
            }
        }
        self.pieces = pieces
    }

    package func page(_ filling: Filling) -> [UInt8] {
        var html = HTML()
        html.reserve(filling.main.bytes.count + filling.navigation.bytes.count + 16_384)
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): html.append(trusted: bytes)
            case .slot(.title): html.text(filling.title)
            case .slot(.description): html.text(filling.description)
            case .slot(.root), .slot(.site): html.text(filling.root)
            case .slot(.home): html.text(filling.home)
            case .slot(.layout): html.text(filling.layout.rawValue)
            case .slot(.revision): html.text(filling.revision)
            case .slot(.head): html.append(filling.head)
            case .slot(.navigation): html.append(filling.navigation)
            case .slot(.outline): html.append(filling.outline)
            case .slot(.main): html.append(filling.main)
            }
        }
        return html.bytes
    }
}

/// What `page.mustache` is filled from: what all pages of a build share, and a mark for the rest.
struct ShellData: Sendable {
    let engagement: String
    let customer: String
    let editionName: String
    let isInternal: Bool
    /// The date, and what the site shows of the content.
    let madeOn: String
    /// The revision, or nil for pages of the tracker, which show none of the content.
    let revision: String?
    /// `2 of 41 documents changed since the acceptance of 2027-03-26`; nil if the site has no acceptance.
    let acceptance: String?
    let liveReload: Bool
    let policy: String
    let title = Shell.Slot.title.mark
    let description = Shell.Slot.description.mark
    let root = Shell.Slot.root.mark
    let site = Shell.Slot.site.mark
    let home = Shell.Slot.home.mark
    let layout = Shell.Slot.layout.mark
    let head = Shell.Slot.head.mark
    let navigation = Shell.Slot.navigation.mark
    let outline = Shell.Slot.outline.mark
    let main = Shell.Slot.main.mark

    init(
        _ figures: EditionFigures, madeOn: CivilDate, liveReload: Bool, hasRevision: Bool, acceptance: String? = nil
    ) {
        self.acceptance = acceptance
        engagement = figures.scope.title
        customer = figures.scope.customer
        editionName = words(figures.edition.rawValue)
        isInternal = figures.edition == .internal
        self.madeOn = madeOn.spelled
        revision = hasRevision ? Shell.Slot.revision.mark : nil
        self.liveReload = liveReload
        policy = Self.policy(liveReload: liveReload)
    }

    /// Returns the content security policy: only the site's own files.
    ///
    /// A browser may treat each file on disk as a separate origin, and then `'self'` matches none of them. Hence
    /// `file:`, which has no effect on a server.
    private static func policy(liveReload: Bool) -> String {
        "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:; "
            + (liveReload ? "connect-src 'self'; " : "") + "base-uri 'none'; form-action 'self' file:"
    }
}

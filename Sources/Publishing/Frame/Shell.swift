import CivilTime
import Content
import Engagement
import Markup

/// What is the same on every page: head, header, menu and footer.
///
/// The template is rendered once, with a mark in place of everything that differs between pages, and cut
/// up at the marks. Writing a page is then a matter of copying bytes.
struct Shell: Sendable, Equatable {
    /// What differs between pages.
    enum Slot: String, CaseIterable, Sendable {
        case title, description, root, site, home, layout, revision, head, navigation, outline, main

        /// Private-use characters, which escaping leaves alone.
        fileprivate var mark: String { "\u{E000}" + rawValue + "\u{E001}" }
    }

    /// What goes into the slots of one page.
    struct Filling {
        var title: String
        var description = ""
        /// The way to styles and scripts, and to the pages of the site: `../../`, or `/site/` on a server.
        var root: String
        /// Where the name of the engagement leads.
        var home: String
        var layout = Layout.wide
        /// Of what the page shows of the content.
        var revision = ""
        /// What the head of this page has beside that of all pages.
        var head = HTML()
        var navigation = HTML()
        var outline = HTML()
        var main: HTML
    }

    /// How a page uses the width of the screen.
    enum Layout: String {
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

    init(_ templates: Templates, context: ShellContext) {
        let text = templates.render("page", context).description
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

    func page(_ filling: Filling) -> [UInt8] {
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
struct ShellContext: Sendable {
    let engagement: String
    let customer: String
    let editionName: String
    let isInternal: Bool
    /// The date, and what the site shows of the content.
    let madeOn: String
    /// Nil for the pages of the tracker, which show none of the content.
    let revision: String?
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

    init(_ view: EditionView, options: SiteOptions, hasRevision: Bool) {
        engagement = view.scope.title
        customer = view.scope.customer
        editionName = words(view.edition.rawValue)
        isInternal = view.edition == .internal
        madeOn = options.madeOn.spelled
        revision = hasRevision ? Shell.Slot.revision.mark : nil
        liveReload = options.liveReload
        policy = Self.policy(liveReload: options.liveReload)
    }

    /// Nothing but the site's own files.
    ///
    /// A browser may take each file on a disk for a site of its own, and then `'self'` matches none of
    /// them: hence `file:`, which means nothing where the site is served.
    private static func policy(liveReload: Bool) -> String {
        "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:; "
            + (liveReload ? "connect-src 'self'; " : "") + "base-uri 'none'; form-action 'self' file:"
    }
}

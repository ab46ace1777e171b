import Content
import Markup

/// The menu beside every page: sections, and the pages in them.
///
/// Written once for each section and depth of page; a page's own copy differs only in the mark on itself.
/// Above a few hundred pages, only the section that one is in lists its pages, and of a long one only those
/// nearby: a menu of everything on every page would grow with the square of the site.
struct Navigation: Sendable, Equatable {
    /// More pages than this, and other sections are only links.
    static let most = 150
    /// As many pages before and after the current one remain of a long section.
    static let nearby = 30

    private let sections: [NavigationSection]
    private let isLarge: Bool
    private let isServed: Bool
    private let hasPrints: Bool

    /// - Parameters:
    ///   - isServed: Whether the menu begins with the way back to the tracker.
    ///   - hasPrints: Whether it ends with the ways to the documents to print.
    init(_ sections: [NavigationSection], isServed: Bool, hasPrints: Bool) {
        self.hasPrints = hasPrints
        self.sections = sections
        self.isServed = isServed
        isLarge = sections.reduce(0) { $0 + $1.links.count } > Self.most
    }

    /// The menu of the page at `address`, which belongs to the section in `folder`.
    func html(for address: String, in folder: String, root: String) -> HTML {
        var html = HTML()
        // The one address that is not relative: the site is a part of the server, below the tracker.
        if isServed { html.markup("<a class=\"nav-home\" href=\"/\">Tracker</a>\n") }
        for section in sections {
            let isCurrent = section.folder == folder
            if section.folder.isEmpty {
                for link in section.links.prefix(1) { write(link, "nav-home", address, root, &html) }
                let others = Array(section.links.dropFirst())
                if !others.isEmpty { list(others, address, root, &html) }
            } else if isLarge && !isCurrent {
                write(NavigationLink(section.title, address: section.address), "nav-home", address, root, &html)
            } else {
                html.markup(isCurrent ? "<details open>\n<summary>" : "<details>\n<summary>")
                html.text(section.title)
                html.markup("</summary>\n")
                list(isLarge ? window(section.links, around: address) : section.links, address, root, &html)
                html.markup("</details>\n")
            }
        }
        if hasPrints { prints(folder, root, &html) }
        return html
    }

    private func prints(_ folder: String, _ root: String, _ html: inout HTML) {
        html.markup("<p class=\"nav-print\">")
        // The focus areas are printed with the section that they are a part of.
        let section = Address.firstFolder(of: folder)
        if !section.isEmpty, sections.contains(where: { $0.folder == section }) {
            html.link("Print this section", root: root, path: PrintDocument.address(ofSection: section))
            html.markup(" ")
        }
        html.link("Print everything", root: root, path: PrintDocument.address)
        html.markup("</p>\n")
    }

    private func window(_ links: [NavigationLink], around address: String) -> [NavigationLink] {
        guard links.count > Self.nearby * 2 else { return links }
        let here = links.firstIndex { $0.address == address } ?? 0
        let start = max(1, here - Self.nearby)
        // The first link is the section's own page.
        return Array(links.prefix(1) + links[start..<min(links.count, max(start, here + Self.nearby))])
    }

    private func list(_ links: [NavigationLink], _ address: String, _ root: String, _ html: inout HTML) {
        html.markup("<ul>\n")
        for link in links {
            html.markup("<li>")
            write(link, nil, address, root, &html)
            html.markup("</li>\n")
        }
        html.markup("</ul>\n")
    }

    private func write(
        _ link: NavigationLink, _ className: StaticString?, _ current: String, _ root: String, _ html: inout HTML
    ) {
        html.markup("<a")
        if let className {
            html.markup(" class=\"")
            html.markup(className)
            html.markup("\"")
        }
        html.markup(" href=\"")
        html.text(root)
        html.append(trusted: link.encodedAddress.bytes)
        html.markup(link.address == current ? "\" aria-current=\"page\">" : "\">")
        html.append(link.label)
        html.markup("</a>")
        if className != nil { html.markup("\n") }
    }
}

/// A section as the menu shows it.
struct NavigationSection: Sendable, Equatable {
    let folder: String
    let title: String
    let address: String
    let links: [NavigationLink]
}

/// A line of the menu, escaped once for all pages.
struct NavigationLink: Sendable, Equatable {
    let address: String
    let encodedAddress: HTML
    let label: HTML

    init(_ title: String, number: String? = nil, address: String) {
        self.address = address
        var encoded = HTML()
        encoded.address("", address)
        encodedAddress = encoded
        var label = HTML()
        if let number {
            label.markup("<span class=\"nav-number\">")
            label.text(number)
            label.markup("</span> <span>")
            label.text(title)
            label.markup("</span>")
        } else {
            label.text(title)
        }
        self.label = label
    }
}

extension NavigationSection {
    /// The sections, and the focus areas after the one that tells of the engagement: by kind and by area.
    static func all(of sections: [Section], made: [MadePage]) -> [NavigationSection] {
        let areas = made.filter { $0.folder == MadePage.focusAreas.folder }
        return sections.flatMap { section in
            [NavigationSection(section, made: made)]
                + (section.folder == MadePage.focusAreas.section && !areas.isEmpty ? [focusAreas(areas)] : [])
        }
    }

    private static func focusAreas(_ pages: [MadePage]) -> NavigationSection {
        let page = MadePage.focusAreas
        return NavigationSection(
            folder: page.folder, title: page.title, address: page.address,
            links: pages.map { NavigationLink($0.address == page.address ? "Overview" : $0.title, address: $0.address) }
        )
    }

    /// - Parameter made: What the site adds to the section: title and address.
    init(_ section: Section, made: [MadePage]) {
        folder = section.folder
        title = section.title
        address = section.address
        let isNumbered = section.pages.contains { $0.number != nil }
        let first = isNumbered ? "All " + section.title.lowercased() : section.folder.isEmpty ? "Home" : "Overview"
        links =
            [NavigationLink(first, address: section.address)]
            + made.filter { $0.folder == section.folder && $0.address != section.address }
            .map { NavigationLink($0.title, address: $0.address) }
            + section.pages.map {
                NavigationLink($0.title, number: $0.number.map(Self.shortNumber), address: $0.address)
            }
    }

    /// `ADR-0007` as `0007`: inside a section, every number has the same letters.
    private static func shortNumber(_ id: String) -> String {
        id.split(separator: "-").last.map(String.init) ?? id
    }
}

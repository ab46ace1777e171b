package import Markup

/// The menu beside every page: sections, and the pages in them.
///
/// Written once for each section and depth of page; a page's own copy differs only in the mark on itself.
/// Above a few hundred pages, only the section of the page lists its pages, and a long section only those nearby: a
/// menu of everything on every page would grow with the square of the site.
package struct Navigation: Sendable, Equatable {
    /// More pages than this, and other sections are only links.
    static let most = 150
    /// As many pages before and after the current one remain of a long section.
    static let nearby = 30

    private let sections: [NavigationSection]
    private let isLarge: Bool
    private let isServed: Bool
    private let printAddress: String?

    /// - Parameters:
    ///   - isServed: Whether the menu begins with a link to the tracker.
    ///   - printAddress: The address of the document that prints everything, or nil if there are no such documents.
    package init(_ sections: [NavigationSection], isServed: Bool, printAddress: String?) {
        self.printAddress = printAddress
        self.sections = sections
        self.isServed = isServed
        isLarge = sections.reduce(0) { $0 + $1.links.count } > Self.most
    }

    /// The menu of the page at `address`, which belongs to the section in `folder`.
    package func html(for address: String, in folder: String, root: String) -> HTML {
        var html = HTML()
        // The only absolute address: the server has the site below the tracker.
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
        if let printAddress { prints(printAddress, folder, root, &html) }
        return html
    }

    private func prints(_ address: String, _ folder: String, _ root: String, _ html: inout HTML) {
        html.markup("<p class=\"nav-print\">")
        // The focus areas are printed with the section that they are a part of.
        let section = Address.firstFolder(of: folder)
        if !section.isEmpty, let own = sections.first(where: { $0.folder == section })?.printAddress {
            html.link("Print this section", root: root, path: own)
            html.markup(" ")
        }
        html.link("Print everything", root: root, path: address)
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
package struct NavigationSection: Sendable, Equatable {
    package let folder: String
    let title: String
    let address: String
    let links: [NavigationLink]
    /// The address of the document that prints the section, or nil if there is none.
    let printAddress: String?

    package init(folder: String, title: String, address: String, links: [NavigationLink], printAddress: String? = nil) {
        self.folder = folder
        self.title = title
        self.address = address
        self.links = links
        self.printAddress = printAddress
    }
}

/// A line of the menu, escaped once for all pages.
package struct NavigationLink: Sendable, Equatable {
    package let address: String
    let encodedAddress: HTML
    let label: HTML

    package init(_ title: String, number: String? = nil, address: String) {
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

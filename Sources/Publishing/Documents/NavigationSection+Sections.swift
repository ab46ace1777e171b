import Pages

extension NavigationSection {
    /// Returns the sections, with the focus areas after the section about the engagement.
    static func all(of sections: [Section], generated: [GeneratedPage], hasPrints: Bool) -> [NavigationSection] {
        let areas = generated.filter { $0.folder == GeneratedPage.focusAreas.folder }
        return sections.flatMap { section in
            [NavigationSection(section, generated: generated, hasPrints: hasPrints)]
                + (section.folder == GeneratedPage.focusAreas.section && !areas.isEmpty ? [focusAreas(areas)] : [])
        }
    }

    private static func focusAreas(_ pages: [GeneratedPage]) -> NavigationSection {
        let page = GeneratedPage.focusAreas
        return NavigationSection(
            folder: page.folder, title: page.title, address: page.address,
            links: pages.map { NavigationLink($0.address == page.address ? "Overview" : $0.title, address: $0.address) }
        )
    }

    /// - Parameter generated: What the site adds to the section: title and address.
    private init(_ section: Section, generated: [GeneratedPage], hasPrints: Bool) {
        let isNumbered = section.pages.contains { $0.number != nil }
        let first = isNumbered ? "All " + section.title.lowercased() : section.folder.isEmpty ? "Home" : "Overview"
        let links =
            [NavigationLink(first, address: section.address)]
            + generated.filter { $0.folder == section.folder && $0.address != section.address }
            .map { NavigationLink($0.title, address: $0.address) }
            + section.pages.map {
                NavigationLink($0.title, number: $0.number.map(Self.shortNumber), address: $0.address)
            }
        self.init(
            folder: section.folder, title: section.title, address: section.address, links: links,
            printAddress: hasPrints ? PrintDocument.address(ofSection: section.folder) : nil)
    }

    /// `ADR-0007` as `0007`: inside a section, every number has the same letters.
    private static func shortNumber(_ id: String) -> String {
        id.split(separator: "-").last.map(String.init) ?? id
    }
}

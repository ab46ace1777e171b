import Content
import Markup
import Pages

/// The data of `index.mustache`: every page by its first letter.
struct LetterIndexData: Sendable {
    struct Letter: Sendable {
        let letter: String
        let anchor: String
        let entries: [Entry]
    }

    struct Entry: Sendable {
        let link: HTML
        let place: String
    }

    let crumbs: HTML
    let letters: [Letter]

    init(_ pages: [PublishedPage], generated: [GeneratedPage], sections: [Section], crumbs: HTML) {
        self.crumbs = crumbs
        let root = Address.root(from: GeneratedPage.search.address)
        let places = Dictionary(sections.map { ($0.folder, $0.title) }) { first, _ in first }
        func entry(_ text: String, _ address: String, _ folder: String) -> (key: String, entry: Entry) {
            var html = HTML()
            html.link(text, root: root, path: address)
            return (text.lowercased() + "\n" + address, Entry(link: html, place: places[folder] ?? ""))
        }
        let keyed =
            pages.map { entry($0.title, $0.address, $0.section) }
            + pages.compactMap { page in
                page.number.map { entry($0 + " " + page.title, page.address, page.section) }
            }
            + generated.map { entry($0.title, $0.address, $0.section) }
        let groups = Dictionary(grouping: keyed) { item in
            item.key.first.map { $0.isLetter ? $0.uppercased() : "#" } ?? "#"
        }
        letters = groups.keys.sorted().map { letter in
            Letter(
                letter: letter, anchor: letter == "#" ? "other" : "letter-" + letter.lowercased(),
                entries: (groups[letter] ?? []).sorted { $0.key < $1.key }.map(\.entry))
        }
    }
}

import Content
import Engagement
import Markdown
import Pages

/// What the customer edition must nowhere hold: of every internal page its title, its id and its path, and the
/// text of every internal part.
///
/// Made of what was read, and not of `EditionView`: it is the second opinion on what that lets through.
struct LeakNeedles: Sendable {
    /// Something that must not appear, and whose it is.
    struct Needle: Sendable, Equatable {
        /// What a diagnostic calls it: `the title 'Cost review' of content/guides/costs.md`.
        let name: String
        /// The line of the page, or nil.
        let line: Int?
        /// The page that it was taken from: `content/guides/costs.md`.
        let file: String
        /// Its letters and digits; see `LeakScan`.
        let letters: [UInt8]
    }

    /// Found among the letters and digits of a file.
    private(set) var texts: [Needle] = []
    /// Found as whole words only: `ADR-0012`, and not `ADR-00125`.
    private(set) var words: [Needle] = []
    /// Found as whole words in their order.
    private(set) var titles: [ShortTitle] = []

    /// A title of few letters, which sentences hold by accident unless its words are told apart.
    struct ShortTitle: Sendable, Equatable {
        let words: [String]
        let needle: Needle
    }

    /// Shorter texts also occur in sentences that tell nothing.
    static let shortestText = 10
    /// A shorter title is a word of any sentence.
    private static let shortestTitle = 5
    /// A line of a part is told by its beginning; a short one may well stand in a public page too.
    private static let shortestLine = 30
    private static let longestLine = 60

    init(_ content: ContentFolder, contract: Contract, edition: Edition) {
        guard edition == .customer else { return }
        let hidden = content.pages.filter { !edition.includes($0.frontMatter.audience) }
        let shown = content.pages.filter { edition.includes($0.frontMatter.audience) }
        // What the site says of itself on every page is no secret.
        let known =
            shown.map(\.frontMatter.title) + Section.known.flatMap { [$0.title, $0.summary] }
            + [GeneratedPage.status, .scope, .trace, .gaps, .focusAreas, .search].flatMap { [$0.title, $0.summary] }
            + Self.knownTexts(of: contract)
        let vocabulary = known.map { LeakScan.letters(of: $0) }
        for page in hidden { add(page, vocabulary) }
        for page in content.pages where page.hasInternalMarks { addParts(of: page) }
    }

    var isEmpty: Bool { texts.isEmpty && words.isEmpty && titles.isEmpty }

    private mutating func add(_ page: Page, _ vocabulary: [[UInt8]]) {
        let file = "content/" + page.path
        let title = LeakScan.letters(of: page.frontMatter.title)
        if title.count >= Self.shortestTitle, !vocabulary.contains(where: { Self.contains($0, title) }) {
            let needle = Needle(
                name: "the title '\(page.frontMatter.title)'", line: page.frontMatter.lines["title"], file: file,
                letters: title)
            let words = Letters.words(of: page.frontMatter.title)
            if words.count == 1, OrdinaryWords.contains(words[0]) {
                // `Deployments` tells nothing, however long it is.
            } else if title.count >= Self.shortestText {
                texts.append(needle)
            } else if !words.allSatisfy(OrdinaryWords.contains) {
                titles.append(ShortTitle(words: words, needle: needle))
            }
        }
        let id = page.frontMatter.id
        if Self.isTelling(id) {
            words.append(
                Needle(
                    name: "the id \(id)", line: page.frontMatter.lines["id"], file: file,
                    letters: Array(id.lowercased().utf8)))
        }
        // A page that opens a section has the address that a generated page has otherwise.
        let path = PagePath.stem(of: page.path)
        let letters = LeakScan.letters(of: path)
        let isIndex = ["index", "_index", "README"].contains { path.hasSuffix("/" + $0) }
        if path.contains("/"), !isIndex, letters.count >= Self.shortestText {
            texts.append(Needle(name: "the path \(page.path)", line: nil, file: file, letters: letters))
        }
    }

    private mutating func addParts(of page: Page) {
        for part in page.internalParts {
            for section in part.sections {
                for line in section.text.split(separator: "\n") + [Substring(section.title)] {
                    let letters = LeakScan.letters(of: String(line))
                    guard letters.count >= Self.shortestLine else { continue }
                    texts.append(
                        Needle(
                            name: "the internal text '\(line.prefix(40))…'", line: part.blocks.first?.line,
                            file: "content/" + page.path, letters: Array(letters.prefix(Self.longestLine))))
                }
            }
        }
    }

    /// Whether a word is an identifier: `ADR-0012`, `cost-review`, and not `costs`.
    private static func isTelling(_ id: String) -> Bool {
        id.utf8.count > 3 && id.utf8.contains { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "-") }
    }

    /// What the customer knows of the contract.
    static func knownTexts(of contract: Contract) -> [String] {
        [contract.title, contract.customer, contract.supplier] + contract.objective
            + contract.focusAreas.map(\.title) + contract.activities.map(\.title)
            + contract.criteria.flatMap { [$0.title, $0.summary] } + contract.prerequisites.map(\.title)
            + contract.exclusions.flatMap { [$0.title, $0.summary] }
            + contract.terms.flatMap { [$0.title, $0.summary] }
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        text.count >= part.count && !text.ranges(of: part).isEmpty
    }
}

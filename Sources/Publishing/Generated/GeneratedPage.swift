import Content
import Engagement
import Pages

/// A page derived from figures rather than from an author's text.
struct GeneratedPage: Sendable, Equatable {
    let title: String
    let address: String
    /// The section that it belongs to.
    let folder: String
    var summary = ""

    static let status = GeneratedPage(
        title: StatusPage.title, address: KnownFolder.engagement.path("status/index.html"),
        folder: KnownFolder.engagement.rawValue,
        summary: "Where the work stands: prerequisites, activities and what is left of the window.")
    static let scope = GeneratedPage(
        title: "Scope", address: KnownFolder.engagement.path("scope/index.html"),
        folder: KnownFolder.engagement.rawValue,
        summary: "What was agreed: objective, activities, criteria, exclusions, notices and terms.")
    static let trace = GeneratedPage(
        title: "Trace", address: KnownFolder.engagement.path("trace/index.html"),
        folder: KnownFolder.engagement.rawValue,
        summary: "From the contract to the evidence: every activity and criterion, and the pages that serve it.")
    static let gaps = GeneratedPage(
        title: "Gaps", address: KnownFolder.engagement.path("gaps/index.html"),
        folder: KnownFolder.engagement.rawValue,
        summary: "What acceptance still lacks: evidence, rehearsals, answers, reviews.")
    static let situations = GeneratedPage(
        title: "What to do when \u{2026}", address: KnownFolder.runbooks.path("when/index.html"),
        folder: KnownFolder.runbooks.rawValue,
        summary: "Every runbook by what leads to it: what you see, what is planned, what somebody asks for.")
    static let search = GeneratedPage(title: "Index A–Z", address: "search/index.html", folder: "search")
    static let notFound = GeneratedPage(title: StatusPage.notFoundTitle, address: "404.html", folder: "404")

    static let focusAreas = GeneratedPage(
        title: "Focus areas", address: KnownFolder.engagement.path("focus-areas/index.html"),
        folder: KnownFolder.engagement.path("focus-areas"),
        summary: "What the work is about: each area with its activities, and the documents that serve them.")

    static func address(ofFocusArea id: String) -> String {
        KnownFolder.engagement.path("focus-areas/\(id)/index.html")
    }

    /// The section of the site that the page belongs to.
    ///
    /// A part of a section has no folder in `content/`.
    var section: String { Address.firstFolder(of: folder) }

    /// Returns a page for each focus area and one that lists them, or none if the contract names no area.
    static func all(of areas: [FocusArea]) -> [GeneratedPage] {
        guard !areas.isEmpty else { return [] }
        return [focusAreas]
            + areas.map { area in
                GeneratedPage(
                    title: area.title, address: address(ofFocusArea: area.id), folder: focusAreas.folder,
                    summary: area.summary)
            }
    }

    /// Returns every generated page beside `sections`: also an index for each section without an opening page.
    static func all(beside sections: [Section], focusAreas areas: [FocusArea]) -> [GeneratedPage] {
        [status, scope, trace, gaps] + all(of: areas) + [search, notFound]
            + (sections.contains { $0.folder == situations.folder && $0.hasRunbooks } ? [situations] : [])
            + sections.filter { $0.opening == nil }.map {
                GeneratedPage(title: $0.title, address: $0.address, folder: $0.folder)
            }
    }
}

import Content
import Engagement
import Markdown
import Markup

/// What is wrong with the links and images of one page.
///
/// It has the paths of the pages that the edition leaves out, to explain why a link to one of them is wrong. None of
/// them reaches the output.
struct LinkDiagnostics {
    let resolver: LinkResolver
    let hiddenPaths: Set<String>
    /// The ids that links to a generated page may name, by the page's address.
    private let generatedAnchors: [String: Set<String>]
    private let nearest: NearestPath

    /// - Parameter generated: The files of the generated pages.
    init(resolver: LinkResolver, hiddenPaths: Set<String>, drawn: [DrawnPage], generated: [OutputFile]) {
        self.resolver = resolver
        self.hiddenPaths = hiddenPaths
        var asked: Set<String> = []
        var isLost = false
        for drawn in drawn where !drawn.leadsToPagesOnly {
            for target in drawn.targets.values {
                switch target {
                case .generated(let address, fragment: _?): asked.insert(address)
                case .nothing: isLost = true
                default: break
                }
            }
        }
        nearest = NearestPath(isLost ? resolver.paths : [])
        let anchors = generated.filter { asked.contains($0.path) }.map { ($0.path, HTML(trusted: $0.bytes).ids) }
        generatedAnchors = Dictionary(anchors) { first, _ in first }
    }

    func diagnostics(of drawn: DrawnPage) -> [Diagnostic] {
        guard !drawn.leadsToPagesOnly || !drawn.page.images.isEmpty else { return [] }
        var suggestions = Suggestions()
        return drawn.links.compactMap { link in diagnostic(link.destination, link.line, in: drawn, &suggestions) }
            + drawn.page.images.compactMap { image in imageDiagnostic(image, in: drawn, &suggestions) }
            + fileDiagnostics(of: drawn)
    }

    /// What is wrong with the image files themselves that the page shows, or lets a reader open.
    private func fileDiagnostics(of drawn: DrawnPage) -> [Diagnostic] {
        drawn.targets.values.flatMap { target -> [Diagnostic] in
            guard case .attachment(let path) = target else { return [] }
            return resolver.images[path]?.diagnostics ?? []
        }
    }

    private func diagnostic(
        _ destination: String, _ line: Int, in drawn: DrawnPage, _ suggestions: inout Suggestions
    ) -> Diagnostic? {
        let page = drawn.page
        switch drawn.targets[destination] {
        case nil, .page, .attachment, .generated(_, nil): return nil
        case .generated(let address, let fragment?):
            let anchors = generatedAnchors[address] ?? []
            guard !anchors.contains(fragment) else { return nil }
            let near = suggestions.nearest(to: fragment, among: address) { anchors.sorted() }
            return brokenAnchor(fragment, of: address, near, line, in: page)
        case .unknownHeading(let heading, let target):
            let near = suggestions.nearest(to: heading, among: target.file) { target.anchors.keys.sorted() }
            return brokenAnchor(heading, of: target.file, near, line, in: page)
        case .otherCase(let heading, let target):
            return Diagnostic(
                .warning, rule: .anchorCase, file: page.file, line: line,
                "\(target.file) has the heading '#\(heading)' in other letters",
                hint: "write it so; `workbook check --fix` does")
        case .nothing(let path):
            return missing(path, written: destination, line, in: page, &suggestions)
        }
    }

    private func brokenAnchor(
        _ anchor: String, of target: String, _ near: String?, _ line: Int, in page: PublishedPage
    ) -> Diagnostic {
        Diagnostic(
            rule: .brokenAnchor, file: page.file, line: line, "\(target) has no heading '#\(anchor)'",
            hint: near.map { "did you mean '#\($0)'?" } ?? "link to a heading of that page, or to the page")
    }

    private func imageDiagnostic(
        _ image: Inline.Image, in drawn: DrawnPage, _ suggestions: inout Suggestions
    ) -> Diagnostic? {
        let page = drawn.page
        guard LinkPolicy.isRelative(image.source) else {
            return Diagnostic(
                .warning, rule: .remoteImage, file: page.file, line: image.line,
                "'\(image.source)' is on another site; the page has a link to it in its place",
                hint: "save the image below content/ and show that")
        }
        let target = drawn.targets[image.source]
        if case .attachment = target { return nil }
        guard case .nothing(let path) = target else {
            return Diagnostic(
                rule: .missingImage, file: page.file, line: image.line, "'\(image.source)' is not an image",
                hint: "show a file such as figure.svg or figure.png beside the page")
        }
        let near = path.flatMap { nearest.path(for: $0, &suggestions) }.map { "did you mean content/\($0)?" }
        return Diagnostic(
            rule: .missingImage, file: page.file, line: image.line, "there is no image '\(image.source)'",
            hint: near ?? "put the file below content/, and write its path from this page")
    }

    private func missing(
        _ path: String?, written destination: String, _ line: Int, in page: PublishedPage,
        _ suggestions: inout Suggestions
    ) -> Diagnostic {
        guard let path else {
            return Diagnostic(
                rule: .brokenLink, file: page.file, line: line,
                "'\(destination)' leads out of the content folder",
                hint: "link to a page below content/, or write the whole https address")
        }
        if hiddenPaths.contains(path) {
            return Diagnostic(
                rule: .linkToInternal, file: page.file, line: line,
                "the customer reads this page, but not content/\(path)",
                hint: "put the link between <!-- internal --> and <!-- /internal -->, "
                    + "or give the other page `audience: customer`")
        }
        let near = nearest.path(for: path, &suggestions).map { "did you mean content/\($0)?" }
        return Diagnostic(
            rule: .brokenLink, file: page.file, line: line, "there is no page content/\(path)",
            hint: near ?? "write the page, or correct the link")
    }
}

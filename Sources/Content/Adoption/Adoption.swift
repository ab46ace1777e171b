/// A folder of Markdown that was written for other tools, made pages of a workbook.
///
/// Title, id and kind of each page come from what it says already, and what a page says is never taken away.
package struct Adoption: Sendable {
    /// One file, as it is found and as it will be.
    package struct File: Sendable {
        /// The path below the folder that is adopted.
        package let source: String
        /// The path below the same folder afterwards, which is another one only where the ending is.
        package let path: String
        package let before: [UInt8]
        package let after: [UInt8]
        /// What changed, one line each; empty for a file that stays as it is.
        package let changes: [String]
        /// Nil for an image or another file that is not a page.
        package let kind: DocumentKind?
    }

    /// Sorted by path.
    package let files: [File]

    /// - Parameters:
    ///   - files: The Markdown of the folder: paths below it, and what each file holds.
    ///   - folder: The folder's name.
    ///   - others: The folder's other files, so that links to them can be resolved; they are not read.
    ///   - kind: What every page becomes, or nil to find out.
    ///   - takenIDs: The ids of the workbook's other pages.
    ///   - prefix: The path below `content/` that the folder gets: `guides/`, or empty.
    package init(
        _ files: [(path: String, bytes: [UInt8])], folder: String, others: [String] = [], kind: DocumentKind? = nil,
        takenIDs: Set<String> = [], prefix: String = ""
    ) {
        let files = files.sorted { $0.path < $1.path }
        let pages = files.map { ForeignPage(path: $0.path, bytes: $0.bytes) }
        let paths = Set(files.map(\.path) + others)
        var newPaths: [String: String] = [:]
        for page in pages where !page.path.hasSuffix(".md") {
            let stem = page.path.prefix(page.path.count - (page.path.split(separator: ".").last?.count ?? 0))
            let new = stem + "md"
            if !paths.contains(String(new)) { newPaths[page.path] = String(new) }
        }
        var identities = Self.identities(of: pages, folder: folder, kind: kind, takenIDs: takenIDs, prefix: prefix)
        for page in pages where identities[page.path]?.kind == .decision {
            let relations = Self.relations(of: page, identities)
            identities[page.path]?.relations = relations
        }
        let anchors = Dictionary(pages.map { ($0.path, $0.headingIDs) }) { first, _ in first }
        let links = LinkAdoption(files: paths, newPaths: newPaths, anchors: anchors)
        self.files = pages.map { page in
            Self.adopted(
                page, identities[page.path], links: links, newPath: newPaths[page.path],
                isReadAsItIs: Self.isReadAsItIs(page, prefix: prefix))
        }.sorted { $0.path < $1.path }
    }

    /// Whether a file is a page, by its name.
    package static func isPage(_ path: String) -> Bool { ForeignPage.isMarkdown(path) }

    /// The destinations of links and images of the pages that name files of the folder which are no pages.
    package static func linkedFiles(
        of pages: [(path: String, bytes: [UInt8])], among others: Set<String>
    ) -> Set<String> {
        var found: Set<String> = []
        for page in pages {
            var links = LinkDestinations(page.bytes, path: page.path)
            links.rewrite { written in
                let file = String(written.prefix { $0 != "#" && $0 != "?" })
                if let path = LinkDestinations.resolved(LinkDestinations.decoded(file), from: page.path),
                    others.contains(path)
                {
                    found.insert(path)
                }
                return nil
            }
        }
        return found
    }

    // MARK: One page

    private static func adopted(
        _ page: ForeignPage, _ identity: MatterAdoption.Identity?, links: LinkAdoption, newPath: String?,
        isReadAsItIs: Bool
    ) -> File {
        var lines = page.lines
        var changes: [String] = []
        if let identity, !page.isOwn, !isReadAsItIs, page.refusal == nil {
            let matter = MatterAdoption(page, identity)
            lines = matter.lines
            changes = matter.changes
        }
        var destinations = LinkDestinations(lines.bytes, path: page.path)
        var rewritten: [String] = []
        destinations.rewrite { written in
            guard let new = links.destination(written, from: page.path), new != written else { return nil }
            rewritten.append("\(written) is \(new)")
            return new
        }
        if let newPath { changes.append("the file is named \(newPath.split(separator: "/").last ?? "")") }
        return File(
            source: page.path, path: newPath ?? page.path, before: page.lines.bytes, after: destinations.lines.bytes,
            changes: changes + rewritten, kind: identity?.kind)
    }

    /// Whether the workbook reads the decision as it is, in the style of the tool that wrote it.
    private static func isReadAsItIs(_ page: ForeignPage, prefix: String) -> Bool {
        let path = prefix + page.path
        guard path.hasPrefix("decisions/"), page.text("kind") == nil,
            DecisionDocument.isDecision(page.lines.bytes, path: path)
        else { return false }
        let document = DecisionDocument(path: path, bytes: page.lines.bytes)
        // Front matter of a site generator has keys that are no style's.
        return document.style != .workbook && page.matter == nil && document.facts.status != nil
    }

    // MARK: Ids, titles and kinds

    private static func identities(
        of pages: [ForeignPage], folder: String, kind: DocumentKind?, takenIDs: Set<String>, prefix: String
    ) -> [String: MatterAdoption.Identity] {
        var taken = takenIDs.union(pages.filter(\.isOwn).compactMap { $0.text("id") })
        var identities: [String: MatterAdoption.Identity] = [:]
        for page in pages {
            if page.isOwn {
                identities[page.path] = MatterAdoption.Identity(
                    id: page.text("id") ?? "", title: page.text("title") ?? "", kind: page.kind(in: folder))
                continue
            }
            let kind = kind ?? page.kind(in: folder)
            let id = ids(of: page, kind: kind, folder: folder).first { !taken.contains($0) } ?? page.path
            taken.insert(id)
            identities[page.path] = MatterAdoption.Identity(
                id: id, title: title(of: page, folder: folder), kind: kind)
        }
        return identities
    }

    /// The ids that a page may have, the best first.
    static func ids(of page: ForeignPage, kind: DocumentKind, folder: String) -> [String] {
        var ids: [String] = []
        if let id = page.text("id"), !id.isEmpty, id.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*/) != nil {
            ids.append(id)
        }
        if kind == .decision {
            let document = DecisionDocument(path: page.path, bytes: page.lines.bytes)
            if document.fileNumber != nil { ids.append(document.derivedID) }
        }
        let folders = page.path.split(separator: "/").dropLast().map(String.init)
        let parts = page.isIndex ? (folders.isEmpty ? [folder] : folders) : folders + [page.name]
        for count in parts.indices.map({ $0 + 1 }) {
            ids.append(slug(parts.suffix(count).joined(separator: "-")))
        }
        let whole = slug(([folder] + parts).joined(separator: "-"))
        return ids + [whole] + (2...9999).map { "\(whole)-\($0)" }
    }

    private static func slug(_ text: String) -> String {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? "page" : words.joined(separator: "-")
    }

    private static func title(of page: ForeignPage, folder: String) -> String {
        if let title = page.text("title") ?? page.heading {
            return title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let name = page.isIndex ? page.path.split(separator: "/").dropLast().last.map(String.init) ?? folder : page.name
        let words = name.split { $0 == "-" || $0 == "_" || $0 == " " }
        let isNumbered = words.count > 1 && words[0].allSatisfy(\.isNumber)
        let text = (isNumbered ? words.dropFirst() : words[...]).joined(separator: " ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// The relations of a decision to others of the folder, by the ids that these get.
    private static func relations(
        of page: ForeignPage, _ identities: [String: MatterAdoption.Identity]
    ) -> [DecisionRelation] {
        page.decision.relations.compactMap { relation in
            var relation = relation
            if let path = relation.target.path {
                let file = String(path.prefix { $0 != "#" })
                guard let resolved = LinkDestinations.resolved(LinkDestinations.decoded(file), from: page.path),
                    let target = identities[resolved], target.kind == .decision
                else { return nil }
                relation.target.label = target.id
            } else {
                // A name without a link: `superseded by ADR-0012`, or `0012`.
                let number = DecisionDocument.number(inID: relation.target.label)
                let named =
                    identities.values.first { $0.id == relation.target.label }
                    ?? number.flatMap { number in
                        identities.values.first {
                            $0.kind == .decision && DecisionDocument.number(inID: $0.id) == number
                        }
                    }
                guard let named else { return nil }
                relation.target.label = named.id
            }
            relation.target.path = nil
            return relation
        }
    }
}

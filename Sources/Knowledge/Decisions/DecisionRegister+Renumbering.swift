import Content

extension DecisionRegister {
    /// Gives a decision another number: in its id, its title and the name of its file, and in every link to it.
    ///
    /// - Parameter number: Nil for the next free number.
    package func renumber(_ entry: Entry, to number: Int?) throws(DecisionError) -> ContentEdit {
        let number = number ?? nextNumber
        guard let old = entry.facts.number else { throw .noNumber(entry.facts.id) }
        if let other = decisions.first(where: { $0.facts.number == number }) {
            throw .numberTaken(number, path: "content/" + other.path)
        }
        let id = entry.facts.id
        let newPath = DecisionDocument.renumbered(path: entry.path, to: number)
        if newPath != entry.path, pages[newPath] != nil { throw .numberTaken(number, path: "content/" + newPath) }
        let newID = DecisionDocument.renumbered(id: id, to: number)
        let isShared = decisions.contains { $0 != entry && $0.facts.id.lowercased() == id.lowercased() }
        var edit = ContentEdit()
        edit.changes.append("\(id): number: \(old) -> \(number)")
        if newPath != entry.path { edit.changes.append("content/\(entry.path) -> content/\(newPath)") }
        for (path, bytes) in pages.sorted(by: { $0.key < $1.key }) {
            var links = LinkDestinations(bytes, path: path)
            let labels = [(id, newID), ("\(old).", "\(number).")]
            let lines = links.rewrite(from: entry.path, to: newPath) { label in Self.renamed(label, labels) }
            var after = links.lines.bytes
            let relations: (bytes: [UInt8], count: Int)
            do throws(DecisionDocument.Unsupported) {
                relations = try renamedRelations(in: path, after, from: id, to: newID, isShared: isShared, &edit)
                after = relations.bytes
                if path == entry.path {
                    var document = DecisionDocument(path: path, bytes: after)
                    try document.renumber(to: number)
                    after = document.bytes
                }
            } catch {
                throw .unsupported(path: "content/" + path, line: error.line, what: error.what)
            }
            guard after != bytes || path == entry.path else { continue }
            edit.files.append(
                ContentEdit.File(
                    path: path, before: bytes, after: after,
                    newPath: path == entry.path && newPath != path ? newPath : nil))
            let count = lines.count + relations.count
            if count > 0 {
                edit.changes.append("content/\(path): \(count == 1 ? "1 line" : "\(count) lines") changed")
            }
        }
        return edit
    }

    private static func renamed(_ label: String, _ names: [(old: String, new: String)]) -> String {
        for (old, new) in names where label.contains(old) {
            // `1.` is not a part of `11.`.
            guard let range = label.firstRange(of: old),
                range.lowerBound == label.startIndex || !label[label.index(before: range.lowerBound)].isNumber
            else { continue }
            return label.replacingCharacters(in: range, with: new)
        }
        return label
    }

    /// Replaces the id in the relations of a decision's front matter.
    ///
    /// - Parameter isShared: Whether another decision has the same id, so that it isn't known which one is meant.
    private func renamedRelations(
        in path: String, _ bytes: [UInt8], from id: String, to newID: String, isShared: Bool, _ edit: inout ContentEdit
    ) throws(DecisionDocument.Unsupported) -> (bytes: [UInt8], count: Int) {
        guard let entry = decisions.first(where: { $0.path == path }) else { return (bytes, 0) }
        let naming = entry.facts.relations.filter {
            $0.target.path == nil && $0.target.label.lowercased() == id.lowercased()
        }
        guard !naming.isEmpty else { return (bytes, 0) }
        if isShared {
            edit.notes.append(
                "content/\(path) \(naming[0].kind.words) \(id), which may mean either decision: its front matter was left"
            )
            return (bytes, 0)
        }
        var document = DecisionDocument(path: path, bytes: bytes)
        try document.replaceIDs { $0.lowercased() == id.lowercased() ? newID : $0 }
        return (document.bytes, naming.count)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}

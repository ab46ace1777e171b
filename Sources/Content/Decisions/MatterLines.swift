/// Edits the front matter of a file line by line: what an edit doesn't name keeps its bytes.
///
/// Values are read by `FrontMatterReader`; this only finds where they are written.
struct MatterLines {
    /// An edit that would have to change more than it was asked to.
    struct Unsupported: Error, Equatable {
        let key: String
        /// Counted from 1.
        let line: Int
    }

    private(set) var lines: TextLines

    /// Returns nil if the file doesn't begin with front matter.
    init?(_ lines: TextLines) {
        guard lines.count > 1, lines.text(0) == "---",
            lines.indices.dropFirst().contains(where: { lines.text($0) == "---" })
        else { return nil }
        self.lines = lines
    }

    /// The lines between the two `---`.
    var range: Range<Int> {
        1..<(lines.indices.dropFirst().first { lines.text($0) == "---" } ?? lines.count)
    }

    /// The text between the two `---`, with line feeds.
    var yaml: String { range.map { lines[$0] + "\n" }.joined() }

    /// The line of a key, or nil if it isn't given.
    private func line(of key: String) -> Int? {
        range.first { lines[$0].hasPrefix(key + ":") && Self.isKey(lines[$0].dropFirst(key.count + 1)) }
    }

    private static func isKey(_ rest: Substring) -> Bool { rest.isEmpty || rest.first == " " || rest.first == "\t" }

    /// The lines that continue the value of the key at `line`.
    private func continuation(of line: Int) -> Range<Int> {
        var end = line + 1
        for index in (line + 1)..<range.upperBound {
            let text = lines[index]
            if text.hasPrefix(" ") || text.hasPrefix("\t") || text.hasPrefix("- ") {
                if !text.allSatisfy(\.isWhitespace) { end = index + 1 }
            } else if !text.isEmpty {
                break
            }
        }
        return line + 1..<end
    }

    func has(_ key: String) -> Bool { line(of: key) != nil }

    /// The value in the line of a key as written, or nil if it isn't given or takes more lines.
    func inline(_ key: String) -> String? {
        line(of: key).flatMap { line in
            continuation(of: line).isEmpty ? InlineValue(lines[line], key: key).map { String($0.value) } : nil
        }
    }

    // MARK: One value

    /// Writes the value of a key: in its line, or in a new line after the first of `neighbours` that is given.
    mutating func set(_ key: String, to value: String, after neighbours: [String]) throws(Unsupported) {
        guard let line = line(of: key) else {
            insert("\(key): \(YAMLScalar.written(value))", after: neighbours)
            return
        }
        guard continuation(of: line).isEmpty, let place = InlineValue(lines[line], key: key) else {
            throw Unsupported(key: key, line: line + 1)
        }
        lines.replace(line, with: place.replaced(by: place.quoted(value)))
    }

    private mutating func removeLine(of key: String) {
        guard let line = line(of: key) else { return }
        lines.remove(line..<continuation(of: line).upperBound)
    }

    private mutating func insert(_ text: String, after neighbours: [String]) {
        let neighbour = neighbours.first(where: has).flatMap { line(of: $0) }
        let index = neighbour.map { continuation(of: $0).upperBound }
        lines.insert([text], at: index ?? range.upperBound)
    }

    // MARK: A list

    /// Adds an element to the list of a key; the key is written if it isn't given.
    mutating func add(_ element: String, to key: String, after neighbours: [String]) throws(Unsupported) {
        guard let line = line(of: key) else {
            insert("\(key): [\(YAMLScalar.written(element))]", after: neighbours)
            return
        }
        let continuation = continuation(of: line)
        guard continuation.isEmpty else {
            guard let dash = Self.dash(lines[continuation.upperBound - 1]), continuation.allSatisfy({ isItem($0) })
            else { throw Unsupported(key: key, line: line + 1) }
            lines.insert([dash + YAMLScalar.written(element)], at: continuation.upperBound)
            return
        }
        guard let place = InlineValue(lines[line], key: key) else { throw Unsupported(key: key, line: line + 1) }
        let new = YAMLScalar.writtenInList(element)
        if place.value.isEmpty {
            lines.replace(line, with: place.replaced(by: "[\(new)]"))
        } else if place.value.hasPrefix("["), place.value.hasSuffix("]") {
            let inside = place.value.dropFirst().dropLast()
            let isEmpty = inside.allSatisfy(\.isWhitespace)
            lines.replace(line, with: place.replaced(by: isEmpty ? "[\(new)]" : "[\(inside), \(new)]"))
        } else {
            lines.replace(line, with: place.replaced(by: "[\(place.value), \(new)]"))
        }
    }

    /// Replaces or removes the elements of a list for which `change` returns another text, or nil.
    ///
    /// A list that loses its last element loses its key.
    mutating func edit(_ key: String, _ change: (String) -> String?) throws(Unsupported) {
        guard let line = line(of: key) else { return }
        let continuation = continuation(of: line)
        if !continuation.isEmpty {
            guard continuation.allSatisfy({ isItem($0) }) else { throw Unsupported(key: key, line: line + 1) }
            var kept = 0
            for index in continuation.reversed() {
                guard let dash = Self.dash(lines[index]) else { continue }
                let written = String(lines[index].dropFirst(dash.count))
                let element = YAMLScalar.read(written)
                guard let new = change(element) else {
                    lines.remove(index..<index + 1)
                    continue
                }
                kept += 1
                if new != element {
                    lines.replace(index, with: dash + YAMLScalar.rewritten(written, as: new, inList: false))
                }
            }
            if kept == 0 { removeLine(of: key) }
            return
        }
        guard let place = InlineValue(lines[line], key: key), !place.value.isEmpty else { return }
        let isList = place.value.hasPrefix("[") && place.value.hasSuffix("]")
        let pieces = isList ? YAMLScalar.pieces(of: place.value.dropFirst().dropLast()) : [place.value]
        var changed: [Substring] = []
        for piece in pieces {
            let element = YAMLScalar.read(String(piece))
            guard let new = change(element) else { continue }
            changed.append(
                new == element ? piece : Substring(YAMLScalar.rewritten(String(piece), as: new, inList: isList)))
        }
        guard !changed.isEmpty else { return removeLine(of: key) }
        guard changed != pieces else { return }
        if changed.count < pieces.count, let first = changed.first, first.hasPrefix(" "), pieces[0] != first {
            changed[0] = first.drop { $0 == " " }
        }
        lines.replace(
            line, with: place.replaced(by: isList ? "[\(changed.joined(separator: ","))]" : String(changed[0])))
    }

    private func isItem(_ index: Int) -> Bool { lines[index].isEmpty || Self.dash(lines[index]) != nil }

    /// The indentation, the dash and the spaces of a line of a list.
    private static func dash(_ line: String) -> String? { line.prefixMatch(of: /\s*-\s+/).map { String($0.output) } }
}

/// Where the value of a key is in its line.
private struct InlineValue {
    private let before: Substring
    let value: Substring
    private let after: Substring

    /// Returns nil if the value begins a text of several lines.
    init?(_ line: String, key: String) {
        let rest = line.dropFirst(key.count + 1)
        let spaces = rest.prefix { $0 == " " || $0 == "\t" }
        let start = spaces.endIndex
        var end = line.endIndex
        if let quote = line[start...].first, quote == "\"" || quote == "'" {
            guard let close = YAMLScalar.close(of: line[start...]) else { return nil }
            end = line.index(after: close)
        } else {
            if let comment = line[start...].firstMatch(of: /(?:^|\s+)#/) { end = comment.range.lowerBound }
            while end > start, line[line.index(before: end)].isWhitespace { end = line.index(before: end) }
        }
        before = line[..<start]
        value = line[start..<end]
        after = line[end...]
        if value.first.map({ ">|&*!{".contains($0) }) == true { return nil }
    }

    func replaced(by text: String) -> String {
        (before.last == ":" && !text.isEmpty ? before + " " : before) + text + after
    }

    /// Returns `text` with the quotes that the value has.
    func quoted(_ text: String) -> String { YAMLScalar.rewritten(String(value), as: text, inList: false) }
}

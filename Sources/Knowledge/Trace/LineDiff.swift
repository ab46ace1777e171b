/// The lines that differ between two texts, with a few that don't around them.
package struct LineDiff: Sendable, Equatable {
    package enum Line: Sendable, Equatable {
        case kept(String)
        case removed(String)
        case added(String)

        /// As `diff -u` writes it.
        package var text: String {
            switch self {
            case .kept(let line): " " + line
            case .removed(let line): "-" + line
            case .added(let line): "+" + line
            }
        }
    }

    /// The most lines of a text that is compared: the work grows with their square.
    package static let most = 5000
    /// How many equal lines are kept before and after a change.
    private static let context = 3

    /// Parts of the texts, in their order, with unchanged lines between them left out.
    package let hunks: [[Line]]

    /// Returns nil if a text has too many lines to compare.
    package init?(from old: String, to new: String) {
        let (old, new) = (Self.lines(of: old), Self.lines(of: new))
        guard old.count <= Self.most, new.count <= Self.most else { return nil }
        let lines = Self.merged(old, new)
        var isShown = Array(repeating: false, count: lines.count)
        for (index, line) in lines.enumerated() {
            if case .kept = line { continue }
            for near in max(0, index - Self.context)...min(lines.count - 1, index + Self.context) {
                isShown[near] = true
            }
        }
        var hunks: [[Line]] = []
        for index in lines.indices where isShown[index] {
            if index > 0, isShown[index - 1] {
                hunks[hunks.count - 1].append(lines[index])
            } else {
                hunks.append([lines[index]])
            }
        }
        self.hunks = hunks
    }

    private static func lines(of text: String) -> [String] {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// Every line of both texts, removed ones before added ones.
    private static func merged(_ old: [String], _ new: [String]) -> [Line] {
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var lines: [Line] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if removed.contains(left) {
                lines.append(.removed(old[left]))
                left += 1
            } else if added.contains(right) {
                lines.append(.added(new[right]))
                right += 1
            } else {
                lines.append(.kept(old[left]))
                left += 1
                right += 1
            }
        }
        return lines
    }
}

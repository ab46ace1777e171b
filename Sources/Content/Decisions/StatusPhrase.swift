/// The words that say where a decision stands: `accepted`, `Superceded by [2. Use MySQL](0002-use-mysql.md)`.
struct StatusPhrase {
    private let before: String
    let word: String
    private let rest: String

    /// Returns nil if `text` begins with no word.
    init?(_ text: String) {
        guard let match = text.prefixMatch(of: /\s*([A-Za-z]+(?:-[A-Za-z]+)*)/) else { return nil }
        before = String(text[..<match.1.startIndex])
        word = String(match.1)
        rest = String(text[match.1.endIndex...])
    }

    /// The status that the word names, or nil if it names none.
    var status: DecisionStatus? {
        DecisionStatus(rawValue: word.lowercased().replacing("superceded", with: "superseded"))
    }

    /// The decisions after `superseded by`.
    var successors: [DecisionTarget] {
        guard let (_, list, _) = successorList else { return [] }
        return list
    }

    private var successorList: (words: String, list: [DecisionTarget], after: String)? {
        guard status == .superseded, let opening = rest.prefixMatch(of: /\s+by:?\s+/) else { return nil }
        var text = rest[opening.range.upperBound...]
        var list: [DecisionTarget] = []
        while true {
            if let link = text.prefixMatch(of: /\[([^\]]*)\]\(\s*([^)\s]*)[^)]*\)/) {
                list.append(DecisionTarget(label: String(link.1), path: String(link.2)))
                text = text[link.range.upperBound...]
            } else if let id = text.prefixMatch(of: /[A-Za-z0-9][\w-]*/) {
                list.append(DecisionTarget(label: String(id.output)))
                text = text[id.range.upperBound...]
            }
            guard !list.isEmpty, let comma = text.prefixMatch(of: /\s*,\s*(?=[\[\w])/) else { break }
            text = text[comma.range.upperBound...]
        }
        return list.isEmpty ? nil : (String(opening.output), list, String(text))
    }

    /// Returns the text with another status, written in upper or lower case as the word is now.
    func replaced(by status: DecisionStatus) -> String {
        guard status != self.status else { return before + word + rest }
        let kept = successorList.map { $0.after } ?? rest
        return before + Self.cased(status.rawValue, like: word) + kept
    }

    /// Returns the text with one more successor.
    func adding(_ target: DecisionTarget) -> String {
        guard let (words, list, after) = successorList else { return before + word + " by " + target.link + rest }
        return before + word + words + (list + [target]).map(\.link).joined(separator: ", ") + after
    }

    /// Returns the text without the successors for which `isRemoved` is true.
    func removing(_ isRemoved: (DecisionTarget) -> Bool) -> String {
        guard let (words, list, after) = successorList else { return before + word + rest }
        let kept = list.filter { !isRemoved($0) }
        return before + word + (kept.isEmpty ? "" : words + kept.map(\.link).joined(separator: ", ")) + after
    }

    /// Returns the text with each successor changed.
    func changing(_ change: (DecisionTarget) -> DecisionTarget) -> String {
        guard let (words, list, after) = successorList, list.map(change) != list else { return before + word + rest }
        return before + word + words + list.map { change($0).link }.joined(separator: ", ") + after
    }

    static func cased(_ text: String, like word: some StringProtocol) -> String {
        if word.count > 1, word.allSatisfy({ !$0.isLowercase }) { return text.uppercased() }
        return word.first?.isUppercase == true ? text.prefix(1).uppercased() + text.dropFirst() : text
    }
}

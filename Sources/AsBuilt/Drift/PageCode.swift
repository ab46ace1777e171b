/// A piece of code in a page: an inline code span, or a line of a code block.
///
/// The caller reads the pages and makes these. Only code is checked for drift, because prose says `model`
/// and `prod` without meaning an object.
package struct PageCode: Hashable, Sendable {
    package var text: String
    /// The line in the page.
    ///
    /// Codes of one line are read together, as in a row of a table.
    package var place: Place
    /// Whether it is a line of a block of shell commands.
    package var isShell: Bool

    package init(_ text: String, _ place: Place, isShell: Bool = false) {
        self.text = text
        self.place = place
        self.isShell = isShell
    }
}

/// A place where a page and the inventory disagree.
package struct PageDrift: Hashable, Comparable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case job
        case task
        case table
        case schema
        case model
        case schedule
        case principal
        case secret
        case target
        case workflow
        case experiment
        /// Any other name that an earlier inventory had.
        case name
    }

    package var kind: Kind
    /// The text of the page.
    package var text: String
    package var place: Place
    /// What is wrong, in words.
    package var problem: String
    /// Where the inventory has the nearest name or the other value; nil if it has none.
    package var source: Place?

    package static func < (left: PageDrift, right: PageDrift) -> Bool {
        (left.place, left.text, left.kind.rawValue) < (right.place, right.text, right.kind.rawValue)
    }

    package var description: String {
        "\(place): \(problem)" + (source.map { " (see \($0))" } ?? "") + " [as-built-\(kind.rawValue)]"
    }
}

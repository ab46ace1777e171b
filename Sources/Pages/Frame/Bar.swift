import CivilTime
package import Engagement
package import Markup

/// A bar of how much of a whole is used, with the numbers as its text.
///
/// An SVG, because a width in a style attribute would break the strict content security policy.
package struct Bar {
    /// What is drawn from the left.
    private let used: Int
    private let held: Int
    private let whole: Int
    private let label: String

    init(_ part: Int, of whole: Int, label: String) {
        used = part
        held = 0
        self.whole = whole
        self.label = label
    }

    /// Used and held time against the cap; the bar is as long as the longer of the two.
    package init(_ budget: Budget) {
        used = budget.used.count
        held = budget.held.count
        whole = budget.cap.count + budget.held.count
        let over = budget.held > .zero ? ", and \(budget.held) held over the cap" : ""
        label = "\(budget.title): \(budget.used) of \(budget.cap) used\(over), \(budget.remaining) left"
    }

    /// The time that is left of the cap: a full bar if nothing is used.
    ///
    /// Held time is at its end, beyond the cap.
    package init(left budget: Budget) {
        used = budget.remaining.count
        held = budget.held.count
        whole = budget.cap.count + budget.held.count
        let over = budget.held > .zero ? ", and \(budget.held) held over the cap" : ""
        label = "\(budget.title): \(budget.remaining) of \(budget.cap) left, \(budget.used) used\(over)"
    }

    package var html: HTML {
        // Tenths of a percent: the drawing scales, the numbers beside it are exact.
        let usedWidth = whole > 0 ? used * 1000 / whole : 0
        let heldWidth = whole > 0 ? held * 1000 / whole : 0
        var html = HTML()
        html.markup("<svg class=\"meter\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" role=\"img\"")
        html.markup(" aria-label=\"")
        html.text(label)
        html.markup("\"><rect class=\"meter-track\" width=\"1000\" height=\"10\"/>")
        html.markup("<rect class=\"meter-used\" width=\"")
        html.number(usedWidth)
        html.markup("\" height=\"10\"/>")
        if heldWidth > 0 {
            // Held time is at the end of the bar, beyond the cap.
            html.markup("<rect class=\"meter-held\" x=\"")
            html.number(1000 - heldWidth)
            html.markup("\" width=\"")
            html.number(heldWidth)
            html.markup("\" height=\"10\"/>")
        }
        html.markup("</svg>")
        return html
    }
}

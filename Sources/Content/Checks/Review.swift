package import CivilTime
package import Engagement

/// How long a page may stand unread: `6 months`.
package struct ReviewPeriod: Sendable, Equatable {
    private enum Unit: String, CaseIterable { case day, week, month, year }

    private let count: Int
    private let unit: Unit

    /// The period that `text` names: a number from 1 to 1000, a space and a unit; nil for anything else.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2, let count = Int(words[0]), 1...1000 ~= count,
            let unit = Unit.allCases.first(where: { words[1] == $0.rawValue || words[1] == $0.rawValue + "s" })
        else { return nil }
        self.count = count
        self.unit = unit
    }

    /// The day on which the period is over that began on `date`.
    package func end(from date: CivilDate) -> CivilDate {
        switch unit {
        case .day: min(date.adding(days: count), CivilDate(9999, 12, 31))
        case .week: min(date.adding(days: count * 7), CivilDate(9999, 12, 31))
        case .month: date.adding(months: count)
        case .year: date.adding(months: count * 12)
        }
    }
}

/// When pages were last reviewed, and which of them are due again.
///
/// The clock of a page begins on the day of `reviewed:`; without one on its `date:`, and without that on the
/// last day of the engagement's window, when the pages are handed over. A decision that is no longer in force
/// has no clock.
package struct Reviews: Sendable {
    private let handover: CivilDate

    package init(_ contract: Contract) {
        handover = contract.window.end
    }

    /// The day from which `page` counts as read, or nil if it needs no review.
    package func lastReview(of page: Page) -> CivilDate? {
        let matter = page.frontMatter
        switch matter.status {
        case .rejected, .deprecated, .superseded: return nil
        case .draft, .proposed, .accepted, nil: return matter.reviewed ?? matter.date ?? handover
        }
    }

    /// The last day on which the page's review is not overdue; or nil if it needs no review.
    package func dueDate(of page: Page) -> CivilDate? {
        guard let written = page.frontMatter.reviewIn, let period = ReviewPeriod(written) else { return nil }
        return lastReview(of: page).map(period.end)
    }

    /// The pages whose time is over.
    ///
    /// - Parameter today: The day of the review itself is not overdue yet.
    package func due(_ pages: [Page], today: CivilDate) -> [Diagnostic] {
        pages.compactMap { page in
            guard let due = dueDate(of: page), due < today else { return nil }
            return Diagnostic(
                .warning, rule: .reviewDue, file: "content/" + page.path, line: page.frontMatter.lines["review_in"],
                "review was due on \(due)",
                hint: "read the page, correct what changed, and write `reviewed: \(today)` into its front matter")
        }
    }
}

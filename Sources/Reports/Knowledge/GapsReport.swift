package import Engagement
package import Knowledge

/// The gaps for scripts.
package struct GapsReport: Encodable {
    package struct CountLine: Encodable {
        package let kind: Gap.Kind
        package let missing: Int
        package let total: Int
        package let words: String
    }

    package struct GapLine: Encodable {
        package let kind: Gap.Kind
        package let subject: String
        package let message: String
        package let hint: String
    }

    package let counts: [CountLine]
    package let gaps: [GapLine]

    package init(_ gaps: Gaps, spelling: RemedySpelling) {
        counts = gaps.counts.map { count in
            CountLine(kind: count.kind, missing: count.missing, total: count.total, words: count.words)
        }
        self.gaps = gaps.all.map { gap in
            GapLine(kind: gap.kind, subject: gap.subject, message: gap.message, hint: gap.hint.spelled(spelling))
        }
    }
}

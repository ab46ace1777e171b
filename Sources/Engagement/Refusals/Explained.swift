import CivilTime

/// What an error means to the person who meets it.
package struct Explanation: Sendable, Equatable {
    /// Who has to act, and so how a program tells the kinds of errors apart.
    package enum Kind: Sendable, Equatable, CaseIterable {
        /// The request wasn't understood.
        case input
        /// A rule refused the request; nothing was recorded.
        case refusal
        /// A file couldn't be read or written.
        case storage
        /// Something outside the workbook is missing, busy or failing.
        case outside
    }

    package let kind: Kind
    /// The stable name of the rule that refused, or nil for what is no rule.
    package let rule: String?
    package let summary: String
    package let hint: Hint

    package init(_ kind: Kind, rule: String? = nil, _ summary: String, hint: Hint) {
        self.kind = kind
        self.rule = rule
        self.summary = summary
        self.hint = hint
    }
}

/// An error that says what it means; every other error is a bug of the program.
package protocol Explained: Error {
    var explanation: Explanation { get }
}

extension Refusal: Explained {
    package var explanation: Explanation { Explanation(.refusal, rule: rule.rawValue, summary, hint: hint) }
}

extension InputError: Explained {
    package var explanation: Explanation { Explanation(.input, summary, hint: Hint(hint)) }
}

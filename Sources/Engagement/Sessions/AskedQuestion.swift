package import CivilTime

/// Something that a document doesn't answer yet: an open task of the documentation, until somebody closes it.
package struct AskedQuestion: Sendable, Equatable {
    /// Where a question came up.
    package enum Origin: Sendable, Equatable {
        /// The session's id; nil for a question that came up outside of sessions.
        case asked(session: String?)
        case session(id: String)
        case rehearsal(id: String, document: String)
    }

    /// The full id of the entry that recorded it.
    package let entry: String
    /// Its place among the entry's questions, from 1.
    package let number: Int
    package let text: String
    /// Who asked; nil if the minutes of a session don't say.
    package let askedBy: String?
    package let askedOn: CivilDate
    package let origin: Origin
    /// The id of the document that it is about, if it is known.
    package let document: String?
    /// How it was closed; nil while it is open.
    package internal(set) var closing: QuestionClosed?
    package internal(set) var closedOn: CivilDate?

    /// How people name it: `3f9a61c2.1`.
    package var label: String { "\(entry.prefix(8)).\(number)" }
    package var isOpen: Bool { closing == nil }
}

/// The questions of sessions and rehearsals, and those that were asked apart.
package struct AskedQuestions: Sendable, Equatable {
    /// In the ledger's order.
    package private(set) var all: [AskedQuestion] = []

    mutating func add(
        _ texts: [String], by name: String?, in entry: Entry, origin: AskedQuestion.Origin, document: String?
    ) {
        for (index, text) in texts.enumerated() {
            all.append(
                AskedQuestion(
                    entry: entry.id, number: index + 1, text: text, askedBy: name, askedOn: entry.moment.date,
                    origin: origin, document: document))
        }
    }

    mutating func apply(_ event: QuestionEvent, _ entry: Entry) {
        switch event {
        case .asked(let event):
            add(
                [event.text], by: event.askedBy, in: entry, origin: .asked(session: event.session),
                document: event.document)
        case .closed(let event):
            for index in all.indices where all[index].entry == event.asked && all[index].number == event.number {
                all[index].closing = event
                all[index].closedOn = entry.moment.date
            }
        }
    }
}

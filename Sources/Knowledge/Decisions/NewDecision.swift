package import CivilTime
import Content

/// A decision that is proposed.
package struct NewDecision: Sendable {
    package var title: String
    package var date: CivilDate
    package var owner: String?
    /// The decisions that it would replace or amend, as the request names them.
    package var supersedes: [String] = []
    package var amends: [String] = []
    /// The part of the superseded decisions that it is about, or nil for the whole.
    package var part: String?

    package init(title: String, date: CivilDate) {
        self.title = title
        self.date = date
    }
}

extension DecisionRegister {
    /// Makes the file of a new decision, with the next free number, and the other side of its relations.
    package func propose(_ new: NewDecision) throws(DecisionError) -> ContentEdit {
        let title = new.title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !title.isEmpty else { throw .missingTitle }
        var superseded: [Entry] = []
        for name in new.supersedes { superseded.append(try find(name)) }
        var amended: [Entry] = []
        for name in new.amends { amended.append(try find(name)) }
        let number = nextNumber
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let path = "decisions/\(padded)-\(Self.slug(of: title)).md"
        let text = Self.text(id: "ADR-\(padded)", title: title, new)
        let entry = Entry(DecisionDocument(path: path, bytes: Array(text.utf8)))
        // The new decision is a decision of the register while its relations are written.
        let register = DecisionRegister(pages: pages.map { ($0.key, $0.value) } + [(path, Array(text.utf8))])
        var draft = DecisionDraft(register)
        draft.changes.append("\(entry.facts.id): proposed: \(title)")
        for old in superseded {
            try draft.add(.supersedes, of: entry, to: old, part: new.part)
            try register.supersede(old, with: entry, part: new.part, isAccepted: false, in: &draft)
            draft.notes.append(
                "\(old.facts.id) stays \(old.facts.status?.rawValue ?? "as it is") until \(entry.facts.id) is accepted")
        }
        for old in amended {
            try draft.add(.amends, of: entry, to: old, part: nil)
            try draft.add(.amendedBy, of: old, to: entry, part: nil)
        }
        var edit = draft.edit
        edit.files.removeAll { $0.path == path }
        edit.files.insert(
            ContentEdit.File(path: path, before: nil, after: draft.document(entry).bytes), at: 0)
        return edit
    }

    /// Returns the name of a file for a title: `monitor-with-data-profiling`.
    static func slug(of title: String) -> String {
        let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }
        var slug = ""
        for word in words where slug.utf8.count + word.utf8.count < 80 {
            slug += (slug.isEmpty ? "" : "-") + word
        }
        return slug.isEmpty ? "decision" : slug
    }

    private static func text(id: String, title: String, _ new: NewDecision) -> String {
        let owner = new.owner.map { "owner: \(YAMLScalar.written($0))\n" } ?? ""
        return """
            ---
            id: \(id)
            title: \(YAMLScalar.written(title))
            kind: decision
            audience: internal
            \(owner)status: proposed
            implementation: not-started
            date: \(new.date)
            decision-makers: []
            consulted: []
            informed: []
            ---

            # \(title)

            ## Context and problem statement

            **To be filled:** what has to be decided, and what makes it necessary now.

            ## Decision drivers

            **To be filled:** what the options are judged by, most important first.

            ## Considered options

            - **To be filled:** the first option.
            - **To be filled:** the second option.

            ## Decision outcome

            **To be decided:** the chosen option, and the reason in one sentence.

            ### Consequences

            **To be filled:** what gets better, and what gets worse.

            ### Confirmation

            **To be filled:** the check that shows that the decision is followed.

            ## Pros and cons of the options

            **To be filled:** the reasons for and against each option.

            ## What would overturn this

            **To be filled:** the facts that would make another option the better one.

            """
    }
}

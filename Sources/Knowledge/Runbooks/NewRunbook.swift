import Content

/// A runbook that is begun.
package struct NewRunbook: Sendable {
    package var title: String
    /// Whether it answers an alert, and not a wish to do something.
    package var isAlert: Bool
    package var owner: String?

    package init(title: String, isAlert: Bool, owner: String? = nil) {
        self.title = title
        self.isAlert = isAlert
        self.owner = owner
    }

    /// Makes the file of the runbook, with the next free number.
    ///
    /// - Parameter pages: The paths below `content/` and ids of the pages that exist.
    package func edit(pages: [(path: String, id: String)]) throws(DecisionError) -> ContentEdit {
        let title = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !title.isEmpty else { throw .missingTitle }
        let numbers = pages.compactMap { $0.id.wholeMatch(of: /RB-(\d{1,6})/) }.compactMap { Int($0.1) }
        let digits = String((numbers.max() ?? 0) + 1)
        let id = "RB-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        let taken = Set(pages.map(\.path))
        let slug = DecisionRegister.slug(of: title)
        let paths = ["runbooks/\(slug).md"] + (2...999).map { "runbooks/\(slug)-\($0).md" }
        guard let path = paths.first(where: { !taken.contains($0) }) else { throw .missingTitle }
        var edit = ContentEdit()
        edit.files = [ContentEdit.File(path: path, before: nil, after: Array(text(id: id, title: title).utf8))]
        edit.changes = ["\(id): \(title)"]
        return edit
    }

    private func text(id: String, title: String) -> String {
        let owner = owner.map { "owner: \(YAMLScalar.written($0))\n" } ?? ""
        return """
            ---
            id: \(id)
            title: \(YAMLScalar.written(title))
            kind: runbook
            audience: internal
            \(owner)review_in: 6 months
            parameters:
              - name: environment
                description: The environment that the commands work on.
                example: staging
                pattern: "[a-z]+"
            ---

            # \(title)

            \(isAlert ? Self.alert : Self.procedure)
            ## Verification

            **To be filled:** how the reader sees that it worked.

            ## Rollback

            **To be filled:** how to undo it, and until when that is possible.

            ## Escalation

            **To be filled:** who helps, and how they are reached.

            ## Follow-up

            **To be filled:** what is left to do when the work is done.

            """
    }

    private static let procedure = """
        ## When to use

        **To be filled:** the situation that this runbook is for, and the one that it is not for.

        ## Prerequisites

        **To be filled:** the rights, tools and facts that the reader needs.

        ## Procedure

        1. **Say what the step does.**

           ```bash
           echo {{environment}}
           ```

           Expected: the name of the environment.

        """

    private static let alert = """
        ## Meaning

        **To be filled:** what the alert says, in one sentence.

        ## Impact

        **To be filled:** who notices, and how bad it is if nothing happens.

        ## Diagnosis

        1. **Say what the step finds out.**

           ```bash
           echo {{environment}}
           ```

           Expected: the name of the environment.

        ## Mitigation

        **To be filled:** what ends the harm, for each cause.

        """
}

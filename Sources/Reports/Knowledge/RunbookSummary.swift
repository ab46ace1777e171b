import Content
package import Knowledge

/// A runbook in a list, for scripts.
package struct RunbookSummary: Encodable {
    package let id: String
    package let title: String
    /// The path from the workbook's folder.
    package let file: String
    /// Who answers for it; nil if the page doesn't say.
    package let owner: String?
    package let steps: Int
    package let commands: Int
    /// The names of its parameters.
    package let parameters: [String]
    package let standing: ProofStanding
    package let rehearsals: Int

    package init(_ runbook: Runbook, owner: String?, _ line: Trace.RunbookLine) {
        id = runbook.id
        title = runbook.title
        file = runbook.file
        self.owner = owner
        steps = runbook.steps.count
        commands = runbook.steps.reduce(0) { $0 + $1.commands.count }
        parameters = runbook.parameters.map(\.name)
        standing = line.standing
        rehearsals = line.rehearsals.count
    }
}

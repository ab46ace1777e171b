package import CivilTime
package import Content
package import Engagement
package import Knowledge
import Processes

extension Workspace {
    /// A decision that is to be proposed, as an edge takes it.
    package struct Proposal: Sendable {
        package var decision: NewDecision

        package init(
            title: String, date: CivilDate, owner: String?, supersedes: [String], amends: [String], part: String?
        ) {
            decision = NewDecision(title: title, date: date)
            decision.owner = owner
            decision.supersedes = supersedes
            decision.amends = amends
            decision.part = part
        }
    }

    /// Returns the decisions with a status, or all of them.
    package func decisionLines(status: String?) throws -> [DecisionLine] {
        let wanted = try status.map { text in
            guard let status = DecisionStatus(rawValue: text) else {
                throw WorkspaceError.input(
                    "'\(text)' is not a status",
                    hint: "the statuses: \(abridged(DecisionStatus.allCases.map(\.rawValue)))")
            }
            return status
        }
        return try decisions().lines.filter { wanted == nil || $0.status == wanted }
    }

    package func decisionLine(_ name: String) throws -> DecisionLine {
        let register = try decisions()
        return register.line(try register.find(name))
    }

    /// Writes the page of a new decision, and the other side of its relations.
    package func propose(_ proposal: Proposal) throws -> EditedContent {
        try editDecisions { try $0.propose(proposal.decision) }
    }

    /// Takes a decision.
    ///
    /// - Returns: What changed, and the command that gives the decision its old status, or nil if there is none.
    package func decide(
        _ name: String, _ status: DecisionStatus, on date: CivilDate, by deciders: [String]
    ) throws -> (edited: EditedContent, undo: Remedy?) {
        var undo: Remedy?
        let edited = try editDecisions { register in
            let entry = try register.find(name)
            undo = entry.facts.status.flatMap { old in
                old == .draft || old == .superseded
                    ? nil : .setDecision(entry.facts.id, old.rawValue, on: entry.facts.date)
            }
            // A proposal is dated by its last change; what is only deprecated keeps the day of the decision.
            return try register.decide(entry, .init(status, on: status == .deprecated ? nil : date, by: deciders))
        }
        return (edited, undo)
    }

    package func implement(
        _ name: String, _ state: Implementation
    ) throws -> (edited: EditedContent, undo: Remedy?) {
        var undo: Remedy?
        let edited = try editDecisions { register in
            let entry = try register.find(name)
            undo = entry.facts.implementation.map { .implementDecision(entry.facts.id, $0.rawValue) }
            return try register.implement(entry, state)
        }
        return (edited, undo)
    }

    package func supersede(
        _ name: String, with other: String, part: String?
    ) throws -> (edited: EditedContent, undo: Remedy?) {
        var undo: Remedy?
        let edited = try editDecisions { register in
            let (old, new) = (try register.find(name), try register.find(other))
            undo = .unlinkDecisions(new.facts.id, old.facts.id)
            return try register.supersede(old, with: new, part: part)
        }
        return (edited, undo)
    }

    package func link(
        _ name: String, to other: String, amends: Bool, part: String?
    ) throws -> (edited: EditedContent, undo: Remedy?) {
        var undo: Remedy?
        let edited = try editDecisions { register in
            let (one, two) = (try register.find(name), try register.find(other))
            undo = .unlinkDecisions(one.facts.id, two.facts.id)
            return try register.link(one, amends ? .amends : .links, to: two, part: part)
        }
        return (edited, undo)
    }

    package func unlink(_ name: String, _ other: String) throws -> EditedContent {
        try editDecisions { try $0.unlink(try $0.find(name), try $0.find(other)) }
    }

    package func renumber(_ name: String, to number: Int?) throws -> (edited: EditedContent, undo: Remedy?) {
        var undo: Remedy?
        let edited = try editDecisions { register in
            let entry = try register.find(name)
            let edit = try register.renumber(entry, to: number)
            // The old number may belong to another decision, and can't be given back then.
            let isFree = register.decisions.count { $0.facts.number == entry.facts.number } == 1
            if isFree, let old = entry.facts.number {
                undo = .renumberDecision("\(number ?? register.nextNumber) --to \(old)")
            }
            return edit
        }
        return (edited, undo)
    }

    /// Opens a file in an editor that has the terminal for itself, and waits until it is closed.
    ///
    /// - Returns: Why the editor didn't open, or nil.
    package static func edit(_ path: String, with editor: String, environment: [String: String]) async -> String? {
        // An editor may have options, as `code --wait` does: the shell splits them, as git lets it.
        let shell = Program(path: "/bin/sh")
        switch await shell.runAttached(["-c", "\(editor) \"$1\"", editor, path], environment: environment) {
        case .exited(status: 0): return nil
        case .exited(let status): return "it ended with status \(status)"
        case .killed(let signal): return "signal \(signal) ended it"
        case .notStarted(let reason): return reason
        case .tookTooLong, .printedTooMuch: return nil
        }
    }
}

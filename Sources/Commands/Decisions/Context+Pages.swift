import CivilTime
import Engagement
import Workspace

extension Context {
    /// Tells what an edit of pages changed, and how to take it back.
    ///
    /// - Parameters:
    ///   - undo: The command that takes it back, or nil if there is none.
    ///   - count: How many of the changes were told already.
    func report(_ edited: EditedContent, undo: Remedy?, after count: Int = 0) {
        for change in edited.changes.dropFirst(count) { print("  \(change)") }
        for note in edited.notes { self.note(note) }
        if let undo {
            print("  undo: \(CommandSpelling.spell(undo))")
        } else if edited.isInGit {
            print("  undo: git restore \(edited.paths.map(Self.shellWord).joined(separator: " "))")
        }
    }

    /// Returns a word of a shell command.
    private static func shellWord(_ text: String) -> String {
        let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || "-_./".contains($0) }
        return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }

    /// Returns the day that was typed, or nil if none was.
    func day(_ text: String?) throws -> CivilDate? { try text.map { try CivilDate(parsing: $0, today: now().date) } }

    /// Opens a page in the reader's editor, if there is one and a person sits at the terminal.
    func openEditor(_ path: String, isWanted: Bool) async throws {
        let editor = ["VISUAL", "EDITOR"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        guard isWanted, ask != nil, let editor else { return }
        if let failure = await Workspace.edit(path, with: editor, environment: environment) {
            note("the editor '\(editor)' did not open: \(failure)")
        }
    }
}

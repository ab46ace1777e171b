package import Engagement

extension LedgerStore {
    /// Returns the entry whose id begins with `prefix`, as a person typed it.
    ///
    /// - Throws: `Refusal` if no id begins so, or more than one does.
    package func entry(withPrefix prefix: String) throws -> Entry {
        let typed = Entry.id(exported: prefix.lowercased())
        let wanted = typed.filter { $0.isASCII && $0.isHexDigit }
        let isID = wanted.count >= 2 && wanted.count == typed.count
        let matches = isID ? try entries(withIDPrefix: wanted, limit: 1000) : []
        guard let match = matches.first else {
            throw Refusal(
                rule: .unknownEntry, "no entry has the id '\(prefix)'", hint: "\(.listEntries(nil)) lists the ids")
        }
        guard matches.count == 1 else {
            throw Refusal(
                rule: .ambiguousEntry, "several entries have ids that begin with '\(prefix)'",
                hint: "write more of the id: \(abridged(matches.map(\.shortID), atMost: 4))")
        }
        return match
    }

    /// Returns what undoing `entry` is about: the entry that an undo voided or restored, and what that one corrects.
    ///
    /// Entries never change, so it does not matter that these are several transactions.
    package func undoSubject(of entry: Entry) throws -> Rules.UndoSubject {
        var affected = entry
        switch entry.event {
        case .entry(.voided(let event)): affected = try self.entry(withPrefix: event.target)
        case .entry(.restored(let event)): affected = try self.entry(withPrefix: event.target)
        default: break
        }
        guard case .time(let time) = affected.event, let corrected = time.corrects else {
            return Rules.UndoSubject(entry: entry, affected: affected)
        }
        return Rules.UndoSubject(entry: entry, affected: affected, corrected: try self.entry(withPrefix: corrected))
    }
}

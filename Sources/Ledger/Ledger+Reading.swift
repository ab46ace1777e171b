package import Engagement
import GRDB

extension Ledger {
    /// Every entry in order, or those that were recorded by the end of `asOf`.
    package func entries(asOf: CivilDate? = nil) throws -> [Entry] {
        try LedgerFault.translating(path) {
            let entries = try queue.read(Self.entries)
            guard let asOf else { return entries }
            return entries.filter { $0.moment.date <= asOf }
        }
    }

    /// What the entries add up to, or added up to at the end of `asOf`.
    package func state(asOf: CivilDate? = nil) throws -> State {
        State(try entries(asOf: asOf))
    }

    /// The entry whose id begins with `prefix`.
    ///
    /// - Throws: `Refusal` where none does, or more than one.
    package func entry(withPrefix prefix: String) throws -> Entry {
        let wanted = prefix.lowercased()
        let matches = try entries().filter { $0.id.hasPrefix(wanted) }
        guard let match = matches.first, wanted.count >= 2 else {
            throw Refusal(rule: "unknown-entry", "no entry has the id '\(prefix)'", hint: "workbook history lists the ids")
        }
        guard matches.count == 1 else {
            throw Refusal(
                rule: "ambiguous-entry", "\(matches.count) entries have ids that begin with '\(prefix)'",
                hint: "say more of it: \(matches.prefix(4).map(\.shortID).joined(separator: ", "))")
        }
        return match
    }

    static func entries(_ database: Database) throws -> [Entry] {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT \(EntryCoding.columns) FROM entry ORDER BY sequence")
        var entries: [Entry] = []
        while let row = try rows.next() { entries.append(try EntryCoding.entry(row)) }
        return entries
    }
}

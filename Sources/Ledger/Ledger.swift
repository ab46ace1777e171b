// Ledger: what a store of an engagement's entries promises, without a database.
//
//   LedgerStore        the promise; each method is one transaction
//   Reading/           what a reader asks for and gets: Snapshot, HistoryQuery, History
//   Appending/         a write, its receipt, and how an event is decided on and joins the chain
//     LedgerTransaction  the few steps that a store has to offer for that
//   Entries/           the stored form of an entry, its hash, and the check of the whole chain
//   Merge/             two copies that went separate ways, brought together
//   LedgerError        what storage could not do, and what to do about it
//
// `LedgerSQLite` keeps the promise in one file. Tests/LedgerTests holds every store to it.

package import CivilTime
package import Engagement

/// The append-only record of one engagement: everything that happened, entry by entry.
///
///     let receipt = try ledger.append(write) { state throws(Refusal) in
///         try Rules(contract: contract, state: state, today: today).log(request)
///     }
///
/// Each requirement is one transaction. A value can be used from several threads, and other processes may write to the
/// same store at the same time. A method returns when what it wrote is durable.
///
/// - Throws: Each method throws a `LedgerError` if the store cannot be read or written. Nothing was recorded then
///   unless the error says otherwise.
package protocol LedgerStore: Sendable {
    /// Where the store is, for messages: the path of a file or the address of a database.
    var location: String { get }

    /// Reads the ledger as it is, or as it was at the end of `day`.
    ///
    /// The present state comes from running totals, so reading it takes as long for 100,000 entries as for 100.
    ///
    /// - Parameter withEntries: Whether to read the entries too, which takes longer the more there are.
    func snapshot(asOf day: CivilDate?, withEntries: Bool) throws -> Snapshot

    /// Returns every entry in order, or those that were recorded by the end of `day`.
    func entries(asOf day: CivilDate?) throws -> [Entry]

    /// Returns the first `limit` entries whose id begins with `prefix`, which holds hexadecimal digits only.
    func entries(withIDPrefix prefix: String, limit: Int) throws -> [Entry]

    /// Returns the entry that recorded `operation`, or nil if none did.
    func entry(ofOperation operation: String) throws -> Entry?

    /// Returns the entries that `query` asks for, as they count at present.
    func history(_ query: HistoryQuery) throws -> History

    /// Appends several events, each decided on the state that the one before left: all of them, or none.
    ///
    /// No other writer can come between a decision and its entry.
    ///
    /// - Throws: What a decision throws, usually a `Refusal`; nothing is written then.
    func append(_ steps: [WriteStep]) throws -> [Receipt]

    /// Records the contract of `write` if it differs from the last one recorded.
    ///
    /// This makes the first entry of a new ledger; repeating it is harmless.
    func record(_ write: Write) throws

    /// Derives everything again: each entry's id, hash and link, that each payload is what its event encodes to, and
    /// whatever else the store keeps.
    ///
    /// A chain proves that no entry before its head was changed. Only a copy of the head's hash, kept elsewhere, proves
    /// that the head is the true one.
    func verify() throws -> Verification

    /// Copies the ledger to `destination`, verifies the copy, and returns when the copy is durable under that name.
    ///
    /// - Throws: `LedgerError` if the destination exists or the copy does not verify.
    func backUp(to destination: String) throws

    /// Writes a merge into the ledger, after a backup.
    ///
    /// - Parameter stamp: The present moment, which becomes part of the backup's name.
    /// - Returns: Where the backup is.
    /// - Throws: `LedgerError` if another process wrote since the merge was made; nothing is changed then.
    func replace(with merge: Merge, keptAs stamp: String) throws -> String
}

extension LedgerStore {
    /// Decides on the present state and appends the event; no other writer can come between the two.
    ///
    /// - Parameter decide: Returns the event, or throws a `Refusal`, and then nothing is written. If the operation was
    ///   recorded before, it is called to compare what was asked for then and now.
    package func append(_ write: Write, decide: (State) throws -> Event) throws -> Receipt {
        let receipts = try withoutActuallyEscaping(decide) { try append([(write: write, decide: $0)]) }
        guard let receipt = receipts.first else {
            throw LedgerError("not recorded: \(location) returned no receipt", hint: "try again")
        }
        return receipt
    }
}

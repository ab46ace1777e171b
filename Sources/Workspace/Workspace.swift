// Workspace: one workbook on disk, and everything that can be done with it.
//
//   Open/      finds the workbook, and reads its contract, its ledger and its reports from one snapshot
//   Record/    asks the rules inside the write transaction, and tells what a write did
//   Knowledge/ rehearsals, evidence, held sessions and questions; the snapshot that trace and gaps are made of
//   Import/    time from files
//   Adoption/  folders of Markdown that were written for other tools
//   Check/     what is wrong in the content, what a baseline accepts of it, and what changed in the solution's
//              repository
//   AsBuilt/   the customer's repository and platform, read into an inventory and compared with it
//   Build/     the site of an edition, written aside and swapped in
//   Print/     a PDF of an edition
//   Watch/     tells when a file changed
//   Portfolio/ many workbooks side by side
//
// The only place that puts the floors together. No arguments, no terminal, no HTTP: an edge (Commands, Server) hands
// over values, gets values back, and spells them.

package import CivilTime
import Content
package import Engagement
import Ledger

/// One workbook on disk.
package struct Workspace: Sendable {
    /// An absolute path.
    package let root: String
    package let surroundings: Surroundings

    /// - Parameter root: An absolute path, with or without a workbook.
    package init(root: String, in surroundings: Surroundings) {
        self.root = root
        self.surroundings = surroundings
    }

    package var ledgerPath: String { root + "/workbook.sqlite" }
}

/// What a workspace takes from outside, as a value that tests replace.
package struct Surroundings: Sendable {
    /// The folder that relative paths begin at.
    package var directory: String
    package var environment: [String: String]
    package var now: @Sendable () -> Moment
    package var newOperation: @Sendable () -> String
    /// How the edge writes an action of a hint.
    package var spelling: RemedySpelling

    package init(
        directory: String, environment: [String: String], now: @escaping @Sendable () -> Moment,
        newOperation: @escaping @Sendable () -> String, spelling: @escaping RemedySpelling
    ) {
        self.directory = directory
        self.environment = environment
        self.now = now
        self.newOperation = newOperation
        self.spelling = spelling
    }
}

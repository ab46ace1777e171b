import Engagement
import FoundationEssentials
import Glibc
import Ledger
import LedgerSQLite

/// What a ledger holds, as a line of JSON: for tests that look at thousands of them.
struct Examination: Encodable {
    private var operations: [String] = []
    private var head = ""
    private var findings: [String] = []
    private var isMissing = false

    /// Answers each path on standard input with a line on standard output, until the input ends.
    static func answer() throws {
        while let path = readLine() {
            let line = try JSONEncoder().encode(Examination(of: path))
            LedgerStress.write(String(decoding: line, as: UTF8.self) + "\n", to: STDOUT_FILENO)
        }
    }

    /// Opens the ledger as the program does, which rolls back a transaction that was cut off, and verifies it.
    private init(of path: String) {
        do {
            guard let ledger = try SQLiteLedger.openExisting(at: path) else {
                isMissing = true
                return
            }
            let verification = try ledger.verify()
            head = verification.head
            findings = verification.findings.map(\.message)
            operations = try ledger.entries().map(\.operation)
        } catch {
            findings.append("\(error)")
        }
    }
}

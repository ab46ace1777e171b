import GRDB
import Ledger
import LedgerFixtures
import LedgerSQLite
import TestSupport
import Testing

/// A file whose schema was changed is not opened.
@Suite struct SchemaTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/workbook.sqlite" }

    init() throws {
        folder = try TemporaryFolder()
        _ = try makeLedger(at: path)
    }

    @Test(arguments: ["DROP TRIGGER entry_is_never_deleted", "CREATE VIEW mine AS SELECT 1", "DROP VIEW history"])
    func `a file with another schema is refused before anything of it runs`(sql: String) throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        let error = try #require(throws: LedgerError.self) { try SQLiteLedger.open(at: path) }
        #expect(error.kind == .damaged)
        #expect(error.summary.contains(sql.split(separator: " ")[2]), "\(error)")
    }
}

// LedgerStress: what the ledger's tests and the benchmark run as a process of its own.
//
//   LedgerStress append FILE NAME COUNT     logs a minute COUNT times as NAME; 0 goes on until killed
//   LedgerStress repeat FILE NAME COUNT     the same, and every tenth time writes two operations again:
//                                           its own last one, and one that every process writes
//   LedgerStress restore FILE BACKUP 0      restores FILE from BACKUP
//   LedgerStress fill FILE COUNT DAYS       the benchmark's entries, in one transaction
//   LedgerStress timew FOLDER COUNT DAYS    the same entries as a timewarrior database
//   LedgerStress timeclock FILE COUNT DAYS  the same entries as a timeclock file
//   LedgerStress examine                    verifies each ledger that a line of the input names
//
// The ledger must have its contract. Each acknowledged operation is one line on standard output, written
// when `append` has returned and not before; an error is one line on standard error, and exit status 5.

import CivilTime
import Engagement
import Glibc
import Ledger
import LedgerSQLite

@main
enum LedgerStress {
    static func main() {
        do {
            try run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            write("\(error)\n", to: STDERR_FILENO)
            exit(error is Usage ? 2 : 5)
        }
    }

    private struct Usage: Error, CustomStringConvertible {
        let description = """
            usage: LedgerStress append|repeat FILE NAME COUNT, restore FILE BACKUP 0, fill|timew|timeclock FILE COUNT DAYS,
            or examine
            """
    }

    private static func run(_ arguments: [String]) throws {
        if arguments == ["examine"] { return try Examination.answer() }
        guard arguments.count == 4 else { throw Usage() }
        let path = arguments[1]
        switch (arguments[0], Int(arguments[2]), Int(arguments[3])) {
        case ("restore", _, _):
            _ = try SQLiteLedger.restore(from: arguments[2], to: path, keptAs: "2026-12-01T09:30:00.000Z")
            write("restored\n", to: STDOUT_FILENO)
        case ("append", _, let count?), ("repeat", _, let count?):
            try append(
                to: path, as: arguments[2], count: count == 0 ? .max : count, repeating: arguments[0] == "repeat")
        case ("fill", let count?, let days?): try BenchmarkEntries(count: count, days: days).fill(path)
        case ("timew", let count?, let days?):
            try BenchmarkEntries(count: count, days: days).writeTimewarrior(to: path)
        case ("timeclock", let count?, let days?):
            try BenchmarkEntries(count: count, days: days).writeTimeclock(to: path)
        default: throw Usage()
        }
    }

    private static func append(to path: String, as name: String, count: Int, repeating: Bool) throws {
        let ledger = try SQLiteLedger.open(at: path)
        guard let contract = try ledger.state().contract else { throw Usage() }
        for number in 1...count {
            try log("\(name)-\(number)", by: name, under: contract, in: ledger)
            guard repeating, number.isMultiple(of: 10) else { continue }
            try log("\(name)-\(number)", by: name, under: contract, in: ledger)
            try log("shared-\(number)", by: name, under: contract, in: ledger)
        }
    }

    /// Logs a minute by the rules, and says so when it is recorded.
    ///
    /// A thousand minutes a day, because the rules give a person no more than 24 hours.
    private static func log(
        _ operation: String, by actor: String, under contract: Contract, in ledger: any LedgerStore
    ) throws {
        let write = Write(
            operation: operation, actor: actor, moment: now(on: contract.window.start), contract: contract)
        let receipt = try ledger.append(write) { state in
            let day = contract.window.start.adding(days: state.entryCount / 1000)
            return try Rules(contract: contract, state: state, today: day).log(
                Rules.TimeRequest(
                    role: contract.roles[0].id, activity: contract.activities[0].id, person: "writer", date: day,
                    minutes: Minutes(1), confirmsNonBusinessDay: true, confirmsOutsideWindow: true))
        }
        self.write(receipt.isRepeat ? "again \(operation)\n" : "\(operation)\n", to: STDOUT_FILENO)
    }

    private static func now(on date: CivilDate) -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: time.tv_sec * 1000 + time.tv_nsec / 1_000_000, date: date)
    }

    /// Writes at once, with no buffer that a kill could empty.
    static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}

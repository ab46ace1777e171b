import ArgumentParser
import CivilTime
import Content
import Engagement
import FoundationEssentials
import Ledger

/// The options that every verb has.
struct CommonOptions: ParsableArguments {
    @Option(
        name: [.long, .customShort("C")],
        help: ArgumentHelp("The workbook's folder; by default this one or the nearest above it.", valueName: "dir"))
    var directory: String?
}

/// The options of every verb that writes.
struct WriteOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Who records this; by default WORKBOOK_ACTOR or your login.", valueName: "name"))
    var by: String?

    @Option(
        help: ArgumentHelp(
            "An id of your own for this write; repeating it records nothing twice.", valueName: "id"))
    var operation: String?
}

/// The options of a decision that somebody with the authority took.
///
/// Here `--by` names who decided, so the recorder is whoever is logged in.
struct DecisionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who decided it; who records it comes from WORKBOOK_ACTOR or your login.", valueName: "name"))
    var by: String
    @Option(help: "Why, or by which order.")
    var reason: String
    @Option(
        help: ArgumentHelp("An id of your own for this write; repeating it records nothing twice.", valueName: "id"))
    var operation: String?

    var writing: WriteOptions {
        var writing = WriteOptions()
        writing.by = nil
        writing.operation = operation
        return writing
    }
}

/// The workbook that a command works on.
struct WorkbookFolder {
    /// An absolute path.
    let root: String

    var ledgerPath: String { root + "/workbook.sqlite" }

    /// Finds the folder that is named, or the nearest one above the current that holds a contract.
    static func find(_ options: CommonOptions, in context: Context) throws -> WorkbookFolder {
        let start = absolute(options.directory ?? context.directory, in: context)
        if try holdsContract(start) { return WorkbookFolder(root: start) }
        if options.directory == nil {
            var folder = start[...]
            while let slash = folder.lastIndex(of: "/") {
                folder = folder[..<slash]
                if try holdsContract(String(folder)) { return WorkbookFolder(root: String(folder)) }
            }
        }
        throw InputFault(
            "there is no workbook in \(start)",
            hint: "make one with `workbook init DIR`, or name its folder with --directory DIR")
    }

    static func absolute(_ path: String, in context: Context) -> String {
        let joined = path.hasPrefix("/") ? path : context.directory + "/" + path
        let standard = URL(filePath: joined).standardizedFileURL.path
        return standard.count > 1 && standard.hasSuffix("/") ? String(standard.dropLast()) : standard
    }

    private static func holdsContract(_ folder: String) throws -> Bool {
        try FileSystem.holds(folder + "/content/engagement.yaml")
    }

    /// The contract as it reads now.
    ///
    /// - Throws: `FaultyContent` with every fault; `FileFault` if a file cannot be read.
    func contract() throws -> Contract {
        let contract: Contract?
        let diagnostics: [Diagnostic]
        do {
            (contract, diagnostics) = try ContentFolder.readContract(at: root)
        } catch {
            throw FileFault(
                summary: "the contract cannot be read: \(error)", hint: "check the disk, and the rights on the file")
        }
        guard let contract else { throw FaultyContent(diagnostics: diagnostics) }
        return contract
    }

    /// The ledger, which has to exist.
    func ledger() throws -> Ledger {
        guard let ledger = try Ledger.openExisting(at: ledgerPath) else {
            throw LedgerFault("\(ledgerPath) does not exist", hint: "the first entry makes it; see workbook log --help")
        }
        return ledger
    }

    /// What the ledger holds, read in one transaction; nothing is created for a reader.
    ///
    /// A verb that shows more than one figure takes them all from one snapshot, so that they agree while
    /// another process writes.
    func snapshot(asOf: CivilDate? = nil, withEntries: Bool = false) throws -> Snapshot {
        try Ledger.openExisting(at: ledgerPath)?.snapshot(asOf: asOf, withEntries: withEntries) ?? .empty
    }

    /// What the ledger adds up to.
    func state() throws -> State { try snapshot().state }

    /// Where the engagement stands now, or stood at the end of `asOf`; of an earlier day with the contract of that
    /// day.
    func report(asOf: CivilDate?, today: CivilDate) throws -> StatusReport {
        try report(of: snapshot(asOf: asOf), asOf: asOf, today: today)
    }

    /// Where the engagement stands by a snapshot of `asOf`.
    func report(of snapshot: Snapshot, asOf: CivilDate?, today: CivilDate) throws -> StatusReport {
        let recorded = asOf.map { $0 < today } == true ? snapshot.state.contract : nil
        return StatusReport(
            contract: try recorded ?? contract(), state: snapshot.state, asOf: asOf ?? today, isDayOver: asOf != nil)
    }

    /// Makes the ledger, with the contract as its first entry, where there is none.
    func makeLedger(in context: Context) throws {
        guard try Ledger.openExisting(at: ledgerPath) == nil else { return }
        try Ledger.open(at: ledgerPath).record(
            Write(
                operation: context.newOperation(), actor: context.actor(nil), moment: context.now(),
                contract: try contract()))
        context.print("made \(ledgerPath)")
    }

    /// Asks the rules and appends what they decide; returns only when it is on disk.
    func append(
        _ options: WriteOptions, in context: Context, decide: (Rules) throws -> Event
    ) throws -> Receipt {
        let contract = try contract()
        let moment = context.now()
        if options.operation?.isEmpty == true {
            throw InputFault("the operation id is empty", hint: "leave --operation out to have one made")
        }
        let write = Write(
            operation: options.operation ?? context.newOperation(), actor: context.actor(options.by),
            moment: moment, contract: contract)
        return try Ledger.open(at: ledgerPath).append(write) { state in
            try decide(Rules(contract: contract, state: state, today: moment.date, asker: write.actor))
        }
    }
}

/// The contract or the documents have faults that stop a command.
struct FaultyContent: Error {
    let diagnostics: [Diagnostic]

    func report(to context: Context) {
        for diagnostic in diagnostics { context.talk(lines: diagnostic.lines(in: context)) }
        let errors = diagnostics.count { $0.severity == .error }
        context.talk("\(errors) \(errors == 1 ? "error" : "errors")")
    }
}

extension Diagnostic {
    /// `FILE:LINE: error: summary` and the hint, as compilers write it, so that editors can jump there.
    func lines(in context: Context) -> [String] {
        let place = line.map { "\(file):\($0)" } ?? file
        let mark = severity == .error ? context.paint("error:", .red) : context.paint("warning:", .yellow)
        return [
            "\(context.paint(place, .bold)): \(mark) \(summary) [\(rule)]",
            "  \(context.paint("hint:", .cyan)) \(hint)",
        ]
    }
}

import ArgumentParser
import Content
import Engagement
import Fingerprint
import Knowledge
import Ledger
import Reports
import Workspace

struct AcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Make what the customer accepts, check it, and record the answer.",
        discussion: """
            An acceptance pack is one ZIP file: the customer's site, its Markdown sources, the
            customer's part of the ledger, the trace and the gaps as they are, and a form.
            Everything in it is listed with its SHA-256 and signed.

            An answer is an attestation of what was found. It is not an electronic signature.

            EXAMPLES
              workbook accept pack
              workbook accept verify handover.zip
              workbook accept record response.json --pack handover.zip
              workbook accept list
            """,
        subcommands: [
            AcceptPackCommand.self, AcceptVerifyCommand.self, AcceptRecordCommand.self, AcceptListCommand.self,
            AcceptConditionCommand.self,
        ])
}

/// The options about the supplier's signing key.
struct KeyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The file of the signing key; by default workbook/signing-key in XDG_CONFIG_HOME or ~/.config.",
            valueName: "file"))
    var key: String?
}

struct AcceptPackCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract: "Make the acceptance pack of the customer's edition.",
        discussion: """
            The same workbook makes the same bytes. The signing key is made at the first use,
            for all your engagements; the fingerprint that is printed is what the customer
            compares by phone. Nothing is written while the content has an error.

            EXAMPLES
              workbook accept pack
              workbook accept pack --output ../handover.zip
            """)

    @Option(
        help: ArgumentHelp(
            "The file to make; by default the engagement and the day, in this folder.", valueName: "file"))
    var output: String?
    @OptionGroup var key: KeyOptions
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let workspace = try Workspace.find(common, in: context)
        let progress = ProgressLine(in: context)
        defer { progress.end() }
        let workers = Workers.all.telling(progress.listener)
        let (output, keyFile) = (output, key.key)
        let pack = try await BlockingThread.run {
            try workspace.makePack(to: output, keyFile: keyFile, workers: workers)
        }
        progress.end()
        let made = pack.isSame ? "the same pack is there already:" : "made"
        context.print(
            "\(context.paint(made, .green)) \(pack.path), \(count(pack.fileCount, "file")), "
                + "\((pack.byteCount + 524_288) >> 20) MiB")
        context.print("  pack  \(pack.fingerprint.hex)")
        for line in pack.key.fingerprintLines("  key   ") { context.print(line) }
        if let newKey = pack.newKey {
            context.note("a new signing key was made: \(newKey)")
            context.talk("  keep a copy of it in a safe place: later packs are compared with it")
        }
        if pack.gapCount > 0 {
            context.note("the customer sees \(count(pack.gapCount, "gap")) in it")
            context.talk("  workbook gaps lists them")
        }
        return .done
    }
}

struct AcceptVerifyCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a pack with nothing but the pack.",
        discussion: """
            Each file that differs is named, with exit status 1. The fingerprint of the key is
            compared with --signed-by, or else with the key on this machine.

            EXAMPLE
              workbook accept verify handover.zip
            """)

    @Argument(help: "The ZIP file, or the folder it was unpacked to.")
    var pack: String
    @Option(help: ArgumentHelp("The fingerprint of the supplier's key.", valueName: "fingerprint"))
    var signedBy: String?
    @OptionGroup var key: KeyOptions

    func run(in context: Context) async throws -> ExitStatus {
        let (pack, signedBy, keyFile, surroundings) = (pack, signedBy, key.key, context.surroundings)
        let checked = try await BlockingThread.run {
            try Workspace.checkPack(pack, signedBy: signedBy, keyFile: keyFile, in: surroundings)
        }
        let found = checked.verification
        for difference in found.differences { context.print("\(context.paint("differs:", .red)) \(difference.words)") }
        switch found.signature {
        case .valid: break
        case .invalid:
            context.print("\(context.paint("differs:", .red)) the signature is not that of SHA256SUMS by this key")
        case .missing: context.print("\(context.paint("differs:", .red)) there is no readable signature or key")
        }
        if checked.signer == .other {
            context.print("\(context.paint("differs:", .red)) another key signed it than the supplier's")
        }
        if let description = found.description {
            context.print("\(description.title), for \(description.customer), made on \(description.madeOn)")
        }
        if let fingerprint = found.fingerprint { context.print("  pack  \(fingerprint.hex)") }
        for line in found.key?.fingerprintLines("  key   ") ?? [] { context.print(line) }
        guard checked.isSound else {
            context.print("\(context.paint("not sound", .red)): ask the supplier for the pack again")
            return .findings
        }
        context.print("\(context.paint("sound", .green)): \(count(found.files.count, "file")), all as signed")
        if checked.signer == .unknown {
            context.note("compare the key's fingerprint with the supplier's, by phone or with --signed-by")
        }
        return .done
    }
}

struct AcceptRecordCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record the customer's answer to a pack.",
        discussion: """
            The response file comes from the form in the pack, or is its response.json filled
            in by hand: accepted, accepted-with-conditions (each with text, owner and date) or
            rejected (with a reason), for each criterion. It is recorded once, however often
            you record it.

            EXAMPLES
              workbook accept record response.json --pack handover.zip
              workbook accept record response.json --pack handover.zip --dry-run
            """)

    @Argument(help: "The response file.")
    var response: String
    @Option(help: ArgumentHelp("The pack that it answers.", valueName: "file"))
    var pack: String
    @Flag(help: "Say what would be recorded, and record nothing.")
    var dryRun = false
    @OptionGroup var key: KeyOptions
    @OptionGroup var writing: WriteOptions
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let workspace = try Workspace.find(common, in: context)
        let recorded = try await workspace.recordResponse(
            response, to: pack, keyFile: key.key, isTrial: dryRun, by: context.author(writing))
        let signOff = recorded.signOff
        let verb =
            recorded.receipt.map { $0.isRepeat ? "recorded before" : "recorded" } ?? "would record"
        context.print(
            "\(context.paint(verb, .green)) the answer of \(signOff.signer), \(signOff.signerRole), "
                + "on behalf of \(signOff.onBehalfOf), of \(signOff.signedOn)")
        for answer in signOff.answers {
            let reason = answer.reason.isEmpty ? "" : ": \(answer.reason)"
            context.print("  \(answer.criterion): \(answer.outcome.words)\(reason)")
            for condition in answer.conditions {
                context.print("    by \(condition.due), \(condition.owner): \(condition.text)")
            }
        }
        for criterion in recorded.unanswered { context.print("  \(criterion): not answered") }
        if signOff.answers.contains(where: { !$0.conditions.isEmpty }) {
            context.talk("  workbook accept condition lists the conditions, each with its label")
        }
        if let receipt = recorded.receipt, !receipt.isRepeat {
            context.print("  undo: \(CommandSpelling.spell(.undo(receipt.entry.shortID)))")
        }
        return .done
    }
}

extension PublicKey {
    /// The fingerprint in two lines of 32 digits, the first after `label`.
    fileprivate func fingerprintLines(_ label: String) -> [String] {
        let groups = fingerprint.split(separator: " ")
        let indent = String(repeating: " ", count: label.count)
        return [label + groups.prefix(8).joined(separator: " "), indent + groups.dropFirst(8).joined(separator: " ")]
    }
}

extension PackVerification.Difference {
    fileprivate var words: String {
        switch self {
        case .changed(let path): "\(path) was changed"
        case .missing(let path): "\(path) is missing"
        case .added(let path): "\(path) was added"
        case .record(let path): "\(path): the archive's record of its name, size or checksum was changed"
        case .end: "the end of the archive was changed"
        }
    }
}

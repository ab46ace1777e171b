import CivilTime
import Content
import Engagement
import Ledger
import Reports
import Workspace

extension Context {
    var surroundings: Surroundings {
        Surroundings(
            directory: directory, environment: environment, now: now, newOperation: newOperation,
            spelling: CommandSpelling.spell)
    }

    /// The author of a write, by the options of the command line.
    func author(_ options: WriteOptions) -> Author {
        Author(name: actor(options.by), operation: options.operation)
    }

    /// The absolute path of a path that was typed.
    func absolute(_ path: String) -> String { surroundings.absolute(path) }
}

extension Workspace {
    /// Finds the workbook that the command line means.
    static func find(_ options: CommonOptions, in context: Context) throws -> Workspace {
        try find(options.directory, in: context.surroundings)
    }

    /// Records what the rules decide, for the author that the command line names.
    func append(_ options: WriteOptions, in context: Context, decide: @escaping (Rules) throws -> Event) async throws
        -> Receipt
    {
        try await record(by: context.author(options), decide: decide)
    }
}

extension Context {
    /// Records what the rules decide, and prints its effect and how to undo it.
    func record(
        _ writing: WriteOptions, _ common: CommonOptions, _ effect: String, decide: @escaping (Rules) throws -> Event
    ) async throws -> ExitStatus {
        let receipt = try await Workspace.find(common, in: self).append(writing, in: self, decide: decide)
        report(receipt, effect)
        return .done
    }
}

extension InvalidContent {
    func report(to context: Context) {
        for diagnostic in diagnostics { context.talk(lines: diagnostic.lines(in: context)) }
        context.talk(count(diagnostics.count { $0.severity == .error }, "error"))
    }
}

extension Diagnostic {
    /// `FILE:LINE: error: summary` and the hint, as compilers write it, so that editors can jump there.
    func lines(in context: Context) -> [String] { CheckedLine(self).lines(in: context) }
}

extension CheckedLine {
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

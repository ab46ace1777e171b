import ArgumentParser

/// The options that every verb has.
struct CommonOptions: ParsableArguments {
    @Option(
        name: [.long, .customShort("C")],
        help: ArgumentHelp("The workbook's folder; by default this one or the nearest above it.", valueName: "dir"))
    var directory: String?
}

extension ArgumentHelp {
    /// Of the option that makes a repeated write harmless.
    static var operation: ArgumentHelp {
        ArgumentHelp("An id of your own for this write; repeating it records nothing twice.", valueName: "id")
    }
}

/// The options of every verb that writes.
struct WriteOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Who records this; by default WORKBOOK_ACTOR or your login.", valueName: "name"))
    var by: String?

    @Option(help: .operation)
    var operation: String?
}

/// The options of a decision by a named person with the authority.
///
/// Here `--by` names the decider, so the recorder is the logged-in user.
struct DecisionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who decided it; who records it comes from WORKBOOK_ACTOR or your login.", valueName: "name"))
    var by: String
    @Option(help: "Why, or by which order.")
    var reason: String
    @Option(help: .operation)
    var operation: String?

    var writing: WriteOptions {
        var writing = WriteOptions()
        writing.by = nil
        writing.operation = operation
        return writing
    }
}

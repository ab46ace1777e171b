/// The parser's usage line, broken at 80 columns; the parser leaves it as long as it is.
enum UsageLine {
    private static let marks = ["USAGE: ", "Usage: "]

    /// Returns `message` with each usage line broken between options, never inside one.
    static func wrapping(_ message: String) -> String {
        message.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
            guard let mark = marks.first(where: { line.hasPrefix($0) }), line.count > 80 else { return [String(line)] }
            // A no-break space keeps `--role <role>` and `<duration> ...` whole.
            let usage = String(line.dropFirst(mark.count))
                .replacing(/(--[a-z-]+) </) { "\($0.output.1)\u{A0}<" }.replacing(" ...", with: "\u{A0}...")
            let indent = String(repeating: " ", count: mark.count)
            return wrapped(usage, first: mark, rest: indent, width: 80).map { $0.replacing("\u{A0}", with: " ") }
        }.joined(separator: "\n")
    }
}

/// What a piece of code is, which decides its colour.
enum CodeKind {
    case comment
    case string
    case keyword
    /// A number, or a flag of a command.
    case number
    /// A key, a variable, a decorator.
    case name
    /// A line that a change adds, or takes away.
    case inserted
    case deleted
    /// The mark before a command, and what the command printed.
    case prompt
    case output

    var className: StaticString {
        switch self {
        case .comment: "tok-c"
        case .string: "tok-s"
        case .keyword: "tok-k"
        case .number: "tok-n"
        case .name: "tok-p"
        case .inserted: "tok-i"
        case .deleted: "tok-d"
        case .prompt: "tok-m"
        case .output: "tok-o"
        }
    }
}

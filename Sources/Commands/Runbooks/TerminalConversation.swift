import Content
import Glibc
import Reports
import Workspace

/// A run of a runbook, as a terminal shows it.
struct TerminalConversation: RunConversation {
    let context: Context
    let line: @Sendable () -> String?

    func tell(_ line: String) {
        // A command is shown as it runs, however long its lines are.
        guard !line.hasPrefix("  | ") else { return context.print(line) }
        let indent = line.hasPrefix("  ") ? "  " : ""
        context.print(
            lines: wrapped(String(line.dropFirst(indent.count)), first: indent, rest: indent, width: context.width))
    }

    func show(_ output: [UInt8]) { context.printDocument(String(decoding: output, as: UTF8.self)) }

    func ask(_ question: String) -> String? {
        context.prompt("\(question) ")
        return line()
    }

    /// Asks for the value of a parameter; a secret isn't shown while it is typed.
    func value(of parameter: RunbookParameter) -> String? {
        let example = parameter.example.map { ", such as \($0)" } ?? ""
        context.print("\(parameter.name): \(parameter.description)\(example)")
        guard parameter.isSecret else {
            context.prompt("\(parameter.name)> ")
            return line()
        }
        return withoutEcho {
            context.prompt("\(parameter.name) (not shown)> ")
            return line()
        }
    }

    /// Turns the echo off before `ask` prompts, so that nothing that is typed at once is shown or lost.
    private func withoutEcho(_ ask: () -> String?) -> String? {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0 else { return nil }
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            context.print("")
        }
        return ask()
    }
}

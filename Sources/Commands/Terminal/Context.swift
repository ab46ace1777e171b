package import CivilTime
import Engagement
import FoundationEssentials
import Glibc

/// Everything that a command takes from the outside, as a value, so that a test can hand it another.
package struct Context: Sendable {
    /// The folder that the command was called in.
    package var directory: String
    package var environment: [String: String]
    package var now: @Sendable () -> Moment
    package var newOperation: @Sendable () -> String
    /// Data, on standard output; only `VisibleText.swift` calls it.
    package var output: @Sendable (String) -> Void
    /// Talk, on standard error.
    package var talkOutput: @Sendable (String) -> Void
    /// Whether messages go to a terminal that can rewrite a line.
    package var talkIsWatched: Bool
    /// Whether data goes to a terminal, and not into a file or another program.
    package var outputIsTerminal: Bool
    /// Reads a line that a person types, or nil if there is no person: then nothing is asked.
    package var ask: (@Sendable () -> String?)?
    /// Columns of the terminal.
    package var width: Int
    package var usesColor: Bool
    /// The terminal shows letters beyond ASCII, so bars may be drawn with blocks.
    package var usesUnicode: Bool

    package init(
        directory: String, environment: [String: String] = [:], now: @escaping @Sendable () -> Moment,
        newOperation: @escaping @Sendable () -> String, output: @escaping @Sendable (String) -> Void,
        talkOutput: @escaping @Sendable (String) -> Void, talkIsWatched: Bool = false, outputIsTerminal: Bool = false,
        ask: (@Sendable () -> String?)? = nil, width: Int = 80,
        usesColor: Bool = false,
        usesUnicode: Bool = true
    ) {
        self.directory = directory
        self.environment = environment
        self.now = now
        self.newOperation = newOperation
        self.output = output
        self.talkOutput = talkOutput
        self.talkIsWatched = talkIsWatched
        self.outputIsTerminal = outputIsTerminal
        self.ask = ask
        self.width = width
        self.usesColor = usesColor
        self.usesUnicode = usesUnicode
    }

    /// The process's own surroundings.
    package static var live: Context {
        let environment = ProcessInfo.processInfo.environment
        let isTerminal = isatty(STDOUT_FILENO) == 1
        // https://no-color.org: any non-empty value switches colour off.
        let wantsColor = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        let locale =
            ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
            .first { !$0.isEmpty } ?? ""
        return Context(
            directory: FileManager.default.currentDirectoryPath, environment: environment, now: clock,
            newOperation: { UUID().uuidString.lowercased() },
            output: { write($0, to: STDOUT_FILENO) }, talkOutput: { write($0, to: STDERR_FILENO) },
            talkIsWatched: isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb",
            outputIsTerminal: isTerminal,
            ask: isTerminal && isatty(STDIN_FILENO) == 1 ? typedLine : nil, width: isTerminal ? columns() : 80,
            usesColor: isTerminal && wantsColor,
            usesUnicode: !isTerminal || locale.uppercased().contains("UTF-8") || locale.uppercased().contains("UTF8"))
    }

    /// The instant, and the date on the wall: the one place that knows the machine's time zone.
    @Sendable private static func clock() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        var local = tm()
        var seconds = time.tv_sec
        localtime_r(&seconds, &local)
        return Moment(
            milliseconds: time.tv_sec * 1000 + time.tv_nsec / 1_000_000,
            date: CivilDate(Int(local.tm_year) + 1900, Int(local.tm_mon) + 1, Int(local.tm_mday)))
    }

    @Sendable private static func typedLine() -> String? { readLine() }

    private static func columns() -> Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return max(40, min(Int(size.ws_col), 120))
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // Nobody reads on: the work is done all the same, and there is no one left to tell.
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}

extension Context {
    /// Who is asking: `--by`, `WORKBOOK_ACTOR`, or the login.
    func actor(_ given: String?) -> String {
        let known = [given, environment["WORKBOOK_ACTOR"], environment["USER"], environment["LOGNAME"]]
        return known.lazy.compactMap { $0 }.first { !$0.allSatisfy(\.isWhitespace) }
            ?? getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "unknown"
    }
}

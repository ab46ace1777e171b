import CProcess
import Commands
import Glibc

@main
struct Main {
    static func main() async {
        // Not CommandLine.arguments, which are empty in a place without /proc: `workbook log 2h` would print the status.
        let arguments = (0..<process_argument_count()).compactMap { process_argument($0).map { String(cString: $0) } }
        guard !arguments.isEmpty else {
            Context.live.talkOutput(
                "error: the system did not pass on the arguments\nhint: start workbook from a shell\n")
            exit(ExitStatus.usage.rawValue)
        }
        exit(await Workbook.run(Array(arguments.dropFirst()), in: .live).rawValue)
    }
}

import CProcess
import Commands
import Dispatch
import Glibc

@main
struct Main {
    static func main() {
        // Without /proc, libdispatch ends the process with SIGILL as soon as it counts its threads: a second after the
        // start, in the middle of whatever is being done. So no thread is started there.
        guard access("/proc/self/task", R_OK | X_OK) == 0 else {
            Context.live.talkOutput(
                "error: /proc cannot be read, and workbook cannot run without it\nhint: mount -t proc proc /proc\n")
            exit(ExitStatus.outside.rawValue)
        }
        // Not CommandLine.arguments, which are empty if a file of /proc/self cannot be opened: `workbook log 2h` would
        // print the status.
        let arguments = (0..<process_argument_count()).compactMap { process_argument($0).map { String(cString: $0) } }
        guard !arguments.isEmpty else {
            Context.live.talkOutput(
                "error: the system did not pass on the arguments\nhint: start workbook from a shell\n")
            exit(ExitStatus.outside.rawValue)
        }
        Task { exit(await Workbook.run(Array(arguments.dropFirst()), in: .live).rawValue) }
        dispatchMain()
    }
}

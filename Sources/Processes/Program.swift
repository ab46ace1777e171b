import CProcess
import Dispatch
import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// A program of this machine, run with bounds and without input.
package struct Program: Sendable {
    /// What one run may take.
    package struct Limits: Sendable {
        /// The longest that a run may last, also after the program closed its output.
        package var time: Duration
        /// The most bytes of writable memory for each process of the run.
        package var memory: Int
        /// The most bytes of output that are kept; more is an error.
        package var output: Int

        package init(time: Duration = .seconds(20), memory: Int = 2 << 30, output: Int = 64 << 20) {
            self.time = time
            self.memory = memory
            self.output = output
        }
    }

    /// How a run ended.
    package enum Ending: Sendable, Equatable {
        case exited(status: Int32)
        /// A signal that this process did not send ended it.
        case killed(signal: Int32)
        case tookTooLong
        case printedTooMuch
        /// The program could not be started.
        case notStarted(reason: String)
    }

    /// What a run left.
    package struct Run: Sendable {
        package let ending: Ending
        /// What it printed on standard output; empty unless it ended by itself.
        package let output: [UInt8]
        /// The last part of what it printed on standard error.
        package let messages: [UInt8]

        /// The last line on standard error that is not blank.
        package var lastMessage: String? {
            let text = String(decoding: messages, as: UTF8.self)
            return text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }.map(String.init)
        }
    }

    /// An absolute path.
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Finds the first of `names` in the folders of PATH.
    ///
    /// Relative and empty entries are skipped: they would run a file of the folder that the command was called in.
    package static func find(_ names: [String], environment: [String: String]) -> Program? {
        let folders = (environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
        let paths = names.lazy.flatMap { name in folders.lazy.map { "\($0)/\(name)" } }
        return paths.first(where: isExecutableFile).map(Program.init(path:))
    }

    private static func isExecutableFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    /// Runs the program and waits for its end; kills it, with every process of its group, at a limit.
    ///
    /// - Parameter environment: All that the program sees.
    package func run(
        _ arguments: [String], environment: [String: String], limits: Limits = Limits()
    ) async -> Run {
        await withTaskExecutorPreference(RunExecutor.shared) {
            await withTaskGroup(of: Run?.self) { tasks in
                let start = Start()
                tasks.addTask { await unlimited(arguments, environment, limits, start) }
                tasks.addTask {
                    await start.outlasts(limits.time)
                    return nil
                }
                let first = await tasks.next() ?? nil
                tasks.cancelAll()
                if let first { return first }
                // Cancelled, the run ends by a signal of ours.
                let killed = await tasks.next() ?? nil
                return Run(ending: .tookTooLong, output: [], messages: killed?.messages ?? [])
            }
        }
    }

    /// Runs the program at this process's own terminal, such as an editor, and waits for its end without a bound.
    package func runAttached(_ arguments: [String], environment: [String: String]) async -> Ending {
        do {
            let result = try await Subprocess.run(
                .path(FilePath(path)), arguments: Arguments(arguments),
                environment: .custom(Self.keyed(environment)),
                input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
                output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
                error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
            switch result.terminationStatus {
            case .exited(let status): return .exited(status: status)
            case .signaled(let signal): return .killed(signal: signal)
            }
        } catch {
            return .notStarted(reason: Self.reason(of: error))
        }
    }

    static func keyed(_ environment: [String: String]) -> [Environment.Key: String] {
        Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
    }

    /// Runs the program without a bound on its time: cancelling the task kills it.
    private func unlimited(
        _ arguments: [String], _ environment: [String: String], _ limits: Limits, _ start: Start
    ) async -> Run {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
        ]
        var process: pid_t = 0
        let messages = Messages()
        let ending: Ending
        var output: [UInt8] = []
        do {
            let result = try await Subprocess.run(
                .path(FilePath(path)), arguments: Arguments(arguments),
                environment: .custom(Self.keyed(environment)),
                platformOptions: options, input: .none, output: .sequence, error: .sequence
            ) { execution in
                process = execution.processIdentifier.value
                start.note(process)
                _ = process_guard(process)
                _ = process_limit_memory(process, UInt64(limits.memory))
                let standardError = execution.standardError
                async let kept: Void = messages.keepEnd(of: standardError)
                let output = try await Self.all(of: execution.standardOutput, upTo: limits.output)
                // The program stays until it ends by itself; a run without an end is killed from outside.
                guard let output else {
                    process_kill_group(process)
                    try await kept
                    return [UInt8]?.none
                }
                try await kept
                return output
            }
            output = result.closureResult ?? []
            ending =
                switch result.terminationStatus {
                case _ where result.closureResult == nil: .printedTooMuch
                case .exited(let status): .exited(status: status)
                case .signaled(let signal): .killed(signal: signal)
                }
        } catch {
            ending = .notStarted(reason: Self.reason(of: error))
        }
        // Processes that the program started and left behind.
        process_kill_group(process)
        process_release(process)
        return Run(ending: ending, output: output, messages: messages.bytes.withLock { $0 })
    }

    /// Returns everything that the sequence has, or nil if it has more than `limit` bytes.
    private static func all(of sequence: SubprocessOutputSequence, upTo limit: Int) async throws -> [UInt8]? {
        var bytes: [UInt8] = []
        for try await buffer in sequence {
            buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
            guard bytes.count <= limit else { return nil }
        }
        return bytes
    }

    static func reason(of error: any Error) -> String {
        guard let error = error as? SubprocessError else { return "\(error)" }
        return error.underlyingError.map { String(cString: strerror($0.rawValue)) } ?? "\(error)"
    }
}

/// When a program started, which its time is counted from.
private final class Start: Sendable {
    private let program = Mutex<(process: pid_t, moment: ContinuousClock.Instant)?>(nil)

    func note(_ process: pid_t) { program.withLock { $0 = (process, .now) } }

    /// Returns when the program has run for longer than `time`, or the task is cancelled.
    ///
    /// A program that has ended never runs longer, however late this process learns of its end.
    func outlasts(_ time: Duration) async {
        var wait = time
        while (try? await Task.sleep(for: wait)) != nil {
            guard let (process, moment) = program.withLock({ $0 }) else { continue }
            let rest = time - moment.duration(to: .now)
            if rest <= .zero {
                if process_is_running(process) { return }
                wait = time
            } else {
                wait = rest
            }
        }
    }
}

/// Runs the tasks that wait for programs on a thread of their own.
///
/// The cooperative pool has a thread for each processor. If long work holds those, a program that ended at once would be
/// seen only after its time limit. A serial queue always gets a thread; a concurrent one shares the pool's.
private final class RunExecutor: TaskExecutor {
    static let shared = RunExecutor()

    private let queue = DispatchQueue(label: "programs")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// The end of what a program prints on standard error.
private final class Messages: Sendable {
    private static let limit = 64 << 10

    let bytes = Mutex<[UInt8]>([])

    /// Reads all of the sequence, so that the program is never blocked.
    func keepEnd(of sequence: SubprocessOutputSequence) async throws {
        for try await buffer in sequence {
            bytes.withLock { kept in
                buffer.withUnsafeBytes { kept.append(contentsOf: $0) }
                if kept.count > 2 * Self.limit { kept.removeFirst(kept.count - Self.limit) }
            }
        }
    }
}

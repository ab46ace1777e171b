import CProcess
import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// A shell or an interpreter that stays open, so that later blocks see the variables and functions of earlier ones.
///
/// Blocks are read from files of a private folder: their text is not in the list of processes. A block has no input; its
/// output and its messages arrive as they are written.
package actor CommandSession {
    package enum Interpreter: String, Sendable, Hashable, CaseIterable {
        case bash, sh, zsh, python3
    }

    /// How a block ended.
    package enum Ending: Sendable, Equatable {
        case exited(status: Int32)
        /// The interpreter itself ended: what the blocks before set is lost.
        case sessionEnded(status: Int32)
        case killed(signal: Int32)
        case notStarted(reason: String)
    }

    private let interpreter: Interpreter
    private let program: Program
    private let folder: String
    private let directory: String
    private let environment: [String: String]
    /// Ends each block's output; another one in each session, so that no output can hold it.
    private let mark: String
    private var number = 0
    private var running: Running?

    private struct Running {
        let orders: AsyncStream<String>.Continuation
        let ends: AsyncStream<End>
        let task: Task<Void, Never>
    }

    private enum End: Sendable {
        case block(status: Int32)
        case session(Ending)
    }

    /// - Parameters:
    ///   - folder: A private folder for the blocks.
    ///   - directory: The folder that the commands start in.
    /// - Returns: Nil if the machine has no such interpreter.
    package init?(
        _ interpreter: Interpreter, folder: String, directory: String, environment: [String: String]
    ) {
        guard let program = Program.find([interpreter.rawValue], environment: environment) else { return nil }
        self.interpreter = interpreter
        self.program = program
        self.folder = folder
        self.directory = directory
        self.environment = environment
        mark =
            "end-of-block-" + String(UInt64.random(in: .min ... .max), radix: 36)
            + String(UInt64.random(in: .min ... .max), radix: 36)
    }

    /// Runs a block, and waits for its end without a bound: a person watches.
    ///
    /// - Parameter show: Called with the output as it comes, from both streams.
    package func run(_ text: String, show: @escaping @Sendable ([UInt8]) -> Void) async -> Ending {
        number += 1
        let name = "block-\(number)"
        guard Self.write(text, to: folder + "/" + name) else {
            return .notStarted(reason: "\(folder) cannot be written: \(String(cString: strerror(errno)))")
        }
        defer { unlink(folder + "/" + name) }
        let session = running ?? start()
        running = session
        output.withLock { $0 = show }
        session.orders.yield(name + "\n")
        for await end in session.ends {
            output.withLock { $0 = nil }
            switch end {
            case .block(let status): return .exited(status: status)
            case .session(let ending):
                running = nil
                return ending
            }
        }
        running = nil
        return .notStarted(reason: "the session was closed")
    }

    /// Ends the interpreter, if it runs.
    package func close() async {
        guard let session = running else { return }
        running = nil
        session.orders.finish()
        await session.task.value
    }

    private let output = Mutex<(@Sendable ([UInt8]) -> Void)?>(nil)

    private nonisolated func show(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        output.withLock { $0 }?(bytes)
    }

    private func start() -> Running {
        let (orders, order) = AsyncStream<String>.makeStream()
        let (ends, end) = AsyncStream<End>.makeStream()
        let task = Task.detached { [self] in
            end.yield(.session(await live(orders, end)))
            end.finish()
        }
        return Running(orders: order, ends: ends, task: task)
    }

    /// Runs the interpreter until it ends.
    private nonisolated func live(
        _ orders: AsyncStream<String>, _ end: AsyncStream<End>.Continuation
    ) async -> Ending {
        var options = PlatformOptions()
        options.processGroupID = 0
        var process: pid_t = 0
        do {
            let result = try await Subprocess.run(
                .path(FilePath(program.path)), arguments: Arguments(arguments),
                environment: .custom(Program.keyed(environment)), workingDirectory: FilePath(directory),
                platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
            ) { execution in
                process = execution.processIdentifier.value
                _ = process_guard(process)
                let writer = execution.standardInputWriter
                let (errors, output) = (execution.standardError, execution.standardOutput)
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask {
                        for await order in orders { _ = try? await writer.write(order) }
                        try? await writer.finish()
                    }
                    // A block has ended when both of its streams have.
                    let gate = BlockGate { end.yield(.block(status: $0)) }
                    tasks.addTask { [self] in try await self.follow(errors, as: 0, gate) }
                    try await follow(output, as: 1, gate)
                    tasks.cancelAll()
                }
            }
            process_kill_group(process)
            process_release(process)
            switch result.terminationStatus {
            case .exited(let status): return .sessionEnded(status: status)
            case .signaled(let signal): return .killed(signal: signal)
            }
        } catch {
            process_kill_group(process)
            process_release(process)
            return .notStarted(reason: Program.reason(of: error))
        }
    }

    private nonisolated func follow(
        _ sequence: SubprocessOutputSequence, as stream: Int, _ gate: BlockGate
    ) async throws {
        var reader = BlockOutput(mark: mark)
        for try await buffer in sequence {
            let bytes = buffer.withUnsafeBytes { Array($0) }
            for piece in reader.read(bytes) {
                switch piece {
                case .output(let bytes): show(bytes)
                case .end(let status): gate.ended(stream, status)
                }
            }
        }
        show(reader.rest())
    }

    private static func write(_ text: String, to path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return false }
        defer { Glibc.close(descriptor) }
        var bytes = Array((text + "\n").utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }

    private var arguments: [String] {
        switch interpreter {
        case .python3: ["-c", Self.python, folder, mark]
        case .zsh: ["-f", "-c", Self.shell, "zsh", folder, mark]
        case .bash: ["--noprofile", "--norc", "-c", Self.shell, "bash", folder, mark]
        case .sh: ["-c", Self.shell, "sh", folder, mark]
        }
    }

    /// Reads the names of blocks, and runs each in this shell.
    private static let shell = """
        workbook_folder=$1 workbook_mark=$2
        set --
        while IFS= read -r workbook_block; do
          . "$workbook_folder/$workbook_block" </dev/null
          workbook_status=$?
          printf '\\n%s %s\\n' "$workbook_mark" "$workbook_status"
          printf '\\n%s %s\\n' "$workbook_mark" "$workbook_status" >&2
        done
        """

    private static let python = """
        os, sys, traceback = map(__import__, ('os', 'sys', 'traceback'))
        folder, mark = sys.argv[1], sys.argv[2]
        orders = os.fdopen(os.dup(0), 'r')
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.argv = ['-']
        names = {'__name__': '__main__'}
        for line in orders:
            status = 0
            try:
                with open(os.path.join(folder, line.strip())) as file:
                    text = file.read()
                exec(compile(text, '<step>', 'exec'), names)
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
            except BaseException:
                traceback.print_exc()
                status = 1
            for stream in (sys.stdout, sys.stderr):
                stream.write('\\n%s %d\\n' % (mark, status & 255))
                stream.flush()
        """
}

/// Waits until both streams of a block have ended.
private final class BlockGate: Sendable {
    private let ended = Mutex<[Int: [Int32]]>([:])
    private let tell: @Sendable (Int32) -> Void

    init(_ tell: @escaping @Sendable (Int32) -> Void) { self.tell = tell }

    func ended(_ stream: Int, _ status: Int32) {
        let isBoth = ended.withLock { ended in
            ended[stream, default: []].append(status)
            guard ended[0]?.isEmpty == false, ended[1]?.isEmpty == false else { return false }
            ended[0]?.removeFirst()
            ended[1]?.removeFirst()
            return true
        }
        if isBoth { tell(status) }
    }
}

/// Splits the stream of a session into the output of blocks.
struct BlockOutput {
    enum Piece: Equatable {
        case output([UInt8])
        case end(status: Int32)
    }

    /// A line break, the mark, a space: the status and a line break follow.
    private let mark: [UInt8]
    private var pending: [UInt8] = []

    init(mark: String) { self.mark = Array("\n\(mark) ".utf8) }

    mutating func read(_ bytes: [UInt8]) -> [Piece] {
        pending += bytes
        var pieces: [Piece] = []
        while let range = pending.firstRange(of: mark) {
            guard let end = pending[range.upperBound...].firstIndex(of: UInt8(ascii: "\n")) else { break }
            if range.lowerBound > 0 { pieces.append(.output(Array(pending[..<range.lowerBound]))) }
            let status = Int32(String(decoding: pending[range.upperBound..<end], as: UTF8.self)) ?? 1
            pieces.append(.end(status: status))
            pending.removeSubrange(...end)
        }
        // What may begin a mark is kept back.
        let kept = keptBack
        if pending.count > kept {
            pieces.append(.output(Array(pending.prefix(pending.count - kept))))
            pending.removeFirst(pending.count - kept)
        }
        return pieces
    }

    private var keptBack: Int {
        if let range = pending.firstRange(of: mark) { return pending.count - range.lowerBound }
        return (1..<mark.count).last { count in
            count <= pending.count && pending.suffix(count).elementsEqual(mark.prefix(count))
        } ?? 0
    }

    mutating func rest() -> [UInt8] {
        defer { pending = [] }
        return pending
    }
}

import Glibc

/// A program of this machine that does what this one cannot, run with a limit of time and without a network.
package struct ExternalProgram: Sendable {
    /// How a run ended.
    package enum Ending: Sendable, Equatable {
        case exited(status: Int32)
        /// By a signal that was not ours.
        case killed(signal: Int32)
        case timedOut
        case notStarted(error: Int32)
    }

    /// An absolute path.
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// The first of `names` in a folder of PATH.
    package static func find(_ names: [String], environment: [String: String]) -> ExternalProgram? {
        let folders = (environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
        let paths = names.lazy.flatMap { name in folders.lazy.map { "\($0)/\(name)" } }
        return paths.first { access($0, X_OK) == 0 }.map(ExternalProgram.init(path:))
    }

    /// Runs the program and waits for its end; what it says goes into the file at `log`.
    ///
    /// Whatever it would fetch from a network it asks of a port of this machine that nobody serves.
    package func run(
        _ arguments: [String], environment: [String: String], log: String, limit: Duration
    ) async -> Ending {
        var environment = environment
        for name in ["http_proxy", "https_proxy", "ftp_proxy", "all_proxy"] {
            environment[name] = "http://127.0.0.1:9"
            environment[name.uppercased()] = "http://127.0.0.1:9"
        }
        environment["no_proxy"] = ""
        environment["NO_PROXY"] = ""
        var pid = pid_t()
        let error = Self.spawn(
            [path] + arguments, environment.map { "\($0.key)=\($0.value)" }.sorted(), log: log, &pid)
        guard error == 0 else { return .notStarted(error: error) }
        let end = ContinuousClock.now + limit
        var status: Int32 = 0
        while waitpid(pid, &status, WNOHANG) == 0 {
            if ContinuousClock.now >= end || Task.isCancelled {
                kill(pid, SIGKILL)
                waitpid(pid, &status, 0)
                return .timedOut
            }
            try? await Task.sleep(for: .milliseconds(20))
        }
        // As wait(2) lays it out: the signal in the low seven bits, the exit status in the next byte.
        let signal = status & 0x7F
        return signal == 0 ? .exited(status: (status >> 8) & 0xFF) : .killed(signal: signal)
    }

    private static func spawn(
        _ arguments: [String], _ environment: [String], log: String, _ pid: inout pid_t
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var argv = arguments.map { strdup($0) } + [nil]
        var envp = environment.map { strdup($0) } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        return posix_spawn(&pid, arguments[0], &actions, nil, &argv, &envp)
    }
}

import Glibc

/// Another program, started without a shell, of which only the output is wanted.
struct ChildProcess {
    enum Fault: Error {
        /// There is no such program on the path.
        case notFound
        case tookTooLong
        case tooMuch
        /// The system could not start it or read from it; the number is errno's.
        case system(Int32)
    }

    /// Looked for on the path of this process.
    let program: String
    let arguments: [String]
    /// All that the program sees of the surroundings.
    let environment: [String: String]
    var seconds = 20
    /// The most bytes of output that are taken.
    var limit = 64 << 20

    /// What the program prints on standard output; nil where its exit status is not 0.
    ///
    /// It gets no input, and what it says on standard error is dropped. One that takes too long is killed.
    func output() throws(Fault) -> [UInt8]? {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw .system(errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let process: pid_t
        do throws(Fault) {
            process = try start(writingTo: ends[1])
        } catch {
            close(ends[1])
            throw error
        }
        close(ends[1])
        do throws(Fault) {
            let bytes = try read(from: ends[0])
            return Self.status(of: process) == 0 ? bytes : nil
        } catch {
            kill(process, SIGKILL)
            _ = Self.status(of: process)
            throw error
        }
    }

    private func start(writingTo descriptor: Int32) throws(Fault) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, descriptor, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        var names: [UnsafeMutablePointer<CChar>?] =
            environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + names { free(word) } }
        var process = pid_t()
        let code = posix_spawnp(&process, program, &actions, nil, &words, &names)
        guard code == 0 else { throw code == ENOENT ? .notFound : .system(code) }
        return process
    }

    private func read(from descriptor: Int32) throws(Fault) -> [UInt8] {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { throw .tookTooLong }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, Int32(left.components.seconds * 1000) + 1)
            if ready < 0, errno != EINTR { throw .system(errno) }
            guard ready > 0 else { continue }
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(errno)
            }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw .tooMuch }
        }
    }

    private static func status(of process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        // Ended by itself (no signal), with which number.
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }
}

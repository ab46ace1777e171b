import Glibc
import Hummingbird
import NIOCore
import ServiceLifecycle
import UnixSignals

extension WorkbookServer {
    /// The server cannot listen on the port.
    package struct PortError: Error {
        /// The system's word for it.
        package let reason: String
    }

    /// Answers requests until the process is told to stop (SIGINT, SIGTERM); a second signal ends it at once.
    ///
    /// - Throws: `PortError` if the port is taken or not allowed.
    package func run(port: Int, whenRunning: @escaping @Sendable (Int) async -> Void) async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [application(port: port, whenRunning: whenRunning)], logger: Self.logger))
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        do {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                tasks.addTask { await Self.end(group, on: signals) }
                defer { tasks.cancelAll() }
                try await tasks.next()
            }
        } catch let error as IOError {
            throw PortError(reason: String(cString: strerror(error.errnoCode)))
        }
    }

    private static func end(_ group: ServiceGroup, on signals: UnixSignalsSequence) async {
        var isEnding = false
        for await signal in signals {
            // As a shell counts a program that a signal ended.
            if isEnding { _exit(128 + signal.rawValue) }
            isEnding = true
            await group.triggerGracefulShutdown()
        }
    }

    /// Whether no program listens on `port` of the loopback address at this moment.
    package static func isFree(port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return result == 0
    }
}

import Hummingbird
import Logging
import Publishing
import Server
import ServiceLifecycle

/// A server on a free port, with a site of one small and one large file, for the length of `body`.
func withServer(limits: ConnectionLimits = ConnectionLimits(), _ body: @Sendable (Int) async throws -> Void)
    async throws
{
    let site = Site(
        files: [
            OutputFile(path: "index.html", bytes: Array("home".utf8)),
            OutputFile(path: "large.txt", bytes: Array(repeating: UInt8(ascii: "x"), count: largeFile)),
        ], diagnostics: [])
    let snapshot = ServedPages(
        site: site, tracker: Array("tracker".utf8), status: Array("{}".utf8), notFound: Array("nothing here".utf8))
    let server = WorkbookServer(preview: Preview(snapshot), limits: limits)
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = server.application(port: 0) { port.yield($0) }
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(services: [application], logger: Logger(label: "test")))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        for await port in ports {
            do {
                try await body(port)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            break
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
    }
}

/// Far more than the system buffers for a client that does not read.
let largeFile = 16 << 20

func request(_ path: String, method: String = "GET", fields: [String] = []) -> String {
    "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
}

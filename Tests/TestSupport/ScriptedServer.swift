import Foundation
import Glibc
import Synchronization

/// A server on this machine that answers each connection with bytes of a test's choice, or with silence.
package final class ScriptedServer: Sendable {
    package let port: Int
    private let listener: Int32
    private let requests = Mutex<[String]>([])

    /// What the server was sent, by connection.
    package var received: [String] { requests.withLock { $0 } }

    struct Failure: Error {}

    /// An answer with JSON, written as it goes over the network.
    ///
    /// - Parameters:
    ///   - status: `200 OK`
    ///   - length: What the answer says about its length; nil for the truth.
    ///   - headers: More lines, each ended by a line break.
    package static func answer(
        _ status: String, _ body: String, length: Int? = nil, headers: String = ""
    ) -> String {
        "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(length ?? body.utf8.count)\r\n"
            + "Connection: close\r\n\(headers)\r\n\(body)"
    }

    /// - Parameter answer: Gets the request's path; nil keeps the connection open and silent.
    package init(_ answer: @escaping @Sendable (String) -> String?) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard listener >= 0, isBound else { throw Failure() }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                serve(connection, answer)
            }
        }
    }

    /// Ends the server: `accept` fails, and its thread with it.
    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ connection: Int32, _ answer: (String) -> String?) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !String(decoding: bytes, as: UTF8.self).contains("\r\n\r\n") {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        let text = String(decoding: bytes, as: UTF8.self)
        requests.withLock { $0.append(text) }
        let path = text.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        guard let reply = answer(path) else { return }
        let data = Array(reply.utf8)
        _ = data.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        shutdown(connection, Int32(SHUT_WR))
        close(connection)
    }
}

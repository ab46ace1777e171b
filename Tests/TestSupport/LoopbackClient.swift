import Foundation
import Glibc

/// A client of a server on this machine that does exactly what a test tells it: half requests, no reading.
///
/// Nothing blocks a thread: the few that the tests have are the server's too.
package final class LoopbackClient: Sendable {
    private let descriptor: Int32

    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// - Parameter receiveBuffer: The bytes that the system keeps for a client that does not read; nil for its default.
    package init(port: Int, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(description: "no socket: \(errno)") }
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let error = errno
            Glibc.close(descriptor)
            throw Failure(description: "not connected: \(error)")
        }
    }

    deinit { Glibc.close(descriptor) }

    /// Sends all of the text, and waits while the server takes no more.
    package func send(_ text: String) async throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
            }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else {
                guard errno == EAGAIN else { throw Failure(description: "not sent: \(errno)") }
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    /// Says that nothing more is sent.
    package func endInput() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Returns everything that comes until the server closes the connection, or until `isEnough`.
    package func receive(until isEnough: (String) -> Bool = { _ in false }) async throws -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 {
                bytes += buffer[..<count]
                let text = String(decoding: bytes, as: UTF8.self)
                if isEnough(text) { return text }
            } else if count == 0 || errno == ECONNRESET {
                return String(decoding: bytes, as: UTF8.self)
            } else {
                guard errno == EAGAIN || errno == EINTR else { throw Failure(description: "not received: \(errno)") }
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    /// Sends one request and returns the whole of what comes until the server closes.
    package static func exchange(port: Int, _ request: String) async throws -> String {
        let client = try LoopbackClient(port: port)
        try await client.send(request)
        return try await client.receive()
    }
}

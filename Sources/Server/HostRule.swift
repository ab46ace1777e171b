import HTTPTypes
import NIOHTTP1

/// Which names a request may ask for: exactly the ones that are listed, with or without a port.
///
/// A loopback address alone protects nothing: any page in the browser may send requests to it, and a name that an
/// attacker owns may point to it (DNS rebinding).
package struct HostRule: Sendable {
    private let names: Set<String>

    package init(_ names: [String] = []) {
        self.names = Set(["127.0.0.1", "localhost", "[::1]"] + names.map { $0.lowercased() })
    }

    /// Why a request is refused: 400 for a Host that is missing, repeated or malformed, 421 for a foreign one.
    package enum Refusal: Sendable {
        case malformed
        case foreign

        var status: HTTPResponse.Status { self == .malformed ? .badRequest : .misdirectedRequest }
    }

    /// Returns why the values of a request's Host fields are refused, or nil if they name this server.
    package func refusal(ofHosts hosts: [String]) -> Refusal? {
        guard let host = hosts.first, hosts.count == 1, let name = Self.name(in: host) else { return .malformed }
        return names.contains(name.lowercased()) ? nil : .foreign
    }

    /// Returns why a request is refused, by its Host fields and by the host in its target, if it has one.
    package func refusal(ofTarget target: String, hosts: [String]) -> Refusal? {
        if let refusal = refusal(ofHosts: hosts) { return refusal }
        guard !target.hasPrefix("/") else { return nil }
        let scheme = "http://"
        guard target.lowercased().hasPrefix(scheme) else { return .malformed }
        let authority = target.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        return refusal(ofHosts: [String(authority)])
    }

    /// Returns the name in `name` or `name:port`, or nil if it is not written like that.
    private static func name(in host: String) -> Substring? {
        let name: Substring
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return nil }
            name = host[...end]
            guard name.count > 2,
                name.dropFirst().dropLast().allSatisfy({ $0.isASCII && ($0.isHexDigit || $0 == ":" || $0 == ".") })
            else { return nil }
        } else {
            name = host.prefix { $0 != ":" }
            guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }) else {
                return nil
            }
        }
        guard !name.isEmpty else { return nil }
        let rest = host[name.endIndex...]
        guard !rest.isEmpty else { return name }
        guard rest.first == ":", let port = UInt16(rest.dropFirst()), port > 0,
            rest.dropFirst().allSatisfy(\.isNumber)
        else { return nil }
        return name
    }
}

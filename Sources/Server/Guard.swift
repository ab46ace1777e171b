import HTTPTypes
package import Hummingbird

/// What every request must pass and every response carries.
///
/// A loopback address alone protects nothing: any page in the browser may send requests to it, and a
/// name that an attacker owns may point to it (DNS rebinding). So the Host must be one of ours.
package struct Guard: Sendable {
    let hosts: Set<String>

    package init(hosts: [String] = []) {
        self.hosts = Set(["127.0.0.1", "localhost", "[::1]"] + hosts.map { $0.lowercased() })
    }

    /// The response to a request that is not answered; nil where it may pass.
    package func refusal(of request: Request) -> Response? {
        guard let authority = request.head.authority, hosts.contains(Self.host(of: authority)) else {
            return text("This server answers only to its own name.\n", .misdirectedRequest)
        }
        guard request.method == .get || request.method == .head else {
            var response = text("This server is read-only.\n", .methodNotAllowed)
            response.headers[.allow] = "GET, HEAD"
            return response
        }
        // Another site may link here, but not embed or read what is here.
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name],
            site == "cross-site" || site == "same-site", !isNavigation(request)
        {
            return text("This server does not answer other sites.\n", .forbidden)
        }
        return nil
    }

    private func isNavigation(_ request: Request) -> Bool {
        HTTPField.Name("Sec-Fetch-Mode").flatMap { request.headers[$0] } == "navigate"
    }

    /// `[::1]:8080` -> `[::1]`, `localhost:8080` -> `localhost`.
    private static func host(of authority: String) -> String {
        let lowered = authority.lowercased()
        if lowered.hasPrefix("["), let end = lowered.firstIndex(of: "]") { return String(lowered[...end]) }
        return String(lowered.prefix { $0 != ":" })
    }

    private func text(_ text: String, _ status: HTTPResponse.Status) -> Response {
        .bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }

    /// Sets the headers that keep a browser from doing what no page of ours asks for.
    func secure(_ response: inout Response) {
        for (name, value) in Self.headers {
            guard let name = HTTPField.Name(name) else { continue }
            response.headers[name] = value
        }
    }

    private static let headers = [
        (
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
                + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ]
}

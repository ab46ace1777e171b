import HTTPTypes
package import Hummingbird

/// What every request must pass and every response carries.
package struct Guard: Sendable {
    let hosts: HostRule
    /// Whether forms may be posted.
    let takesForms: Bool

    /// - Parameter hosts: Names, besides the loopback ones, under which requests may ask for the server.
    package init(hosts: [String] = [], takesForms: Bool = false) {
        self.hosts = HostRule(hosts)
        self.takesForms = takesForms
    }

    /// The response to a request that is not answered, or nil if it may pass.
    package func refusal(of request: Request) -> Response? {
        // Later Host fields, if any, are left among the other fields.
        let others = HTTPField.Name("Host").map { request.headers[values: $0] } ?? []
        if let refusal = hosts.refusal(ofHosts: [request.head.authority].compactMap { $0 } + others) {
            return text("This server answers only to its own name.\n", refusal.status)
        }
        if takesForms, request.method == .post { return isOwnForm(request) ? nil : foreignForm }
        guard request.method == .get || request.method == .head else {
            var response = text(
                takesForms ? "This server answers GET, HEAD and POST.\n" : "This server is read-only.\n",
                .methodNotAllowed)
            response.headers[.allow] = takesForms ? "GET, HEAD, POST" : "GET, HEAD"
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

    /// Whether a page of this server posted a form.
    ///
    /// A browser says so in `Origin`, in `Sec-Fetch-Site` or in both; what it says in either must hold, and a request
    /// that says nothing is refused.
    private func isOwnForm(_ request: Request) -> Bool {
        let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
        let origins = request.headers[values: .origin]
        guard origins.count <= 1 else { return false }
        // A program sends neither. A browser sends one with each POST, and asks before it sends JSON to another site.
        if site == nil, origins.isEmpty {
            return request.uri.path.hasPrefix(WorkbookServer.apiPrefix + "/")
                && request.headers[.contentType]?.hasPrefix("application/json") == true
        }
        if let site, site != "same-origin" { return false }
        guard let origin = origins.first else { return true }
        return origin.lowercased() == "http://" + (request.head.authority ?? "").lowercased()
    }

    private var foreignForm: Response { text("This server takes forms from its own pages only.\n", .forbidden) }

    private func isNavigation(_ request: Request) -> Bool {
        HTTPField.Name("Sec-Fetch-Mode").flatMap { request.headers[$0] } == "navigate"
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

    static let headers = [
        (
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
                + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        // With no-referrer, a browser would post the server's own forms with a null Origin.
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ]
}

/// What one client may take of the server's time and memory.
///
/// The server is for a person's browser on the same machine; everything here is far beyond what one needs.
package struct ConnectionLimits: Sendable {
    /// The longest that a connection may be open without a whole request: an idle one, or one with half a request.
    package var request: Duration
    /// The longest that a client may leave an answer unread.
    package var answer: Duration
    /// The longest that an answer in progress may delay the end of the server.
    package var ending: Duration
    /// The most requests that may wait for the answer of an earlier one on the same connection.
    package var pipelined: Int
    /// The most bytes of a request's body.
    package var body: Int
    /// The most bytes of the body of an import, which has a file in it.
    package var upload: Int
    /// The most bytes of a request's header fields.
    package var fields: Int
    /// The most connections at a time; more wait until one is closed.
    package var connections: Int

    package init(
        request: Duration = .seconds(30), answer: Duration = .seconds(30), ending: Duration = .seconds(1),
        pipelined: Int = 16, body: Int = 64 << 10, upload: Int = 2 << 20, fields: Int = 32 << 10, connections: Int = 128
    ) {
        self.request = request
        self.answer = answer
        self.ending = ending
        self.pipelined = pipelined
        self.body = body
        self.upload = upload
        self.fields = fields
        self.connections = connections
    }

    /// Returns the most bytes of the body of a request for `target`.
    func body(of target: String) -> Int { target.hasPrefix(ImportPage.address + "/") ? upload : body }
}

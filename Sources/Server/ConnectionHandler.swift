import HTTPTypes
import NIOCore
import NIOHTTP1

/// Keeps one connection within its limits, and refuses what is no request for this server.
///
/// The application sees one request at a time: the next one waits here until the answer of the one before has left
/// this process, and nothing is read from the socket while a request waits. So a client that does not read holds one
/// chunk of one answer, however many requests it sends.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// What arrived while an earlier request was being answered.
    private enum Arrival {
        case part(HTTPServerRequestPart)
        case error(HTTPResponse.Status)
        case endOfInput
    }

    private let limits: ConnectionLimits
    private let hosts: HostRule

    private var waiting = CircularBuffer<Arrival>()
    private var waitingRequests = 0
    private var isReadHeld = false
    /// The head of a request was passed on, and its end was not.
    private var isReceiving = false
    /// The head of a request was passed on, and the end of its answer was not sent.
    private var isAnswering = false
    private var hasBegunAnswer = false
    private var isHead = false
    private var keepsAlive = true
    private var bodySize = 0
    private var mostBody = 0
    /// Nothing more is taken: the connection was refused or is being closed.
    private var isClosing = false
    /// The server is told to end, and with it this connection.
    private var isEnding = false
    /// Writes that have not left this process.
    private var unsent = 0
    private var progress = NIODeadline.now()
    private var answerTimer: Scheduled<Void>?
    private var requestTimer: Scheduled<Void>?

    init(limits: ConnectionLimits, hosts: HostRule) {
        self.limits = limits
        self.hosts = hosts
    }

    // MARK: The connection

    func handlerAdded(context: ChannelHandlerContext) {
        startRequestTimer(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stopTimers()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        stopTimers()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            isEnding = true
            guard isAnswering || unsent > 0 else { return context.close(promise: nil) }
            schedule(limits.ending, context) { $0.close(promise: nil) }
        case ChannelEvent.inputClosed:
            if isClosing { return context.close(promise: nil) }
            guard waiting.isEmpty else { return waiting.append(.endOfInput) }
            context.fireUserInboundEventTriggered(event)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        let status: HTTPResponse.Status =
            if case .headerOverflow = error { .requestHeaderFieldsTooLarge } else { .badRequest }
        guard !isAnswering, waiting.isEmpty else { return waiting.append(.error(status)) }
        refuse(status, context)
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        let part = unwrapInboundIn(data)
        guard !waiting.isEmpty || mustWait(part) else { return receive(part, context) }
        waiting.append(.part(part))
        guard case .head = part else { return }
        waitingRequests += 1
        if waitingRequests > limits.pipelined { close(context) }
    }

    func read(context: ChannelHandlerContext) {
        if waiting.isEmpty { context.read() } else { isReadHeld = true }
    }

    /// Whether a part is the beginning of a request whose turn has not come.
    private func mustWait(_ part: HTTPServerRequestPart) -> Bool {
        guard case .head = part else { return false }
        return isAnswering || isReceiving || unsent > 0
    }

    private func receive(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head):
            isHead = head.method == .HEAD
            if let refusal = hosts.refusal(ofTarget: head.uri, hosts: head.headers["Host"]) {
                return refuse(refusal.status, context)
            }
            let lengths = head.headers["Content-Length"].compactMap { Int($0) }
            mostBody = limits.body(of: head.uri)
            guard lengths.allSatisfy({ $0 <= mostBody }) else { return refuse(.contentTooLarge, context) }
            (isReceiving, isAnswering, hasBegunAnswer) = (true, true, false)
            keepsAlive = head.isKeepAlive
            bodySize = 0
        case .body(let bytes):
            bodySize += bytes.readableBytes
            guard bodySize <= mostBody else { return refuse(.contentTooLarge, context) }
        case .end:
            isReceiving = false
            requestTimer?.cancel()
            requestTimer = nil
        }
        context.fireChannelRead(wrapInboundOut(part))
    }

    /// Passes on what waited, as far as its turn has come.
    private func takeTurn(_ context: ChannelHandlerContext) {
        var hasPassed = false
        while let arrival = waiting.first, !isClosing {
            switch arrival {
            case .part(let part):
                guard !mustWait(part) else { break }
                waiting.removeFirst()
                if case .head = part { waitingRequests -= 1 }
                receive(part, context)
                hasPassed = true
                continue
            case .error(let status):
                guard !isAnswering, unsent == 0 else { break }
                return refuse(status, context)
            case .endOfInput:
                waiting.removeFirst()
                context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
                continue
            }
            break
        }
        if hasPassed { context.fireChannelReadComplete() }
        if waiting.isEmpty, isReadHeld {
            isReadHeld = false
            context.read()
        }
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // The application answers a connection that was refused in the meantime.
        guard !isClosing else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let part = unwrapOutboundIn(data)
        if case .head = part { hasBegunAnswer = true }
        var isEnd = false
        if case .end = part { isEnd = true }
        send(part, context, promise) { handler, context in
            if isEnd { handler.answered(context) }
        }
    }

    /// Writes a part and follows it until it has left this process.
    private func send(
        _ part: HTTPServerResponsePart, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?,
        then: @escaping (ConnectionHandler, ChannelHandlerContext) -> Void
    ) {
        let promise = promise ?? context.eventLoop.makePromise()
        if unsent == 0 { progress = .now() }
        unsent += 1
        watchAnswer(context)
        promise.futureResult.assumeIsolated().whenComplete { [self] result in
            unsent -= 1
            progress = .now()
            if case .success = result { then(self, context) }
        }
        context.write(wrapOutboundOut(part), promise: promise)
    }

    private func answered(_ context: ChannelHandlerContext) {
        isAnswering = false
        if isEnding || !keepsAlive { return closeOutput(context) }
        if !isReceiving { startRequestTimer(context) }
        takeTurn(context)
    }

    /// Answers a connection that no request can follow on.
    private func refuse(_ status: HTTPResponse.Status, _ context: ChannelHandlerContext) {
        // Half of another answer is on its way.
        guard !(isAnswering && hasBegunAnswer) else { return close(context) }
        isClosing = true
        waiting.removeAll()
        let text = ByteBuffer(string: "\(status.code) \(status.reasonPhrase)\n")
        var headers = HTTPHeaders(Guard.headers)
        headers.add(name: "Content-Type", value: "text/plain; charset=utf-8")
        headers.add(name: "Content-Length", value: "\(text.readableBytes)")
        headers.add(name: "Connection", value: "close")
        let head = HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: status.code, reasonPhrase: status.reasonPhrase),
            headers: headers)
        send(.head(head), context, nil) { _, _ in }
        if !isHead { send(.body(.byteBuffer(text)), context, nil) { _, _ in } }
        send(.end(nil), context, nil) { handler, context in handler.closeOutput(context) }
        context.flush()
    }

    // MARK: The end

    private func close(_ context: ChannelHandlerContext) {
        isClosing = true
        waiting.removeAll()
        context.close(promise: nil)
    }

    /// Ends the answers, and the connection when the client has seen it: a reset could overtake what was sent.
    private func closeOutput(_ context: ChannelHandlerContext) {
        isClosing = true
        waiting.removeAll()
        context.close(mode: .output, promise: nil)
        if isReadHeld { context.read() }
        schedule(limits.ending, context) { $0.close(promise: nil) }
    }

    private func startRequestTimer(_ context: ChannelHandlerContext) {
        requestTimer?.cancel()
        requestTimer = schedule(limits.request, context) { $0.close(promise: nil) }
    }

    /// Closes the connection if nothing that was written leaves for too long.
    private func watchAnswer(_ context: ChannelHandlerContext) {
        guard answerTimer == nil else { return }
        let left = progress + TimeAmount(limits.answer) - .now()
        answerTimer = schedule(max(.zero, Duration(left)), context) { [self] context in
            answerTimer = nil
            guard unsent > 0 else { return }
            if progress + TimeAmount(limits.answer) <= .now() { close(context) } else { watchAnswer(context) }
        }
    }

    @discardableResult
    private func schedule(
        _ time: Duration, _ context: ChannelHandlerContext, _ action: @escaping (ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) { action(context) }
    }

    private func stopTimers() {
        requestTimer?.cancel()
        answerTimer?.cancel()
        isClosing = true
    }
}

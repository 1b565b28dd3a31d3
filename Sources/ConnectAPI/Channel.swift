import Logging
import NIOConcurrencyHelpers
import UsageModel

/// Sends requests with the key, at the pace, repeats GETs, and turns answers of other statuses than
/// 2xx into errors.
struct Channel: Sendable {
    private struct Tally {
        var requests = 0
        var firstServerDate: ServerDate?
        var serverDate: ServerDate?
    }

    let configuration: ConnectConfiguration
    private let transport: any HTTPTransport
    private let clock: any ConnectClock
    private let random: @Sendable () -> Double
    private let logger: Logger
    private let pacer: Pacer
    private let slots: Slots
    private let tally = NIOLockedValueBox(Tally())
    /// Whether the one request that is sent next has had its turn already.
    private var hasTurn = false

    init(
        configuration: ConnectConfiguration, transport: any HTTPTransport,
        clock: any ConnectClock, random: @escaping @Sendable () -> Double, logger: Logger
    ) {
        self.configuration = configuration
        self.transport = transport
        self.clock = clock
        self.random = random
        self.logger = logger
        pacer = Pacer(
            rate: configuration.requestsPerSecond, burst: configuration.concurrency, clock: clock)
        slots = Slots(configuration.concurrency)
    }

    var requestCount: Int { tally.withLockedValue(\.requests) }
    var firstServerDate: ServerDate? { tally.withLockedValue(\.firstServerDate) }
    var lastServerDate: ServerDate? { tally.withLockedValue(\.serverDate) }

    /// Asks until there is an answer, the attempts are used up, or the error is not one that
    /// passes.
    func get(_ path: String, _ query: QueryString = .none) async throws(ConnectError) -> HTTPAnswer
    {
        let line = RequestLine(method: "GET", path: path, query: query.text)
        var number = 1
        while true {
            do {
                return try await once(.get, line, body: .none)
            } catch {
                guard let delay = delay(after: error, number) else { throw error }
                logger.debug("repeating a request", metadata: ["error": "\(error)"])
                do { try await clock.sleep(for: delay) } catch {
                    throw ConnectError.transport(.cancelledBeforeSending, line)
                }
                number += 1
            }
        }
    }

    /// Fetches what a link names, once and without the key: links live for seconds, so that a new
    /// one is asked for rather than this one tried again.
    func fetch(_ link: StorageLink) async throws(ConnectError) -> HTTPAnswer {
        let call = HTTPCall(
            method: .get, url: link.url, headers: ["User-Agent": configuration.userAgent],
            timeout: configuration.timeout)
        let answer: HTTPAnswer
        do { answer = try await transport.send(call) } catch {
            throw .transport(error, link.line)
        }
        guard answer.isSuccess else {
            throw .refused(Refusal(status: answer.status, request: link.line))
        }
        return answer
    }

    /// Sends once and never again: a write whose answer was lost may have been done.
    func write(
        _ method: HTTPCall.Method, _ path: String, body: HTTPCall.Body = .none
    ) async throws(ConnectError) -> HTTPAnswer {
        let line = RequestLine(method: method.rawValue, path: path)
        do {
            return try await once(method, line, body: body)
        } catch {
            guard !Protection.noWriteRetry.isOn, error.retry != .no else { throw error }
            return try await once(method, line, body: body)
        }
    }

    /// Nil where the error is final.
    private func delay(after error: ConnectError, _ number: Int) -> Duration? {
        let policy = configuration.retry
        guard number < policy.attempts else { return nil }
        let backoff = policy.delay(before: number, random: random())
        switch error.retry {
        case .no: return nil
        case .backoff: return backoff
        case .after(let duration):
            // Jitter on top, so that those who were told the same time return apart.
            return duration > policy.longestRetryAfter ? nil : duration + backoff
        }
    }

    private func once(
        _ method: HTTPCall.Method, _ line: RequestLine, body: HTTPCall.Body
    ) async throws(ConnectError) -> HTTPAnswer {
        if hasTurn { return try await send(method, line, body) }
        guard await takeTurn() else { throw .transport(.cancelledBeforeSending, line) }
        defer { slots.release() }
        return try await send(method, line, body)
    }

    /// Waits until a request may be sent; false where the task was cancelled before. Otherwise the
    /// slot has to be released.
    private func takeTurn() async -> Bool {
        guard await slots.take() else { return false }
        do { try await pacer.turn() } catch {
            slots.release()
            return false
        }
        return true
    }

    /// Waits until a request may be sent at once, and lends a channel that sends this one without
    /// a further wait: what is looked at in `body` is not older than the request.
    ///
    /// - Throws: `CancellationError` where the task was cancelled before its turn came, and what
    ///   `body` throws.
    func inTurn<Value>(_ body: (Channel) async throws -> Value) async throws -> Value {
        guard await takeTurn() else { throw CancellationError() }
        defer { slots.release() }
        var admitted = self
        admitted.hasTurn = true
        return try await body(admitted)
    }

    private func send(
        _ method: HTTPCall.Method, _ line: RequestLine, _ body: HTTPCall.Body
    ) async throws(ConnectError) -> HTTPAnswer {
        guard !Task.isCancelled else { throw .transport(.cancelledBeforeSending, line) }
        let answer: HTTPAnswer
        tally.withLockedValue { $0.requests += 1 }
        let start = clock.uptime
        do { answer = try await send(call(method, line, body)) } catch {
            RequestMetrics.record(
                method, line.path, took: clock.uptime - start, result: .failure(error))
            throw .transport(error, line)
        }
        RequestMetrics.record(
            method, line.path, took: clock.uptime - start, result: .success(answer.status))
        note(answer)
        if answer.isSuccess { return answer }
        let refusal = refusal(answer, line)
        if answer.status == 429, let pause = refusal.retryAfter {
            await pacer.pause(for: min(pause, configuration.retry.longestRetryAfter))
        }
        throw .refused(refusal)
    }

    /// A write that is on its way is not cut off by a stop: only its answer says what became of it.
    private func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        guard call.method != .get else { return try await transport.send(call) }
        let transport = transport
        // A task of its own does not take over the cancellation of this one.
        let result = await Task { () async -> Result<HTTPAnswer, TransportError> in
            do throws(TransportError) {
                return .success(try await transport.send(call))
            } catch {
                return .failure(error)
            }
        }.value
        return try result.get()
    }

    private func call(
        _ method: HTTPCall.Method, _ line: RequestLine, _ body: HTTPCall.Body
    ) -> HTTPCall {
        let query = line.query.isEmpty ? "" : "?\(line.query)"
        return HTTPCall(
            method: method, url: "\(configuration.endpoint)\(line.path)\(query)",
            headers: [
                "Authorization": configuration.apiKey.header, "Accept": "application/json",
                "User-Agent": configuration.userAgent,
            ],
            body: body, timeout: configuration.timeout)
    }

    private func note(_ answer: HTTPAnswer) {
        guard let text = answer.headers["date"], let date = HTTPDate.read(text) else { return }
        let seen = ServerDate(server: date, seenAt: clock.now, uptime: clock.uptime)
        tally.withLockedValue { tally in
            tally.firstServerDate = tally.firstServerDate ?? seen
            tally.serverDate = seen
        }
    }

    private func refusal(_ answer: HTTPAnswer, _ line: RequestLine) -> Refusal {
        let (code, sentences) = RefusalBody.read(answer.body)
        return Refusal(
            status: answer.status, code: code, sentences: sentences, request: line,
            retryAfter: answer.headers["retry-after"].flatMap(retryAfter),
            apiKeyOrigin: configuration.apiKeyOrigin)
    }

    /// Seconds, or a date held against our clock; nil for any other text.
    private func retryAfter(_ text: String) -> Duration? {
        if let seconds = UInt32(text) { return .seconds(Int64(seconds)) }
        return HTTPDate.read(text).map { max($0.since(clock.now), .zero) }
    }
}

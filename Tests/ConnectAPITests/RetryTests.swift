import ConnectAPI
import Testing
import UsageModel

@Suite("Retries and pace")
struct RetryTests {
    @Test func `the backoff doubles up to its cap, jittered over its upper half`() {
        let policy = RetryPolicy(attempts: 9, base: .milliseconds(500), cap: .seconds(3))
        #expect(
            (1...5).map { policy.delay(before: $0, random: 0) }
                == [
                    .milliseconds(250), .milliseconds(500), .seconds(1), .seconds(1.5),
                    .seconds(1.5),
                ])
        #expect(policy.delay(before: 2, random: 0.5) == .milliseconds(750))
        #expect(policy.delay(before: 1000, random: 0.999) < .seconds(3))
    }

    static let passing: [Result<HTTPAnswer, TransportError>] = [
        .failure(.timeout), .failure(.connectionBroken("reset")),
        .failure(.connectFailed("refused")),
        .success(HTTPAnswer(status: 500)), .success(HTTPAnswer(status: 502)),
        .success(HTTPAnswer(status: 503)), .success(HTTPAnswer(status: 429)),
        .success(HTTPAnswer(status: 408)),
    ]

    @Test(arguments: passing.indices)
    func `a read that failed in passing is repeated`(index: Int) async throws {
        let clock = ManualClock()
        let transport = ScriptedTransport([Self.passing[index], .success(.page([], of: 0))])
        let reading = try await client(transport, clock: clock).usageFiles()
        #expect(reading.problem == nil)
        #expect(transport.calls.count == 2)
        #expect(clock.sleeps == [.milliseconds(250)])
    }

    static let final: [Result<HTTPAnswer, TransportError>] = [
        .success(HTTPAnswer(status: 301)), .success(HTTPAnswer(status: 400)),
        .success(HTTPAnswer(status: 401)), .success(HTTPAnswer(status: 403)),
        .success(HTTPAnswer(status: 404)), .failure(.answerTooLarge(limit: 1)),
        .failure(.cancelled),
    ]

    @Test(arguments: final.indices)
    func `a read that was answered for good is not repeated`(index: Int) async throws {
        let transport = ScriptedTransport([Self.final[index]])
        let client = try client(transport)
        await #expect(throws: ConnectError.self) { try await client.usageFiles() }
        #expect(transport.calls.count == 1)
    }

    @Test func `attempts end`() async throws {
        let clock = ManualClock()
        let transport = ScriptedTransport([.failure(.timeout)])
        let client = try client(transport, clock: clock, retry: RetryPolicy(attempts: 4))
        await #expect(throws: ConnectError.self) { try await client.usageFiles() }
        #expect(transport.calls.count == 4)
        #expect(client.requestCount == 4)
        #expect(clock.sleeps == [.milliseconds(250), .milliseconds(500), .seconds(1)])
    }

    @Test(arguments: ["7", "Mon, 02 Nov 2026 06:00:07 GMT"])
    func `Retry-After is honoured as seconds and as a date`(value: String) async throws {
        let clock = ManualClock()
        let transport = ScriptedTransport([
            .success(HTTPAnswer(status: 503, headers: ["retry-after": value])),
            .success(.page([], of: 0)),
        ])
        _ = try await client(transport, clock: clock).usageFiles()
        #expect(clock.sleeps == [.seconds(7.25)])
    }

    @Test func `a Retry-After longer than is bearable ends the attempts and is told`() async throws
    {
        let transport = ScriptedTransport([
            .success(HTTPAnswer(status: 429, headers: ["Retry-After": "3600"]))
        ])
        let client = try client(transport)
        let error = await #expect(throws: ConnectError.self) { try await client.usageFiles() }
        #expect(error?.retry == .after(.seconds(3600)))
        #expect(transport.calls.count == 1)
    }

    @Test func `a 429 pauses everybody`() async throws {
        let clock = ManualClock()
        let transport = ScriptedTransport([
            .success(HTTPAnswer(status: 429, headers: ["Retry-After": "30"])),
            .success(.page([], of: 0)),
        ])
        let client = try client(transport, clock: clock, retry: RetryPolicy(attempts: 1))
        await #expect(throws: ConnectError.self) { try await client.usageFiles() }
        #expect(clock.sleeps == [])
        _ = try await client.usageFiles()
        #expect(clock.sleeps == [.seconds(30)], "another request waits for the pause to end")
    }

    @Test func `requests keep to the rate after a small burst`() async throws {
        let clock = ManualClock()
        let transport = ScriptedTransport([.success(.page([], of: 0))])
        let client = try client(transport, clock: clock, requestsPerSecond: 2, concurrency: 3)
        for _ in 0..<7 { _ = try await client.usageFiles() }
        #expect(clock.sleeps == Array(repeating: .milliseconds(500), count: 4))
    }

    @Test func `no more requests are under way than allowed, and all are served`() async throws {
        let transport = GatedTransport()
        let client = try client(transport, concurrency: 2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10 { group.addTask { _ = try await client.usageFiles() } }
            try await group.waitForAll()
        }
        #expect(await transport.most == 2)
        #expect(await transport.served == 10)
    }

    @Test func `a cancelled request that waits for its turn was not sent`() async throws {
        let transport = ScriptedTransport([.success(.json("{}"))])
        let writer = try writer(for: transport)
        let error = await withTaskGroup(of: ConnectError?.self) { group in
            group.cancelAll()
            group.addTask {
                do throws(ConnectError) {
                    try await writer.submit("UF-1")
                    return nil
                } catch {
                    return error
                }
            }
            return await group.next() ?? nil
        }
        #expect(error?.outcome == .notSent)
        #expect(transport.calls.isEmpty)
    }
}

/// Holds each request until another comes, or, for the last, a few yields have passed.
private actor GatedTransport: HTTPTransport {
    private var underWay = 0
    private(set) var most = 0
    private(set) var served = 0

    func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        underWay += 1
        most = max(most, underWay)
        for _ in 0..<200 where underWay < 2 { await Task.yield() }
        underWay -= 1
        served += 1
        return .page([], of: 0)
    }
}

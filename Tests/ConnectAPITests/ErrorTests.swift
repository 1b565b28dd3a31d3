import ConnectAPI
import Testing
import UsageModel

@Suite("Errors")
struct ErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var reason: String
        var answer: Result<HTTPAnswer, TransportError>
        var text: String
        var label: String
        var testDescription: String { reason }
    }

    private static let line = "GET /listings?ordering(created)&limit=1000&offset=0"

    static let cases: [Case] = [
        Case(
            reason: "wrong key",
            answer: .success(
                .json(
                    #"{"error_code":"AUTH_001","errors":["API request is unauthorized."]}"#,
                    status: 401)),
            text:
                "\(line): HTTP 401 AUTH_001 'API request is unauthorized.'; the API key is "
                + "wrong or "
                + "was revoked, it is configured in spec.connect.apiKeyFile, "
                + "CONNECT_API_KEY_FILE or "
                + "CONNECT_API_KEY",
            label: "http401"),
        Case(
            reason: "wrong side", answer: .success(HTTPAnswer(status: 403)),
            text:
                "\(line): HTTP 403; the API key belongs to the other side (expected a vendor's) or "
                + "lacks a module (expected Usage, Products, Contracts, Listings and "
                + "Subscriptions)",
            label: "http403"),
        Case(
            reason: "bad query",
            answer: .success(
                .json(
                    #"{"error_code":"VAL_001","errors":["name: too long","x"],"params":{}}"#,
                    status: 400)),
            text: "\(line): HTTP 400 VAL_001 'name: too long', 'x'", label: "http4xx"),
        Case(
            reason: "redirect", answer: .success(HTTPAnswer(status: 301)),
            text: "\(line): HTTP 301; redirects are not followed, set the endpoint to the address "
                + "that serves the API",
            label: "redirect"),
        Case(
            reason: "plain text of a proxy",
            answer: .success(HTTPAnswer(status: 500, body: Array("Server\n Error".utf8))),
            text: "\(line): HTTP 500 'Server Error'", label: "http5xx"),
        Case(
            reason: "page of a proxy",
            answer: .success(HTTPAnswer(status: 502, body: Array("<html>x</html>".utf8))),
            text: "\(line): HTTP 502 'an HTML page'", label: "http5xx"),
        Case(
            reason: "rate limit", answer: .success(HTTPAnswer(status: 429)),
            text: "\(line): HTTP 429; the rate limit was reached, lower "
                + "spec.connect.requestsPerSecond",
            label: "http429"),
        Case(
            reason: "nobody listens", answer: .failure(.connectFailed("connection refused")),
            text: "\(line): no connection could be established (connection refused)",
            label: "connect"),
        Case(
            reason: "timeout", answer: .failure(.timeout),
            text: "\(line): no answer within the time limit (spec.connect.timeout)",
            label: "timeout"),
        Case(
            reason: "a portal instead of the API",
            answer: .success(HTTPAnswer(status: 200, body: Array("\n<!doctype html>".utf8))),
            text: "\(line): the answer is an HTML page, expected an array; the endpoint is not "
                + "Connect's API, expected one like 'https://api.connect.cloudblue.com/public/v1'",
            label: "notConnect"),
        Case(
            reason: "another API", answer: .success(.json(#"{"items":[]}"#)),
            text: "\(line): the answer is not an array in JSON; the endpoint is not Connect's API, "
                + "expected one like 'https://api.connect.cloudblue.com/public/v1'",
            label: "notConnect"),
        Case(
            reason: "nothing", answer: .success(HTTPAnswer(status: 200)),
            text: "\(line): the answer is empty, expected an array; the endpoint is not Connect's "
                + "API, expected one like 'https://api.connect.cloudblue.com/public/v1'",
            label: "notConnect"),
        Case(
            reason: "a row without an id", answer: .success(.json(#"[{"id":"a"},{}]"#)),
            text: "\(line): unexpected answer ([1].id: missing)", label: "undecodable"),
    ]

    @Test(arguments: cases)
    func `an error says what was asked, what came, and what to do`(example: Case) async throws {
        let client = try client(
            ScriptedTransport([example.answer]), retry: RetryPolicy(attempts: 1))
        let error = await #expect(throws: ConnectError.self) { try await client.listings() }
        #expect(error?.description == example.text)
        #expect(error?.label == example.label)
        #expect(
            error.map { "\($0)".contains("secret") || String(reflecting: $0).contains("secret") }
                == false)
    }

    @Test func `a wrong key is told with the place it was read from`() async throws {
        let configuration = try ConnectConfiguration(
            endpoint: testEndpoint, apiKey: "k", apiKeyOrigin: "file '/etc/key'")
        let client = ConnectClient(
            configuration: configuration,
            transport: ScriptedTransport([.success(HTTPAnswer(status: 401))]), clock: ManualClock())
        let error = await #expect(throws: ConnectError.self) { try await client.listings() }
        #expect(error?.description.hasSuffix("it is configured in file '/etc/key'") == true)
    }

    @Test func `long queries are cut in messages`() {
        let line = RequestLine(
            method: "GET", path: "/p", query: String(repeating: "x", count: 300))
        #expect(line.description == "GET /p?" + String(repeating: "x", count: 200) + "...")
    }

    @Test func `a page with status 404 is no missing object`() async throws {
        let transport = ScriptedTransport([
            .success(HTTPAnswer(status: 404, body: Array("<html>".utf8)))
        ])
        let client = try client(transport)
        let error = await #expect(throws: ConnectError.self) { try await client.usageFile("UF-1") }
        #expect(error?.label == "notConnect")
    }

    @Test func `the platform's clock is noted with ours`() async throws {
        let transport = ScriptedTransport([
            .success(
                .json(
                    "[]", range: "items 0-0/0", headers: ["Date": "Mon, 02 Nov 2026 05:59:00 GMT"]))
        ])
        let client = try client(transport)
        #expect(client.lastServerDate == nil)
        _ = try await client.listings()
        let seen = try #require(client.lastServerDate)
        #expect(seen.ahead == .seconds(60))
        #expect(seen.seenAt == ManualClock.start)
    }
}

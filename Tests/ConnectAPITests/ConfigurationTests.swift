import ConnectAPI
import Testing
import UsageModel

@Suite("The configuration")
struct ConfigurationTests {
    @Test(arguments: [
        (
            "https://api.connect.cloudblue.com/public/v1/",
            "https://api.connect.cloudblue.com/public/v1"
        ),
        ("http://127.0.0.1:8080/public/v1", "http://127.0.0.1:8080/public/v1"),
        ("http://127.5.4.3", "http://127.5.4.3"), ("http://localhost:1/", "http://localhost:1"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("HTTPS://Connect.example", "https://Connect.example"),
    ])
    func `endpoints are taken without the slash at the end`(text: String, expected: String) throws {
        #expect(try Endpoint(text).text == expected)
    }

    @Test(arguments: [
        ("connect.example", "does not begin with 'https://'"), ("ftp://x", "does not begin"),
        ("https://", "has no host"), ("https:///v1", "has no host"),
        ("https://h:port/", "has no host"), ("https://h/?q=1", "has a query"),
        ("https://h/#f", "has a query"), ("https://h h", "contains a blank"),
        ("http://connect.example", "unencrypted to 'connect.example'"),
        ("http://127.0.0.1.example", "unencrypted"), ("http://localhost.example", "unencrypted"),
        ("http://127.0.0", "unencrypted"), ("https://me:pw@h/", "contains a user name"),
        ("http://localhost@evil.example", "contains a user name"),
    ])
    func `other endpoints are refused with the reason`(text: String, reason: String) {
        let error = #expect(throws: ConnectError.self) { try Endpoint(text) }
        #expect(error?.description.contains(reason) == true)
        #expect(error?.description.contains("pw") == false)
    }

    @Test(arguments: [
        "SU-1:s", "ApiKey SU-1:s", "apikey SU-1:s", "  ApiKey SU-1:s\n", "SU-1:s\r\n",
    ])
    func `a key may have its prefix and blanks around it`(text: String) async throws {
        let transport = ScriptedTransport([.success(.page([], of: 0))])
        let client = ConnectClient(
            configuration: try ConnectConfiguration(endpoint: testEndpoint, apiKey: text),
            transport: transport, clock: ManualClock())
        _ = try await client.listings()
        #expect(transport.calls.first?.headers["Authorization"] == "ApiKey SU-1:s")
    }

    @Test(arguments: ["", "  \n", "ApiKey ", "SU-1:a b", "SU-1:a\nX-Header: b", "schlüssel"])
    func `a key that no header can carry is refused without showing it`(text: String) {
        let error = #expect(throws: ConnectError.self) {
            try APIKey(text, origin: "CONNECT_API_KEY")
        }
        #expect(error?.description.contains("(from CONNECT_API_KEY)") == true)
        #expect(error?.description.contains("SU-1") == false)
    }

    @Test func `a key is never printed`() throws {
        let configuration = try ConnectConfiguration(endpoint: testEndpoint, apiKey: "SU-1:hush")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!text.contains("hush"))
        }
    }

    @Test func `numbers out of range are refused`() {
        #expect(throws: ConnectError.self) {
            try ConnectConfiguration(endpoint: testEndpoint, apiKey: "k", requestsPerSecond: 0)
        }
        #expect(throws: ConnectError.self) {
            try ConnectConfiguration(endpoint: testEndpoint, apiKey: "k", requestsPerSecond: .nan)
        }
        #expect(throws: ConnectError.self) {
            try ConnectConfiguration(endpoint: testEndpoint, apiKey: "k", concurrency: 0)
        }
        #expect(throws: ConnectError.self) {
            try ConnectConfiguration(endpoint: testEndpoint, apiKey: "k", timeout: .zero)
        }
        #expect(throws: ConnectError.self) {
            try ConnectConfiguration(
                endpoint: testEndpoint, apiKey: "k", retry: RetryPolicy(attempts: 0))
        }
    }
}

import Testing
import UsageModel

/// Where addresses lead, and which of them stay on the machine.
struct WebAuthorityTests {
    @Test(
        arguments: [
            ("h.example", "h.example", nil, false), ("H.Example:8443", "h.example", 8443, false),
            ("127.0.0.1:80", "127.0.0.1", 80, true), ("127.5.4.3", "127.5.4.3", nil, true),
            ("LOCALHOST", "localhost", nil, true), ("[::1]:9", "[::1]", 9, true),
            ("[::2]", "[::2]", nil, false),
            ("127.0.0.1.evil.example", "127.0.0.1.evil.example", nil, false),
            ("127.0.0.256", "127.0.0.256", nil, false),
            ("localhost.evil", "localhost.evil", nil, false),
        ] as [(String, String, UInt16?, Bool)])
    func `a host and a port are told apart`(
        text: String, host: String, port: UInt16?, isLoopback: Bool
    ) throws {
        let authority = try #require(WebAuthority(text))
        #expect(authority.host == host)
        #expect(authority.port == port)
        #expect(authority.isLoopback == isLoopback)
    }

    @Test(arguments: [
        "", ":80", "h:", "h:x", "h:70000", "[::1", "[::1]evil", "127.0.0.1:x@evil.example",
        "user@127.0.0.1", "127.0.0.1#@evil.example", "127.0.0.1\\@evil.example",
    ])
    func `what is malformed, or has a user name, is none`(text: String) {
        #expect(WebAuthority(text) == nil)
    }
}

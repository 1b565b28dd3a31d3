import StatusServer
import TestSupport
import Testing

struct StatusConfigurationTests {
    private func check(_ listen: String, _ token: String?) async throws -> StatusConfiguration {
        try await ServedPages.configuration(listen, token: token)
    }

    @Test(arguments: [
        "0.0.0.0:8080", "192.0.2.7:80", "[::]:80", "status.example:80", "127.example:80",
    ])
    func `what other machines reach needs a token`(_ listen: String) async throws {
        let address = try #require(StatusAddress(listen))
        await #expect(throws: StatusConfigurationError.openWithoutToken(address)) {
            try await check(listen, nil)
        }
        #expect(try await check(listen, ServedPages.token).token != nil)
    }

    @Test(arguments: ["127.0.0.1:8080", "[::1]:80", "localhost:0", "127.9.9.9:1"])
    func `this machine's own needs none`(_ listen: String) async throws {
        #expect(try await check(listen, nil).token == nil)
    }

    @Test(arguments: [
        ("", "is empty"), (" \n", "is empty"), ("short", "shorter than 16"),
        ("fifteen-letters", "shorter than 16"), ("with a blank inside it", "has a blank"),
    ])
    func `a token that can be guessed is refused`(_ token: String, _ words: String) async throws {
        let error = await #expect(throws: StatusConfigurationError.self) {
            try await check("127.0.0.1:0", token)
        }
        #expect(error?.description.contains(words) == true)
    }

    @Test func `a missing token file is named`() async throws {
        let address = try #require(StatusAddress("127.0.0.1:0"))
        let error = #expect(throws: StatusConfigurationError.self) {
            try StatusConfiguration.check(listen: address, tokenFile: "/nowhere/token")
        }
        #expect(
            error?.description
                == "cannot read the token file '/nowhere/token' (there is no such file)")
    }

    @Test func `line breaks around a token do not count, and it is never printed`() async throws {
        let token = try await check("127.0.0.1:0", "\(ServedPages.token)\n").token
        #expect(token == (try StatusToken(ServedPages.token, file: "")))
        let value = try #require(token)
        var text = ""
        dump(value, to: &text)
        #expect(!"\(value) \(String(reflecting: value)) \(text)".contains(ServedPages.token))
    }
}

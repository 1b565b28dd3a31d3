import HTTPTypes
import Hummingbird
import HummingbirdTesting
import StatusServer
import Testing
import UsageModel

struct StatusSecurityTests {
    private static let bearer: HTTPFields = [.authorization: "Bearer \(ServedPages.token)"]
    private static let protected = [
        "/", "/cycles", "/policies", "/metrics", "/api/v1/report", "/cells/a/b/2026-01", "/nowhere",
    ]

    @Test(arguments: protected)
    func `with a token nothing is shown without it`(_ path: String) async throws {
        let pages = ServedPages(token: ServedPages.token)
        let answer = try await pages.ask(path)
        #expect(answer.status == .unauthorized)
        #expect(answer.headers[.wwwAuthenticate] == "Bearer realm=\"usagectl\"")
        #expect(!answer.text.contains("Northern"))
        let wrong = try await pages.ask(path, .get, [.authorization: "Bearer wrong"])
        #expect(wrong.status == .unauthorized)
        #expect(try await pages.ask(path, .get, Self.bearer).status != .unauthorized)
    }

    @Test(arguments: ["/healthz", "/readyz"])
    func `health needs no token`(_ path: String) async throws {
        let answer = try await ServedPages(token: ServedPages.token).ask(path)
        #expect(answer.status != .unauthorized)
    }

    @Test func `a login makes a session that does not hold the token`() async throws {
        try await ServedPages(token: ServedPages.token).asking { client in
            let login = try await client.post("/login", "token=\(ServedPages.token)")
            #expect(login.status == .seeOther)
            let cookie = try #require(login.headers[.setCookie])
            #expect(!cookie.contains(ServedPages.token))
            for word in ["HttpOnly", "SameSite=Strict", "Path=/"] { #expect(cookie.contains(word)) }
            #expect(!cookie.contains("Secure"))
            let value = String(cookie.prefix { $0 != ";" })
            let page = try await client.execute(uri: "/", method: .get, headers: [.cookie: value]) {
                $0
            }
            #expect(page.status == .ok)
            #expect(page.text.contains("Sign out"))
            let forged = value.dropLast() + (value.hasSuffix("0") ? "1" : "0")
            let refused = try await client.execute(
                uri: "/", method: .get, headers: [.cookie: String(forged)]
            ) { $0 }
            #expect(refused.status == .unauthorized)
            let out = try await client.post("/logout", "")
            #expect(out.headers[.setCookie]?.contains("Max-Age=0") == true)
        }
    }

    @Test func `a session ends after twelve hours`() async throws {
        var pages = ServedPages(token: ServedPages.token)
        let login = try await pages.ask("/login", .post, body: "token=\(ServedPages.token)")
        let value = String(try #require(login.headers[.setCookie]).prefix { $0 != ";" })
        pages.now = SampleWorld.now.adding(.seconds(12 * 3600 - 1))
        #expect(try await pages.ask("/", .get, [.cookie: value]).status == .ok)
        pages.now = SampleWorld.now.adding(.seconds(12 * 3600))
        #expect(try await pages.ask("/", .get, [.cookie: value]).status == .unauthorized)
    }

    @Test func `the cookie is secure behind a proxy with TLS`() async throws {
        let name = try #require(HTTPField.Name("X-Forwarded-Proto"))
        let login = try await ServedPages(token: ServedPages.token).ask(
            "/login", .post, [name: "https"], body: "token=\(ServedPages.token)")
        #expect(login.headers[.setCookie]?.hasSuffix("; Secure") == true)
    }

    @Test func `guesses are slowed down, and only the guesser's`() async throws {
        try await ServedPages(token: ServedPages.token).asking { client in
            for _ in 0..<5 {
                #expect(try await client.post("/login", "token=guess").status == .unauthorized)
            }
            let late = try await client.post("/login", "token=\(ServedPages.token)")
            #expect(late.status == .tooManyRequests)
            #expect(late.headers[.retryAfter] == "60")
            // The bearer is no way around it.
            let other = try await client.execute(uri: "/", method: .get, headers: Self.bearer) {
                $0
            }
            #expect(other.status == .tooManyRequests)
        }
    }

    @Test func `a form of another site signs nobody in`() async throws {
        let pages = ServedPages(token: ServedPages.token)
        let foreign = try await pages.ask(
            "/login", .post, [.origin: "https://evil.example"], body: "token=\(ServedPages.token)")
        #expect(foreign.status == .forbidden)
        let own = try await pages.ask(
            "/login", .post, [.origin: "http://localhost"], body: "token=\(ServedPages.token)")
        #expect(own.status == .seeOther)
        #expect(
            try await pages.ask("/logout", .post, [.origin: "https://evil.example"]).status
                == .forbidden)
    }

    @Test(arguments: protected + ["/healthz", "/login"])
    func `every answer forbids scripts, frames and guesses`(_ path: String) async throws {
        let answer = try await ServedPages().ask(path)
        let policy = try #require(answer.headers[.contentSecurityPolicy])
        #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
        #expect(policy.hasSuffix("frame-ancestors 'none'"))
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.headers[HTTPField.Name("Referrer-Policy") ?? .via] == "no-referrer")
    }

    @Test(arguments: [
        ("/", HTTPRequest.Method.post, "GET, HEAD"), ("/api/v1/report", .delete, "GET, HEAD"),
        ("/metrics", .put, "GET, HEAD"), ("/logout", .get, "POST"),
        ("/login", .put, "GET, HEAD, POST"),
        ("/healthz", .post, "GET, HEAD"),
    ])
    func `other methods are refused`(
        _ path: String, _ method: HTTPRequest.Method, _ allowed: String
    ) async throws {
        let answer = try await ServedPages().ask(path, method)
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.headers[HTTPField.Name("Allow") ?? .via] == allowed)
    }

    @Test func `a head is answered without a body`() async throws {
        let answer = try await ServedPages().ask("/", .head)
        #expect(answer.status == .ok)
        #expect(answer.body.readableBytes == 0)
    }

    @Test func `a body that is too long is refused`() async throws {
        let answer = try await ServedPages(token: ServedPages.token).ask(
            "/login", .post, body: "token=" + String(repeating: "a", count: 5000))
        #expect(answer.status == .badRequest)
    }
}

extension TestClientProtocol {
    fileprivate func post(_ path: String, _ body: String) async throws -> TestResponse {
        try await execute(uri: path, method: .post, body: .init(string: body)) { $0 }
    }
}

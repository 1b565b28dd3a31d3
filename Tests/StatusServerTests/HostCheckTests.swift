import StatusServer
import Testing

/// A page of another site that has its own name resolve to this machine gets nothing.
struct HostCheckTests {
    @Test(arguments: [
        ("127.0.0.1:8080", true), ("localhost:8080", true), ("LOCALHOST", true), ("[::1]:80", true),
        ("127.0.0.2", true), ("evil.example", false), ("evil.example:8080", false),
        ("127.0.0.1.evil.example", false), ("localhost.evil.example", false),
        ("localhost:x", false),
        ("[::1", false), ("[::1]x", false), ("", false),
    ])
    func `only our own names reach the pages of this machine`(
        _ host: String, _ isAdmitted: Bool
    ) throws {
        let check = HostCheck(address: try #require(StatusAddress("127.0.0.1:8080")))
        #expect(check.admits(host) == isAdmitted)
    }

    @Test func `a request without a host is turned away`() throws {
        #expect(!HostCheck(address: try #require(StatusAddress("[::1]:80"))).admits(nil))
    }

    @Test func `behind a token any name will do`() throws {
        let check = HostCheck(address: try #require(StatusAddress("0.0.0.0:8080")))
        #expect(check.admits("usagectl.example"))
    }
}

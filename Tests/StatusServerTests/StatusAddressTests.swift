import StatusServer
import Testing

struct StatusAddressTests {
    @Test(arguments: [
        ("127.0.0.1:8080", "127.0.0.1", 8080, true), ("[::1]:80", "::1", 80, true),
        ("0.0.0.0:9000", "0.0.0.0", 9000, false),
    ])
    func `an address is a host and a port`(
        _ text: String, _ host: String, _ port: Int, _ isLoopback: Bool
    ) throws {
        let address = try #require(StatusAddress(text))
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.isLoopback == isLoopback)
    }

    @Test(arguments: ["8080", ":8080", "host:", "host:70000", "host:x"])
    func `what is no address is none`(_ text: String) {
        #expect(StatusAddress(text) == nil)
    }
}

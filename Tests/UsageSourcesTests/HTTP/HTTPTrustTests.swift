import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// A vendor's API behind TLS, with every way in which its certificate may be wrong.
@Suite(.timeLimit(.minutes(5)))
struct HTTPTrustTests {
    private static let answer: @Sendable (VendorRequest) -> VendorAnswer = { _ in
        .answer(FetchedBench.array(1...3))
    }

    /// The retries' waits take no time; certificates are judged by the machine's clock, as the
    /// handshake does.
    private static var time: SourceTime {
        var time = FetchedBench.Waits(limit: HTTPBench.timeout).time
        time.now = SourceTime.system.now
        return time
    }

    /// Asks a server with a certificate for the month, and says what was sent to it.
    private static func read(
        names: String = "DNS:localhost,IP:127.0.0.1", days: Int = 2, host: String = "localhost",
        trusting: (TestCertificate, TemporaryFolder) async throws -> String? = { own, _ in
            own.authority
        }
    ) async throws -> (reading: UsageReading, requests: Int) {
        let folder = try TemporaryFolder()
        let certificate = try await TestCertificate.make(
            in: folder.path, names: names, days: days)
        let caFile = try await trusting(certificate, folder)
        let token = try folder.write("token", "t0ps3cret")
        var result: (UsageReading, Int)?
        try await VendorServer.with(certificate: certificate, answer) { server, base in
            let url = base.replacing("127.0.0.1", with: host)
            let reading = try await HTTPBench.read("\(url)/?m={month}", time: time) {
                $0.caFile = caFile
                $0.authorization = .bearer(.file(token))
            }
            result = (reading, server.requests.count)
        }
        return try #require(result)
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func `an authority of the vendor's own is trusted where 'caFile' names it`(_ host: String)
        async throws
    {
        let (reading, requests) = try await Self.read(host: host)
        #expect(reading.isKnown, "\(reading.reason() ?? "")")
        #expect(reading.subscriptions == ["AS-1", "AS-2", "AS-3"])
        #expect(requests == 1)
    }

    @Test func `an authority that the system does not know is refused`() async throws {
        let (reading, requests) = try await Self.read { _, _ in nil }
        let reason = try #require(reading.reason())
        #expect(reason.hasPrefix("no trusted connection to https://localhost:"))
        #expect(
            reason.hasSuffix(
                ": nobody whom this machine trusts vouches for its certificate: if the vendor has "
                    + "an authority of its own, name a file of its certificates under 'caFile'"))
        // Neither the question nor the credentials went there.
        #expect(requests == 0)
    }

    @Test func `an authority that 'caFile' does not name is refused`() async throws {
        var other = ""
        let (reading, requests) = try await Self.read { _, folder in
            let path = folder.path + "/other"
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false)
            other = try await TestCertificate.make(in: path).authority
            return other
        }
        #expect(reading.reason()?.contains("nobody in '\(other)' (caFile) vouches") == true)
        #expect(requests == 0)
    }

    @Test(arguments: [("localhost", "DNS:vendor.example"), ("127.0.0.1", "IP:127.0.0.2")])
    func `a certificate of another host is refused`(_ host: String, _ names: String) async throws {
        let (reading, requests) = try await Self.read(names: names, host: host)
        #expect(
            reading.reason()?.hasSuffix(
                ": its certificate is of another host than '\(host)': write a name that the "
                    + "certificate bears into 'url'") == true, "\(reading.reason() ?? "")")
        #expect(requests == 0)
    }

    @Test func `a certificate that expired is refused`() async throws {
        let (reading, requests) = try await Self.read(days: -1)
        let reason = try #require(reading.reason())
        #expect(reason.contains(": its certificate expired at 20"))
        #expect(reason.hasSuffix(": the vendor has to renew it"))
        #expect(requests == 0)
    }

    @Test(arguments: [
        ("no certificate at all\n", "holds no certificate in PEM form"), (nil, "cannot be read"),
    ])
    func `a 'caFile' without certificates trusts nobody`(_ text: String?, _ words: String)
        async throws
    {
        let (reading, requests) = try await Self.read { _, folder in
            guard let text else { return folder.path + "/nowhere.pem" }
            return try folder.write("ca.txt", text)
        }
        #expect(reading.reason()?.contains("(caFile) \(words)") == true)
        #expect(requests == 0)
    }

    @Test
    func `a server that speaks no TLS is asked again, then told apart from a bad certificate`()
        async throws
    {
        try await VendorServer.with(Self.answer) { server, base in
            let url = base.replacing("http://", with: "https://")
            let reading = try await HTTPBench.read("\(url)/?m={month}") { $0.retries = 1 }
            let reason = try #require(reading.reason())
            #expect(reason.hasPrefix("no encrypted connection to \(url): "))
            #expect(
                reason.hasSuffix(
                    "look whether a server of https answers there; 2 tries ended alike"))
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `what is wrong with a certificate is told by its dates and by who vouches`() throws {
        let now = try #require(Timestamp("2026-11-25T00:00:00Z"))
        func validity(_ from: Int64, _ until: Int64) -> TrustFailure.Validity {
            TrustFailure.Validity(
                from: now.adding(.seconds(from)), until: now.adding(.seconds(until)))
        }
        // One further up in the chain counts like the server's own.
        let expired = TrustFailure.fault(
            [validity(-5, 5), validity(-5, -1)], caFile: "/ca.pem", at: now)
        #expect(
            expired
                == "its certificate expired at 2026-11-24T23:59:59Z: the vendor has to renew it")
        let early = TrustFailure.fault([validity(5, 9)], caFile: nil, at: now)
        #expect(
            early
                == "its certificate is not valid before 2026-11-25T00:00:05Z: look at this "
                + "machine's clock")
        #expect(TrustFailure.fault([], caFile: nil, at: now).hasPrefix("nobody whom"))
    }
}

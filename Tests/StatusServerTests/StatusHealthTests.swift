import HTTPTypes
import HummingbirdTesting
import StatusServer
import Testing
import UsageModel

struct StatusHealthTests {
    @Test func `the heart beats for three intervals`() async throws {
        var pages = ServedPages()
        pages.now = SampleWorld.now.adding(.seconds(2700))
        #expect(try await pages.ask("/healthz").status == .ok)
        pages.now = SampleWorld.now.adding(.seconds(2701))
        #expect(try await pages.ask("/healthz").status == .serviceUnavailable)
        pages.loop.beat(at: pages.now)
        #expect(try await pages.ask("/healthz").text == "ok\n")
    }

    @Test func `a heartbeat is never taken back, and the interval may change`() async throws {
        var pages = ServedPages()
        pages.loop.beat(at: SampleWorld.now.adding(.seconds(-9999)))
        #expect(pages.loop.health.heartbeat == SampleWorld.now)
        pages.loop.set(interval: .seconds(60))
        pages.now = SampleWorld.now.adding(.seconds(181))
        #expect(try await pages.ask("/healthz").status == .serviceUnavailable)
    }

    @Test func `ready is configuration, key and a proven observation`() async throws {
        let pages = ServedPages()
        let unready = try await pages.ask("/readyz")
        #expect(unready.status == .serviceUnavailable)
        #expect(unready.text.contains("the key was not tried yet"))
        #expect(unready.text.contains("no observation was proven complete yet"))
        pages.loop.provenObservation(at: SampleWorld.now)
        #expect(try await pages.ask("/readyz").text == "ok\n")
        pages.loop.set(configurationProblems: ["secret/place.yaml:1:1: broken"])
        let broken = try await pages.ask("/readyz")
        #expect(broken.status == .serviceUnavailable)
        // It is answered to anybody.
        #expect(!broken.text.contains("secret"))
        pages.loop.set(configurationProblems: [])
        pages.loop.set(isKeyAccepted: false)
        #expect(try await pages.ask("/readyz").text == "Connect refused the key\n")
    }

    @Test func `Connect's own failures leave the heart alone`() async throws {
        let pages = ServedPages()
        pages.loop.set(failure: "GET /contracts: 503")
        #expect(try await pages.ask("/healthz").status == .ok)
    }
}

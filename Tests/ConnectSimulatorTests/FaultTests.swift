import ConnectSimulator
import Testing
import UsageModel

struct FaultTests {
    private static func simulation(_ faults: FaultMenu = FaultMenu()) -> Simulation {
        Simulation(platform: SmallWorld().platform, faults: faults)
    }

    private static let start = Timestamp(seconds: 1_793_600_000)

    private static func create() -> PlatformRequest {
        let small = SmallWorld()
        let body: JSONValue = [
            "contract": ["id": .string(small.contract)],
            "product": ["id": .string(small.product(0))],
        ]
        return request("POST", "/usage/files", body)
    }

    private static func request(
        _ method: String, _ path: String, _ body: JSONValue? = nil
    ) -> PlatformRequest {
        PlatformRequest(
            method: method, path: path, headers: ["authorization": SmallWorld.key],
            body: body.map { .bytes($0.jsonBytes) } ?? .none)
    }

    private static let effects: [(kind: FaultKind, status: Int?, files: Int)] = [
        (.unavailable, 503, 0), (.unavailableAfter, 503, 1), (.throttled, 429, 0),
        (.drop, nil, 0), (.lost, nil, 1),
    ]

    @Test(arguments: effects)
    func `a fault strikes before or after the act`(kind: FaultKind, status: Int?, files: Int) {
        var faults = FaultMenu()
        faults.scripted = [ScriptedFault(kind, method: "POST", path: "/usage/files")]
        var simulation = Self.simulation(faults)
        let exchange = simulation.exchange(Self.create(), at: Self.start)
        #expect(exchange.response?.status == status)
        #expect(simulation.platform.files.count == files)
        #expect(simulation.requests.map(\.status) == [status])
        #expect(simulation.requests.map(\.fault) == [kind])
        if kind == .throttled { #expect(exchange.response?.headers["retry-after"] == "1") }
        let second = simulation.exchange(Self.create(), at: Self.start)
        #expect(second.response?.status == 201)
    }

    @Test func `a scripted fault lets others pass and may wait for its turn`() {
        var faults = FaultMenu()
        faults.scripted = [ScriptedFault(.drop, method: "POST", skip: 1, times: 2)]
        let kinds = ["GET", "POST", "POST", "GET", "POST", "POST"].map {
            faults.next(for: PlatformRequest(method: $0, path: "/x"))
        }
        #expect(kinds == [nil, nil, .drop, nil, .drop, nil])
    }

    @Test func `rates are met within chance and repeat with the seed`() throws {
        var menu = try FaultMenu(text: "503:0.2,drop:0.1", seed: 9)
        var twin = menu
        let request = PlatformRequest(method: "GET", path: "/contracts")
        let kinds = (0..<2000).map { _ in menu.next(for: request) }
        #expect(kinds == (0..<2000).map { _ in twin.next(for: request) })
        #expect((300...500).contains(kinds.count { $0 == .unavailable }))
        #expect((140...260).contains(kinds.count { $0 == .drop }))
    }

    @Test(arguments: [
        ("504:0.1", FaultError.unknownKind("504")), ("503", .badNumber(kind: "503", "")),
        ("503:x", .badNumber(kind: "503", "x")), ("drop:1.5", .badNumber(kind: "drop", "1.5")),
    ])
    func `a wrong list of faults is refused`(text: String, error: FaultError) {
        #expect(throws: error) { try FaultMenu(text: text, seed: 0) }
    }

    @Test func `with lag a list shows the past and the file itself the present`() throws {
        var simulation = Self.simulation(try FaultMenu(text: "lag:2000", seed: 0))
        let created = simulation.exchange(Self.create(), at: Self.start)
        let id = try #require(created.response?.json?.id)
        let counts = [0, 1, 2, 3].map { seconds in
            let time = Self.start.adding(.seconds(seconds))
            let list = Self.request("GET", "/usage/files")
            return simulation.exchange(list, at: time).response?.json?.array?.count
        }
        #expect(counts == [0, 0, 1, 1])
        let file = Self.request("GET", "/usage/files/\(id)")
        #expect(simulation.exchange(file, at: Self.start).response?.status == 200)
    }

    @Test func `a stuck upload is never done`() throws {
        var small = SmallWorld()
        let id = small.draft()
        var simulation = Simulation(platform: small.platform)
        simulation.faults.scripted = [ScriptedFault(.stuck, path: "/upload")]
        var upload = Self.request("POST", "/usage/files/\(id)/upload")
        upload.body = .workbook(.workbook(SmallWorld.workbook([small.row()])))
        #expect(simulation.exchange(upload, at: small.now).response?.status == 201)
        let later = small.now.adding(.seconds(86_400))
        let file = simulation.exchange(Self.request("GET", "/usage/files/\(id)"), at: later)
        #expect(file.response?.json?["status"] == "processing")
    }

    @Test func `the controls show and change the clock, the faults and the requests`() {
        var simulation = Self.simulation()
        let moved = simulation.control(
            Self.request("PUT", "/clock", ["advance": "3d"]), at: Self.start)
        #expect(moved.json?["now"] == .string(Self.start.adding(.seconds(259_200)).description))
        let date = simulation.exchange(Self.request("GET", "/contracts"), at: Self.start)
        #expect(date.response?.headers["date"] == "Thu, 05 Nov 2026 06:13:20 GMT")
        let faults = simulation.control(
            Self.request(
                "POST", "/faults",
                ["rates": ["latency": 50], "scripted": [["kind": "lost", "path": "/submit"]]]),
            at: Self.start)
        #expect(faults.json?.value(at: "rates.latency") == 50)
        #expect(simulation.faults.scripted == [ScriptedFault(.lost, path: "/submit")])
        let log = simulation.control(Self.request("GET", "/requests"), at: Self.start)
        #expect(log.json?["total"] == 1)
        #expect(log.json?["byMethod"] == ["GET": 1])
        _ = simulation.control(Self.request("POST", "/reset"), at: Self.start)
        #expect(simulation.requests.isEmpty)
        #expect(simulation.faults.latency == .zero)
    }

    @Test func `the provider acts through the controls, and a person deletes in the portal`() {
        var small = SmallWorld()
        let id = small.draft()
        small.upload(id, [small.row()])
        small.send("POST", "/usage/files/\(id)/submit")
        let draft = small.draft(product: 1)
        var simulation = Simulation(platform: small.platform)
        let rejected = simulation.control(
            Self.request("POST", "/reject/\(id)", ["rejection_note": "too much"]), at: small.now)
        #expect(rejected.json?["status"] == "rejected")
        #expect(rejected.json?["rejection_note"] == "too much")
        let again = simulation.control(Self.request("POST", "/accept/\(id)"), at: small.now)
        #expect(again.status == 400)
        let deleted = simulation.control(Self.request("POST", "/delete/\(draft)"), at: small.now)
        #expect(deleted.json?.value(at: "events.deleted.by.id") == "UR-000-000-001")
    }
}

import ConnectSimulator
import Testing
import UsageModel

struct FileLifeTests {
    /// A world with one file in a status.
    private static func world(status: UsageFileStatus) -> SmallWorld {
        var small = SmallWorld()
        var world = small.generator.world()
        world.files = [
            [
                "id": "UF-1", "status": .string(status.word),
                "contract": ["id": .string(small.contract)],
                "product": ["id": .string(small.product(0))],
            ]
        ]
        small.platform = SimulatedPlatform(world: world, options: small.platform.options)
        return small
    }

    /// What the platform documents: the statuses each act may begin from, and where it leads.
    private static let documented: [(action: String, from: Set<UsageFileStatus>, to: String)] = [
        ("submit", [.ready], "pending"), ("delete", [.draft, .invalid, .ready], "deleted"),
        ("upload", [.draft, .invalid, .rejected, .ready], "uploading"),
        ("accept", [.pending], "accepted"), ("reject", [.pending], "rejected"),
        ("close", [.accepted], "closed"),
    ]

    @Test(arguments: UsageFileStatus.known)
    func `an act is taken from the documented statuses and refused from all others`(
        status: UsageFileStatus
    ) {
        for (action, from, to) in Self.documented {
            var small = Self.world(status: status)
            let body: PlatformRequest.Body =
                action == "upload"
                ? .workbook(.workbook(SmallWorld.workbook([small.row()]))) : .none
            let response = small.send("POST", "/usage/files/UF-1/\(action)", body)
            let isAllowed = from.contains(status)
            #expect(response.status == (isAllowed ? 201 : 400), "\(action) from \(status.word)")
            let shown = small.send("GET", "/usage/files/UF-1").json?["status"]
            #expect(shown == .string(isAllowed ? to : status.word), "\(action) from \(status.word)")
            if !isAllowed { #expect(response.json?["error_code"] != nil) }
        }
    }

    @Test func `a file goes from draft to closed, and its events and figures follow`() {
        var small = SmallWorld()
        let id = small.draft()
        var file = small.upload(id, [small.row()])
        #expect(file["status"] == "ready")
        #expect(file.value(at: "stats.uploaded") == 1)
        #expect(file["records"] == ["valid": 1, "invalid": 0, "closed": 0])
        for action in ["submit", "accept", "close"] {
            #expect(small.send("POST", "/usage/files/\(id)/\(action)").status == 201)
        }
        file = small.send("GET", "/usage/files/\(id)").json ?? .null
        #expect(file["status"] == "closed")
        #expect(file.value(at: "stats.closed") == 1)
        for event in ["created", "uploaded", "submitted", "accepted", "closed"] {
            #expect(file.value(at: "events.\(event).at") != nil, "\(event)")
        }
        #expect(file.value(at: "events.rejected") == nil)
        #expect(small.platform.records.map(\.status) == ["closed"])
    }

    @Test func `processing takes its time, through uploading and processing`() {
        var small = SmallWorld()
        let id = small.draft()
        small.send(
            "POST", "/usage/files/\(id)/upload",
            .workbook(.workbook(SmallWorld.workbook([small.row()]))))
        var seen: [JSONValue?] = []
        for _ in 0..<4 {
            seen.append(small.send("GET", "/usage/files/\(id)").json?["status"])
            small.now = small.now.adding(.seconds(1))
        }
        #expect(seen == ["uploading", "processing", "processing", "ready"])
    }

    @Test func `two drafts of one month, name and external id may stand side by side`() {
        var small = SmallWorld()
        #expect(small.draft() != small.draft())
        let page = small.send("GET", "/usage/files", query: "external_id=ours")
        #expect(page.json?.array?.count == 2)
    }

    @Test func `a submit with the body null is answered by a failure without a code`() {
        var small = Self.world(status: .ready)
        let response = small.send("POST", "/usage/files/UF-1/submit", .bytes(Array("null".utf8)))
        #expect(response.status == 500)
        #expect(response.json == nil)
    }

    @Test func `a rule accepts without a name`() {
        var small = SmallWorld(
            options: PlatformOptions(
                apiKey: SmallWorld.key, processingTime: .seconds(3), autoAccept: .seconds(4)))
        let id = small.draft()
        small.upload(id, [small.row()])
        small.send("POST", "/usage/files/\(id)/submit")
        #expect(small.settled(id)["status"] == "pending")
        let file = small.settled(id)
        #expect(file["status"] == "accepted")
        #expect(file.value(at: "events.accepted.at") != nil)
        #expect(file.value(at: "events.accepted.by") == nil)
    }

    @Test(arguments: [
        (-1, 0, "contract: Object with id '' does not exist."),
        (1, 0, "is not active"), (0, 4, "has no pay-as-you-go capability"),
        (0, -1, "product: Object with id '' does not exist."),
    ])
    func `a file needs an active contract and a pay-as-you-go product`(
        contract: Int, product: Int, reason: String
    ) {
        var small = SmallWorld()
        let world = small.generator.world()
        let response = small.send(
            "POST", "/usage/files",
            json: [
                "contract": contract < 0 ? [:] : ["id": .string(world.contracts[contract].id)],
                "product": product < 0 ? [:] : ["id": .string(world.products[product].id)],
            ])
        #expect(response.status == 400)
        #expect(response.json?.jsonText.contains(reason) == true)
    }

    @Test func `an update changes the named fields and a null clears one`() {
        var small = SmallWorld()
        let id = small.draft()
        let response = small.send(
            "PUT", "/usage/files/\(id)", json: ["currency": "EUR", "external_id": .null])
        #expect(response.status == 200)
        #expect(response.json?["currency"] == "EUR")
        #expect(response.json?["external_id"] == nil)
        #expect(response.json?["name"] == "October")
    }

    @Test func `without the key nothing is told`() {
        var small = SmallWorld()
        let response = small.platform.handle(
            PlatformRequest(method: "GET", path: "/contracts"), at: small.now)
        #expect(response.status == 401)
        #expect(
            response.json == ["error_code": "AUTH_001", "errors": ["API request is unauthorized."]])
    }
}

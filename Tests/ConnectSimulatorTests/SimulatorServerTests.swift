import ConnectSimulator
import Foundation
import FoundationNetworking
import Testing
import UsageModel

struct SimulatorServerTests {
    private static func server(_ faults: FaultMenu = FaultMenu()) -> SimulatorServer {
        let small = SmallWorld()
        let now = small.now
        let simulation = Simulation(platform: small.platform, faults: faults)
        return SimulatorServer(host: SimulationHost(simulation, clock: { now }))
    }

    /// Every request has a connection of its own: a client that keeps one may repeat by itself.
    private static func fetch(
        _ method: String, _ url: String, body: [UInt8]? = nil, contentType: String? = nil
    ) async throws -> (status: Int, headers: HTTPURLResponse, body: [UInt8]) {
        let address = try #require(URL(string: url))
        var request = URLRequest(url: address)
        request.httpMethod = method
        request.httpBody = body.map { Data($0) }
        request.setValue(SmallWorld.key, forHTTPHeaderField: "Authorization")
        request.setValue(contentType, forHTTPHeaderField: "Content-Type")
        let session = URLSession(configuration: .ephemeral)
        defer { session.finishTasksAndInvalidate() }
        let (data, response) = try await session.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        return (http.statusCode, http, Array(data))
    }

    @Test func `lists come over HTTP with their range and the simulator's date`() async throws {
        try await Self.server().withRunning { address in
            let answer = try await Self.fetch("GET", "\(address.url)/contracts?limit=1")
            #expect(answer.status == 200)
            #expect(answer.headers.value(forHTTPHeaderField: "Content-Range") == "items 0-0/2")
            #expect(
                answer.headers.value(forHTTPHeaderField: "Date") == "Mon, 02 Nov 2026 06:13:20 GMT")
            #expect(try JSONValue(jsonBytes: answer.body).array?.count == 1)
            #expect(try await Self.fetch("GET", "\(address.url)/nothing").status == 404)
        }
    }

    @Test func `a cut connection gives no answer, and a lost answer leaves the act done`()
        async throws
    {
        let small = SmallWorld()
        let body: JSONValue = [
            "contract": ["id": .string(small.contract)],
            "product": ["id": .string(small.product(0))],
        ]
        for (kind, files) in [(FaultKind.drop, 0), (.lost, 1)] {
            var faults = FaultMenu()
            faults.scripted = [ScriptedFault(kind)]
            let server = Self.server(faults)
            try await server.withRunning { address in
                _ = await #expect(throws: URLError.self) {
                    try await Self.fetch(
                        "POST", "\(address.url)/usage/files", body: body.jsonBytes)
                }
            }
            let simulation = await server.host.simulation
            #expect(simulation.platform.files.count == files, "\(kind)")
            #expect(simulation.requests.count == 1)
        }
    }

    @Test func `an upload arrives as a multipart form, whatever is in it`() async throws {
        let server = Self.server()
        let id = await server.host.change { simulation in
            var small = SmallWorld()
            let id = small.draft()
            simulation = Simulation(platform: small.platform)
            return id
        }
        try await server.withRunning { address in
            for (name, file, status) in [
                ("usage_file", "u.txt", 400), ("other", "u.xlsx", 400),
                ("usage_file", "u.xlsx", 201),
            ] {
                let form = [
                    "--B", "Content-Disposition: form-data; name=\"\(name)\"; filename=\"\(file)\"",
                    "Content-Type: application/octet-stream", "", "no workbook\r\n", "--B--", "",
                ].joined(separator: "\r\n")
                let answer = try await Self.fetch(
                    "POST", "\(address.url)/usage/files/\(id)/upload", body: Array(form.utf8),
                    contentType: "multipart/form-data; boundary=B")
                #expect(answer.status == status, "\(name) \(file)")
            }
            _ = try await Self.fetch(
                "PUT", "\(address.controlURL)/clock", body: Array("{\"advance\": \"5s\"}".utf8))
            let answer = try await Self.fetch("GET", "\(address.url)/usage/files/\(id)")
            let json = try JSONValue(jsonBytes: answer.body)
            #expect(json["status"] == "invalid")
            #expect(json["error_detail"] == "The file is not a readable XLSX workbook.")
        }
    }

    @Test func `the state can be read and put back`() async throws {
        try await Self.server().withRunning { address in
            let state = try await Self.fetch("GET", "\(address.controlURL)/state").body
            let put = try await Self.fetch("PUT", "\(address.controlURL)/state", body: state)
            #expect(put.status == 200)
            #expect(put.body == state)
            let bad = try await Self.fetch("PUT", "\(address.controlURL)/state", body: [])
            #expect(bad.status == 400)
        }
    }
}

import ConnectAPI
import Foundation
import Testing
import UsageModel

@Suite("The transport, over a real connection")
struct AsyncHTTPTransportTests {
    private func transport(
        maximumBytes: Int = 1 << 20, _ body: (AsyncHTTPTransport) async throws -> Void
    ) async throws {
        try await AsyncHTTPTransport.withTransport(
            maximumBytes: maximumBytes, boundary: { "BOUNDARY" }, body)
    }

    private func call(_ url: String, timeout: Duration = .seconds(60)) -> HTTPCall {
        HTTPCall(method: .get, url: url, headers: ["X-Test": "1"], timeout: timeout)
    }

    @Test func `an exchange carries method, target, headers, status and body`() async throws {
        try await LoopbackServer.serving({ _ in
            .answer(status: 206, headers: ["Content-Range": "items 0-0/1"], body: "[1]")
        }) { server in
            try await transport { transport in
                let answer = try await transport.send(
                    call("\(server.url)/a?eq(f,%22a%20b%22)&limit=1"))
                #expect(answer.status == 206)
                #expect(answer.headers["content-range"] == "items 0-0/1")
                #expect(answer.body == Array("[1]".utf8))
                #expect(server.requests.map(\.target) == ["/a?eq(f,%22a%20b%22)&limit=1"])
                #expect(server.requests.first?.headers["x-test"] == "1")
            }
        }
    }

    @Test func `redirects are not followed`() async throws {
        try await LoopbackServer.serving({ _ in
            .answer(status: 302, headers: ["Location": "/elsewhere"], body: "")
        }) { server in
            try await transport { transport in
                let answer = try await transport.send(call(server.url))
                #expect(answer.status == 302)
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test func `JSON goes with its type`() async throws {
        try await LoopbackServer.serving({ _ in .answer(status: 201, headers: [:], body: "") }) {
            server in
            try await transport { transport in
                var call = call(server.url)
                call.method = .put
                call.body = .json(Array("{}".utf8))
                let answer = try await transport.send(call)
                #expect(answer.body.isEmpty)
                #expect(server.requests.first?.method == "PUT")
                #expect(server.requests.first?.body == "{}")
                #expect(server.requests.first?.headers["content-type"] == "application/json")
            }
        }
    }

    @Test func `a POST without a body announces none`() async throws {
        try await LoopbackServer.serving({ _ in .answer(status: 201, headers: [:], body: "") }) {
            server in
            try await transport { transport in
                var call = call(server.url)
                call.method = .post
                _ = try await transport.send(call)
                #expect(server.requests.first?.headers["content-length"] == "0")
                #expect(server.requests.first?.body == "")
            }
        }
    }

    @Test func `a file is sent as multipart, streamed from disk`() async throws {
        // Longer than one chunk, so that chunks are put together.
        let content = String(repeating: "0123456789", count: 30_000)
        let path = NSTemporaryDirectory() + "usagectl-upload-\(UUID().uuidString).xlsx"
        try content.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await LoopbackServer.serving({ _ in .answer(status: 201, headers: [:], body: "{}") }) {
            server in
            try await transport { transport in
                var call = call(server.url)
                call.method = .post
                call.body = .multipartFile(
                    MultipartFile(
                        path: path, fieldName: "usage_file", fileName: "a\"b.xlsx",
                        contentType: "application/x"))
                let answer = try await transport.send(call)
                #expect(answer.status == 201)
                let request = try #require(server.requests.first)
                #expect(
                    request.body == "--BOUNDARY\r\nContent-Disposition: form-data; "
                        + "name=\"usage_file\"; filename=\"a%22b.xlsx\"\r\n"
                        + "Content-Type: application/x\r\n\r\n\(content)\r\n--BOUNDARY--\r\n")
                #expect(request.headers["content-type"] == "multipart/form-data; boundary=BOUNDARY")
                #expect(request.headers["content-length"] == "\(request.body.utf8.count)")
            }
        }
    }

    @Test func `a file that is not there is not sent`() async throws {
        try await LoopbackServer.serving({ _ in .hangUp }) { server in
            try await transport { transport in
                var call = call(server.url)
                call.method = .post
                call.body = .multipartFile(
                    MultipartFile(
                        path: "/nowhere/x.xlsx", fieldName: "f", fileName: "x", contentType: "y"))
                let error = await #expect(throws: TransportError.self) {
                    try await transport.send(call)
                }
                #expect(error?.isBeforeSending == true)
                #expect(error?.description.contains("'/nowhere/x.xlsx'") == true)
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test func `a connection that is closed without an answer is broken`() async throws {
        try await LoopbackServer.serving({ _ in .hangUp }) { server in
            try await transport { transport in
                let error = await #expect(throws: TransportError.self) {
                    try await transport.send(call(server.url))
                }
                guard case .connectionBroken = error else {
                    Issue.record("expected a broken connection, got \(String(describing: error))")
                    return
                }
                #expect(server.requests.count == 1, "the transport does not repeat")
            }
        }
    }

    @Test func `no answer within the limit is a timeout`() async throws {
        try await LoopbackServer.serving({ _ in .silence }) { server in
            try await transport { transport in
                await #expect(throws: TransportError.timeout) {
                    try await transport.send(call(server.url, timeout: .milliseconds(300)))
                }
            }
        }
    }

    @Test func `an answer that is too long is refused`() async throws {
        try await LoopbackServer.serving({ _ in
            .answer(status: 200, headers: [:], body: String(repeating: "x", count: 5000))
        }) { server in
            try await transport(maximumBytes: 1000) { transport in
                await #expect(throws: TransportError.answerTooLarge(limit: 1000)) {
                    try await transport.send(call(server.url))
                }
            }
        }
    }

    @Test func `where nobody listens no connection is established`() async throws {
        let dead = Box()
        try await LoopbackServer.serving({ _ in .silence }) { dead.url = $0.url }
        try await transport { transport in
            await #expect(throws: TransportError.connectFailed("connection refused")) {
                try await transport.send(call(dead.url))
            }
        }
    }

    @Test func `a cancelled exchange ends and says so`() async throws {
        try await LoopbackServer.serving({ _ in .silence }) { server in
            try await transport { transport in
                let error = await withTaskGroup(of: TransportError?.self) { group in
                    group.cancelAll()
                    group.addTask {
                        do throws(TransportError) {
                            _ = try await transport.send(call(server.url))
                            return nil
                        } catch {
                            return error
                        }
                    }
                    return await group.next() ?? nil
                }
                #expect(error == .cancelled)
            }
        }
    }

    @Test func `a plain text address that is none is an invalid request`() async throws {
        try await transport { transport in
            let error = await #expect(throws: TransportError.self) {
                try await transport.send(call("http://"))
            }
            #expect(error?.isBeforeSending == true)
        }
    }

    @Test func `a client reads over the network what the server lists`() async throws {
        try await LoopbackServer.serving({ _ in
            .answer(
                status: 200,
                headers: ["Content-Range": "items 0-0/1", "Date": "Mon, 02 Nov 2026 06:00:00 GMT"],
                body: "[\(fileRow(1))]")
        }) { server in
            try await transport { transport in
                let client = ConnectClient(
                    configuration: try ConnectConfiguration(endpoint: server.url, apiKey: "k"),
                    transport: transport)
                let reading = try await client.usageFiles(
                    .pair(CellPair(contract: "CRD-1", product: "PRD-1")))
                #expect(reading.problem == nil)
                #expect(reading.rows.map(\.id) == ["UF-01"])
                #expect(client.lastServerDate?.server == Timestamp("2026-11-02T06:00:00Z"))
                #expect(
                    server.requests.first?.target
                        == "/usage/files?in(contract.id,(CRD-1))&in(product.id,(PRD-1))"
                        + "&ordering(created.at,id)&limit=1000&offset=0")
                #expect(server.requests.first?.headers["authorization"] == "ApiKey k")
            }
        }
    }
}

/// Carries one value out of a closure that runs in the same task.
private final class Box {
    var url = ""
}

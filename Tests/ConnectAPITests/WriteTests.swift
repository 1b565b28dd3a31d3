import ConnectAPI
import Testing
import UsageModel

@Suite("Writes")
struct WriteTests {
    static let draft = UsageFileDraft(
        name: "Usage 2026-10", description: "d", note: "n",
        period: BillingMonth(index: 2026 * 12 + 9).days, currency: "USD", product: "PRD-1",
        contract: "CRD-1", externalID: "usagectl:p:CRD-1:PRD-1:2026-10")

    @Test func `a draft is created with the body that the platform describes`() async throws {
        let transport = ScriptedTransport([.success(.json(#"{"id":"UF-1"}"#, status: 201))])
        #expect(try await writer(for: transport).createUsageFile(Self.draft) == "UF-1")
        let call = try #require(transport.calls.first)
        #expect(call.method == .post)
        #expect(transport.targets == ["/usage/files"])
        #expect(
            call.body
                == .json(
                    Array(
                        """
                        {"contract":{"id":"CRD-1"},"currency":"USD","description":"d",\
                        "external_id":"usagectl:p:CRD-1:PRD-1:2026-10","name":"Usage 2026-10",\
                        "note":"n","period":{"from":"2026-10-01","to":"2026-10-31"},\
                        "product":{"id":"PRD-1"}}
                        """.utf8)))
        #expect(call.headers["authorization"] == "ApiKey SU-1:secret")
        #expect(call.headers["user-agent"] == "usagectl/1.0")
    }

    @Test func `an update sends what changes and nothing else`() async throws {
        let transport = ScriptedTransport([.success(.json(#"{"id":"UF-1","status":"draft"}"#))])
        let file = try await writer(for: transport)
            .updateUsageFile("UF-1", UsageFileChanges(currency: "EUR"))
        #expect(file?.status == .draft)
        #expect(transport.calls.first?.method == .put)
        #expect(transport.calls.first?.body == .json(Array(#"{"currency":"EUR"}"#.utf8)))
    }

    @Test(arguments: [200, 201, 202, 204])
    func `any 2xx is success, and submit and delete have no body`(status: Int) async throws {
        let transport = ScriptedTransport([.success(HTTPAnswer(status: status))])
        let writer = try writer(for: transport)
        #expect(try await writer.submit("UF-1") == nil)
        #expect(try await writer.delete("UF-1") == nil)
        #expect(transport.targets == ["/usage/files/UF-1/submit", "/usage/files/UF-1/delete"])
        #expect(transport.calls.allSatisfy { $0.body == .none && $0.method == .post })
    }

    @Test func `an upload sends the workbook as the part 'usage_file'`() async throws {
        let transport = ScriptedTransport([
            .success(.json(#"{"id":"UF-1","status":"uploading"}"#, status: 201))
        ])
        let answer = try await writer(for: transport).upload("UF-1", workbookAt: "/tmp/x.xlsx")
        #expect(answer.file?.status == .uploading)
        let part = MultipartFile(
            path: "/tmp/x.xlsx", fieldName: "usage_file", fileName: "UF-1.xlsx",
            contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        #expect(transport.calls.first?.body == .multipartFile(part))
    }

    @Test(arguments: [
        (Result<HTTPAnswer, TransportError>.failure(.timeout), WriteOutcome.Result.unknown),
        (.failure(.connectionBroken("reset")), .unknown), (.failure(.cancelled), .unknown),
        (.failure(.answerTooLarge(limit: 1)), .unknown),
        (.failure(.connectFailed("refused")), .notSent),
        (.failure(.cancelledBeforeSending), .notSent),
        (.failure(.fileUnreadable(path: "x", reason: "gone")), .notSent),
        (.success(HTTPAnswer(status: 429)), .notSent),
        (.success(HTTPAnswer(status: 500)), .unknown),
        (.success(HTTPAnswer(status: 503)), .unknown),
        (.success(HTTPAnswer(status: 408)), .unknown),
        (.success(HTTPAnswer(status: 400)), .refused),
        (.success(HTTPAnswer(status: 404)), .refused),
        (.success(HTTPAnswer(status: 302)), .refused),
        (.success(HTTPAnswer(status: 201)), .unknown),
        (.success(.json("[]", status: 201)), .unknown),
        (.success(.json("<html>", status: 200)), .unknown),
    ])
    func `a create is never repeated, and its error knows what became of it`(
        answer: Result<HTTPAnswer, TransportError>, outcome: WriteOutcome.Result
    ) async throws {
        let transport = ScriptedTransport([answer])
        let writer = try writer(for: transport)
        let error = await #expect(throws: ConnectError.self) {
            try await writer.createUsageFile(Self.draft)
        }
        #expect(error?.outcome == outcome)
        #expect(transport.calls.count == 1)
    }

    @Test func `no write is repeated`() async throws {
        let transport = ScriptedTransport([.success(HTTPAnswer(status: 503))])
        let writer = try writer(for: transport)
        await #expect(throws: ConnectError.self) { try await writer.submit("UF-1") }
        await #expect(throws: ConnectError.self) { try await writer.delete("UF-1") }
        await #expect(throws: ConnectError.self) {
            try await writer.upload("UF-1", workbookAt: "x")
        }
        await #expect(throws: ConnectError.self) {
            try await writer.updateUsageFile("UF-1", UsageFileChanges())
        }
        #expect(transport.calls.count == 4)
    }

    @Test func `a page of somebody else is no answer, whatever its status says`() async throws {
        let transport = ScriptedTransport([.success(.json("<html>signed out", status: 200))])
        let writer = try writer(for: transport)
        let submit = await #expect(throws: ConnectError.self) { try await writer.submit("UF-1") }
        let delete = await #expect(throws: ConnectError.self) { try await writer.delete("UF-1") }
        let upload = await #expect(throws: ConnectError.self) {
            try await writer.upload("UF-1", workbookAt: "x")
        }
        let update = await #expect(throws: ConnectError.self) {
            try await writer.updateUsageFile("UF-1", UsageFileChanges())
        }
        #expect([submit, delete, upload, update].allSatisfy { $0?.outcome == .unknown })
    }

    @Test func `an id cannot leave its place in the path`() async throws {
        let transport = ScriptedTransport([.success(HTTPAnswer(status: 200))])
        let writer = try writer(for: transport)
        _ = try await writer.submit("../x?y/#")
        #expect(transport.targets == ["/usage/files/..%2Fx%3Fy%2F%23/submit"])
        await #expect(throws: ConnectError.query("'' is not an id")) { try await writer.submit("") }
    }
}
